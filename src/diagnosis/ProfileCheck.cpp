// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "diagnosis/Advice.h"
#include "identity/GatewayClient.h"
#include "identity/Mapped.h"

#include <QJsonDocument>

namespace Natter::Diagnosis {

namespace {

/// The answer of something that knows nothing of Natter.
bool isForeign(const Result<Net::HttpResponse>& answer)
{
    if (!answer)
        return false;
    return answer->status == 200 ? !QJsonDocument::fromJson(answer->body).isObject() : answer->status < 500;
}

Finding notFetched(const Walk& walk, const Error& error)
{
    const Result<Net::HttpResponse> answer = walk.http.lastAnswer();
    Finding finding = findingOf(error);
    if (answer && answer->status == 429)
        finding.mend = mendFor({ErrorKind::RateLimited, {}, {}, {}});
    else if (error.kind == ErrorKind::Network)
        finding.mend = Phrase("The server takes the connection and closes it without an answer: it may speak "
                              "TLS only, or something other than HTTP. Check scheme, name and port of the "
                              "address.");
    else if (isForeign(answer) || error.kind == ErrorKind::NotFound)
        finding.mend = Phrase("The app does not find its profile at this address. Let natter-gateway serve "
                              "/.well-known/natter.json of this site (a route in the proxy is enough), or "
                              "check the address.");
    return finding;
}

Finding judgeProfile(Walk& walk, const Result<Profile>& profile)
{
    if (!profile)
        return notFetched(walk, profile.error());
    walk.profile = *profile;
    walk.gateway = std::make_unique<Identity::GatewayClient>(walk.http, *profile);
    Finding finding = Finding::good(Phrase("%1, app id %2").arg(profile->siteName).arg(profile->appId));
    if (profile->mediaHosts.isEmpty())
        finding = Finding::warned(Phrase("media_hosts is empty, so no avatar will be shown"),
            Phrase("Name the hosts of avatars in media_hosts."));
    finding.details = {
        {QStringLiteral("gateway"), profile->gateway.toDisplayString(), {}},
        {QStringLiteral("backend.url"), profile->backend.toDisplayString(), {}},
        {QStringLiteral("engine.websocket"), profile->engineWebSocket.toDisplayString(), {}},
        {QStringLiteral("engine.domain"), profile->engineDomain, {}},
        {QStringLiteral("media_hosts"), profile->mediaHosts.join(QStringLiteral(", ")),
            QStringLiteral("the hosts of avatars"), finding.status},
    };
    return finding;
}

} // namespace

Check profileCheck()
{
    return {.id = QStringLiteral("profile"),
        .title = Phrase("Deployment profile"),
        .why = Phrase("The app learns from it where everything is: without it nobody can start."),
        .needs = {QStringLiteral("site-server")},
        .run = [](Walk& walk, QObject* scope) {
            return Identity::mapped<Finding>(Identity::fetchProfile(walk.http, walk.options.site), scope,
                [&walk](const Result<Profile>& profile) { return judgeProfile(walk, profile); });
        }};
}

} // namespace Natter::Diagnosis
