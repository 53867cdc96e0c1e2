// SPDX-License-Identifier: Apache-2.0
#include "base/Loopback.h"

#include <QStringList>

#include <algorithm>

namespace Natter {

namespace {

bool isOctet(const QString& text)
{
    const bool hasDigitsOnly = std::all_of(
        text.begin(), text.end(), [](QChar c) { return c >= QLatin1Char('0') && c <= QLatin1Char('9'); });
    return hasDigitsOnly && !text.isEmpty() && text.size() <= 3 && text.toInt() <= 255;
}

} // namespace

bool isLoopbackHost(const QString& host)
{
    if (host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0 || host == QLatin1String("::1"))
        return true;
    const QStringList octets = host.split(QLatin1Char('.'));
    return octets.size() == 4 && octets.first() == QLatin1String("127") &&
           std::all_of(octets.begin(), octets.end(), isOctet);
}

} // namespace Natter
