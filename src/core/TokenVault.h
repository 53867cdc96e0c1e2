// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"
#include "base/Secret.h"
#include "base/StrongId.h"

#include <QHash>
#include <QObject>

#include <optional>

namespace Natter::Secrets {
class SecretStore;
}

namespace Natter::Core {

/// What the keychain holds for one account: the refresh token and the request id of its next use.
struct StoredToken
{
    Secret refreshToken;
    QString requestId;
};

/// The refresh tokens of (site, user) in the keychain, under `<owner>/<siteKey>/<user>`, and nothing else
/// there. The last token of an account is also kept in memory, so that a session outlives a keychain that
/// stops working. GUI thread.
class TokenVault
{
public:
    /// `owner`: whose entries they are; another brand of the app has its own, also where the keychain tells
    /// them apart by nothing else (Windows).
    explicit TokenVault(Secrets::SecretStore& store, QString owner = QStringLiteral("natter"));

    /// From memory, else from the keychain. An entry that cannot be read as a token is SecretAbsent with code
    /// `malformed`; the keychain's own errors come as they are.
    Answer<StoredToken> load(const QString& siteKey, const UserId& user);
    /// In memory at once, whatever the keychain answers.
    Answer<void> save(const QString& siteKey, const UserId& user, const StoredToken& token);
    /// In memory only: "this session only".
    void remember(const QString& siteKey, const UserId& user, const StoredToken& token);
    /// What is in memory once more, as it is at this moment. Success where nothing is.
    Answer<void> saveAgain(const QString& siteKey, const UserId& user);
    /// Puts `next`, or nothing, in the place of `held`. Success without doing anything when another token has
    /// come meanwhile; without `held`, any that is in memory is another.
    Answer<void> replace(const QString& siteKey, const UserId& user, const std::optional<StoredToken>& held,
        const std::optional<StoredToken>& next);

    static StoredToken withNewRequestId(const Secret& refreshToken);

private:
    QString entryOf(const QString& siteKey, const UserId& user) const;

    Secrets::SecretStore& m_store;
    QString m_owner;
    QHash<QString, StoredToken> m_remembered;
    QObject m_context;
};

} // namespace Natter::Core
