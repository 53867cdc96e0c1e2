// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/Response.h"

#include "FaultSwitches.h"

namespace Natter::Sandbox {

/// What a private backend's answer becomes of the faults that are on.
Gateway::Response spoiled(Gateway::Response answer, const FaultSwitches& faults);

/// How long the private backend thinks.
std::chrono::milliseconds backendDelay(const FaultSwitches& faults);

} // namespace Natter::Sandbox
