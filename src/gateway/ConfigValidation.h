// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/Config.h"

namespace Natter::Gateway {

/// What every configuration must satisfy, from a file or made in code. Errors: Configuration, naming section
/// and key.
Result<void> validate(const Config& config);

} // namespace Natter::Gateway
