// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/Face.h"
#include "ui/style/Theme.h"

#include <QImage>
#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace Natter::Ui {

class AvatarWidget;
class FaceButton;
class TextLabel;

/// The panel about a person: picture, name, id, badge, last sign-in, their other profiles, and the link to
/// their page on the site.
class ProfileWidget : public QWidget
{
    Q_OBJECT

public:
    explicit ProfileWidget(const Theme& theme, QWidget* parent = nullptr);

    void setUser(const User& user, const QImage& avatar);
    /// Their other profiles, and the picture of each, by its place in the list; empty while there is none.
    void setFaces(const QList<Face>& faces, const QList<QImage>& pictures);
    const UserId& userId() const { return m_user.id; }

Q_SIGNALS:
    void writeRequested(const Natter::UserId& user);
    void closeRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void addFact(QVBoxLayout* layout, const QString& label, TextLabel** value);

    const Theme& m_theme;
    User m_user;
    AvatarWidget* m_avatar;
    TextLabel* m_name;
    TextLabel* m_badge;
    TextLabel* m_id;
    TextLabel* m_lastLogin;
    QPushButton* m_page;
    QWidget* m_faces;
    QList<FaceButton*> m_faceButtons;
};

} // namespace Natter::Ui
