// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/Icons.h"
#include "ui/style/Theme.h"

#include <QWidget>

class QPushButton;

namespace Natter::Ui {

class TextLabel;

/// A strip over the dialogs: an icon, a text and what can be done about it. Hidden while its text is empty.
class NoticeWidget : public QWidget
{
    Q_OBJECT

public:
    /// Empty while it is hidden.
    QString text() const;

protected:
    NoticeWidget(const Theme& theme, const QList<QPushButton*>& buttons, QWidget* parent);

    void showText(const QString& text);
    virtual Icon icon() const = 0;
    virtual QColor iconColour(const Colours& colours) const;
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    TextLabel* m_label;
};

} // namespace Natter::Ui
