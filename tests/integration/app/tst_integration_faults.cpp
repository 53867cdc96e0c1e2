// SPDX-License-Identifier: Apache-2.0
#include "TestClient.h"

#include "core/UserDirectory.h"
#include "support/FakeSecretStore.h"
#include "support/GuiTest.h"
#include "ui/ErrorText.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Natter;
using namespace Natter::Test;
using Phase = Core::SessionStatus::Phase;
using Place = Ui::ErrorText::Place;

namespace {

const PeerId Echo("echo");

} // namespace

/// What the sandbox can let go wrong, and what becomes of it in the app: the kind of the error, its words,
/// and whether the session lives on.
class tst_integration_faults : public Test::GuiTest
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
    void cleanup()
    {
        m_client.reset();
        QVERIFY(m_sandbox.setFaults({}));
    }

    void signInFails_data()
    {
        QTest::addColumn<QString>("protocol");
        QTest::addColumn<QStringList>("faults");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("words"); // part of the sentence that the login page shows
        const auto row = [](const char* protocol, const QStringList& faults, ErrorKind kind,
                             const char* words) {
            QTest::addRow("%s %s", protocol, qPrintable(faults.join(u'+')))
                << QString::fromLatin1(protocol) << faults << static_cast<int>(kind)
                << QString::fromUtf8(words);
        };
        for (const char* protocol : {"qiscus", "imbachat", "dg"}) {
            row(protocol, {"token-bad-signature"}, ErrorKind::TokenRefused, "could not vouch");
            row(protocol, {"token-wrong-nonce"}, ErrorKind::TokenRefused, "could not vouch");
            row(protocol, {"token-expired"}, ErrorKind::TokenRefused, "could not vouch");
            row(protocol, {"token-wrong-issuer"}, ErrorKind::TokenRefused, "could not vouch");
            row(protocol, {"backend-html"}, ErrorKind::BadResponse, "unexpected");
            row(protocol, {"backend-redirect"}, ErrorKind::Redirected, "sends Natter elsewhere");
            row(protocol, {"backend-busy"}, ErrorKind::RateLimited, "20 s");
        }
        row("qiscus", {"backend-relaxed"}, ErrorKind::BadResponse, "unexpected");
        row("dg", {"backend-relaxed"}, ErrorKind::BadResponse, "unexpected");
        row("qiscus", {"backend-malformed"}, ErrorKind::BadResponse, "unexpected");
        row("qiscus", {"backend-500"}, ErrorKind::ServerFailure, "problem of its own");
        row("qiscus", {"backend-slow"}, ErrorKind::Timeout, "too long");
        row("qiscus", {"clock-skew=300"}, ErrorKind::TokenRefused, "could not vouch");
        row("qiscus", {"clock-skew=-300"}, ErrorKind::TokenRefused, "could not vouch");
        row("dg", {"clock-skew=300"}, ErrorKind::TokenRefused, "could not vouch");
        row("qiscus", {"gateway-html"}, ErrorKind::BadResponse, "unexpected");
        row("qiscus", {"gateway-busy"}, ErrorKind::RateLimited, "20 s");
        row("qiscus", {"gateway-slow"}, ErrorKind::Timeout, "too long");
        row("qiscus", {"gateway-down"}, ErrorKind::Network, "cannot be reached");
        row("qiscus", {"nonce-expired", "backend-slow"}, ErrorKind::Timeout, "too long");
    }

    void signInFails()
    {
        QFETCH(QString, protocol);
        QFETCH(QStringList, faults);
        QFETCH(int, kind);
        QFETCH(QString, words);
        const Result<void> refused = signIn(protocol, faults);
        QVERIFY(!refused.isOk());
        QVERIFY2(static_cast<int>(refused.error().kind) == kind,
            qPrintable(errorKindName(refused.error().kind) + u' ' + refused.error().detail));
        const QString sentence = Ui::ErrorText::sentence(refused.error(), Place::Passcode);
        QVERIFY2(sentence.contains(words), qPrintable(sentence));
        QVERIFY(m_secrets->entries.isEmpty());
    }

    void signInWorksAllTheSame_data()
    {
        QTest::addColumn<QString>("protocol");
        QTest::addColumn<QStringList>("faults");
        for (const char* protocol : {"qiscus", "imbachat", "dg"}) {
            QTest::addRow("%s clocks a day ahead", protocol)
                << protocol << QStringList{"gateway-clock=86400"};
        }
        QTest::newRow("imbachat relaxed") << "imbachat" << QStringList{"backend-relaxed"};
        QTest::newRow("a little skew") << "qiscus" << QStringList{"clock-skew=20"};
        QTest::newRow("no names, no pictures")
            << "qiscus" << QStringList{"users-info-down", "avatar-broken", "tokens-short"};
        QTest::newRow("half of the names") << "qiscus" << QStringList{"users-info-malformed"};
        QTest::newRow("names refused") << "qiscus" << QStringList{"users-info-unauthorized"};
        QTest::newRow("nobody known") << "qiscus" << QStringList{"users-info-empty", "avatar-slow"};
    }

    void signInWorksAllTheSame()
    {
        QFETCH(QString, protocol);
        QFETCH(QStringList, faults);
        const Result<void> signedIn = signIn(protocol, faults);
        QVERIFY2(signedIn.isOk(), signedIn ? "" : qPrintable(signedIn.error().detail));
        QVERIFY(m_client->waitForOnline());
        QVERIFY(await(m_client->services().messages.send(Echo, QTest::currentDataTag())).isOk());
        QTRY_COMPARE_WITH_TIMEOUT(m_client->count(Echo, QTest::currentDataTag()), 2, 30'000);
    }

    void codesGoWrong_data()
    {
        QTest::addColumn<QString>("protocol");
        QTest::addColumn<QString>("login");
        QTest::addColumn<QString>("fault");
        QTest::addColumn<int>("kind");
        const auto row = [](const char* protocol, const char* login, const char* fault, ErrorKind kind) {
            QTest::addRow("%s %s", protocol, fault)
                << QString(protocol) << QString(login) << QString(fault) << static_cast<int>(kind);
        };
        row("qiscus", "18005550005", "otp-wrong-always", ErrorKind::WrongCredentials);
        row("qiscus", "18005550006", "otp-expired", ErrorKind::CodeExpired);
        row("mesibo", "18005550005", "otp-wrong-always", ErrorKind::WrongCredentials);
        row("mesibo", "18005550006", "otp-expired", ErrorKind::WrongCredentials);
        row("mesibo", "18005550007", "token-bad-signature", ErrorKind::TokenRefused);
        row("mesibo", "18005550008", "token-wrong-nonce", ErrorKind::TokenRefused);
    }

    void codesGoWrong()
    {
        QFETCH(QString, protocol);
        QFETCH(QString, login);
        QFETCH(QString, fault);
        QFETCH(int, kind);
        QVERIFY(m_client->requestOtp(m_sandbox.profileUrl(protocol), login).isOk());
        QTRY_VERIFY(!m_sandbox.otpFor(login).isEmpty());
        QVERIFY(m_sandbox.setFaults({fault}));
        const auto refused = m_client->signInAt(
            m_sandbox.profileUrl(protocol), {login, Secret(m_sandbox.otpFor(login).toUtf8())});
        QVERIFY(!refused.isOk());
        QVERIFY2(static_cast<int>(refused.error().kind) == kind,
            qPrintable(errorKindName(refused.error().kind) + u' ' + refused.error().detail));
        QVERIFY(m_secrets->entries.isEmpty());
    }

    void codesNeverCome()
    {
        QVERIFY(m_sandbox.setFaults({QStringLiteral("otp-never")}));
        for (const QString& protocol : {QStringLiteral("qiscus"), QStringLiteral("mesibo")}) {
            const auto sent =
                m_client->requestOtp(m_sandbox.profileUrl(protocol), QStringLiteral("18005550011"));
            QVERIFY2(sent.isOk(), sent ? "" : qPrintable(sent.error().detail));
        }
        // A later one does.
        QVERIFY(m_sandbox.setFaults({}));
        const QString later = QStringLiteral("18005550009");
        QVERIFY(m_client->requestOtp(m_sandbox.profileUrl("qiscus"), later).isOk());
        QTRY_VERIFY(!m_sandbox.otpFor(later).isEmpty());
        QVERIFY(m_sandbox.otpFor(QStringLiteral("18005550011")).isEmpty());
    }

    void mesiboBackendWithoutItsGateway()
    {
        QVERIFY(await(Identity::fetchProfile(m_client->http, m_sandbox.profileUrl("mesibo"))).isOk());
        const auto profile = await(Identity::fetchProfile(m_client->http, m_sandbox.profileUrl("mesibo")));
        QVERIFY(m_sandbox.setFaults({QStringLiteral("gateway-down")}));
        const auto sent = await(
            Identity::makeLoginProtocol(*profile, m_client->http)->requestOtp(QStringLiteral("18005550012")));
        QVERIFY(!sent.isOk());
        QCOMPARE(sent.error().kind, ErrorKind::ServerFailure);
    }

    void theSessionStays_data()
    {
        QTest::addColumn<QString>("fault");
        for (const char* fault : {"gateway-down", "gateway-html", "gateway-busy", "engine-down"})
            QTest::newRow(fault) << QString::fromLatin1(fault);
    }

    void theSessionStays()
    {
        QFETCH(QString, fault);
        QVERIFY(signIn("qiscus", {}).isOk());
        QVERIFY(m_client->waitForOnline());
        QVERIFY(m_client->waitForDialogs());
        const App::KnownAccount known = m_client->account().known();
        m_client->end();
        QVERIFY(m_sandbox.setFaults({fault}));
        m_client->restore(known);
        QVERIFY(m_client->waitForPhase(Phase::Waiting));
        QVERIFY(!m_client->services().dialogs.dialogs().isEmpty());
        QCOMPARE(m_secrets->entries.size(), 1);
        QVERIFY(m_sandbox.setFaults({}));
        QVERIFY(comesBack());
    }

    void theSessionEnds_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::newRow("refused") << QStringLiteral("refresh-refused");
        QTest::newRow("revoked") << QStringLiteral("refresh-revoked");
    }

    void theSessionEnds()
    {
        QFETCH(QString, fault);
        QVERIFY(signIn("qiscus", {}).isOk());
        QVERIFY(m_client->waitForOnline());
        QVERIFY(m_client->waitForDialogs());
        const App::KnownAccount known = m_client->account().known();
        m_client->end();
        QVERIFY(m_sandbox.setFaults({fault}));
        m_client->restore(known);
        QVERIFY(m_client->waitForPhase(Phase::LoginNeeded));
        QVERIFY(m_client->account().session().status().error.has_value());
        // What was read before is still there to be read.
        QVERIFY(!m_client->services().dialogs.dialogs().isEmpty());
    }

    void theEngineRefusesTheToken()
    {
        QVERIFY(signIn("qiscus", {"engine-refuses-login"}).isOk());
        QVERIFY(m_client->waitForPhase(Phase::Waiting));
        QTest::qWait(3000);
        QVERIFY(m_client->account().session().status().phase != Phase::LoginNeeded);
        QVERIFY(m_client->http.count("refresh_user_token") <= 3); // not in a loop
        QCOMPARE(m_secrets->entries.size(), 1);
    }

    void theEngineFallsSilent()
    {
        QVERIFY(signIn("qiscus", {}).isOk());
        QVERIFY(m_client->waitForOnline());
        QVERIFY(m_sandbox.setFaults({QStringLiteral("engine-hangs")}));
        m_client->account().session().retryNow(); // asks for a sign of life
        QVERIFY(await(m_client->services().messages.send(Echo, QStringLiteral("are you asleep?"))).isOk());
        QVERIFY(m_client->waitForPhase(Phase::Waiting, 60'000));
        QVERIFY(m_sandbox.setFaults({}));
        QVERIFY(comesBack());
        QTRY_COMPARE_WITH_TIMEOUT(m_client->count(Echo, QStringLiteral("are you asleep?")), 2, 30'000);
    }

    void aSlowEngineLosesNothing()
    {
        QVERIFY(signIn("qiscus", {"engine-slow"}).isOk());
        for (int i = 0; i < 3; ++i)
            QVERIFY(await(m_client->services().messages.send(Echo, QStringLiteral("slow %1").arg(i))).isOk());
        for (int i = 0; i < 3; ++i)
            QTRY_COMPARE_WITH_TIMEOUT(m_client->count(Echo, QStringLiteral("slow %1").arg(i)), 2, 60'000);
    }

private:
    Result<void> signIn(const QString& protocol, const QStringList& faults)
    {
        // The profile is read while all is well: this is about what follows.
        const auto letItGoWrong = [&](Profile&) {
            QVERIFY(m_sandbox.setFaults(faults));
        };
        return m_client->signInAt(
            m_sandbox.profileUrl(protocol), {QStringLiteral("18005550001"), Secret("4711")}, letItGoWrong);
    }

    bool comesBack()
    {
        return QTest::qWaitFor(
            [this] {
                m_client->account().session().retryNow();
                QTest::qWait(500);
                return m_client->account().session().status().phase == Phase::Online;
            },
            120'000);
    }

    SandboxProcess m_sandbox;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeSecretStore> m_secrets;
    std::unique_ptr<TestClient> m_client;
};

QTEST_MAIN(tst_integration_faults)
#include "tst_integration_faults.moc"
