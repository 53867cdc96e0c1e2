// SPDX-License-Identifier: Apache-2.0
#include "ui/chat/DayPillWidget.h"

#include "ui/chat/DayPill.h"
#include "ui/style/Metrics.h"

#include <QPainter>

#include <chrono>

namespace Natter::Ui {

namespace {

constexpr std::chrono::milliseconds IdleTime{1200};

} // namespace

DayPillWidget::DayPillWidget(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    m_idle.setSingleShot(true);
    m_idle.setInterval(IdleTime);
    connect(&m_idle, &QTimer::timeout, this, &QWidget::hide);
    hide();
}

void DayPillWidget::showText(const QString& text)
{
    if (m_isHeld)
        return;
    place(text);
    m_idle.start();
}

void DayPillWidget::holdText(const QString& text)
{
    m_isHeld = true;
    m_idle.stop();
    place(text);
}

void DayPillWidget::letGo()
{
    if (!m_isHeld)
        return;
    m_isHeld = false;
    hide();
}

void DayPillWidget::centre()
{
    const QSize size = dayPillSize(m_text, m_theme);
    setGeometry((parentWidget()->width() - size.width()) / 2, Metrics::Gap, size.width(), size.height());
}

void DayPillWidget::place(const QString& text)
{
    m_text = text;
    setAccessibleName(text);
    centre();
    show();
    raise();
    update();
}

void DayPillWidget::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintDayPill(&painter, rect(), m_text, m_theme);
}

} // namespace Natter::Ui
