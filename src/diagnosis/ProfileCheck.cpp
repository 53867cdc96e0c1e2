// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "identity/GatewayClient.h"
#include "identity/Mapped.h"

namespace Natter::Diagnosis {

namespace {

class ProfileCheck final : public Check
{
public:
    ProfileCheck()
        : Check({QStringLiteral("profile"), QStringLiteral("Deployment profile"),
              QStringLiteral("The app learns from it where everything is: without it nobody can start."),
              {QStringLiteral("site-server")}})
    {}

    Answer<Finding> run(Walk& walk) override
    {
        return Identity::mapped<Finding>(Identity::fetchProfile(walk.http, walk.options.site), &m_context,
            [&walk](const Result<Profile>& profile) { return judge(walk, profile); });
    }

private:
    static Result<Finding> judge(Walk& walk, const Result<Profile>& profile)
    {
        if (!profile)
            return profile.error();
        walk.profile = *profile;
        walk.gateway = std::make_unique<Identity::GatewayClient>(walk.http, *profile);
        Finding finding;
        finding.summary = QStringLiteral("%1, app id %2").arg(profile->siteName, profile->appId);
        finding.details = {
            {QStringLiteral("gateway"), profile->gateway.toDisplayString(), {}},
            {QStringLiteral("backend.url"), profile->backend.toDisplayString(), {}},
            {QStringLiteral("engine.websocket"), profile->engineWebSocket.toDisplayString(), {}},
            {QStringLiteral("engine.domain"), profile->engineDomain, {}},
            {QStringLiteral("media_hosts"), profile->mediaHosts.join(QStringLiteral(", ")),
                QStringLiteral("the hosts of avatars"),
                profile->mediaHosts.isEmpty() ? StepStatus::Warning : StepStatus::Ok},
        };
        if (profile->mediaHosts.isEmpty()) {
            finding.status = StepStatus::Warning;
            finding.summary += QStringLiteral("; media_hosts is empty, so no avatar will be shown");
            finding.mend = QStringLiteral("Name the hosts of avatars in media_hosts.");
        }
        return finding;
    }
};

} // namespace

std::unique_ptr<Check> makeProfileCheck()
{
    return std::make_unique<ProfileCheck>();
}

} // namespace Natter::Diagnosis
