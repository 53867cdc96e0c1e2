// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Error.h"
#include "diagnosis/Check.h"

namespace Natter::Diagnosis {

/// What an operator can do about a failure: by the gateway's reason where it gave one, else by kind.
Phrase mendFor(const Error& error);

/// A failed step of that error.
Finding findingOf(const Error& error);

} // namespace Natter::Diagnosis
