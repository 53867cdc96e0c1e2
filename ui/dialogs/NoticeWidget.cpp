// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/NoticeWidget.h"

#include "ui/style/Metrics.h"
#include "ui/style/StyleSheet.h"
#include "ui/widgets/TextLabel.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace Natter::Ui {

NoticeWidget::NoticeWidget(const Theme& theme, const QList<QPushButton*>& buttons, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_label(
          new TextLabel(theme, {TextSize::Secondary, QFont::Normal, &Colours::text}, TextLabel::Fit::Wrapped))
{
    auto* row = new QHBoxLayout;
    row->setSpacing(Metrics::Grid);
    for (QPushButton* button : buttons) {
        setButtonKind(button, ButtonKind::Link);
        row->addWidget(button);
    }
    row->addStretch();
    row->setContentsMargins(0, 0, 0, 0);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_label);
    texts->addLayout(row);
    // Links have a padding of their own: the texts stand under each other.
    const int padding = Metrics::Gap + Metrics::FocusWidth;
    m_label->setContentsMargins(padding, 0, padding, 0);
    auto* layout = new QHBoxLayout(this);
    const int side = 4 * Metrics::Grid;
    // Margins are not mirrored from right to left, spacings are.
    layout->setContentsMargins(side - padding, Metrics::Margin, side - padding, Metrics::Gap);
    layout->setSpacing(0);
    layout->addSpacing(Metrics::IconSize + Metrics::Margin);
    layout->addLayout(texts);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

QString NoticeWidget::text() const
{
    return isHidden() ? QString() : m_label->text();
}

void NoticeWidget::showText(const QString& text)
{
    m_label->setText(text);
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    update();
}

QColor NoticeWidget::iconColour(const Colours& colours) const
{
    return colours.textSecondary;
}

void NoticeWidget::paintEvent(QPaintEvent*)
{
    const Colours& colours = m_theme.colours();
    QPainter painter(this);
    painter.fillRect(rect(), colours.surfaceRaised);
    painter.fillRect(QRect(0, height() - 1, width(), 1), colours.separator);
    const QRect column(4 * Metrics::Grid, 0, Metrics::IconSize, height());
    paintIcon(&painter, icon(), QStyle::visualRect(layoutDirection(), rect(), column), Metrics::IconSize,
        iconColour(colours));
}

} // namespace Natter::Ui
