// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

namespace Natter::Diagnosis {

DiagnosisFlow::Checks allChecks(const Options& options)
{
    DiagnosisFlow::Checks checks{
        siteServerCheck(), profileCheck(), serversCheck(), healthCheck(), clockCheck(), nonceCheck()};
    if (options.session)
        checks += sessionCheck();
    else
        checks += {backendCheck(), browserCheck(), loginCheck(), tokenCheck(), verifyCheck()};
    checks += usersCheck();
    if (options.usersInfo)
        checks += usersInfoCheck();
    checks += {webSocketCheck(), signInCheck(), streamManagementCheck(), archiveCheck(), uploadCheck(),
        latencyCheck()};
    if (!options.session)
        checks += {refreshCheck(), logoutCheck()};
    return checks;
}

} // namespace Natter::Diagnosis
