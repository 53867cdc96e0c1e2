// SPDX-License-Identifier: Apache-2.0
#include "Fault.h"

#include <QStringList>

#include <algorithm>

namespace Natter::Sandbox {

namespace {

constexpr int MostSeconds = 10 * 365 * 24 * 3600;

QString nameList()
{
    QStringList names;
    for (const FaultEntry& entry : faultCatalog())
        names += QLatin1String(entry.name) + QLatin1String(entry.takesSeconds ? "=SECONDS" : "");
    return names.join(QLatin1String(", "));
}

Error refused(const QString& why)
{
    return {ErrorKind::BadInput, Retry::never(), QStringLiteral("%1; known: %2.").arg(why, nameList()), {}};
}

} // namespace

const QList<FaultEntry>& faultCatalog()
{
    static const QList<FaultEntry> catalog{
        {Fault::NonceExpired, "nonce-expired", "nonces live for one second"},
        {Fault::GatewayClock, "gateway-clock", "gateway and site are SECONDS ahead of this computer", true},
        {Fault::GatewayDown, "gateway-down", "nobody listens at the gateway's port"},
        {Fault::GatewaySlow, "gateway-slow", "the gateway answers after 12 s"},
        {Fault::GatewayHtml, "gateway-html", "a hotel's sign-in page answers instead of the gateway"},
        {Fault::GatewayBusy, "gateway-busy", "the gateway answers 429: come back in 20 s"},
        {Fault::RefreshRefused, "refresh-refused", "the gateway does not know the refresh token"},
        {Fault::RefreshRevoked, "refresh-revoked", "the session was ended somewhere else"},
        {Fault::TokensShort, "tokens-short", "engine tokens live for 60 s (no failure by itself)"},
        {Fault::UsersInfoDown, "users-info-down", "users-info answers 503"},
        {Fault::UsersInfoSlow, "users-info-slow", "users-info answers after 8 s"},
        {Fault::UsersInfoMalformed, "users-info-malformed", "users-info answers with half a JSON text"},
        {Fault::UsersInfoUnauthorized, "users-info-unauthorized", "users-info refuses the gateway"},
        {Fault::UsersInfoEmpty, "users-info-empty", "users-info knows nobody"},
        {Fault::BackendHtml, "backend-html", "the private backend answers with an HTML page"},
        {Fault::Backend500, "backend-500", "the private backend answers 500 without a body"},
        {Fault::BackendRedirect, "backend-redirect", "the private backend redirects to another host"},
        {Fault::BackendSlow, "backend-slow", "the private backend answers after 12 s"},
        {Fault::BackendMalformed, "backend-malformed", "the private backend answers half a JSON text"},
        {Fault::BackendRelaxed, "backend-relaxed",
            "its JSON has a byte order mark, a trailing comma and the type of HTML"},
        {Fault::BackendBusy, "backend-busy", "the private backend answers 429: come back in 20 s"},
        {Fault::OtpNever, "otp-never", "codes are made and never delivered"},
        {Fault::OtpWrongAlways, "otp-wrong-always", "no code is ever the right one"},
        {Fault::OtpExpired, "otp-expired", "codes are too late at once"},
        {Fault::ClockSkew, "clock-skew", "the site that signs identity tokens is SECONDS ahead", true},
        {Fault::TokenExpired, "token-expired", "identity tokens ended an hour ago"},
        {Fault::TokenBadSignature, "token-bad-signature", "identity tokens are signed with another key"},
        {Fault::TokenWrongIssuer, "token-wrong-issuer", "identity tokens are those of another app or key"},
        {Fault::TokenWrongNonce, "token-wrong-nonce", "identity tokens carry a nonce that nobody asked for"},
        {Fault::BrowserDenied, "browser-denied", "the browser's sign-in page refuses everybody"},
        {Fault::BrowserWrongState, "browser-wrong-state", "the browser comes back with a foreign state"},
        {Fault::BrowserCodeRefused, "browser-code-refused", "the site does not know its own sign-in code"},
        {Fault::EngineDown, "engine-down", "the engine is not running"},
        {Fault::EngineHangs, "engine-hangs", "the engine keeps its connections and says nothing"},
        {Fault::EngineSlow, "engine-slow", "the engine sleeps 3 of every 4 s"},
        {Fault::EngineRefusesLogin, "engine-refuses-login",
            "the engine does not believe the gateway's tokens"},
        {Fault::AvatarBroken, "avatar-broken", "pictures are no pictures"},
        {Fault::AvatarSlow, "avatar-slow", "pictures come after 20 s"},
    };
    return catalog;
}

Result<void> addFault(Faults& faults, const QString& text)
{
    const qsizetype equals = text.indexOf(u'=');
    const QString name = text.left(equals < 0 ? text.size() : equals);
    const auto& catalog = faultCatalog();
    const auto entry = std::find_if(catalog.begin(), catalog.end(),
        [&name](const FaultEntry& known) { return name == QLatin1String(known.name); });
    if (entry == catalog.end())
        return refused(QStringLiteral("Unknown fault '%1'").arg(name));
    if (entry->takesSeconds != (equals >= 0))
        return refused(entry->takesSeconds ? QStringLiteral("Fault '%1' needs seconds").arg(name)
                                           : QStringLiteral("Fault '%1' takes no value").arg(name));
    bool isNumber = true;
    const int seconds = equals < 0 ? 0 : text.mid(equals + 1).toInt(&isNumber);
    if (!isNumber || seconds < -MostSeconds || seconds > MostSeconds)
        return refused(QStringLiteral("Fault '%1' needs a whole number of seconds").arg(name));
    faults.insert(entry->fault, seconds);
    return {};
}

} // namespace Natter::Sandbox
