// SPDX-License-Identifier: Apache-2.0
#include "TestClient.h"

#include "core/UserDirectory.h"
#include "jwt/Token.h"
#include "support/FakeSecretStore.h"
#include "support/GuiTest.h"
#include "support/ScriptedBrowser.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace Natter;
using namespace Natter::Test;
using Phase = Core::SessionStatus::Phase;

namespace {

const PeerId Echo("echo");

QString reasonOf(const Result<void>& result)
{
    return result ? QString() : errorKindName(result.error().kind) + u' ' + result.error().detail;
}

} // namespace

/// Every kind of site, from the credentials to a conversation, on one gateway and one engine.
class tst_integration_protocols : public Test::GuiTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_sandbox.start({QStringLiteral("--protocol"), QStringLiteral("all")}),
            m_sandbox.error().constData());
    }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_secrets = std::make_unique<FakeSecretStore>();
        m_client = std::make_unique<TestClient>(m_folder->path(), *m_secrets);
    }
    void cleanup() { m_client.reset(); }

    void everyAppHasItsProfile_data()
    {
        QTest::addColumn<QString>("protocol");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("ada");
        QTest::newRow("qiscus") << "qiscus" << static_cast<int>(LoginProtocolKind::Qiscus) << "1";
        QTest::newRow("mesibo") << "mesibo" << static_cast<int>(LoginProtocolKind::Mesibo) << "18005550001";
        QTest::newRow("imbachat") << "imbachat" << static_cast<int>(LoginProtocolKind::Imbachat) << "1";
        QTest::newRow("dg") << "dg" << static_cast<int>(LoginProtocolKind::Dg) << "1";
    }

    void everyAppHasItsProfile()
    {
        QFETCH(QString, protocol);
        QFETCH(int, kind);
        QFETCH(QString, ada);
        const auto profile = await(Identity::fetchProfile(m_client->http, m_sandbox.profileUrl(protocol)));
        QVERIFY2(profile.isOk(), profile ? "" : qPrintable(profile.error().detail));
        QCOMPARE(static_cast<int>(profile->protocol), kind);
        const QJsonObject app = m_sandbox.app(protocol);
        QCOMPARE(profile->appId, app.value(u"app_id").toString());
        QCOMPARE(profile->engineDomain, app.value(u"engine")[u"domain"].toString());
        QCOMPARE(profile->backend, QUrl(app.value(u"backend").toString()));
        QCOMPARE(app.value(u"people")[0][u"user_id"].toString(), ada);
        QVERIFY(!app.value(protocol == u"mesibo" ? u"app_token" : u"secret").toString().isEmpty());
    }

    void mesiboByCode()
    {
        const QString login = QStringLiteral("+1 800-555-0001");
        const auto sent = m_client->requestOtp(m_sandbox.profileUrl("mesibo"), login);
        QVERIFY2(sent.isOk(), sent ? "" : qPrintable(sent.error().detail));
        QVERIFY(sent->message.contains(QStringLiteral("terminal")));
        QTRY_VERIFY(!m_sandbox.otpFor(QStringLiteral("18005550001")).isEmpty());
        const QString code = m_sandbox.otpFor(QStringLiteral("18005550001"));

        const QString wrong = code == u"123456" ? QStringLiteral("654321") : QStringLiteral("123456");
        const auto refused = signIn("mesibo", login, wrong);
        QVERIFY(!refused.isOk());
        QCOMPARE(refused.error().kind, ErrorKind::WrongCredentials);
        QVERIFY(m_secrets->entries.isEmpty());

        talksToEcho(signIn("mesibo", login, code), UserId("18005550001"));
        QVERIFY(!signIn("mesibo", login, code).isOk()); // a code works once
    }

    void mesiboHearsOfTheSignOut()
    {
        const QString login = QStringLiteral("18005550002");
        QVERIFY(m_client->requestOtp(m_sandbox.profileUrl("mesibo"), login).isOk());
        QTRY_VERIFY(!m_sandbox.otpFor(login).isEmpty());
        QVERIFY(signIn("mesibo", login, m_sandbox.otpFor(login)).isOk());
        const QString backend = m_client->account().known().profile.backend.path();
        m_client->http.forget();
        m_client->account().tellSite();
        QCOMPARE(m_client->http.count(backend), 1);
        m_client->account().tellSite(); // its token is forgotten
        QCOMPARE(m_client->http.count(backend), 1);
        // Nothing of it is kept for the next start.
        for (const QByteArray& entry : std::as_const(m_secrets->entries))
            QCOMPARE(
                QJsonDocument::fromJson(entry).object().keys(), QStringList({"refresh_token", "request_id"}));
    }

    void imbachatByPassword()
    {
        const auto refused = signIn("imbachat", "18005550001", "4712");
        QVERIFY(!refused.isOk());
        QCOMPARE(refused.error().kind, ErrorKind::WrongCredentials);
        talksToEcho(signIn("imbachat", "18005550001", "4711"), UserId("1"));
        // The site escapes its names, and nobody sees that.
        const QString name = m_sandbox.person("9").value(u"name").toString();
        QVERIFY(name.startsWith(u"<b>"));
        QTRY_COMPARE_WITH_TIMEOUT(m_client->services().directory.user(PeerId("9")).name, name, 30'000);
    }

    void imbachatByLoginCheck()
    {
        const QUrl check = m_sandbox.gateway().resolved(
            QUrl(QStringLiteral("api/v2/sdk/auth/login_check?app_id=natter-imbachat")));
        const auto useCheck = [&check](Profile& profile) {
            profile.backend = check;
        };
        const auto refused = signIn("imbachat", "grace@harbor-clinic.example", "wrong", useCheck);
        QVERIFY(!refused.isOk());
        QCOMPARE(refused.error().kind, ErrorKind::WrongCredentials);
        talksToEcho(signIn("imbachat", "grace@harbor-clinic.example", "5813", useCheck), UserId("P11-A"));
    }

    void dgByPassword()
    {
        const auto refused = signIn("dg", "18005550002", "wrong");
        QVERIFY(!refused.isOk());
        QCOMPARE(refused.error().kind, ErrorKind::WrongCredentials);
        talksToEcho(signIn("dg", "18005550002", "2718"), UserId("2"));
    }

    /// dg.md, 2 and 5: the token for the site's widget is short-lived and is made anew by the session alone.
    void dgRenewsWidgetTokens()
    {
        QVERIFY(signIn("dg", "18005550002", "2718").isOk());
        QVERIFY(m_client->waitForOnline());
        const auto bearer = await(m_client->account().session().bearer());
        QVERIFY(bearer.isOk());
        checkWidgetToken(*bearer);

        // The session's own token is renewed meanwhile, and the stream stays.
        m_client->http.forget();
        m_client->account().session().rejectBearer(*bearer);
        const auto next = await(m_client->account().session().bearer());
        QVERIFY(next.isOk());
        QCOMPARE(m_client->http.count("refresh_user_token"), 1);
        QCOMPARE(m_client->account().session().status().phase, Phase::Online);
        checkWidgetToken(*next);

        QCOMPARE(requestWidgetToken(Secret("nobody's")).status, 401);
        // Another kind of site has no widget.
        QTemporaryDir folder;
        TestClient other(folder.path(), *m_secrets);
        QVERIFY(other.signInAt(m_sandbox.profileUrl("imbachat"), {"18005550002", Secret("2718")}).isOk());
        const auto foreign = await(other.account().session().bearer());
        QVERIFY(foreign.isOk());
        QCOMPARE(requestWidgetToken(*foreign).status, 503);
    }

    void inTheBrowser_data()
    {
        QTest::addColumn<QString>("protocol");
        QTest::newRow("qiscus") << "qiscus";
        QTest::newRow("imbachat") << "imbachat";
    }

    void inTheBrowser()
    {
        QFETCH(QString, protocol);
        ScriptedBrowser browser;
        browser.login = QStringLiteral("grace@harbor-clinic.example");
        browser.password = QStringLiteral("5813");
        talksToEcho(m_client->signInWith(browser, m_sandbox.profileUrl(protocol)), UserId("P11-A"));
        QVERIFY(browser.lastPage.contains("Back to Natter"));
        for (const QUrl& url : std::as_const(browser.visited))
            QVERIFY2(!url.query().contains(u"eyJ"), "a token in an address");
    }

    void inTheBrowserItGoesWrong()
    {
        const QString profile = m_sandbox.profileUrl("imbachat");
        ScriptedBrowser cancelled;
        cancelled.isCancelled = true;
        const auto refused = m_client->signInWith(cancelled, profile);
        QVERIFY(!refused.isOk());
        QCOMPARE(refused.error().code, QStringLiteral("access_denied"));

        ScriptedBrowser browser;
        browser.login = QStringLiteral("18005550001");
        browser.password = QStringLiteral("4711");
        QVERIFY(m_sandbox.setFaults({QStringLiteral("browser-denied")}));
        QCOMPARE(m_client->signInWith(browser, profile).error().code, QStringLiteral("access_denied"));
        QVERIFY(m_sandbox.setFaults({QStringLiteral("browser-code-refused")}));
        QCOMPARE(m_client->signInWith(browser, profile).error().kind, ErrorKind::WrongCredentials);
        QVERIFY(m_sandbox.setFaults({QStringLiteral("token-wrong-nonce")}));
        QCOMPARE(m_client->signInWith(browser, profile).error().kind, ErrorKind::TokenRefused);
        QVERIFY(m_sandbox.setFaults({QStringLiteral("browser-wrong-state")}));
        QCOMPARE(m_client->signInWith(browser, profile, 3000).error().kind, ErrorKind::Timeout);
        QVERIFY(browser.lastPage.contains("Nobody waits for this"));
        QVERIFY(m_sandbox.setFaults({}));
        QVERIFY(m_secrets->entries.isEmpty());
    }

    void appsKeepApart()
    {
        // The same person in two apps: two accounts, two keychain entries, two histories.
        QVERIFY(signIn("dg", "18005550003", "3141").isOk());
        QVERIFY(m_client->waitForOnline());
        QVERIFY(await(m_client->services().messages.send(Echo, QStringLiteral("only by dg"))).isOk());
        QVERIFY(m_client->waitForState(Echo, QStringLiteral("only by dg"), DeliveryState::Sent));
        QTemporaryDir folder;
        TestClient other(folder.path(), *m_secrets);
        QVERIFY(other.signInAt(m_sandbox.profileUrl("imbachat"), {"18005550003", Secret("3141")}).isOk());
        QVERIFY(other.waitForOnline());
        QTRY_VERIFY_WITH_TIMEOUT(!other.services().dialogs.dialogs().isEmpty(), 30'000);
        QCOMPARE(other.count(Echo, QStringLiteral("only by dg")), 0);
        QCOMPARE(m_secrets->entries.size(), 2);
    }

    void tokensOfOneAppAreNothingInAnother()
    {
        const auto stolen = signIn("dg", "18005550004", "1618", [this](Profile& profile) {
            // The imbachat app, asking dg's token endpoint.
            profile.appId = m_sandbox.app("imbachat").value(u"app_id").toString();
        });
        QVERIFY(!stolen.isOk());
        QVERIFY(m_secrets->entries.isEmpty());
    }

private:
    Result<void> signIn(const QString& protocol, const QString& login, const QString& proof,
        const std::function<void(Profile&)>& change = {})
    {
        return m_client->signInAt(m_sandbox.profileUrl(protocol), {login, Secret(proof.toUtf8())}, change);
    }

    void talksToEcho(const Result<void>& signedIn, const UserId& user)
    {
        QVERIFY2(signedIn.isOk(), qPrintable(reasonOf(signedIn)));
        QCOMPARE(m_client->account().known().user, user);
        QVERIFY(m_client->waitForOnline());
        QCOMPARE(m_secrets->entries.size(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(!m_client->services().dialogs.dialogs().isEmpty(), 30'000);
        const QString said =
            QStringLiteral("%1 %2 <b>&</b>").arg(user.toString(), QTest::currentTestFunction());
        QVERIFY(await(m_client->services().messages.send(Echo, said)).isOk());
        QTRY_COMPARE_WITH_TIMEOUT(m_client->count(Echo, said), 2, 30'000);

        // The next start needs nothing but the refresh.
        const App::KnownAccount known = m_client->account().known();
        m_client->end();
        m_client->http.forget();
        m_client->restore(known);
        QVERIFY(m_client->waitForOnline());
        QCOMPARE(m_client->http.count("auth/nonce"), 0);
    }

    Net::HttpResponse requestWidgetToken(const Secret& session)
    {
        Net::HttpRequest question;
        question.method = "POST";
        question.url = m_sandbox.gateway().resolved(QUrl(QStringLiteral("dg/token")));
        question.headers.emplaceBack("Authorization", "Bearer " + session.reveal());
        const auto answer = await(m_client->http.send(question));
        return answer ? *answer : Net::HttpResponse();
    }

    void checkWidgetToken(const Secret& session)
    {
        const Net::HttpResponse answer = requestWidgetToken(session);
        QCOMPARE(answer.status, 200);
        const QJsonObject body = QJsonDocument::fromJson(answer.body).object();
        const auto token = Jwt::Token::parse(Secret(body.value(u"auth_token").toString().toLatin1()));
        QVERIFY(token.isOk());
        const QJsonObject dg = m_sandbox.app("dg");
        QVERIFY(token->verify({Jwt::Algorithm::HS256}, Secret(dg.value(u"secret").toString().toUtf8())));
        QCOMPARE(token->header().text("kid").value_or(QString()), QStringLiteral("natter-dg-key"));
        QCOMPARE(token->claims().text("scope").value_or(QString()), QStringLiteral("user"));
        QCOMPARE(token->claims().text("external_id").value_or(QString()), QStringLiteral("2"));
        const qint64 end = body.value(u"expires_at").toInteger();
        QCOMPARE(token->claims().integer("exp").value_or(0), end);
        QVERIFY(end > QDateTime::currentSecsSinceEpoch());
        QVERIFY(end <= QDateTime::currentSecsSinceEpoch() + 120);
    }

    SandboxProcess m_sandbox;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeSecretStore> m_secrets;
    std::unique_ptr<TestClient> m_client;
};

QTEST_MAIN(tst_integration_protocols)
#include "tst_integration_protocols.moc"
