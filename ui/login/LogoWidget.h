// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"

#include <QPainter>
#include <QWidget>

namespace Natter::Ui {

/// Natter's mark on the cards.
class LogoWidget : public QWidget
{
    Q_OBJECT

public:
    LogoWidget() { setFixedSize(Metrics::LogoSize, Metrics::LogoSize); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.drawPixmap(rect(), logoPixmap(Metrics::LogoSize, devicePixelRatioF()));
    }
};

} // namespace Natter::Ui
