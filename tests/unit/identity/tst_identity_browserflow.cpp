// SPDX-License-Identifier: Apache-2.0
#include "identity/BrowserFlow.h"

#include "identity/Pkce.h"
#include "support/Await.h"
#include "support/FakeBrowser.h"
#include "support/FakeHttpClient.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace Natter;
using namespace Natter::Identity;

namespace {

const Nonce AnyNonce{Secret("n-0001"), {}};
const QByteArray Good = R"({"identity_token":"a.b.c"})";

Profile demoProfile()
{
    Profile profile;
    profile.appId = QStringLiteral("natter-demo");
    profile.methods = {LoginMethod::Browser};
    profile.browserPage = QUrl(QStringLiteral("https://site.example/sign-in?lang=en"));
    profile.browserToken = QUrl(QStringLiteral("https://site.example/token"));
    return profile;
}

} // namespace

/// RFC 8252 over real sockets: the browser's part is played by one that goes where the site would send it.
class BrowserFlowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void opensThePage();
    void redeemsTheCode();
    void takesTheOtherDoor();
    void passesOverStrangers_data();
    void passesOverStrangers();
    void saysWhatThePageSays_data();
    void saysWhatThePageSays();
    void refusesOddCodes_data();
    void refusesOddCodes();
    void takesOneReturnOnly();
    void survivesAPortScanner();
    void opensThePageAgain();
    void stopsWhenCancelled();
    void stopsWhenTimeIsUp();
    void stopsWithoutABrowser();
    void aNewVisitEndsTheOld();
    void statesAreBoundToNothingThatRepeats();
    void tellsWhyTheCodeWasRefused();
    void mayDieBeforeTheReturn();
    void mayDieBeforeTheToken();

private:
    Answer<Secret> begin() { return m_flow->signIn(AnyNonce); }
    QString state() const { return m_browser.member(QStringLiteral("state")); }

    Test::FakeBrowser m_browser;
    std::unique_ptr<Test::FakeHttpClient> m_http;
    std::unique_ptr<BrowserFlow> m_flow;
    std::unique_ptr<QSignalSpy> m_strays;
};

void BrowserFlowTest::init()
{
    m_browser = {};
    m_http = std::make_unique<Test::FakeHttpClient>();
    m_flow = std::make_unique<BrowserFlow>(demoProfile(), *m_http, m_browser);
    m_strays = std::make_unique<QSignalSpy>(m_flow.get(), &BrowserFlow::strayReturned);
}

void BrowserFlowTest::cleanup()
{
    m_strays.reset();
    m_flow.reset();
    m_http.reset();
}

void BrowserFlowTest::opensThePage()
{
    const auto answer = begin();
    QCOMPARE(m_browser.pages.size(), 1);
    const QUrl page = m_browser.pages.first();
    QCOMPARE(page.adjusted(QUrl::RemoveQuery), QUrl(QStringLiteral("https://site.example/sign-in")));
    QCOMPARE(m_browser.member(QStringLiteral("lang")), QStringLiteral("en"));
    QCOMPARE(m_browser.member(QStringLiteral("response_type")), QStringLiteral("code"));
    QCOMPARE(m_browser.member(QStringLiteral("app_id")), QStringLiteral("natter-demo"));
    QCOMPARE(m_browser.member(QStringLiteral("nonce")), QStringLiteral("n-0001"));
    QCOMPARE(m_browser.member(QStringLiteral("code_challenge_method")), QStringLiteral("S256"));
    QCOMPARE(m_browser.member(QStringLiteral("code_challenge")).size(), 43);
    QCOMPARE(m_browser.member(QStringLiteral("app_scheme")), QStringLiteral("natter"));
    QCOMPARE(state().size(), 43);
    const QUrl redirect(m_browser.member(QStringLiteral("redirect_uri")));
    QCOMPARE(redirect.host(), QStringLiteral("127.0.0.1"));
    QVERIFY(redirect.port() > 0 && redirect.path().size() > 20);
    QCOMPARE(m_http->count(), 0);
}

