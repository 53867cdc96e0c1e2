// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/ToastWidget.h"

#include "base/PlainText.h"
#include "ui/style/Metrics.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

#include <algorithm>
#include <chrono>

namespace Natter::Ui {

namespace {

constexpr std::chrono::seconds ToastTime{5};
constexpr int ToastMaximumText = 400;

} // namespace

ToastWidget::ToastWidget(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_label(theme, {TextSize::Body, QFont::Normal, &Colours::surface}, TextLabel::Fit::Wrapped)
{
    hide();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(4 * Metrics::Grid, Metrics::Margin, 4 * Metrics::Grid, Metrics::Margin);
    layout->addWidget(&m_label);
    m_timer.setSingleShot(true);
    m_timer.setInterval(ToastTime);
    connect(&m_timer, &QTimer::timeout, this, &QWidget::hide);
    parent->installEventFilter(this);
}

void ToastWidget::showText(const QString& plainText)
{
    const QString text = plainLine(plainText, ToastMaximumText);
    m_label.setText(text);
    setAccessibleName(text);
    place();
    show();
    raise();
    m_timer.start();
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QAccessibleAnnouncementEvent event(this, text);
#else
    QAccessibleEvent event(this, QAccessible::Alert);
#endif
    QAccessible::updateAccessibility(&event);
}

bool ToastWidget::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parent() && event->type() == QEvent::Resize && isVisible())
        place();
    return QWidget::eventFilter(watched, event);
}

void ToastWidget::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colours().text);
    painter.drawRoundedRect(rect(), Metrics::Radius, Metrics::Radius);
}

void ToastWidget::mousePressEvent(QMouseEvent*)
{
    hide();
}

void ToastWidget::place()
{
    const QSize room = parentWidget()->size();
    const QMargins margins = layout()->contentsMargins();
    const int frame = margins.left() + margins.right();
    const int maximum = std::min(room.width() - 2 * Metrics::WideMargin, Metrics::BubbleMaximum);
    const int natural = m_label.fontMetrics().horizontalAdvance(m_label.text()) + frame + 2;
    const int width = std::min(natural, maximum);
    const int height = m_label.heightForWidth(width - frame) + margins.top() + margins.bottom();
    // Above the composer, which is what a person looks at.
    setGeometry((room.width() - width) / 2, room.height() - height - Metrics::BarHeight - Metrics::Margin,
        width, height);
}

} // namespace Natter::Ui
