// SPDX-License-Identifier: Apache-2.0
#include "core/ArchivePosition.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace Natter::Core {

namespace {

QString timeText(const QDateTime& time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString();
}

QDateTime timeOf(const QJsonValue& value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs).toUTC();
}

} // namespace

QByteArray ArchivePosition::toJson() const
{
    QJsonArray list;
    for (const ArchiveGap& gap : gaps) {
        list.append(QJsonObject{
            {QStringLiteral("before"), gap.before.toString()},
            {QStringLiteral("until"), gap.until.toString()},
            {QStringLiteral("until_time"), timeText(gap.untilTime)},
            {QStringLiteral("left"), gap.left},
        });
    }
    const QJsonObject object{
        {QStringLiteral("head"), head.toString()},
        {QStringLiteral("head_time"), timeText(headTime)},
        {QStringLiteral("gaps"), list},
    };
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

ArchivePosition ArchivePosition::fromJson(const QByteArray& json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    ArchivePosition position;
    position.head = StanzaId(object.value(QStringLiteral("head")).toString());
    if (position.head.isEmpty())
        return {};
    position.headTime = timeOf(object.value(QStringLiteral("head_time")));
    const QJsonArray list = object.value(QStringLiteral("gaps")).toArray();
    for (const auto& value : list) {
        ArchiveGap gap;
        gap.before = StanzaId(value[QStringLiteral("before")].toString());
        gap.until = StanzaId(value[QStringLiteral("until")].toString());
        gap.untilTime = timeOf(value[QStringLiteral("until_time")]);
        gap.left = value[QStringLiteral("left")].toInt(ArchiveGap::Unlimited);
        if (!gap.before.isEmpty())
            position.gaps.append(gap);
    }
    return position;
}

} // namespace Natter::Core
