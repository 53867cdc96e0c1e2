// SPDX-License-Identifier: Apache-2.0
#include "PortraitPainter.h"

#include <QPainter>
#include <QPainterPath>

#include <array>
#include <utility>

namespace Natter::Sandbox {

namespace {

struct Palette
{
    QColor skin;
    QColor hair;
    QColor clothes;

    QColor shade() const { return skin.darker(118); }
};

/// The word's own colour, else one that the dice choose.
template <size_t Count>
QColor chosenColor(
    const std::array<std::pair<QLatin1String, QRgb>, Count>& choices, const QStringList& words, quint32 dice)
{
    for (const auto& [word, color] : choices) {
        if (words.contains(word))
            return QColor(color);
    }
    return QColor(choices[dice % Count].second);
}

Palette paletteFor(const QStringList& words, const PortraitDice& dice)
{
    static constexpr std::array<std::pair<QLatin1String, QRgb>, 6> Skins{{
        {QLatin1String("tone1"), 0xfff6d3bd},
        {QLatin1String("tone2"), 0xffe8b894},
        {QLatin1String("tone3"), 0xffd19a6f},
        {QLatin1String("tone4"), 0xffb27a4f},
        {QLatin1String("tone5"), 0xff8a5a3a},
        {QLatin1String("tone6"), 0xff6b4430},
    }};
    static constexpr std::array<std::pair<QLatin1String, QRgb>, 6> Hairs{{
        {QLatin1String("black"), 0xff2b2220},
        {QLatin1String("brown"), 0xff4a3228},
        {QLatin1String("chestnut"), 0xff7a4a2b},
        {QLatin1String("blond"), 0xffcf9f55},
        {QLatin1String("red"), 0xffa5502c},
        {QLatin1String("grey"), 0xff8a8787},
    }};
    return {chosenColor(Skins, words, dice.skin), chosenColor(Hairs, words, dice.hair),
        QColor::fromHsl(static_cast<int>(dice.clothes % 360), 110, 105)};
}

QString hairStyle(const QStringList& words, const PortraitDice& dice)
{
    static const QStringList styles{QStringLiteral("bob"), QStringLiteral("long"), QStringLiteral("short"),
        QStringLiteral("bun"), QStringLiteral("curly"), QStringLiteral("bald"), QStringLiteral("scarf")};
    for (const QString& word : words) {
        if (styles.contains(word))
            return word;
    }
    return styles.at(static_cast<qsizetype>(dice.hair / 7 % 5));
}

void paintBehindHead(QPainter& painter, const QString& style, const Palette& palette)
{
    painter.setBrush(palette.hair.darker(115));
    if (style == u"long")
        painter.drawRoundedRect(QRectF(24, 20, 52, 66), 25, 25);
    else if (style == u"bob")
        painter.drawRoundedRect(QRectF(24, 20, 52, 50), 24, 24);
    else if (style == u"bun")
        painter.drawEllipse(QPointF(50, 15), 11, 10);
    else if (style == u"curly")
        for (int i = 0; i < 9; ++i)
            painter.drawEllipse(QPointF(26 + i * 6, 30 - (4 - qAbs(4 - i)) * 3.4), 10, 10);
    else if (style == u"scarf") {
        painter.setBrush(palette.clothes.lighter(125));
        painter.drawRoundedRect(QRectF(24, 15, 52, 72), 26, 26);
    }
}

void paintBody(QPainter& painter, const Palette& palette)
{
    painter.setBrush(palette.clothes);
    painter.drawRoundedRect(QRectF(14, 78, 72, 50), 26, 26);
    painter.setBrush(palette.shade());
    painter.drawRoundedRect(QRectF(42, 62, 16, 24), 8, 8);
}

void paintHead(QPainter& painter, const Palette& palette)
{
    painter.setBrush(palette.shade());
    painter.drawEllipse(QPointF(29, 49), 4, 6);
    painter.drawEllipse(QPointF(71, 49), 4, 6);
    painter.setBrush(palette.skin);
    painter.drawRoundedRect(QRectF(30, 22, 40, 50), 20, 23);
}

void paintFringe(QPainter& painter, const QString& style, const Palette& palette)
{
    if (style == u"bald")
        return;
    painter.setBrush(style == u"scarf" ? palette.clothes.lighter(125) : palette.hair);
    QPainterPath fringe;
    fringe.moveTo(28, 46);
    fringe.cubicTo(26, 22, 36, 17, 50, 17);
    fringe.cubicTo(64, 17, 74, 22, 72, 46);
    if (style == u"scarf") {
        fringe.cubicTo(70, 34, 62, 28, 50, 28);
        fringe.cubicTo(38, 28, 30, 34, 28, 46);
    } else {
        fringe.cubicTo(70, 36, 66, 33, 58, 32);
        fringe.cubicTo(48, 31, 38, 33, 33, 36);
        fringe.cubicTo(30, 39, 29, 42, 28, 46);
    }
    painter.drawPath(fringe);
}

void paintFeatures(QPainter& painter, const Palette& palette)
{
    painter.setBrush(QColor(0xff2a2230));
    painter.drawEllipse(QPointF(41.5, 48), 2.3, 2.9);
    painter.drawEllipse(QPointF(58.5, 48), 2.3, 2.9);
    painter.setBrush(Qt::white);
    painter.drawEllipse(QPointF(42.2, 47), 0.8, 0.8);
    painter.drawEllipse(QPointF(59.2, 47), 0.8, 0.8);
    painter.setBrush(QColor(230, 110, 100, 60));
    painter.drawEllipse(QPointF(36.5, 55), 4, 3);
    painter.drawEllipse(QPointF(63.5, 55), 4, 3);

    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette.hair.darker(120), 1.7, Qt::SolidLine, Qt::RoundCap));
    painter.drawArc(QRectF(37.5, 40.5, 8, 5), 35 * 16, 110 * 16);
    painter.drawArc(QRectF(54.5, 40.5, 8, 5), 35 * 16, 110 * 16);
    painter.setPen(QPen(palette.shade(), 1.6, Qt::SolidLine, Qt::RoundCap));
    painter.drawArc(QRectF(47, 50, 6, 6), 200 * 16, 140 * 16);
    painter.setPen(Qt::NoPen);
}

