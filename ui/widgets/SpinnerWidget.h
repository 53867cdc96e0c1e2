// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/Theme.h"

#include <QBasicTimer>
#include <QWidget>

namespace Natter::Ui {

/// A turning arc while something is being waited for. Turns only while it is visible.
class SpinnerWidget : public QWidget
{
    Q_OBJECT

public:
    SpinnerWidget(const Theme& theme, int size, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void timerEvent(QTimerEvent* event) override;

private:
    const Theme& m_theme;
    QBasicTimer m_timer;
    int m_angle = 90;
};

} // namespace Natter::Ui
