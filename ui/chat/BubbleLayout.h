// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/chat/Links.h"

#include <QFont>
#include <QFontMetricsF>
#include <QTextLayout>

class QPainter;

namespace Natter::Ui {

/// The laid-out text of one message with its time and state inside, bottom right. Made once for a width and
/// kept. Coordinates are those of the bubble's content, without padding.
class BubbleLayout
{
public:
    struct Text
    {
        QString body;
        QString time;
        bool hasState = false; ///< leaves room for the state mark
    };
    struct Look
    {
        QFont bodyFont;
        QFont timeFont;
        QColor link;
    };

    BubbleLayout(const Text& text, const Look& look, qreal maximumWidth);

    QSizeF size() const { return m_size; }
    QRectF timeRect() const { return m_timeRect; }
    QRectF stateRect() const { return m_stateRect; }

    void draw(QPainter* painter, const QPointF& origin, const QColor& text,
        const QList<QTextLayout::FormatRange>& selection) const;

    /// The link at that place, or nullptr.
    const Link* linkAt(const QPointF& position) const;
    /// The place in the body that is nearest: before or after a character, or on it.
    int cursorAt(
        const QPointF& position, QTextLine::CursorPosition mode = QTextLine::CursorBetweenCharacters) const;
    /// The body as it was laid out.
    const QString& body() const { return m_body; }

private:
    void layOut(qreal maximumWidth);
    void placeTime(const QFontMetricsF& metrics, const Text& text, qreal maximumWidth);

    QString m_body;
    QList<Link> m_links;
    QTextLayout m_layout;
    QSizeF m_textSize;
    QSizeF m_size;
    QRectF m_timeRect;
    QRectF m_stateRect;
};

} // namespace Natter::Ui
