// SPDX-License-Identifier: Apache-2.0
#include "ui/login/CardWidget.h"

#include "ui/style/Metrics.h"

#include <QPainter>
#include <QVBoxLayout>

namespace Natter::Ui {

namespace {

/// The quiet ground around the card.
class Ground : public QWidget
{
public:
    explicit Ground(const Theme& theme)
        : m_theme(theme)
    {}

protected:
    void paintEvent(QPaintEvent*) override { QPainter(this).fillRect(rect(), m_theme.colours().background); }

private:
    const Theme& m_theme;
};

/// The card itself: a raised sheet.
class Sheet : public QWidget
{
public:
    explicit Sheet(const Theme& theme)
        : m_theme(theme)
    {}

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(m_theme.colours().separator, 1));
        painter.setBrush(m_theme.colours().surface);
        painter.drawRoundedRect(
            QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Metrics::LargeRadius, Metrics::LargeRadius);
    }

private:
    const Theme& m_theme;
};

} // namespace

CardWidget::CardWidget(const Theme& theme, QWidget* parent)
    : QScrollArea(parent)
{
    auto* page = new Ground(theme);
    auto* sheet = new Sheet(theme);
    sheet->setMinimumWidth(Metrics::WindowMinimumWidth - 2 * Metrics::Gap);
    sheet->setMaximumWidth(Metrics::CardWidth);
    sheet->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    m_content = new QVBoxLayout(sheet);
    const int margin = 8 * Metrics::Grid;
    m_content->setContentsMargins(margin, margin, margin, margin);
    m_content->setSpacing(Metrics::Margin);

    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(Metrics::Gap, Metrics::WideMargin, Metrics::Gap, Metrics::WideMargin);
    row->addStretch(1);
    row->addWidget(sheet, 1000, Qt::AlignVCenter);
    row->addStretch(1);
    setWidget(page);
    setWidgetResizable(true);
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(&theme, &Theme::changed, page, qOverload<>(&QWidget::update));
}

} // namespace Natter::Ui
