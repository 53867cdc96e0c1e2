// SPDX-License-Identifier: Apache-2.0
#include "CreaturePainter.h"

#include <QPainter>
#include <QPainterPath>

namespace Natter::Sandbox {

namespace {

const QColor Ink(0xff33272a);

void paintEyesAndNose(QPainter& painter, qreal eyeY)
{
    painter.setBrush(Ink);
    painter.drawEllipse(QPointF(38, eyeY), 3.4, 4.2);
    painter.drawEllipse(QPointF(62, eyeY), 3.4, 4.2);
    painter.drawEllipse(QPointF(50, eyeY + 13), 4.2, 3);
    painter.setBrush(Qt::white);
    painter.drawEllipse(QPointF(39, eyeY - 1.5), 1.1, 1.1);
    painter.drawEllipse(QPointF(63, eyeY - 1.5), 1.1, 1.1);
}

void paintSmile(QPainter& painter, qreal y)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Ink, 1.6, Qt::SolidLine, Qt::RoundCap));
    painter.drawArc(QRectF(42, y, 8, 7), 190 * 16, 160 * 16);
    painter.drawArc(QRectF(50, y, 8, 7), 190 * 16, 160 * 16);
    painter.setPen(Qt::NoPen);
}

void paintPointedEars(QPainter& painter, const QColor& fur, const QColor& inner)
{
    for (const qreal side : {-1.0, 1.0}) {
        painter.setBrush(fur);
        painter.drawPolygon(QPolygonF({{50 + side * 8, 34}, {50 + side * 33, 10}, {50 + side * 33, 46}}));
        painter.setBrush(inner);
        painter.drawPolygon(QPolygonF({{50 + side * 16, 32}, {50 + side * 29, 19}, {50 + side * 29, 38}}));
    }
}

void paintCat(QPainter& painter)
{
    const QColor fur(0xff8d8794);
    paintPointedEars(painter, fur, QColor(0xffe3a7a4));
    painter.setBrush(fur);
    painter.drawEllipse(QPointF(50, 57), 34, 30);
    painter.setBrush(fur.lighter(135));
    painter.drawEllipse(QPointF(50, 70), 16, 13);
    paintEyesAndNose(painter, 52);
    paintSmile(painter, 66);
    painter.setPen(QPen(QColor(255, 255, 255, 190), 1.1));
    for (const qreal side : {-1.0, 1.0}) {
        painter.drawLine(QPointF(50 + side * 19, 66), QPointF(50 + side * 40, 62));
        painter.drawLine(QPointF(50 + side * 19, 70), QPointF(50 + side * 40, 72));
    }
    painter.setPen(Qt::NoPen);
}

void paintFox(QPainter& painter)
{
    const QColor fur(0xffe0783a);
    paintPointedEars(painter, fur, Ink);
    painter.setBrush(fur);
    QPainterPath head;
    head.moveTo(14, 46);
    head.cubicTo(22, 26, 78, 26, 86, 46);
    head.cubicTo(80, 66, 60, 78, 50, 86);
    head.cubicTo(40, 78, 20, 66, 14, 46);
    painter.drawPath(head);
    painter.setBrush(QColor(0xfffdf3e7));
    for (const qreal side : {-1.0, 1.0}) {
        QPainterPath cheek;
        cheek.moveTo(50 + side * 36, 48);
        cheek.cubicTo(50 + side * 20, 52, 50 + side * 8, 62, 50, 86);
        cheek.cubicTo(50 + side * 14, 76, 50 + side * 32, 64, 50 + side * 36, 48);
        painter.drawPath(cheek);
    }
    painter.setBrush(Ink);
    painter.drawEllipse(QPointF(37, 52), 3.3, 4);
    painter.drawEllipse(QPointF(63, 52), 3.3, 4);
    painter.drawEllipse(QPointF(50, 82), 5, 4);
}

