// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diagnosis/Check.h"
#include "domain/User.h"

namespace Natter::Diagnosis {

/// What is told of one person's entry in users-info: a picture that the profile does not let the app fetch is
/// a warning.
Finding judgePerson(const Walk& walk, const User& user);

} // namespace Natter::Diagnosis
