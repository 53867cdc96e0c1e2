// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diagnosis/DiagnosisFlow.h"

/// \file
/// The steps of a walk, each in a file of its own.

namespace Natter::Diagnosis {

/// The one step that also runs after stop().
inline const QString LogoutStep = QStringLiteral("logout");

std::unique_ptr<Check> makeSiteServerCheck();
std::unique_ptr<Check> makeProfileCheck();
std::unique_ptr<Check> makeServersCheck();
std::unique_ptr<Check> makeHealthCheck();
std::unique_ptr<Check> makeClockCheck();
std::unique_ptr<Check> makeNonceCheck();
std::unique_ptr<Check> makeBackendCheck();
std::unique_ptr<Check> makeLoginCheck();
std::unique_ptr<Check> makeTokenCheck();
std::unique_ptr<Check> makeVerifyCheck();
std::unique_ptr<Check> makeSessionCheck();
std::unique_ptr<Check> makeUsersCheck();
std::unique_ptr<Check> makeUsersInfoCheck();
std::unique_ptr<Check> makeWebSocketCheck();
std::unique_ptr<Check> makeSignInCheck();
std::unique_ptr<Check> makeStreamManagementCheck();
std::unique_ptr<Check> makeArchiveCheck();
std::unique_ptr<Check> makeUploadCheck();
std::unique_ptr<Check> makeLatencyCheck();
std::unique_ptr<Check> makeRefreshCheck();
std::unique_ptr<Check> makeLogoutCheck();

/// The whole walk in its order: with a trial login, or with the session that `options` brings.
DiagnosisFlow::Checks allChecks(const Options& options);

} // namespace Natter::Diagnosis
