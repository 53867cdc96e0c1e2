// SPDX-License-Identifier: Apache-2.0
#include "core/LoginFlow.h"

#include "support/Await.h"
#include "support/FakeBrowser.h"
#include "support/FakeClock.h"
#include "support/FakeHttpClient.h"
#include "support/FakeSecretStore.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace Natter;
using namespace Natter::Core;
using Step = LoginFlow::Step;

namespace {

const Identity::Credentials Ada{QStringLiteral("ada@example.com"), Secret("4711")};
const QString Entry = QStringLiteral("natter/127.0.0.1:9/natter-demo/6");

/// Answers when the test says so, like the HTTP fake, and remembers the nonces that it was given.
class FakeProtocol final : public Identity::LoginProtocol
{
public:
    struct Calls
    {
        QList<QByteArray> nonces;
        QList<Promise<Secret>> logins;
        QList<Promise<Identity::OtpSent>> otps;
    };

    explicit FakeProtocol(Calls& calls)
        : m_calls(calls)
    {}
    Answer<Identity::OtpSent> requestOtp(const QString&) override
    {
        return m_calls.otps.emplaceBack().answer();
    }
    Answer<Secret> login(const Identity::Credentials&, const Identity::Nonce& nonce) override
    {
        m_calls.nonces += nonce.value.reveal();
        return m_calls.logins.emplaceBack().answer();
    }

private:
    Calls& m_calls;
};

Profile demoProfile()
{
    Profile profile;
    profile.appId = QStringLiteral("natter-demo");
    profile.gateway = QUrl(QStringLiteral("http://127.0.0.1:9/"));
    profile.engineDomain = QStringLiteral("natter.localhost");
    profile.browserPage = QUrl(QStringLiteral("http://127.0.0.1:9/sign-in"));
    profile.browserToken = QUrl(QStringLiteral("http://127.0.0.1:9/sign-in/token"));
    return profile;
}

} // namespace

class LoginFlowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void goesThroughTheSteps();
    void failsInEachStepAndStartsAnew_data();
    void failsInEachStepAndStartsAnew();
    void fetchesAnotherNonceWhenItIsShort();
    void believesTheGatewayWhenClocksDisagree();
    void ignoresASecondSubmit();
    void asksOnceMoreForAnotherToken();
    void asksNobodyOnceMoreInVain_data();
    void asksNobodyOnceMoreInVain();
    void goesOnWithoutTheKeychain();
    void retriesTheKeychain();
    void cancelsInEachStep_data();
    void cancelsInEachStep();
    void givesBackWhatWasGranted();
    void sendsCodes();
    void goesOnWithATrustedLogin();
    void goesThroughTheBrowser();
    void failsInTheBrowserAndStartsAnew();
    void cancelsTheBrowser();
    void passesOverOtherReturns();
    void mayDieInEachStep_data();
    void mayDieInEachStep();

private:
    void answerNonce(int index, const QByteArray& nonce = "n-1", qint64 expiresIn = 600);
    void answerVerify(int index);
    void refuseVerify(int index);
    bool advanceTo(Step step);

    FakeProtocol::Calls m_backend;
    Test::FakeClock m_clock;
    std::unique_ptr<Test::FakeHttpClient> m_http;
    std::unique_ptr<Test::FakeSecretStore> m_store;
    std::unique_ptr<TokenVault> m_vault;
    std::unique_ptr<Identity::GatewayClient> m_gateway;
    Test::FakeBrowser m_browser;
    std::unique_ptr<Identity::BrowserFlow> m_browserFlow;
    std::unique_ptr<LoginFlow> m_flow;
    std::unique_ptr<QSignalSpy> m_steps;
    std::unique_ptr<QSignalSpy> m_failures;
    QList<Identity::Session> m_finished;
};

