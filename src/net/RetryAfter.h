// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/HttpClient.h"

#include <QDateTime>

#include <optional>

namespace Natter::Net {

/// A date as HTTP headers write it (RFC 9110, 5.6.7, the preferred form). UTC.
std::optional<QDateTime> parseHttpDate(const QByteArray& text);

/// What a 429 or 503 says about the next try (RFC 9110, 10.2.3): seconds, or an HTTP date seen from `now`.
/// At most a day. std::nullopt when it says nothing that can be understood.
std::optional<std::chrono::milliseconds> retryAfter(const HttpResponse& response, const QDateTime& now);

} // namespace Natter::Net