void BrowserFlowTest::redeemsTheCode()
{
    QSignalSpy returned(m_flow.get(), &BrowserFlow::returned);
    const auto answer = begin();
    const QByteArray page = m_browser.comeBackWithCode(QStringLiteral("c%2F1"));
    QVERIFY2(page.startsWith("HTTP/1.1 200 "), page.constData());
    QVERIFY(page.contains("Back to Natter"));
    QVERIFY(!page.contains("c/1") && !page.contains(state().toLatin1()));
    QCOMPARE(returned.size(), 1);
    QCOMPARE(m_http->count(), 1);
    QCOMPARE(m_http->request(0).url, demoProfile().browserToken);
    const QJsonObject sent = QJsonDocument::fromJson(m_http->request(0).body).object();
    QCOMPARE(sent.value(u"code").toString(), QStringLiteral("c/1"));
    QCOMPARE(sent.value(u"nonce").toString(), QStringLiteral("n-0001"));
    QCOMPARE(sent.value(u"app_id").toString(), QStringLiteral("natter-demo"));
    QCOMPARE(sent.value(u"redirect_uri").toString(), m_browser.member(QStringLiteral("redirect_uri")));
    // The page's address told the challenge only.
    const Secret verifier(sent.value(u"code_verifier").toString().toLatin1());
    QCOMPARE(QString::fromLatin1(Identity::codeChallenge(verifier)),
        m_browser.member(QStringLiteral("code_challenge")));
    QVERIFY(!m_browser.pages.first().toEncoded().contains(verifier.reveal()));
    m_http->answer(0, 200, Good);
    QCOMPARE(Test::await(answer)->reveal(), QByteArray("a.b.c"));
    QVERIFY(m_strays->isEmpty());
}

void BrowserFlowTest::takesTheOtherDoor()
{
    const auto answer = begin();
    QVERIFY(!m_flow->take({QStringLiteral("wrong"), QStringLiteral("c-1"), {}}));
    QCOMPARE(m_strays->size(), 1);
    QVERIFY(m_flow->take({state(), QStringLiteral("c-1"), {}}));
    // The first door is closed with it, and so is the second.
    QCOMPARE(m_browser.comeBackWithCode(QStringLiteral("c-2")), QByteArray("refused"));
    QVERIFY(!m_flow->take({state(), QStringLiteral("c-1"), {}}));
    QCOMPARE(m_http->count(), 1);
    m_http->answer(0, 200, Good);
    QVERIFY(Test::await(answer).isOk());
    QVERIFY(!m_flow->take({state(), QStringLiteral("c-1"), {}}));
    QCOMPARE(m_strays->size(), 1);
}

void BrowserFlowTest::passesOverStrangers_data()
{
    QTest::addColumn<QString>("query"); // @ the state
    QTest::newRow("nothing") << QString();
    QTest::newRow("no state") << "code=c-1";
    QTest::newRow("empty state") << "state=&code=c-1";
    QTest::newRow("wrong state") << "state=the-state-of-another-tab&code=c-1";
    QTest::newRow("half the state") << "state=%&code=c-1";
    QTest::newRow("longer state") << "state=@x&code=c-1";
    QTest::newRow("the state twice") << "state=@&state=@&code=c-1";
    QTest::newRow("refusal without state") << "error=access_denied";
    QTest::newRow("not UTF-8") << "state=%FF%FE&code=c-1";
    QTest::newRow("state in another case") << "STATE=@&code=c-1";
}

void BrowserFlowTest::passesOverStrangers()
{
    QFETCH(QString, query);
    const auto answer = begin();
    query.replace(QStringLiteral("%&"), state().left(20) + u'&').replace(u'@', state());
    const QByteArray page = m_browser.comeBack(query);
    QVERIFY2(page.startsWith("HTTP/1.1 400 "), page.constData());
    QVERIFY(page.contains("Nobody waits for this"));
    QCOMPARE(m_strays->size(), 1);
    QVERIFY(!answer.isFinished());
    QCOMPARE(m_http->count(), 0);
    QVERIFY(m_browser.comeBackWithCode(QStringLiteral("c-1")).startsWith("HTTP/1.1 200 "));
}