void LoginFlowTest::init()
{
    m_backend = {};
    m_finished.clear();
    m_http = std::make_unique<Test::FakeHttpClient>();
    m_store = std::make_unique<Test::FakeSecretStore>();
    m_vault = std::make_unique<TokenVault>(*m_store);
    m_gateway = std::make_unique<Identity::GatewayClient>(*m_http, demoProfile());
    m_browser = {};
    m_browserFlow = std::make_unique<Identity::BrowserFlow>(demoProfile(), *m_http, m_browser);
    m_flow = std::make_unique<LoginFlow>(demoProfile(), std::make_unique<FakeProtocol>(m_backend),
        *m_browserFlow, *m_gateway, *m_vault, m_clock);
    m_steps = std::make_unique<QSignalSpy>(m_flow.get(), &LoginFlow::stepChanged);
    m_failures = std::make_unique<QSignalSpy>(m_flow.get(), &LoginFlow::failed);
    connect(m_flow.get(), &LoginFlow::finished, this,
        [this](const Identity::Session& session) { m_finished += session; });
}

void LoginFlowTest::cleanup()
{
    m_steps.reset();
    m_failures.reset();
    m_flow.reset();
    m_browserFlow.reset();
    m_gateway.reset();
    m_vault.reset();
    m_store.reset();
    m_http.reset();
}

void LoginFlowTest::answerNonce(int index, const QByteArray& nonce, qint64 expiresIn)
{
    const QByteArray expiresAt = QByteArray::number(m_clock.now().toSecsSinceEpoch() + expiresIn);
    m_http->answer(index, 200, R"({"results":{"nonce":")" + nonce + R"(","expired_at":)" + expiresAt + "}}");
}

void LoginFlowTest::answerVerify(int index)
{
    m_http->answer(index, 200,
        R"({"results":{"user":{"email":"6","username":"Ada","token":"engine","refresh_token":"refresh",)"
        R"("token_expires_at":"2023-11-14T23:13:20Z"},"engine":{"jid":"6@natter.localhost"}}})");
}

/// The token was used: another one will do, in a second.
void LoginFlowTest::refuseVerify(int index)
{
    m_http->answer(index, 401, R"({"error":{"message":"used","reason":"token_used"},"status":401})",
        {{"Retry-After", "1"}});
}

