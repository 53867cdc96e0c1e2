// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QDateTime>

namespace Natter::Ui {

/// Moments as people say them, in local time and the person's own language. Times are given in UTC.
class TimeText
{
    Q_DECLARE_TR_FUNCTIONS(TimeText)

public:
    /// In a bubble: "14:05".
    static QString clock(const QDateTime& time);
    /// In a dialog row: "14:05" today, "Mon" within a week, else a short date.
    static QString row(const QDateTime& time, const QDateTime& now = QDateTime::currentDateTimeUtc());
    /// Above a day's messages: "Today", "Yesterday", "12 November", with the year when it is another.
    static QString day(const QDateTime& time, const QDateTime& now = QDateTime::currentDateTimeUtc());
    /// "last seen today at 14:05"; invalid: "last seen a while ago".
    static QString lastSeen(const QDateTime& time, const QDateTime& now = QDateTime::currentDateTimeUtc());
};

} // namespace Natter::Ui
