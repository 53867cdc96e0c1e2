// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/ElidingButton.h"

#include <QStyleOptionButton>
#include <QStylePainter>

namespace Natter::Ui {

ElidingButton::ElidingButton(const QString& text, QWidget* parent)
    : QPushButton(text, parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed); // others never get narrower than their text
}

QSize ElidingButton::minimumSizeHint() const
{
    const QSize natural = QPushButton::minimumSizeHint();
    return {natural.height(), natural.height()};
}

void ElidingButton::paintEvent(QPaintEvent*)
{
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    const QRect room = style()->subElementRect(QStyle::SE_PushButtonContents, &option, this);
    option.text = fontMetrics().elidedText(text(), Qt::ElideRight, room.width(), Qt::TextShowMnemonic);
    painter.drawControl(QStyle::CE_PushButton, option);
}

} // namespace Natter::Ui
