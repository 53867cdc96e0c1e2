// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

namespace Natter::Diagnosis {

DiagnosisFlow::Checks allChecks(const Options& options)
{
    DiagnosisFlow::Checks checks;
    checks.push_back(makeSiteServerCheck());
    checks.push_back(makeProfileCheck());
    checks.push_back(makeServersCheck());
    checks.push_back(makeHealthCheck());
    checks.push_back(makeClockCheck());
    checks.push_back(makeNonceCheck());
    if (options.session) {
        checks.push_back(makeSessionCheck());
    } else {
        checks.push_back(makeBackendCheck());
        checks.push_back(makeLoginCheck());
        checks.push_back(makeTokenCheck());
        checks.push_back(makeVerifyCheck());
    }
    checks.push_back(makeUsersCheck());
    if (options.usersInfo)
        checks.push_back(makeUsersInfoCheck());
    checks.push_back(makeWebSocketCheck());
    checks.push_back(makeSignInCheck());
    checks.push_back(makeStreamManagementCheck());
    checks.push_back(makeArchiveCheck());
    checks.push_back(makeUploadCheck());
    checks.push_back(makeLatencyCheck());
    if (!options.session) {
        checks.push_back(makeRefreshCheck());
        checks.push_back(makeLogoutCheck());
    }
    return checks;
}

} // namespace Natter::Diagnosis
