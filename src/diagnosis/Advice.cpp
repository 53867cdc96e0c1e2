// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Advice.h"

#include <QHash>

namespace Natter::Diagnosis {

namespace {

/// `reason` of src/gateway/README.md and conditions of the engine.
Phrase mendForReason(const QString& reason)
{
    static const QHash<QString, Phrase> mends{
        {QStringLiteral("app_unknown"), Phrase("The gateway has no app of that id. Give the profile's app_id "
                                               "a section [app ...] in the gateway's configuration.")},
        {QStringLiteral("app_missing"),
            Phrase("A proxy took the header qiscus-sdk-app-id away. Let it pass.")},
        {QStringLiteral("signature_invalid"),
            Phrase("Backend and gateway sign with different secrets. Give both the same one: the same bytes, "
                   "without a line break at the end of a secret file, not base64-decoded by one of them.")},
        {QStringLiteral("issuer_unknown"),
            Phrase("Put the app id into the claim iss, exactly as the gateway spells it.")},
        {QStringLiteral("claim_missing"),
            Phrase("Add the claim that the gateway names; see the step \"Identity token\".")},
        {QStringLiteral("claim_malformed"),
            Phrase("Mend the claim that the gateway names; see the step \"Identity token\".")},
        {QStringLiteral("type_refused"), Phrase("Set typ in the token's header to JWT.")},
        {QStringLiteral("version_refused"), Phrase("Set ver in the token's header to v2.")},
        {QStringLiteral("scope_refused"), Phrase("Set the claim scope to user.")},
        {QStringLiteral("audience_refused"),
            Phrase("Leave the claim aud out, or let it name the app id, alone or in a list.")},
        {QStringLiteral("dialog_token_refused"),
            Phrase("The token has the claim initiator: it opens a dialog with somebody and logs nobody in. "
                   "Answer with the user's own token.")},
        {QStringLiteral("token_unknown"),
            Phrase(
                "The token was not made by this gateway's backend API. Let the private backend ask the "
                "gateway's api.php instead of mesibo's, with the app_token of the gateway's configuration.")},
        {QStringLiteral("token_used"),
            Phrase(
                "The token was used before. The backend must make a new one at each login; without a nonce "
                "in it, let it carry the time (iat) and a random jti, so that two of one second differ.")},
        {QStringLiteral("login_check_unavailable"),
            Phrase(
                "The gateway did not get a usable answer from login_check_url; its log says why. Check the "
                "address, the names of the form's fields, and the users-info login that it is asked with.")},
        {QStringLiteral("algorithm_refused"),
            Phrase("Sign with HS256, or allow the algorithm in the gateway's configuration.")},
        {QStringLiteral("token_malformed"),
            Phrase(
                "The token is not a compact JWT: three parts of base64url without padding, joined by dots.")},
        {QStringLiteral("lifetime_too_long"),
            Phrase("Let the token end sooner (qiscus: exp 120 seconds after iat), or let "
                   "longest_token_lifetime_seconds in the gateway's configuration be larger.")},
        {QStringLiteral("token_expired"),
            Phrase("The backend's clock is behind, or its tokens live for too short a time. Set the clock by "
                   "NTP and exp to 120 seconds from now.")},
        {QStringLiteral("token_not_yet_valid"),
            Phrase("The backend's clock is ahead of the gateway's. Set both by NTP.")},
        {QStringLiteral("nonce_unknown"),
            Phrase(
                "The backend must put the nonce that came with the login, unchanged, into the claim nce.")},
        {QStringLiteral("nonce_used"),
            Phrase(
                "The nonce was used before. The backend must not answer with a token that it made earlier.")},
        {QStringLiteral("nonce_expired"),
            Phrase("The nonce had ended before the token came. Set nonce_lifetime_seconds to 600 in the "
                   "gateway's configuration, and let the backend answer quickly.")},
        {QStringLiteral("user_id_impossible"),
            Phrase("Use ids that an address can carry: no /, +, # or comma, at most 256 bytes.")},
        {QStringLiteral("user_id_conflict"), Phrase("Two ids of the site differ in upper and lower case "
                                                    "only. The engine cannot tell them apart: change one.")},
        {QStringLiteral("users_info_unavailable"),
            Phrase("The gateway did not get a good answer from the site's users-info within 5 seconds; its "
                   "log says what came. Run natter-doctor with --users-info to look at it directly.")},
        {QStringLiteral("engine_unavailable"),
            Phrase("The gateway cannot reach ejabberd's HTTP API. Check that the engine runs, the address "
                   "and login under [engine], and that the commands register, unregister and kick_user are "
                   "permitted.")},
        {QStringLiteral("refresh_invalid"), Phrase("The gateway does not know the refresh token that it has "
                                                   "just given. Several gateways need one database.")},
        {QStringLiteral("refresh_revoked"),
            Phrase("The gateway ended a session that it has just opened. Several gateways need one database; "
                   "its log says who ended the session.")},
        {QStringLiteral("database_unavailable"),
            Phrase("The gateway cannot use its database. Look at its log.")},
        {QStringLiteral("too_many_calls"),
            Phrase("Too many login calls came from this address. Wait a minute; behind a proxy, check that "
                   "it sends X-Forwarded-For.")},
        {QStringLiteral("nothing_given"),
            Phrase("Type it, or give it as a line of standard input. A passcode or password can stand in "
                   "NATTER_DOCTOR_PASSCODE, a one-time code cannot.")},
        {QStringLiteral("access_denied"),
            Phrase("The page said no: whoever sat there cancelled, or the site does not let them in. Its log "
                   "says which.")},
        {QStringLiteral("browser_timeout"),
            Phrase("Nobody finished the sign-in, or the page did not send the browser back to redirect_uri "
                   "with state and code. The browser must run on this machine.")},
        {QStringLiteral("no_loopback"), Phrase("No port of 127.0.0.1 could be opened on this machine.")},
        {QStringLiteral("unauthorized_client"),
            Phrase("Let the page take the profile's app_id, with any port and path of 127.0.0.1 in "
                   "redirect_uri (RFC 8252, 7.3).")},
        {QStringLiteral("invalid_request"),
            Phrase("The page does not take what the app sends; src/domain/README.md describes each member.")},
        {QStringLiteral("no-xmpp-subprotocol"),
            Phrase("Something answers there, but not the engine's WebSocket. Route the path of "
                   "engine.websocket to ejabberd_http_ws, and let the proxy pass Upgrade, Connection and "
                   "Sec-WebSocket-Protocol.")},
        {QStringLiteral("not-encrypted"), Phrase("Use wss: in engine.websocket.")},
        {QStringLiteral("invalid-mechanism"),
            Phrase("Let the engine offer PLAIN: tokens travel as its password. In ejabberd, auth_method: "
                   "[jwt, sql], and PLAIN not among disable_sasl_mechanisms.")},
        {QStringLiteral("not-authorized"),
            Phrase("The engine refuses the gateway's token. Its jwt_key must be the gateway's token_key, and "
                   "its hosts must name engine.domain.")},
        {QStringLiteral("no-stream-management"), Phrase("Load mod_stream_mgmt in the engine.")},
    };
    return mends.value(reason);
}

Phrase mendForKind(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Network:
        return Phrase(
            "Check that the server runs, that name and port are right, and that no firewall is between.");
    case ErrorKind::Timeout:
        return Phrase("The server took too long. Look at its load and log, and at proxies on the way.");
    case ErrorKind::Tls:
        return Phrase("Give the server a certificate of a known authority, for its name, with its chain. "
                      "Certificates that are not trusted are never accepted.");
    case ErrorKind::Redirected:
        return Phrase("Answer at this address itself, or name the final one. Redirects are never followed, "
                      "because a login must not travel to a host that nobody named.");
    case ErrorKind::TooLarge:
        return Phrase("The answer is far larger than it should be: probably something else answers there.");
    case ErrorKind::BadResponse:
    case ErrorKind::Protocol:
        return Phrase("Something else than expected answers there, often the page of a web server or proxy. "
                      "Check the address and the proxy's routes.");
    case ErrorKind::RateLimited:
        return Phrase("Too many tries. Wait a little and run this again.");
    case ErrorKind::ServerFailure:
        return Phrase("The server failed inside. Its log says why.");
    case ErrorKind::Configuration:
        return Phrase("Correct the profile; src/domain/README.md describes every member.");
    case ErrorKind::NotFound:
        return Phrase("Nothing is served at this address. Check the address and the proxy's routes.");
    case ErrorKind::WrongCredentials:
    case ErrorKind::CodeExpired:
        return Phrase("Check login and passcode, and that the backend compares them as they are.");
    default:
        return Phrase("The server's log may say more.");
    }
}

} // namespace

Phrase mendFor(const Error& error)
{
    const Phrase specific = mendForReason(error.code);
    return specific.isEmpty() ? mendForKind(error.kind) : specific;
}

Finding findingOf(const Error& error)
{
    return Finding::failed(Phrase::verbatim(error.detail), mendFor(error));
}

} // namespace Natter::Diagnosis
