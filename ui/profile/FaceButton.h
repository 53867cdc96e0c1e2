// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/Face.h"
#include "ui/style/Theme.h"

#include <QAbstractButton>
#include <QImage>

namespace Natter::Ui {

/// Another profile of a person: picture and name on a row; a click opens a dialog with it.
class FaceButton : public QAbstractButton
{
    Q_OBJECT

public:
    FaceButton(const Theme& theme, Face face, QWidget* parent = nullptr);

    const Face& face() const { return m_face; }
    void setPicture(const QImage& picture);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    const Face m_face;
    QImage m_picture;
};

} // namespace Natter::Ui
