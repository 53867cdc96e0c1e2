// SPDX-License-Identifier: Apache-2.0
#include "identity/BrowserFlow.h"

#include "identity/Pkce.h"
#include "net/RedirectListener.h"

#include <QMessageAuthenticationCode>
#include <QTimer>

#include <algorithm>

namespace Natter::Identity {

namespace {

constexpr qsizetype LongestCode = 2048;

Error failure(ErrorKind kind, const Retry& retry, const QString& detail, const QString& code)
{
    return {kind, retry, QStringLiteral("browser sign-in: ") + detail, code};
}

/// Visible ASCII (RFC 6749, appendix A.11, less the blank).
bool isCode(const QString& text)
{
    return !text.isEmpty() && text.size() <= LongestCode &&
           std::all_of(text.begin(), text.end(), [](QChar c) { return c > u' ' && c < u'\x7f'; });
}

Error refusalOf(const QString& error)
{
    if (error == u"access_denied")
        return failure(ErrorKind::WrongCredentials, Retry::now(),
            QStringLiteral("the page returned access_denied"), QStringLiteral("access_denied"));
    if (error == u"server_error" || error == u"temporarily_unavailable")
        return failure(
            ErrorKind::ServerFailure, Retry::later(), QStringLiteral("the page has a problem"), {});
    static const QStringList ours{QStringLiteral("invalid_request"), QStringLiteral("unauthorized_client"),
        QStringLiteral("unsupported_response_type"), QStringLiteral("invalid_scope")};
    if (ours.contains(error))
        return failure(ErrorKind::Configuration, Retry::never(),
            QStringLiteral("the page does not take this app: ") + error, error);
    return failure(
        ErrorKind::BadResponse, Retry::later(), QStringLiteral("the page returned an unknown error"), {});
}

} // namespace

/// One page opened, and what comes of it.
class BrowserFlow::Visit : public QObject
{
public:
    Visit(Net::RedirectListener::Judge judge, const Browser& browser)
        : listener(std::move(judge), {browser.doneText(), browser.strangerText()})
    {}

    Secret nonce;
    Secret state;
    const Secret verifier = randomText();
    QUrl page;
    Net::RedirectListener listener;
    QTimer deadline;
    Promise<Secret> promise;
    QFutureWatcher<Result<Secret>> asker;
    Question redemption;
    bool isWaiting = true;
};

BrowserFlow::BrowserFlow(const Profile& profile, Net::HttpClient& http, Browser& browser,
    std::chrono::milliseconds patience, QObject* parent)
    : QObject(parent)
    , m_profile(profile)
    , m_browser(browser)
    , m_patience(patience)
    , m_tokens(http, profile)
{}

BrowserFlow::~BrowserFlow() = default;

QUrl BrowserFlow::pageFor(
    const Profile& profile, const BrowserGrant& grant, const Secret& state, const QString& linkScheme)
{
    QList<std::pair<const char*, QByteArray>> members{{"response_type", "code"},
        {"app_id", profile.appId.toUtf8()}, {"redirect_uri", grant.redirect.toEncoded()},
        {"state", state.reveal()}, {"nonce", grant.nonce.reveal()},
        {"code_challenge", codeChallenge(grant.verifier)}, {"code_challenge_method", "S256"}};
    if (!linkScheme.isEmpty())
        members.append({"app_scheme", linkScheme.toLatin1()});
    QUrl page = profile.browserPage;
    QByteArray query = page.query(QUrl::FullyEncoded).toLatin1();
    for (const auto& [name, value] : members) {
        if (!query.isEmpty())
            query += '&';
        query += QByteArray(name) + '=' + value.toPercentEncoding();
    }
    page.setQuery(QString::fromLatin1(query), QUrl::StrictMode);
    return page;
}

Answer<Secret> BrowserFlow::signIn(const Nonce& nonce)
{
    endVisit();
    m_visit = std::make_unique<Visit>(
        [this](const QUrlQuery& query) { return take(readBrowserReturn(query)); }, m_browser);
    Visit& visit = *m_visit;
    Answer<Secret> answer = visit.promise.answer();
    connect(&visit.asker, &QFutureWatcherBase::canceled, this, &BrowserFlow::endVisit);
    visit.asker.setFuture(answer);
    if (!visit.listener.listen()) {
        conclude(failure(ErrorKind::Network, Retry::later(), QStringLiteral("no port on 127.0.0.1"),
            QStringLiteral("no_loopback")));
        return answer;
    }
    visit.nonce = nonce.value;
    visit.state = Secret(QMessageAuthenticationCode::hash(
        nonce.value.reveal(), randomText().reveal(), QCryptographicHash::Sha256)
                             .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    visit.page = pageFor(m_profile, {{}, visit.verifier, visit.nonce, visit.listener.url()}, visit.state,
        m_browser.linkScheme());
    connect(&visit.deadline, &QTimer::timeout, this, [this] {
        conclude(failure(ErrorKind::Timeout, Retry::now(), QStringLiteral("nothing came back in time"),
            QStringLiteral("browser_timeout")));
    });
    visit.deadline.setSingleShot(true);
    visit.deadline.start(m_patience);
    openAgain();
    return answer;
}

void BrowserFlow::openAgain()
{
    if (m_visit && m_visit->isWaiting && !m_browser.open(m_visit->page))
        conclude(failure(ErrorKind::NotFound, Retry::now(), QStringLiteral("no browser could be started"),
            QStringLiteral("no_browser")));
}

bool BrowserFlow::take(const BrowserReturn& back)
{
    if (!m_visit || !m_visit->isWaiting)
        return false;
    if (!constantTimeEquals(back.state.toUtf8(), m_visit->state.reveal())) {
        Q_EMIT strayReturned();
        return false;
    }
    if (!back.error.isEmpty())
        conclude(refusalOf(back.error));
    else if (!isCode(back.code))
        conclude(
            failure(ErrorKind::BadResponse, Retry::later(), QStringLiteral("the page returned no code"), {}));
    else
        redeem(Secret(back.code.toLatin1()));
    return true;
}

void BrowserFlow::redeem(const Secret& code)
{
    Visit& visit = *m_visit;
    visit.isWaiting = false;
    visit.deadline.stop();
    visit.listener.close();
    visit.redemption = Question(m_tokens.redeem({code, visit.verifier, visit.nonce, visit.listener.url()}),
        [this](const Result<Secret>& token) { conclude(token); });
    Q_EMIT returned();
}

void BrowserFlow::conclude(const Result<Secret>& token)
{
    m_visit->isWaiting = false;
    m_visit->promise.resolve(token);
    endVisit();
}

/// Later: this may be the listener's doing.
void BrowserFlow::endVisit()
{
    if (!m_visit)
        return;
    m_visit->listener.close();
    m_visit->deadline.stop();
    m_visit->asker.disconnect(this);
    m_visit->redemption = {};
    m_visit.release()->deleteLater();
}

} // namespace Natter::Identity
