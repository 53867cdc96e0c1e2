// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Secret.h"
#include "diagnosis/Check.h"

namespace Natter::Diagnosis {

/// Judges what a site answers to a login that is nobody's: it must refuse it as its contract says.
Result<Finding> judgeRefusal(const Result<Secret>& token);

} // namespace Natter::Diagnosis