void paintBear(QPainter& painter)
{
    const QColor fur(0xff8a5f41);
    painter.setBrush(fur);
    painter.drawEllipse(QPointF(24, 30), 12, 12);
    painter.drawEllipse(QPointF(76, 30), 12, 12);
    painter.setBrush(fur.lighter(140));
    painter.drawEllipse(QPointF(24, 30), 6, 6);
    painter.drawEllipse(QPointF(76, 30), 6, 6);
    painter.setBrush(fur);
    painter.drawEllipse(QPointF(50, 56), 34, 32);
    painter.setBrush(fur.lighter(150));
    painter.drawEllipse(QPointF(50, 68), 16, 13);
    paintEyesAndNose(painter, 50);
    paintSmile(painter, 64);
}

void paintRobot(QPainter& painter)
{
    const QColor metal(0xffe9eef4);
    painter.setBrush(QColor(0xff56657a));
    painter.drawRect(QRectF(48.5, 12, 3, 12));
    painter.setBrush(QColor(0xfff26d5b));
    painter.drawEllipse(QPointF(50, 12), 4, 4);
    painter.setBrush(metal.darker(115));
    painter.drawRoundedRect(QRectF(12, 44, 10, 20), 4, 4);
    painter.drawRoundedRect(QRectF(78, 44, 10, 20), 4, 4);
    painter.setBrush(metal);
    painter.drawRoundedRect(QRectF(19, 24, 62, 58), 16, 16);
    painter.setBrush(QColor(0xff2f3b4c));
    painter.drawRoundedRect(QRectF(26, 34, 48, 28), 12, 12);
    painter.setBrush(QColor(0xff7fe3d4));
    painter.drawEllipse(QPointF(40, 48), 5, 5.5);
    painter.drawEllipse(QPointF(60, 48), 5, 5.5);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0xff56657a), 2.4, Qt::SolidLine, Qt::RoundCap));
    painter.drawArc(QRectF(40, 62, 20, 12), 200 * 16, 140 * 16);
    painter.setPen(Qt::NoPen);
}

void paintBook(QPainter& painter)
{
    painter.setBrush(QColor(0xff7a3e48));
    painter.drawRoundedRect(QRectF(12, 30, 76, 50), 5, 5);
    painter.setBrush(QColor(0xfffdf6e9));
    for (const qreal side : {-1.0, 1.0}) {
        QPainterPath page;
        page.moveTo(50, 34);
        page.cubicTo(50 + side * 10, 24, 50 + side * 26, 25, 50 + side * 34, 30);
        page.lineTo(50 + side * 34, 72);
        page.cubicTo(50 + side * 26, 67, 50 + side * 10, 67, 50, 76);
        painter.drawPath(page);
    }
    painter.setPen(QPen(QColor(0xffc9b79c), 1.6, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(50, 35), QPointF(50, 75));
    for (int line = 0; line < 4; ++line) {
        const qreal y = 39 + 7.0 * line;
        painter.drawLine(QPointF(24, y - 2), QPointF(43, y));
        painter.drawLine(QPointF(57, y), QPointF(76, y - 2));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0xfff2c14e));
    painter.drawPolygon(QPolygonF({{64, 28}, {70, 28}, {70, 46}, {67, 42}, {64, 46}}));
}

} // namespace

bool paintCreature(QPainter& painter, const QStringList& words)
{
    struct Creature
    {
        QLatin1String name;
        void (*paint)(QPainter&);
    };
    static constexpr Creature Creatures[] = {
        {QLatin1String("cat"), paintCat},
        {QLatin1String("fox"), paintFox},
        {QLatin1String("bear"), paintBear},
        {QLatin1String("robot"), paintRobot},
        {QLatin1String("book"), paintBook},
    };
    for (const Creature& creature : Creatures) {
        if (words.contains(creature.name)) {
            creature.paint(painter);
            return true;
        }
    }
    return false;
}

} // namespace Natter::Sandbox