void BrowserFlowTest::saysWhatThePageSays_data()
{
    QTest::addColumn<QString>("error");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("denied") << "access_denied" << ErrorKind::WrongCredentials;
    QTest::newRow("server") << "server_error" << ErrorKind::ServerFailure;
    QTest::newRow("busy") << "temporarily_unavailable" << ErrorKind::ServerFailure;
    QTest::newRow("not this app") << "unauthorized_client" << ErrorKind::Configuration;
    QTest::newRow("unknown") << "<b>odd</b>" << ErrorKind::BadResponse;
    QTest::newRow("denied, and a code") << "access_denied&code=c-1" << ErrorKind::WrongCredentials;
}

void BrowserFlowTest::saysWhatThePageSays()
{
    QFETCH(QString, error);
    QFETCH(ErrorKind, kind);
    const auto answer = begin();
    const QByteArray page = m_browser.comeBack(QStringLiteral("state=%1&error=%2").arg(state(), error));
    QVERIFY2(page.startsWith("HTTP/1.1 200 "), page.constData());
    QVERIFY(!page.contains("odd"));
    const Error result = Test::await(answer).error();
    QCOMPARE(result.kind, kind);
    QVERIFY(!result.detail.contains(QStringLiteral("odd")));
    QCOMPARE(m_http->count(), 0);
    QCOMPARE(m_browser.comeBackWithCode(QStringLiteral("c-1")), QByteArray("refused"));
}

void BrowserFlowTest::refusesOddCodes_data()
{
    QTest::addColumn<QString>("code");
    QTest::newRow("missing") << QString();
    QTest::newRow("blank") << "a%20b";
    QTest::newRow("line break") << "a%0Ab";
    QTest::newRow("not ASCII") << "%C3%BC";
    QTest::newRow("long") << QString(3000, u'x');
    QTest::newRow("twice") << "a&code=b";
}

void BrowserFlowTest::refusesOddCodes()
{
    QFETCH(QString, code);
    const auto answer = begin();
    (void)m_browser.comeBackWithCode(code);
    QCOMPARE(Test::await(answer).error().kind, ErrorKind::BadResponse);
    QCOMPARE(m_http->count(), 0);
}

void BrowserFlowTest::takesOneReturnOnly()
{
    // The page was opened in two tabs; the second one comes late, and so does a reload of the first.
    const auto answer = begin();
    m_flow->openAgain();
    QVERIFY(m_browser.comeBackWithCode(QStringLiteral("c-1")).startsWith("HTTP/1.1 200 "));
    QCOMPARE(m_browser.comeBackWithCode(QStringLiteral("c-2")), QByteArray("refused"));
    QCOMPARE(m_browser.comeBackWithCode(QStringLiteral("c-1")), QByteArray("refused"));
    QCOMPARE(m_http->count(), 1);
    m_http->answer(0, 200, Good);
    QVERIFY(Test::await(answer).isOk());
}

void BrowserFlowTest::survivesAPortScanner()
{
    const auto answer = begin();
    const QUrl redirect(m_browser.member(QStringLiteral("redirect_uri")));
    const QByteArray garbage[] = {"\r\n\r\n", "GET / HTTP/1.0\r\n\r\n", QByteArray(100'000, 'x'),
        "POST " + redirect.path().toLatin1() + " HTTP/1.1\r\nHost: " + redirect.authority().toLatin1() +
            "\r\n\r\n"};
    for (const QByteArray& bytes : garbage) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, quint16(redirect.port()));
        socket.write(bytes);
        QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QAbstractSocket::UnconnectedState, 30'000);
    }
    QVERIFY(m_strays->isEmpty());
    QVERIFY(m_browser.comeBackWithCode(QStringLiteral("c-1")).startsWith("HTTP/1.1 200 "));
}

void BrowserFlowTest::opensThePageAgain()
{
    m_flow->openAgain();
    QVERIFY(m_browser.pages.isEmpty());
    const auto answer = begin();
    m_flow->openAgain();
    QCOMPARE(m_browser.pages.size(), 2);
    QCOMPARE(m_browser.pages.at(1), m_browser.pages.at(0));
    (void)m_browser.comeBackWithCode(QStringLiteral("c-1"));
    m_flow->openAgain();
    QCOMPARE(m_browser.pages.size(), 2);
}

