// SPDX-License-Identifier: Apache-2.0
#include "ui/chat/ComposerField.h"

#include "base/PlainText.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QTextBlock>

#include <algorithm>
#include <cmath>

namespace Natter::Ui {

namespace {

constexpr int MaximumLines = 8;

} // namespace

ComposerField::ComposerField(QWidget* parent)
    : QPlainTextEdit(parent)
{
    setFrameShape(NoFrame);
    setTabChangesFocus(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(document(), &QTextDocument::contentsChanged, this, &ComposerField::fitHeight);
    fitHeight();
}

void ComposerField::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && !(event->modifiers() & (Qt::ShiftModifier | Qt::AltModifier))) {
        Q_EMIT submitted();
    } else if (isEnter) {
        insertPlainText(QStringLiteral("\n"));
        ensureCursorVisible();
    } else if (event->key() == Qt::Key_Escape) {
        Q_EMIT left();
    } else {
        QPlainTextEdit::keyPressEvent(event);
    }
}

void ComposerField::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        fitHeight();
}

void ComposerField::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitHeight();
}

void ComposerField::insertFromMimeData(const QMimeData* source)
{
    if (source->hasText())
        insertPlainText(plainBody(source->text()));
}

void ComposerField::fitHeight()
{
    // Block by block: lines of other scripts and emoji are higher than those of the font itself.
    const qreal maximum = MaximumLines * QFontMetricsF(font()).lineSpacing();
    qreal height = 0;
    for (QTextBlock block = document()->firstBlock(); block.isValid() && height < maximum;
         block = block.next())
        height += blockBoundingRect(block).height();
    const bool isHigher = height > maximum;
    setVerticalScrollBarPolicy(isHigher ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    setFixedHeight(int(std::ceil(std::min(height, maximum) + 2 * document()->documentMargin())));
}

} // namespace Natter::Ui
