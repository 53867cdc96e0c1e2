// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"
#include "base/Secret.h"
#include "domain/Profile.h"
#include "domain/User.h"
#include "identity/LoginProtocol.h"
#include "net/HttpClient.h"

#include <QObject>

namespace Natter::Identity {

/// What a verified login or a refresh gives. The engine token stays in memory; the refresh token goes to the
/// keychain before anything else happens with it.
struct Session
{
    User user;
    Jid account;               ///< bare engine address
    Secret engineToken;        ///< XMPP password and bearer token for the gateway's own API
    QDateTime engineExpiresAt; ///< UTC, gateway's clock
    QDateTime answeredAt;      ///< UTC, gateway's clock at its answer; invalid: it did not say
    Secret refreshToken;       ///< one use; the next refresh gives the next one
};

/// The answer of one look-up or search.
struct UsersPage
{
    QList<User> users; ///< in no particular order; ids that the site does not know are left out
};

/// The gateway's HTTP API, `src/gateway/README.md`. GUI thread. Bearer-token calls answer Unauthorized when
/// the engine token is past its end: refresh and ask again.
class GatewayClient
{
public:
    GatewayClient(Net::HttpClient& http, const Profile& profile);

    Answer<Nonce> requestNonce();
    Answer<Session> verify(const Secret& identityToken);
    /// Errors: Revoked (reuse or logout: log in again), TokenExpired, Network ... Only Revoked, TokenExpired
    /// and Unauthorized end a session. `requestId` is random, made with the refresh token and kept beside it:
    /// the same pair asked again (answer lost, crash before the keychain had the new one) gets the same
    /// answer, while the old token with another id counts as theft and revokes the family.
    Answer<Session> refresh(const Secret& refreshToken, const QString& requestId);
    Answer<void> logout(const Secret& refreshToken, bool everywhere);

    /// At most 100 ids.
    Answer<UsersPage> users(const QStringList& ids, const Secret& bearer);
    Answer<UsersPage> searchUsers(const QString& text, const Secret& bearer);
    /// Makes sure that messages to this person can be kept: the site knows them and the engine has their
    /// account. NotFound when the site does not know the id; BadInput for an impossible id.
    Answer<User> openDialog(const UserId& id, const Secret& bearer);

private:
    Answer<Net::HttpResponse> get(const QString& path, const QString& query, const Secret& bearer);
    Answer<Net::HttpResponse> post(const QString& path, const QJsonObject& body, const Secret& bearer = {});
    Answer<Net::HttpResponse> send(Net::HttpRequest request, const Secret& bearer);
    QUrl endpoint(const QString& path) const;

    Net::HttpClient& m_http;
    Profile m_profile;
    QObject m_context; ///< what is under way ends with the client
};

/// Fetches natter.json of a site. `site` as people write it: `site.example`, `https://site.example`,
/// `http://127.0.0.1:8080` (all asked for `/.well-known/natter.json`), the full URL of the file, `file:` or
/// an absolute local path, which is read outside the GUI thread. Errors name the address that was tried.
Answer<Profile> fetchProfile(Net::HttpClient& http, const QString& site);

} // namespace Natter::Identity
