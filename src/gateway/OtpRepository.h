// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "base/Result.h"
#include "base/Secret.h"

#include <chrono>

namespace Natter::Gateway {

class Database;

/// One-time codes of six digits (mesibo.md, sections 7 and 11): one for each address of an app. The database
/// keeps a random salt, and the code is made of it with a key, so that the database alone tells no code.
class OtpRepository
{
public:
    OtpRepository(Database& database, const Clock& clock, Secret key);

    struct Terms
    {
        int tries = 5; ///< wrong ones that are allowed, and the right one
        std::chrono::seconds lifetime{300};
        bool isReused = true; ///< asking again gives the same code while it is good
    };
    /// Errors: RateLimited (`too_many_codes`, with the time to wait) for the fourth time within ten minutes,
    /// for the eleventh within an hour and during the pause of check(); Storage.
    Result<Secret> issue(const QString& appId, const QString& address, const Terms& terms);
    /// One success for each code, however many ask at once; each try counts, so do not roll it back. From the
    /// tenth wrong one in a row each begins a pause of 15 minutes, in which no code of this address is right.
    /// A right one ends the row, and so does a day without codes. Errors: TokenRefused (`otp_refused`) for
    /// all that is wrong; Storage.
    Result<void> check(const QString& appId, const QString& address, const Secret& code);

    Result<void> purge();

private:
    Secret codeOf(const QString& appId, const QString& address, const QString& salt) const;
    Error tooManyCodes(const QString& appId, const QString& address);
    Result<QString> readSalt(const QString& appId, const QString& address);
    qint64 now() const { return m_clock.now().toSecsSinceEpoch(); }

    Database& m_database;
    const Clock& m_clock;
    Secret m_key;
};

} // namespace Natter::Gateway