void paintMouth(QPainter& painter)
{
    painter.setPen(QPen(QColor(0xff9c4a4a), 2, Qt::SolidLine, Qt::RoundCap));
    painter.drawArc(QRectF(42.5, 53, 15, 11), 205 * 16, 130 * 16);
    painter.setPen(Qt::NoPen);
}

void paintBeard(QPainter& painter, const Palette& palette)
{
    painter.setBrush(palette.hair);
    QPainterPath beard;
    beard.moveTo(30, 52);
    beard.cubicTo(31, 70, 40, 77, 50, 77);
    beard.cubicTo(60, 77, 69, 70, 70, 52);
    beard.cubicTo(66, 60, 60, 57, 50, 57);
    beard.cubicTo(40, 57, 34, 60, 30, 52);
    painter.drawPath(beard);
}

void paintGlasses(QPainter& painter)
{
    painter.setBrush(QColor(255, 255, 255, 50));
    painter.setPen(QPen(QColor(0xff3a3440), 1.5));
    painter.drawEllipse(QPointF(41, 48), 7, 6.6);
    painter.drawEllipse(QPointF(59, 48), 7, 6.6);
    painter.drawLine(QPointF(48, 47), QPointF(52, 47));
    painter.setPen(Qt::NoPen);
}

void paintEarrings(QPainter& painter)
{
    painter.setBrush(QColor(0xfff2c14e));
    painter.drawEllipse(QPointF(28.5, 57), 1.9, 2.4);
    painter.drawEllipse(QPointF(71.5, 57), 1.9, 2.4);
}

} // namespace

void paintPortrait(QPainter& painter, const QStringList& words, const PortraitDice& dice)
{
    const Palette palette = paletteFor(words, dice);
    const QString style = hairStyle(words, dice);
    const auto wears = [&words, &dice](const QString& word, quint32 chance) {
        return words.isEmpty() ? dice.extras % chance == 0 : words.contains(word);
    };
    paintBehindHead(painter, style, palette);
    paintBody(painter, palette);
    paintHead(painter, palette);
    paintFringe(painter, style, palette);
    if (words.contains(QStringLiteral("beard")))
        paintBeard(painter, palette);
    paintFeatures(painter, palette);
    paintMouth(painter);
    if (wears(QStringLiteral("glasses"), 4))
        paintGlasses(painter);
    if (wears(QStringLiteral("earrings"), 5))
        paintEarrings(painter);
}

} // namespace Natter::Sandbox
