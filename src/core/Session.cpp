// SPDX-License-Identifier: Apache-2.0
#include "core/Session.h"

#include "base/Log.h"
#include "core/LogoutFlow.h"
#include "core/SessionPrivate.h"

namespace Natter::Core {

namespace {

Error notSignedIn()
{
    return {ErrorKind::Unauthorized, Retry::afterLogin(), QStringLiteral("not signed in"), {}};
}

} // namespace

SessionStatus::Cause SessionStatus::cause() const
{
    if (!error)
        return Cause::None;
    switch (error->kind) {
    case ErrorKind::Network:
    case ErrorKind::Timeout:
    case ErrorKind::Tls:
        return Cause::Network;
    case ErrorKind::TokenExpired:
        return Cause::Expired;
    case ErrorKind::Unauthorized:
        return Cause::Rejected;
    case ErrorKind::Revoked: {
        const bool isByEngine = error->code == u"conflict" || error->code == u"policy-violation";
        return isByEngine ? Cause::Kicked : Cause::Revoked;
    }
    case ErrorKind::SecretAbsent:
        return Cause::Absent;
    default:
        return Cause::Other;
    }
}

Session::Session(Profile profile, UserId user, Identity::GatewayClient& gateway, TokenVault& vault,
    Xmpp::Client& engine, const Clock& clock, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(profile), std::move(user), gateway, vault, engine, clock))
{}

Session::~Session() = default;

const Profile& Session::profile() const
{
    return d->profile;
}

UserId Session::userId() const
{
    return d->user;
}

const SessionStatus& Session::status() const
{
    return d->status;
}

void Session::restore()
{
    if (std::holds_alternative<Private::Offline>(d->state))
        d->seekToken();
}

void Session::start(const Identity::Session& session, bool isStored)
{
    if (session.user.peer() != peerIdOf(d->user)) {
        qCWarning(lcCore) << "a session of another account was offered";
        return;
    }
    d->become(Private::Offline{});
    d->engine.disconnectFromEngine();
    d->backoff.reset();
    d->refusals = 0;
    d->tokens.adopt(session, isStored);
    Q_EMIT selfChanged(session.user);
    d->seekToken();
}

void Session::retryNow()
{
    d->tokens.retryStoring();
    d->tokens.renewIfDue();
    if (std::holds_alternative<Private::Waiting>(d->state) ||
        std::holds_alternative<Private::KeychainLocked>(d->state) ||
        std::holds_alternative<Private::Refused>(d->state))
        d->seekToken();
    else if (std::holds_alternative<Private::Online>(d->state))
        d->engine.checkConnection();
}

Answer<void> Session::logout(bool everywhere)
{
    d->become(Private::Offline{});
    d->tokens.drop();
    d->engine.disconnectFromEngine();
    d->engine.forgetSession();
    d->updateStatus();
    const auto* flow = new LogoutFlow(d->profile.siteKey(), d->user, everywhere, d->gateway, d->vault, this);
    return flow->answer();
}

Answer<Secret> Session::bearer()
{
    if (const auto* locked = std::get_if<Private::KeychainLocked>(&d->state))
        return resolved<Secret>(locked->error);
    if (std::holds_alternative<Private::Offline>(d->state) ||
        std::holds_alternative<Private::LoginNeeded>(d->state))
        return resolved<Secret>(notSignedIn());
    if (const auto* refused = std::get_if<Private::Refused>(&d->state))
        return resolved<Secret>(refused->error);
    // The gateway is asked again when it is time, not by everybody who needs a token meanwhile.
    const auto* waiting = std::get_if<Private::Waiting>(&d->state);
    if (waiting && waiting->isForToken)
        return resolved<Secret>(waiting->error);
    return d->tokens.token();
}

void Session::rejectBearer(const Secret& bearer)
{
    d->tokens.reject(bearer);
}

} // namespace Natter::Core