void BrowserFlowTest::stopsWhenCancelled()
{
    {
        const ScopedRequest request(begin());
    }
    QTRY_COMPARE(m_browser.comeBackWithCode(QStringLiteral("c-1")), QByteArray("refused"));
    QVERIFY(!m_flow->take({state(), QStringLiteral("c-1"), {}}));

    // Between the return and the token, too.
    {
        const ScopedRequest request(begin());
        QVERIFY(m_browser.comeBackWithCode(QStringLiteral("c-1")).startsWith("HTTP/1.1 200 "));
    }
    QTRY_VERIFY(m_http->exchanges().at(0).promise.isCancelled());
}

void BrowserFlowTest::stopsWhenTimeIsUp()
{
    QCOMPARE(m_flow->patience(), std::chrono::milliseconds(300'000));
    BrowserFlow hasty(demoProfile(), *m_http, m_browser, std::chrono::milliseconds(20));
    const auto answer = hasty.signIn(AnyNonce);
    const Error error = Test::await(answer).error();
    QCOMPARE(error.kind, ErrorKind::Timeout);
    QCOMPARE(error.code, QStringLiteral("browser_timeout"));
    QCOMPARE(m_browser.comeBackWithCode(QStringLiteral("c-1")), QByteArray("refused"));
}

void BrowserFlowTest::stopsWithoutABrowser()
{
    m_browser.isThere = false;
    const Error error = Test::await(begin()).error();
    QCOMPARE(error.kind, ErrorKind::NotFound);
    QCOMPARE(error.code, QStringLiteral("no_browser"));
    m_browser.isThere = true;
    const auto answer = begin();
    m_browser.isThere = false;
    m_flow->openAgain();
    QCOMPARE(Test::await(answer).error().code, QStringLiteral("no_browser"));
}

void BrowserFlowTest::aNewVisitEndsTheOld()
{
    const auto old = begin();
    const QString oldState = state();
    const auto answer = begin();
    QCOMPARE(Test::await(old).error().kind, ErrorKind::Cancelled);
    QVERIFY(m_browser.comeBack(QStringLiteral("code=c-1&state=") + oldState).startsWith("HTTP/1.1 400 "));
    QVERIFY(m_browser.comeBackWithCode(QStringLiteral("c-1")).startsWith("HTTP/1.1 200 "));
    m_http->answer(0, 200, Good);
    QVERIFY(Test::await(answer).isOk());
}

void BrowserFlowTest::statesAreBoundToNothingThatRepeats()
{
    QStringList seen;
    for (int i = 0; i < 20; ++i) {
        const ScopedRequest request(begin());
        seen += state();
        seen += m_browser.member(QStringLiteral("code_challenge"));
        seen += QUrl(m_browser.member(QStringLiteral("redirect_uri"))).path();
    }
    QCOMPARE(seen.removeDuplicates(), 0);
}

void BrowserFlowTest::tellsWhyTheCodeWasRefused()
{
    const auto answer = begin();
    (void)m_browser.comeBackWithCode(QStringLiteral("c-0815"));
    m_http->answer(0, 400, R"({"error":{"message":"c-0815 of n-0001 is over","reason":"code_unknown"}})");
    const Error error = Test::await(answer).error();
    QCOMPARE(error.kind, ErrorKind::WrongCredentials);
    QCOMPARE(error.code, QStringLiteral("code_unknown"));
    QVERIFY(error.detail.contains(QStringLiteral("*** of *** is over")));
    QCOMPARE(m_http->count(), 1);
}

void BrowserFlowTest::mayDieBeforeTheReturn()
{
    const auto answer = begin();
    m_strays.reset();
    m_flow.reset();
    QCOMPARE(Test::await(answer).error().kind, ErrorKind::Cancelled);
    QCOMPARE(m_browser.comeBackWithCode(QStringLiteral("c-1")), QByteArray("refused"));
}

void BrowserFlowTest::mayDieBeforeTheToken()
{
    const auto answer = begin();
    (void)m_browser.comeBackWithCode(QStringLiteral("c-1"));
    m_strays.reset();
    m_flow.reset();
    m_http->answer(0, 200, Good);
    QCOMPARE(Test::await(answer).error().kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(BrowserFlowTest)
#include "tst_identity_browserflow.moc"
