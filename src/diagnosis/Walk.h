// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "diagnosis/EngineProbe.h"
#include "diagnosis/RecordingHttpClient.h"
#include "diagnosis/Redaction.h"
#include "domain/Profile.h"
#include "identity/BrowserFlow.h"
#include "identity/GatewayClient.h"
#include "xmpp/Negotiation.h"

#include <functional>
#include <memory>
#include <optional>

namespace Natter::Diagnosis {

/// What a person is asked for during a login.
enum class Proof { Passcode, Password, OneTimeCode };

/// A login that is made for the report, and ended with it.
struct TrialLogin
{
    QString login;
    /// Asks the person, or whoever stands in for them.
    std::function<Answer<Secret>(Proof proof)> ask;
    /// For a sign-in at the site's own page. Lives longer.
    Identity::Browser* browser = nullptr;
    bool isInBrowser = false; ///< even where the site takes passcodes or codes, too
    std::chrono::milliseconds browserPatience = Identity::BrowserFlow::Patience;
};

/// A session that is there already and is left as it is.
struct RunningSession
{
    UserId user;
    std::function<Answer<Secret>()> bearer; ///< its engine token
};

/// The site's users-info API, asked without the gateway between.
struct UsersInfoAccess
{
    QUrl url; ///< ids are added as `?user_ids=`, or put where it says `{ids}`
    QString login;
    Secret password;
    QString userId; ///< who is asked for; empty: who signed in
};

/// What is walked through.
struct Options
{
    QString site; ///< as Identity::fetchProfile() takes it
    std::optional<TrialLogin> trial;
    std::optional<RunningSession> session; ///< instead of `trial`
    std::optional<UsersInfoAccess> usersInfo;
    std::chrono::milliseconds stepLimit{20'000};
};

using TransportMaker = std::function<std::unique_ptr<Xmpp::Transport>()>;

/// What one walk through a deployment has learnt so far. Checks read what earlier ones left here and add
/// theirs. Everything secret in it is known to `redaction`.
struct Walk
{
    Walk(
        Options wanted, Net::HttpClient& client, const TransportMaker& makeTransport, const Clock& wallClock);

    const Options options;
    const Clock& clock;
    Redaction redaction;
    RecordingHttpClient http;
    EngineProbe engine;

    std::optional<Profile> profile;
    std::unique_ptr<Identity::GatewayClient> gateway;
    std::chrono::seconds gatewayAhead{0}; ///< gateway's clock minus ours
    bool isBrowserPageGood = false;
    std::optional<Identity::Nonce> trialNonce; ///< the one that identityToken was asked with
    Secret identityToken;
    UserId user;
    Jid account;
    Secret engineToken;
    QDateTime engineTokenEnd; ///< UTC, gateway's clock; invalid: not known
    Secret refreshToken;
    std::optional<Result<Xmpp::Negotiation::Outcome>> negotiation;

    QDateTime gatewayNow() const { return clock.now().addSecs(gatewayAhead.count()); }
    bool signsInByBrowserOnly() const;
    /// Whether the trial login is made in the browser.
    bool isTrialInBrowser() const;
    /// Takes over a session that the gateway gave for the trial login; its last step ends it.
    void keep(const Identity::Session& session);
};

} // namespace Natter::Diagnosis
