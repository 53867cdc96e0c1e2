// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"

#include <QList>

namespace Natter::Sandbox {

/// That many different TCP ports of 127.0.0.1 which nobody listens on right now. Somebody else can still take
/// one before it is used. Errors: Network.
Result<QList<quint16>> findFreePorts(int count);

/// True when nobody listens on that port of 127.0.0.1 right now.
bool isPortFree(quint16 port);

} // namespace Natter::Sandbox
