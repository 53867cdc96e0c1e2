// SPDX-License-Identifier: Apache-2.0
#include "ui/TimeText.h"

#include <QLocale>
#include <QRegularExpression>

namespace Natter::Ui {

namespace {

constexpr qint64 DaysOfWeek = 7;

qint64 daysAgo(const QDateTime& time, const QDateTime& now)
{
    return time.toLocalTime().date().daysTo(now.toLocalTime().date());
}

} // namespace

QString TimeText::clock(const QDateTime& time)
{
    // Some locales count the seconds in their short form.
    static const QRegularExpression seconds(QStringLiteral("[:.]s+"));
    const QLocale locale;
    const QString format = locale.timeFormat(QLocale::ShortFormat).remove(seconds);
    return locale.toString(time.toLocalTime().time(), format);
}

QString TimeText::row(const QDateTime& time, const QDateTime& now)
{
    if (!time.isValid())
        return {};
    const qint64 days = daysAgo(time, now);
    if (days == 0)
        return clock(time);
    const QDate date = time.toLocalTime().date();
    if (days > 0 && days < DaysOfWeek)
        return QLocale().dayName(date.dayOfWeek(), QLocale::ShortFormat);
    return QLocale().toString(date, QLocale::ShortFormat);
}

QString TimeText::day(const QDateTime& time, const QDateTime& now)
{
    const qint64 days = daysAgo(time, now);
    if (days == 0)
        return tr("Today");
    if (days == 1)
        return tr("Yesterday");
    const QDate date = time.toLocalTime().date();
    if (date.year() == now.toLocalTime().date().year())
        return QLocale().toString(date, tr("d MMMM", "day and month, QDate format"));
    return QLocale().toString(date, tr("d MMMM yyyy", "day, month and year, QDate format"));
}

QString TimeText::lastSeen(const QDateTime& time, const QDateTime& now)
{
    if (!time.isValid())
        return tr("last seen a while ago");
    const qint64 minutes = time.secsTo(now) / 60;
    if (minutes < 1)
        return tr("last seen just now");
    if (minutes < 60)
        return tr("last seen %n minute(s) ago", nullptr, int(minutes));
    const qint64 days = daysAgo(time, now);
    if (days == 0)
        return tr("last seen today at %1").arg(clock(time));
    if (days == 1)
        return tr("last seen yesterday at %1").arg(clock(time));
    return tr("last seen on %1").arg(QLocale().toString(time.toLocalTime().date(), QLocale::ShortFormat));
}

} // namespace Natter::Ui
