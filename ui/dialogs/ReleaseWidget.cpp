// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/ReleaseWidget.h"

#include "base/PlainText.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/StyleSheet.h"
#include "ui/widgets/TextLabel.h"

#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace Natter::Ui {

ReleaseWidget::ReleaseWidget(const Theme& theme, Product& product, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_product(product)
    , m_label(
          new TextLabel(theme, {TextSize::Secondary, QFont::Normal, &Colours::text}, TextLabel::Fit::Wrapped))
{
    auto* open = new QPushButton(tr("Show me"));
    auto* dismiss = new QPushButton(tr("Not now"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(Metrics::Grid);
    for (QPushButton* button : {open, dismiss}) {
        setButtonKind(button, ButtonKind::Link);
        buttons->addWidget(button);
    }
    buttons->addStretch();
    buttons->setContentsMargins(0, 0, 0, 0);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_label);
    texts->addLayout(buttons);
    // Links have a padding of their own: the texts stand under each other.
    const int padding = Metrics::Gap + Metrics::FocusWidth;
    m_label->setContentsMargins(padding, 0, padding, 0);
    auto* layout = new QHBoxLayout(this);
    const int side = 4 * Metrics::Grid;
    layout->setContentsMargins(side, Metrics::Margin, side - padding, Metrics::Gap);
    layout->setSpacing(0);
    // Margins are not mirrored from right to left, spacings are.
    layout->addSpacing(Metrics::IconSize + Metrics::Margin - padding);
    layout->addLayout(texts);
    connect(open, &QPushButton::clicked, this, [this] {
        if (m_product.release())
            Q_EMIT m_product.releaseWanted(m_product.release()->url);
    });
    connect(dismiss, &QPushButton::clicked, &product, &Product::dismissRelease);
    connect(&product, &Product::releaseChanged, this, &ReleaseWidget::refresh);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    refresh();
}

void ReleaseWidget::refresh()
{
    const bool isNews = m_product.isReleaseNews();
    if (isNews) {
        const Release& release = *m_product.release();
        QString text = tr("%1 %2 is available.", "the app's name and version")
                           .arg(QGuiApplication::applicationDisplayName(), release.version);
        if (!release.notes.isEmpty())
            text += u' ' + isolated(release.notes);
        m_label->setText(text);
        setAccessibleName(text);
    }
    setVisible(isNews);
}

void ReleaseWidget::paintEvent(QPaintEvent*)
{
    const Colours& colours = m_theme.colours();
    QPainter painter(this);
    painter.fillRect(rect(), colours.surfaceRaised);
    painter.fillRect(QRect(0, height() - 1, width(), 1), colours.separator);
    const QRect column(4 * Metrics::Grid, 0, Metrics::IconSize, height());
    paintIcon(&painter, Icon::Down, QStyle::visualRect(layoutDirection(), rect(), column), Metrics::IconSize,
        colours.textSecondary);
}

} // namespace Natter::Ui
