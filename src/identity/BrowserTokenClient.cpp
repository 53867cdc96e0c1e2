// SPDX-License-Identifier: Apache-2.0
#include "identity/BrowserTokenClient.h"

#include "identity/JsonReply.h"
#include "identity/Mapped.h"
#include "net/HttpClient.h"

namespace Natter::Identity {

BrowserTokenClient::BrowserTokenClient(Net::HttpClient& http, const Profile& profile)
    : m_http(http)
    , m_appId(profile.appId)
    , m_address(profile.browserToken)
{}

Answer<Secret> BrowserTokenClient::redeem(const BrowserGrant& grant)
{
    const QJsonObject body{{QStringLiteral("code"), QString::fromUtf8(grant.code.reveal())},
        {QStringLiteral("code_verifier"), QString::fromUtf8(grant.verifier.reveal())},
        {QStringLiteral("nonce"), QString::fromUtf8(grant.nonce.reveal())},
        {QStringLiteral("redirect_uri"), grant.redirect.toString(QUrl::FullyEncoded)},
        {QStringLiteral("app_id"), m_appId}};
    return mapped<Secret>(m_http.send(jsonPost(m_address, body)), &m_context,
        [grant](const Result<Net::HttpResponse>& response) -> Result<Secret> {
            if (!response)
                return explained(response.error());
            JsonReply reply(QStringLiteral("site, browser_token"), *response);
            for (const Secret& secret : {grant.code, grant.verifier, grant.nonce})
                reply.redact(secret);
            const int status = reply.status();
            if (status == 400 || status == 401 || status == 403)
                return reply.failure(ErrorKind::WrongCredentials, Retry::now());
            if (!reply.isSuccess())
                return reply.commonFailure();
            const Secret token = readToken(reply.body().value(QLatin1String("identity_token")));
            if (token.isEmpty())
                return reply.malformed(QStringLiteral("no identity_token, a text at the top level"));
            return token;
        });
}

} // namespace Natter::Identity
