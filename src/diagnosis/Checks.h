// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diagnosis/DiagnosisFlow.h"

/// \file
/// The steps of a walk, each in a file of its own.

namespace Natter::Diagnosis {

Check siteServerCheck();
Check profileCheck();
Check serversCheck();
Check healthCheck();
Check clockCheck();
Check nonceCheck();
Check backendCheck();
Check browserCheck();
Check loginCheck();
Check tokenCheck();
Check verifyCheck();
Check sessionCheck();
Check usersCheck();
Check usersInfoCheck();
Check webSocketCheck();
Check signInCheck();
Check streamManagementCheck();
Check archiveCheck();
Check uploadCheck();
Check latencyCheck();
Check refreshCheck();
Check logoutCheck();

/// The whole walk in its order: with a trial login, or with the session that `options` brings.
DiagnosisFlow::Checks allChecks(const Options& options);

} // namespace Natter::Diagnosis