/// Submits and answers everything until the flow stands in `step`.
bool LoginFlowTest::advanceTo(Step step)
{
    m_store->isSilent = step == Step::Keychain;
    m_flow->submit(Ada);
    if (step >= Step::Backend)
        answerNonce(0);
    if (step >= Step::Verify && QTest::qWaitFor([this] { return !m_backend.logins.isEmpty(); }, 30'000))
        m_backend.logins.first().resolve(Secret("identity"));
    if (step >= Step::Keychain && m_http->waitForCount(2))
        answerVerify(1);
    return QTest::qWaitFor([this, step] { return m_flow->step() == step; }, 30'000);
}

void LoginFlowTest::goesThroughTheSteps()
{
    m_flow->submit(Ada);
    QCOMPARE(m_flow->step(), Step::Nonce);
    answerNonce(0);
    QTRY_COMPARE(m_flow->step(), Step::Backend);
    QCOMPARE(m_backend.nonces, QList<QByteArray>{"n-1"});
    m_backend.logins.first().resolve(Secret("identity"));
    QTRY_COMPARE(m_flow->step(), Step::Verify);
    QVERIFY(m_http->request(1).body.contains("identity"));
    QVERIFY(m_finished.isEmpty());
    answerVerify(1);
    QTRY_COMPARE(m_flow->step(), Step::Done);
    QCOMPARE(m_finished.size(), 1);
    QCOMPARE(m_finished.first().engineToken.reveal(), QByteArray("engine"));
    QVERIFY(m_flow->isStored());
    QCOMPARE(m_store->entries.keys(), QStringList{Entry});
    QVERIFY(m_store->entries.value(Entry).contains("refresh"));
    QVERIFY(!m_store->entries.value(Entry).contains("engine"));
    QVERIFY(m_failures->isEmpty());
    QCOMPARE(m_steps->size(), 5);
}

void LoginFlowTest::failsInEachStepAndStartsAnew_data()
{
    QTest::addColumn<Step>("step");
    QTest::newRow("nonce") << Step::Nonce;
    QTest::newRow("backend") << Step::Backend;
    QTest::newRow("verify") << Step::Verify;
}

void LoginFlowTest::failsInEachStepAndStartsAnew()
{
    QFETCH(Step, step);
    QVERIFY(advanceTo(step));
    const Error error{ErrorKind::Timeout, Retry::later(), QStringLiteral("slow"), {}};
    if (step == Step::Backend)
        m_backend.logins.first().resolve(error);
    else
        m_http->fail(m_http->count() - 1, error);
    QTRY_COMPARE(m_failures->size(), 1);
    QCOMPARE(m_failures->first().at(0).value<Step>(), step);
    QCOMPARE(m_failures->first().at(1).value<Error>(), error);
    QCOMPARE(m_flow->step(), Step::Idle);
    QVERIFY(m_store->entries.isEmpty());

    // Nothing is asked again by itself; the next attempt begins with a nonce of its own.
    QTest::qWait(20);
    const auto asked = m_http->count();
    m_flow->submit(Ada);
    QCOMPARE(m_http->count(), asked + 1);
    QVERIFY(m_http->request(asked).url.path().endsWith(QStringLiteral("auth/nonce")));
}

void LoginFlowTest::fetchesAnotherNonceWhenItIsShort()
{
    m_flow->submit(Ada);
    answerNonce(0, "short", 9);
    QVERIFY(m_http->waitForCount(2));
    QCOMPARE(m_flow->step(), Step::Nonce);
    answerNonce(1, "long", 600);
    QTRY_COMPARE(m_backend.nonces, QList<QByteArray>{"long"});
    QCOMPARE(m_steps->size(), 2);
}

void LoginFlowTest::believesTheGatewayWhenClocksDisagree()
{
    m_flow->submit(Ada);
    answerNonce(0, "one", -3600);
    QVERIFY(m_http->waitForCount(2));
    answerNonce(1, "two", -3600);
    QTRY_COMPARE(m_backend.nonces, QList<QByteArray>{"two"});
    QCOMPARE(m_http->count(), 2);
}

void LoginFlowTest::ignoresASecondSubmit()
{
    QVERIFY(advanceTo(Step::Backend));
    m_flow->submit(Ada);
    QTest::qWait(20);
    QCOMPARE(m_http->count(), 1);
    QCOMPARE(m_backend.logins.size(), 1);
    QCOMPARE(m_flow->step(), Step::Backend);
}

void LoginFlowTest::asksOnceMoreForAnotherToken()
{
    QVERIFY(advanceTo(Step::Verify));
    refuseVerify(1);
    QTest::qWait(50);
    QCOMPARE(m_flow->step(), Step::Verify);
    QCOMPARE(m_http->count(), 2);
    m_flow->submit(Ada); // ignored meanwhile
    QVERIFY(m_http->waitForCount(3, 30'000));
    answerNonce(2, "n-2");
    QTRY_COMPARE(m_backend.nonces, (QList<QByteArray>{"n-1", "n-2"}));
    m_backend.logins.last().resolve(Secret("another"));
    QVERIFY(m_http->waitForCount(4));
    QVERIFY(m_http->request(3).body.contains("another"));
    answerVerify(3);
    QTRY_COMPARE(m_finished.size(), 1);
    QVERIFY(m_failures->isEmpty());
}

void LoginFlowTest::asksNobodyOnceMoreInVain_data()
{
    QTest::addColumn<QString>("what");
    for (const char* what : {"twice", "cancelled", "died"})
        QTest::newRow(what) << QString(what);
}

void LoginFlowTest::asksNobodyOnceMoreInVain()
{
    QFETCH(QString, what);
    QVERIFY(advanceTo(Step::Verify));
    refuseVerify(1);
    QTest::qWait(50);
    if (what == "cancelled") {
        m_flow->cancel();
    } else if (what == "died") {
        m_flow.reset();
    } else {
        QVERIFY(m_http->waitForCount(3, 30'000));
        answerNonce(2, "n-2");
        QTRY_COMPARE(m_backend.logins.size(), 2);
        m_backend.logins.last().resolve(Secret("identity"));
        QVERIFY(m_http->waitForCount(4));
        refuseVerify(3);
    }
    QTRY_COMPARE(m_failures->size(), what == "twice" ? 1 : 0);
    const auto asked = m_http->count();
    QTest::qWait(1300);
    QCOMPARE(m_http->count(), asked);
}

void LoginFlowTest::goesOnWithoutTheKeychain()
{
    QVERIFY(advanceTo(Step::Verify));
    m_store->failure = Error{ErrorKind::KeychainBroken, Retry::never(), {}, {}};
    answerVerify(1);
    QTRY_COMPARE(m_failures->size(), 1);
    QCOMPARE(m_failures->first().at(0).value<Step>(), Step::Keychain);
    QCOMPARE(m_failures->first().at(1).value<Error>().kind, ErrorKind::KeychainBroken);
    QCOMPARE(m_flow->step(), Step::Keychain);
    QVERIFY(m_finished.isEmpty());
    m_flow->submit(Ada);
    QCOMPARE(m_flow->step(), Step::Keychain);

    m_flow->continueWithoutKeychain();
    QCOMPARE(m_flow->step(), Step::Done);
    QCOMPARE(m_finished.size(), 1);
    QVERIFY(!m_flow->isStored());
    QVERIFY(m_store->entries.isEmpty());
    // The session can still be refreshed while the app runs.
    const auto kept = Test::await(m_vault->load(demoProfile().siteKey(), UserId(QStringLiteral("6"))));
    QVERIFY(kept.isOk());
    QCOMPARE(kept->refreshToken.reveal(), QByteArray("refresh"));
}

void LoginFlowTest::retriesTheKeychain()
{
    QVERIFY(advanceTo(Step::Verify));
    m_store->failure = Error{ErrorKind::KeychainLocked, Retry::now(), {}, {}};
    answerVerify(1);
    QTRY_COMPARE(m_failures->size(), 1);
    m_flow->retryKeychain();
    QTRY_COMPARE(m_failures->size(), 2);
    m_store->failure.reset();
    m_flow->retryKeychain();
    QTRY_COMPARE(m_finished.size(), 1);
    QVERIFY(m_flow->isStored());
    QVERIFY(m_store->entries.contains(Entry));
    QCOMPARE(m_http->count(), 2);
}

void LoginFlowTest::cancelsInEachStep_data()
{
    QTest::addColumn<Step>("step");
    QTest::newRow("idle") << Step::Idle;
    QTest::newRow("nonce") << Step::Nonce;
    QTest::newRow("backend") << Step::Backend;
    QTest::newRow("verify") << Step::Verify;
}

void LoginFlowTest::cancelsInEachStep()
{
    QFETCH(Step, step);
    if (step != Step::Idle)
        QVERIFY(advanceTo(step));
    // An answer that is on its way already must not act either.
    if (step == Step::Nonce)
        answerNonce(0);
    if (step == Step::Backend)
        m_backend.logins.first().resolve(Secret("identity"));
    if (step == Step::Verify)
        answerVerify(1);
    m_flow->cancel();
    QCOMPARE(m_flow->step(), Step::Idle);
    const auto asked = m_http->count();
    QTest::qWait(30);
    QCOMPARE(m_flow->step(), Step::Idle);
    QCOMPARE(m_http->count(), asked);
    QVERIFY(m_finished.isEmpty());
    QVERIFY(m_failures->isEmpty());
    QVERIFY(m_store->entries.isEmpty());
}

void LoginFlowTest::givesBackWhatWasGranted()
{
    QVERIFY(advanceTo(Step::Keychain));
    m_flow->cancel();
    QCOMPARE(m_flow->step(), Step::Idle);
    QCOMPARE(m_http->count(), 3);
    QVERIFY(m_http->request(2).url.path().endsWith(QStringLiteral("/logout")));
    QVERIFY(m_http->request(2).body.contains("refresh"));
    m_store->isSilent = false;
    const auto kept = Test::await(m_vault->load(demoProfile().siteKey(), UserId(QStringLiteral("6"))));
    QCOMPARE(kept.error().kind, ErrorKind::SecretAbsent);
}

void LoginFlowTest::sendsCodes()
{
    QList<Identity::OtpSent> sent;
    connect(m_flow.get(), &LoginFlow::otpSent, this, [&sent](const Identity::OtpSent& one) { sent += one; });
    m_flow->requestOtp(QStringLiteral("1"));
    m_backend.otps.last().resolve(Identity::OtpSent{45, QStringLiteral("sent")});
    QTRY_COMPARE(sent.size(), 1);
    QCOMPARE(sent.first().resendAfterSeconds, 45);
    QCOMPARE(m_flow->step(), Step::Idle);

    m_flow->requestOtp(QStringLiteral("1"));
    const Error limited{ErrorKind::RateLimited, Retry::later(std::chrono::seconds(30)), {}, {}};
    m_backend.otps.last().resolve(limited);
    QTRY_COMPARE(m_failures->size(), 1);
    QCOMPARE(m_failures->first().at(0).value<Step>(), Step::Idle);
    QCOMPARE(m_failures->first().at(1).value<Error>(), limited);
}

void LoginFlowTest::goesOnWithATrustedLogin()
{
    QSignalSpy sent(m_flow.get(), &LoginFlow::otpSent);
    m_flow->requestOtp(QStringLiteral("1"));
    Identity::OtpSent trusted;
    trusted.identityToken = Secret("a-token-of-over-16");
    m_backend.otps.last().resolve(trusted);
    QTRY_COMPARE(m_flow->step(), Step::Verify);
    QVERIFY(m_http->request(0).body.contains("a-token-of-over-16"));
    QVERIFY(sent.isEmpty());
    answerVerify(0);
    QTRY_COMPARE(m_finished.size(), 1);
}

void LoginFlowTest::goesThroughTheBrowser()
{
    QList<Step> steps;
    connect(m_flow.get(), &LoginFlow::stepChanged, this, [&steps](Step step) { steps += step; });
    m_flow->signInWithBrowser();
    answerNonce(0, "n-7");
    QTRY_COMPARE(m_flow->step(), Step::Browser);
    QCOMPARE(m_browser.member(QStringLiteral("nonce")), QStringLiteral("n-7"));
    m_flow->submit(Ada);
    m_flow->signInWithBrowser();
    m_flow->openBrowserAgain();
    QCOMPARE(m_browser.pages.size(), 2);
    QVERIFY(m_browser.comeBackWithCode(QStringLiteral("c-1")).contains("200"));
    QCOMPARE(m_flow->step(), Step::Backend);
    m_http->answer(1, 200, R"({"identity_token":"identity"})");
    QTRY_COMPARE(m_flow->step(), Step::Verify);
    QVERIFY(m_http->request(2).body.contains("identity"));
    answerVerify(2);
    QTRY_COMPARE(m_finished.size(), 1);
    QCOMPARE(steps,
        (QList<Step>{Step::Nonce, Step::Browser, Step::Backend, Step::Verify, Step::Keychain, Step::Done}));
    QVERIFY(m_backend.logins.isEmpty());
}

void LoginFlowTest::failsInTheBrowserAndStartsAnew()
{
    m_flow->signInWithBrowser();
    answerNonce(0);
    QTRY_COMPARE(m_flow->step(), Step::Browser);
    const QString state = m_browser.member(QStringLiteral("state"));
    (void)m_browser.comeBack(QStringLiteral("error=access_denied&state=") + state);
    QTRY_COMPARE(m_failures->size(), 1);
    QCOMPARE(m_failures->first().at(0).value<Step>(), Step::Browser);
    QCOMPARE(m_failures->first().at(1).value<Error>().code, QStringLiteral("access_denied"));
    QCOMPARE(m_flow->step(), Step::Idle);
    m_flow->signInWithBrowser();
    answerNonce(1, "another");
    QTRY_COMPARE(m_flow->step(), Step::Browser);
    QVERIFY(m_browser.member(QStringLiteral("state")) != state);
}

void LoginFlowTest::cancelsTheBrowser()
{
    m_flow->signInWithBrowser();
    answerNonce(0);
    QTRY_COMPARE(m_flow->step(), Step::Browser);
    m_flow->cancel();
    QCOMPARE(m_flow->step(), Step::Idle);
    QTRY_COMPARE(m_browser.comeBackWithCode(QStringLiteral("c-1")), QByteArray("refused"));
    QVERIFY(
        !m_flow->takeBrowserReturn({m_browser.member(QStringLiteral("state")), QStringLiteral("c-1"), {}}));
    QCOMPARE(m_http->count(), 1);
    QVERIFY(m_failures->isEmpty());

    // The same when the page is back and the site is asked for the token.
    m_flow->signInWithBrowser();
    answerNonce(1);
    QTRY_COMPARE(m_flow->step(), Step::Browser);
    QVERIFY(
        m_flow->takeBrowserReturn({m_browser.member(QStringLiteral("state")), QStringLiteral("c-1"), {}}));
    QCOMPARE(m_flow->step(), Step::Backend);
    m_flow->cancel();
    m_http->answer(2, 200, R"({"identity_token":"identity"})");
    QTest::qWait(30);
    QCOMPARE(m_flow->step(), Step::Idle);
    QCOMPARE(m_http->count(), 3);
}

void LoginFlowTest::passesOverOtherReturns()
{
    QSignalSpy strays(m_flow.get(), &LoginFlow::browserStrayReturned);
    QVERIFY(!m_flow->takeBrowserReturn({QStringLiteral("s"), QStringLiteral("c-1"), {}}));
    QVERIFY(strays.isEmpty());
    m_flow->signInWithBrowser();
    answerNonce(0);
    QTRY_COMPARE(m_flow->step(), Step::Browser);
    QVERIFY(!m_flow->takeBrowserReturn({QStringLiteral("s"), QStringLiteral("c-1"), {}}));
    QCOMPARE(strays.size(), 1);
    QCOMPARE(m_flow->step(), Step::Browser);
}

void LoginFlowTest::mayDieInEachStep_data()
{
    QTest::addColumn<Step>("step");
    QTest::newRow("nonce") << Step::Nonce;
    QTest::newRow("backend") << Step::Backend;
    QTest::newRow("verify") << Step::Verify;
    QTest::newRow("keychain") << Step::Keychain;
}

void LoginFlowTest::mayDieInEachStep()
{
    QFETCH(Step, step);
    QVERIFY(advanceTo(step));
    m_flow->requestOtp(QStringLiteral("1"));
    m_flow.reset();
    const auto asked = m_http->count();
    for (int i = 0; i < m_http->count(); ++i)
        m_http->answer(i, 200, "{}");
    for (const auto& login : m_backend.logins)
        login.resolve(Secret("identity"));
    for (const auto& otp : m_backend.otps)
        otp.resolve(Identity::OtpSent{});
    QTest::qWait(30);
    QCOMPARE(m_http->count(), asked);
    QVERIFY(m_finished.isEmpty());
}

QTEST_GUILESS_MAIN(LoginFlowTest)
#include "tst_core_loginflow.moc"
