// SPDX-License-Identifier: Apache-2.0
#include "ui/chat/BubbleLayout.h"

#include "ui/style/Metrics.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace Natter::Ui {

namespace {

constexpr qreal TimeGap = 10;

} // namespace

BubbleLayout::BubbleLayout(const Text& text, const Look& look, qreal maximumWidth)
    : m_body(text.body)
    , m_links(findLinks(text.body))
{
    QString shown = m_body;
    shown.replace(u'\n', QChar(QChar::LineSeparator));
    m_layout.setText(shown);
    m_layout.setFont(look.bodyFont);
    m_layout.setCacheEnabled(true);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(Qt::LayoutDirectionAuto);
    m_layout.setTextOption(option);
    QList<QTextLayout::FormatRange> formats;
    for (const Link& link : m_links) {
        QTextCharFormat format;
        format.setForeground(look.link);
        format.setFontUnderline(true);
        formats += {int(link.start), int(link.length), format};
    }
    m_layout.setFormats(formats);
    layOut(maximumWidth);
    placeTime(QFontMetricsF(look.timeFont), text, maximumWidth);
}

void BubbleLayout::layOut(qreal maximumWidth)
{
    qreal width = 0;
    const auto lay = [this, &width](qreal lineWidth) {
        qreal height = 0;
        m_layout.beginLayout();
        for (QTextLine line = m_layout.createLine(); line.isValid(); line = m_layout.createLine()) {
            line.setLineWidth(lineWidth);
            line.setPosition({0, height});
            height += line.height();
            width = std::max(width, line.naturalTextWidth());
        }
        m_layout.endLayout();
        return std::ceil(height);
    };
    qreal height = lay(maximumWidth);
    width = std::min(std::ceil(width), maximumWidth);
    // Lines that start at the right need the final width to start from.
    if (m_layout.text().isRightToLeft())
        height = lay(width);
    m_textSize = {width, height};
}

void BubbleLayout::placeTime(const QFontMetricsF& metrics, const Text& text, qreal maximumWidth)
{
    const qreal stateSize = std::max<qreal>(Metrics::SmallIconSize, std::ceil(metrics.ascent()));
    const qreal stateWidth = text.hasState ? stateSize + 3 : 0;
    const qreal timeWidth = std::ceil(metrics.horizontalAdvance(text.time)) + stateWidth;
    const qreal timeHeight = std::max<qreal>(metrics.height(), text.hasState ? stateSize : 0);
    const int lines = m_layout.lineCount();
    const QTextLine last = m_layout.lineAt(lines - 1);
    const bool endsLeft = lines == 1 || !m_layout.text().isRightToLeft();
    const qreal lastWidth = (lines == 1 ? m_textSize.width() : std::ceil(last.naturalTextWidth()));
    const qreal together = lastWidth + TimeGap + timeWidth;
    const bool fits = endsLeft && together <= maximumWidth;
    m_size.setWidth(std::max(m_textSize.width(), fits ? together : timeWidth));
    m_size.setHeight(fits ? std::max(m_textSize.height(), timeHeight) : m_textSize.height() + timeHeight);
    const QPointF corner(m_size.width() - timeWidth, m_size.height() - timeHeight + (fits ? 1 : 0));
    m_timeRect = QRectF(corner, QSizeF(timeWidth - stateWidth, timeHeight));
    if (text.hasState) {
        m_stateRect = QRectF(
            m_size.width() - stateSize, corner.y() + (timeHeight - stateSize) / 2, stateSize, stateSize);
    }
}

void BubbleLayout::draw(QPainter* painter, const QPointF& origin, const QColor& text,
    const QList<QTextLayout::FormatRange>& selection) const
{
    painter->setPen(text);
    m_layout.draw(painter, origin, selection);
}

const Link* BubbleLayout::linkAt(const QPointF& position) const
{
    const int cursor = cursorAt(position, QTextLine::CursorOnCharacter);
    if (!QRectF(QPointF(), m_textSize).contains(position))
        return nullptr;
    const auto found = std::find_if(m_links.cbegin(), m_links.cend(),
        [cursor](const Link& link) { return cursor >= link.start && cursor < link.start + link.length; });
    return found == m_links.cend() ? nullptr : &*found;
}

int BubbleLayout::cursorAt(const QPointF& position, QTextLine::CursorPosition mode) const
{
    for (int i = 0; i < m_layout.lineCount(); ++i) {
        const QTextLine line = m_layout.lineAt(i);
        if (position.y() < line.y() + line.height() || i + 1 == m_layout.lineCount())
            return line.xToCursor(position.x(), mode);
    }
    return 0;
}

} // namespace Natter::Ui
