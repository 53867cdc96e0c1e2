// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/Theme.h"

#include <QTimer>
#include <QWidget>

namespace Natter::Ui {

/// The day that floats over the messages while they are being scrolled, and goes soon after.
class DayPillWidget : public QWidget
{
    Q_OBJECT

public:
    DayPillWidget(const Theme& theme, QWidget* parent);

    void showText(const QString& text);
    /// Another label: "Loading earlier messages..." stays until it is let go.
    void holdText(const QString& text);
    void letGo();
    /// After its parent has got another width.
    void centre();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void place(const QString& text);

    const Theme& m_theme;
    QString m_text;
    bool m_isHeld = false;
    QTimer m_idle;
};

} // namespace Natter::Ui
