// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/Response.h"

#include <QJsonObject>

#include <chrono>

namespace Natter::Sandbox {

/// A member of a body as text; a number becomes its digits. Empty when it is missing, of a wrong type or too
/// long.
QString textField(const QJsonObject& fields, QStringView name);

/// Adds `Retry-After`, rounded up to whole seconds.
Gateway::Response throttled(Gateway::Response refusal, std::chrono::milliseconds wait);

} // namespace Natter::Sandbox
