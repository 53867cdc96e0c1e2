// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/BackendRequest.h"
#include "gateway/Config.h"
#include "gateway/DatabasePool.h"

#include <QObject>

namespace Natter::Gateway {

/// What mesibo's backend does for a private backend (mesibo.md, section 7): one-time codes, which the private
/// backend delivers and this gateway checks, and users with a token to log in with. Errors are refusals.
class BackendService : public QObject
{
    Q_OBJECT

public:
    BackendService(
        const Config& config, const Clock& clock, DatabasePool& database, QObject* parent = nullptr);

    /// The app that this token opens. Errors: Unauthorized (`app_token_refused`).
    Result<const AppConfig*> appOf(const Secret& appToken) const;

    /// Errors: RateLimited (`too_many_codes`).
    Answer<Secret> makeCode(const AppConfig& app, const BackendRequest& request);

    struct NewUser
    {
        qint64 uid = 0;
        Secret token; ///< opaque, for one login
    };
    /// Checks the code, when there is one, and makes the account and a token. The token lives as long as
    /// asked for, at most the app's longest lifetime. Errors: BadInput (`appid_missing`, `nonce_missing`),
    /// TokenRefused (`appid_refused`, `otp_refused`), Conflict.
    Answer<NewUser> addUser(const AppConfig& app, const BackendRequest& request);

    /// The token opens nothing any more, if it ever did.
    Answer<void> endToken(const AppConfig& app, const BackendRequest& request);

private:
    const Config& m_config;
    const Clock& m_clock;
    DatabasePool& m_database;
};

} // namespace Natter::Gateway
