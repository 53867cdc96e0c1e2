// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <optional>

namespace Natter::Diagnosis {

/// Seconds that the gateway tolerates between its clock and a token's times (leeway_seconds).
constexpr qint64 GatewayLeeway = 30;

/// How far a clock is ahead of (negative: behind) another one, in words; nothing: it did not tell the time.
QString clockOffsetWords(std::optional<qint64> seconds, const QString& than);

} // namespace Natter::Diagnosis
