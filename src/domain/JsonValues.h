// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QJsonValue>
#include <QUrl>

namespace Natter {

/// Longest user id, in UTF-16 units; longer ones are refused wherever they come from.
constexpr qsizetype LongestUserId = 256;

/// A user id as text: a text without blanks around it, or a whole number that is not negative. `6`, `"6"`
/// and `6.0` are the same id, `"06"` is another. Empty for everything else, and for what is too long.
QString readUserId(const QJsonValue& value);

/// Whether it says nothing, as sites of all languages write it: missing, `null`, `false`, `0`, an empty text,
/// list or object (PHP's empty map is a list).
bool isNothing(const QJsonValue& value);

/// A whole number, also as a text; 0 for everything else.
int readCode(const QJsonValue& value);

/// The URL in it when it is an absolute http(s) one of reasonable length without user name or password, else
/// an empty one.
QUrl readWebUrl(const QJsonValue& value);

/// A time as a number from here on is milliseconds: seconds pass it in the year 5138, milliseconds did in
/// 1973.
constexpr qint64 FirstMillisecondsTime = 100'000'000'000;

/// A point in time: Unix seconds, Unix milliseconds (told apart by their size), either also as a text, or ISO
/// 8601 with or without `Z`. UTC; invalid when it is none of these.
QDateTime readTime(const QJsonValue& value);

} // namespace Natter
