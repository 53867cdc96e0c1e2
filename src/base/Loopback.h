// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace Natter {

/// True for `localhost`, `::1` and every address of 127.0.0.0/8, written in full. Nothing that only begins or
/// ends like one, and no name that would have to be looked up.
bool isLoopbackHost(const QString& host);

} // namespace Natter
