// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"
#include "base/Secret.h"

#include <QString>

namespace Natter::Gateway {

/// A file that only its owner can read, without the line break at its end. Errors: Configuration for a file
/// that is missing, empty, over 64 KiB, or open to group or others (Unix; a credential of systemd may show
/// the group's bit). The text names the file and never quotes it.
Result<Secret> readSecretFile(const QString& path);

/// Errors: Configuration when the variable is not set or empty.
Result<Secret> readSecretVariable(const QString& name);

} // namespace Natter::Gateway
