// SPDX-License-Identifier: Apache-2.0
#include "net/RetryAfter.h"

#include <QLocale>

#include <algorithm>

namespace Natter::Net {

namespace {

constexpr std::chrono::milliseconds LongestWait = std::chrono::hours(24);

} // namespace

std::optional<QDateTime> parseHttpDate(const QByteArray& text)
{
    QDateTime date =
        QLocale::c().toDateTime(QString::fromLatin1(text), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    if (!date.isValid())
        return std::nullopt;
    date.setTimeSpec(Qt::UTC);
    return date;
}

std::optional<std::chrono::milliseconds> retryAfter(const HttpResponse& response, const QDateTime& now)
{
    const QByteArray text = response.header("Retry-After").trimmed();
    const bool isNumber =
        !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (isNumber) {
        bool fits = false;
        const qint64 seconds = text.toLongLong(&fits);
        const qint64 longest = std::chrono::duration_cast<std::chrono::seconds>(LongestWait).count();
        return fits ? std::chrono::seconds(std::min(seconds, longest)) : LongestWait;
    }
    const std::optional<QDateTime> date = parseHttpDate(text);
    if (!date)
        return std::nullopt;
    return std::clamp(
        std::chrono::milliseconds(now.msecsTo(*date)), std::chrono::milliseconds(0), LongestWait);
}

} // namespace Natter::Net
