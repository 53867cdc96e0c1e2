// SPDX-License-Identifier: Apache-2.0
#include "BrowserSignIn.h"

#include "base/Loopback.h"

#include "FormFields.h"
#include "HtmlPage.h"

#include <QCryptographicHash>
#include <QUrlQuery>
#include <QUuid>

namespace Natter::Sandbox {

namespace {

using Gateway::Response;
using namespace std::chrono_literals;

constexpr auto CodeLifetime = 60s;
constexpr qsizetype MostGrants = 1000;
constexpr qsizetype ChallengeLength = 43; // SHA-256 in base64url
constexpr std::array<const char*, 6> QueryMembers{
    "app_id", "redirect_uri", "state", "nonce", "code_challenge", "code_challenge_method"};

bool isRedirect(const QUrl& url)
{
    const bool isLoopback = url.scheme() == u"http" && isLoopbackHost(url.host()) && url.port() > 0;
    const bool isApp = url.scheme() == u"natter" && url.host() == u"sign-in";
    return url.isValid() && !url.hasFragment() && !url.hasQuery() && url.userInfo().isEmpty() &&
           (isLoopback || isApp);
}

Response refusal(int status, const char* reason, const char* message)
{
    return Response::json(
        status, {{QStringLiteral("error"), QJsonObject{{QStringLiteral("message"), QLatin1String(message)},
                                               {QStringLiteral("reason"), QLatin1String(reason)}}}});
}

QString hiddenField(const QString& name, const QString& value)
{
    return QStringLiteral("<input type=\"hidden\" name=\"%1\" value=\"%2\">")
        .arg(name, value.toHtmlEscaped());
}

} // namespace

BrowserSignIn::BrowserSignIn(
    PasswordCheck& passwords, const IdentityTokens& tokens, const FaultSwitches& faults, const Clock& clock)
    : m_passwords(passwords)
    , m_tokens(tokens)
    , m_faults(faults)
    , m_clock(clock)
{}

std::optional<BrowserSignIn::Query> BrowserSignIn::readQuery(const QJsonObject& fields)
{
    Query query{textField(fields, u"app_id"), textField(fields, u"redirect_uri"), textField(fields, u"state"),
        textField(fields, u"nonce"), textField(fields, u"code_challenge")};
    bool isKnown = false;
    for (const LoginProtocolKind kind : AllProtocols) {
        // mesibo's tokens are made for a phone number and its code, so there is nothing to sign here.
        if (kind == LoginProtocolKind::Mesibo || siteAppFor(kind).appId != query.appId)
            continue;
        query.protocol = kind;
        isKnown = true;
    }
    const bool isWhole = isKnown && isRedirect(QUrl(query.redirect, QUrl::StrictMode)) &&
                         !query.state.isEmpty() && !query.nonce.isEmpty() &&
                         query.challenge.size() == ChallengeLength &&
                         textField(fields, u"code_challenge_method") == u"S256";
    return isWhole ? std::optional(query) : std::nullopt;
}

Response BrowserSignIn::form(const Query& query, const QString& complaint, int status)
{
    QString body = QStringLiteral("<h1>Natter Demo</h1><p>Sign in to go on in Natter.</p><p>%1</p>"
                                  "<form method=\"post\" action=\"%2\">")
                       .arg(complaint.toHtmlEscaped(), QLatin1String(PagePath));
    body += hiddenField(QStringLiteral("app_id"), query.appId) +
            hiddenField(QStringLiteral("redirect_uri"), query.redirect) +
            hiddenField(QStringLiteral("state"), query.state) +
            hiddenField(QStringLiteral("nonce"), query.nonce) +
            hiddenField(QStringLiteral("code_challenge"), query.challenge) +
            hiddenField(QStringLiteral("code_challenge_method"), QStringLiteral("S256"));
    body +=
        QStringLiteral("<label>Phone number or e-mail<input type=\"text\" name=\"login\" autofocus></label>"
                       "<label>Password<input type=\"password\" name=\"password\"></label>"
                       "<button name=\"answer\" value=\"yes\">Sign in</button> "
                       "<button name=\"answer\" value=\"no\">Cancel</button></form>");
    Response response = htmlPage(QStringLiteral("Sign in"), body);
    response.status = status;
    response.headers += {{"Cache-Control", "no-store"}, {"Referrer-Policy", "no-referrer"}};
    return response;
}

Response BrowserSignIn::page(const Gateway::Request& request) const
{
    QJsonObject fields;
    for (const char* member : QueryMembers)
        fields.insert(QLatin1String(member), request.query(QLatin1String(member)));
    const auto query = readQuery(fields);
    // A redirect that is not the app's own gets nothing, not even an error (RFC 6749, section 4.1.2.1).
    if (!query || request.query(QStringLiteral("response_type")) != u"code") {
        Response response = htmlPage(QStringLiteral("Sign in"),
            QStringLiteral(
                "<h1>Natter Demo</h1><p>This address is not complete. Start again in Natter.</p>"));
        response.status = 400;
        return response;
    }
    if (m_faults.has(Fault::BrowserDenied))
        return backToApp(*query, QStringLiteral("error"), QStringLiteral("access_denied"));
    return form(*query, {}, 200);
}

Response BrowserSignIn::submit(const Gateway::Request& request)
{
    const auto fields = request.parameters();
    const auto query = fields ? readQuery(*fields) : std::nullopt;
    if (!query)
        return refusal(400, "request_incomplete", "Start again in Natter.");
    if (textField(*fields, u"answer") == u"no")
        return backToApp(*query, QStringLiteral("error"), QStringLiteral("access_denied"));
    const auto [person, wait] =
        m_passwords.check(textField(*fields, u"login"), Secret(textField(*fields, u"password").toUtf8()));
    if (wait > 0ms)
        return throttled(form(*query, QStringLiteral("Too many tries. Please wait a little."), 429), wait);
    if (!person)
        return form(*query, QStringLiteral("Login and password do not match."), 403);
    return backToApp(*query, QStringLiteral("code"), grant(*query, *person));
}

Response BrowserSignIn::backToApp(const Query& query, const QString& member, const QString& value) const
{
    const QString state =
        m_faults.has(Fault::BrowserWrongState) ? QStringLiteral("the-state-of-another-tab") : query.state;
    QUrl url(query.redirect);
    url.setQuery(QString::fromLatin1(member.toLatin1() + '=' + QUrl::toPercentEncoding(value) +
                                     "&state=" + QUrl::toPercentEncoding(state)));
    Response response;
    response.status = 303;
    response.contentType = "text/plain";
    response.headers = {{"Location", url.toEncoded()}, {"Cache-Control", "no-store"}};
    return response;
}

QString BrowserSignIn::grant(const Query& query, const Person& person)
{
    const auto now = m_clock.monotonic();
    m_grants.removeIf([now](const auto& entry) { return entry.value().end < now; });
    if (m_grants.size() >= MostGrants)
        m_grants.clear();
    QString code = QUuid::createUuid().toString(QUuid::Id128);
    m_grants.insert(code, {query, &person, now + CodeLifetime});
    return code;
}

Response BrowserSignIn::token(const Gateway::Request& request)
{
    const auto fields = request.parameters();
    if (!fields)
        return refusal(400, "body_malformed", "The body is not a JSON object.");
    // Taken whatever follows: a code that was guessed at or stolen is worth nothing any more.
    const Grant grant = m_grants.take(textField(*fields, u"code"));
    if (!grant.person || grant.end < m_clock.monotonic() || m_faults.has(Fault::BrowserCodeRefused))
        return refusal(400, "code_unknown", "This sign-in is over. Start again.");
    const QByteArray verifier = textField(*fields, u"code_verifier").toUtf8();
    const QByteArray challenge =
        QCryptographicHash::hash(verifier, QCryptographicHash::Sha256)
            .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    const Query& query = grant.query;
    if (!constantTimeEquals(challenge, query.challenge.toUtf8()) ||
        textField(*fields, u"nonce") != query.nonce ||
        textField(*fields, u"redirect_uri") != query.redirect || textField(*fields, u"app_id") != query.appId)
        return refusal(400, "code_foreign", "This sign-in belongs to another app.");
    const Secret token = m_tokens.make(query.protocol, *grant.person, query.nonce);
    Response response =
        Response::json(200, {{QStringLiteral("identity_token"), QString::fromLatin1(token.reveal())}});
    response.headers.emplaceBack("Cache-Control", "no-store");
    return response;
}

} // namespace Natter::Sandbox
