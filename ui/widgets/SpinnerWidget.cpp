// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/SpinnerWidget.h"

#include <QPainter>
#include <QTimerEvent>

namespace Natter::Ui {

namespace {

constexpr int FrameMs = 33;
constexpr int DegreesPerFrame = 12;
constexpr int ArcDegrees = 100;

} // namespace

SpinnerWidget::SpinnerWidget(const Theme& theme, int size, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFixedSize(size, size);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void SpinnerWidget::paintEvent(QPaintEvent*)
{
    const qreal pen = qMax(2.0, width() / 10.0);
    const QRectF circle = QRectF(rect()).adjusted(pen, pen, -pen, -pen);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.colours().separator, pen));
    painter.drawEllipse(circle);
    painter.setPen(QPen(m_theme.colours().accent, pen, Qt::SolidLine, Qt::RoundCap));
    painter.drawArc(circle, m_angle * 16, ArcDegrees * 16);
}

void SpinnerWidget::showEvent(QShowEvent*)
{
    m_timer.start(FrameMs, this);
}

void SpinnerWidget::hideEvent(QHideEvent*)
{
    m_timer.stop();
}

void SpinnerWidget::timerEvent(QTimerEvent* event)
{
    if (event->timerId() != m_timer.timerId())
        return;
    m_angle = (m_angle - DegreesPerFrame + 360) % 360;
    update();
}

} // namespace Natter::Ui
