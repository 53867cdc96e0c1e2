// SPDX-License-Identifier: Apache-2.0
#include "DoctorProcess.h"

using namespace Natter::Test;

namespace {

const QString Passcode = QStringLiteral("NATTER_DOCTOR_PASSCODE");

/// As person 1 of the sandbox, with the passcode in the environment.
DoctorRun signInAt(const SandboxProcess& sandbox, const QStringList& more = {})
{
    const QJsonObject person = sandbox.person("1");
    return runDoctor(QStringList{"--json", "--login", person["login"].toString()} + more +
                         QStringList{sandbox.profileUrl()},
        {{Passcode, person["passcode"].toString()}});
}

} // namespace

class DoctorIntegrationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysAllOk()
    {
        SandboxProcess sandbox;
        QVERIFY2(sandbox.start(), sandbox.error().constData());
        const QJsonObject usersInfo = sandbox.ready()["users_info"].toObject();
        const QString login = sandbox.person("1")["login"].toString();
        const DoctorRun run = runDoctor(
            {"--json", "--login", login, "--users-info", usersInfo["url"].toString(), sandbox.profileUrl()},
            {{Passcode, sandbox.person("1")["passcode"].toString()},
                {"NATTER_DOCTOR_USERS_INFO_LOGIN", usersInfo["login"].toString()},
                {"NATTER_DOCTOR_USERS_INFO_PASSWORD", usersInfo["password"].toString()}});
        QVERIFY2(run.exitCode == 0, (run.out + run.err).constData());
        QCOMPARE(run.ids("ok"), "site-server profile servers health clock nonce backend login token verify "
                                "users users-info websocket sasl "
                                "stream-management archive upload latency refresh logout");
        QCOMPARE(run.ids("failed") + run.ids("warning") + run.ids("skipped"), QString());
        QCOMPARE(run.report["version"].toInt(), 1);
        for (const QString& secret : {sandbox.ready()["secret"].toString(), usersInfo["password"].toString()})
            QVERIFY(!run.out.contains(secret.toUtf8()) && !run.err.contains(secret.toUtf8()));
        QVERIFY2(!run.out.contains("eyJ"), run.out.constData());

        const DoctorRun typed = runDoctor({"--login", login, sandbox.profileUrl()}, {},
            [&sandbox] { return sandbox.person("1")["passcode"].toString().toUtf8() + '\n'; });
        QVERIFY2(typed.exitCode == 0, (typed.out + typed.err).constData());
        QVERIFY2(typed.out.endsWith("\n19 ok\n"), typed.out.constData());
        QVERIFY(!typed.out.contains('\033'));

        const DoctorRun anonymous = runDoctor({"--json", sandbox.profileUrl()});
        QCOMPARE(anonymous.exitCode, 0);
        QCOMPARE(anonymous.ids("ok"), "site-server profile servers health clock nonce backend websocket");
    }

    void saysAllOkOfEachProtocol_data()
    {
        QTest::addColumn<QString>("protocol");
        for (const char* name : {"qiscus", "mesibo", "imbachat", "dg"})
            QTest::newRow(name) << name;
    }

    void saysAllOkOfEachProtocol()
    {
        QFETCH(QString, protocol);
        SandboxProcess sandbox;
        QVERIFY2(sandbox.start({"--protocol", "all"}), sandbox.error().constData());
        const QJsonObject app = sandbox.ready()["apps"][protocol].toObject();
        const QJsonObject person = app["people"][0].toObject();
        const QString login = person["login"].toString();
        const DoctorRun run = runDoctor({"--json", "--login", login, app["profile"].toString()}, {}, [&] {
            const QString code =
                protocol == u"mesibo" ? sandbox.otpFor(login) : person["passcode"].toString();
            return code.isEmpty() ? QByteArray() : code.toUtf8() + '\n';
        });
        QVERIFY2(run.exitCode == 0, (run.out + run.err).constData());
        QCOMPARE(run.ids("failed") + run.ids("skipped"), QString());
        QVERIFY2(run.ids("warning").isEmpty(), run.out.constData());
    }

    void refusesWrongPasscodes()
    {
        SandboxProcess sandbox;
        QVERIFY2(sandbox.start(), sandbox.error().constData());
        const DoctorRun run =
            runDoctor({"--json", "--login", sandbox.person("1")["login"].toString(), sandbox.profileUrl()},
                {{Passcode, "canary-passcode"}});
        QCOMPARE(run.exitCode, 1);
        QCOMPARE(run.ids("failed"), "login");
        QVERIFY(!run.out.contains("canary"));
    }

    void findsEachFault_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QString>("failed");
        QTest::addColumn<QString>("word");
        QTest::newRow("nonce") << "nonce-expired"
                               << "nonce"
                               << "nonce_lifetime_seconds";
        QTest::newRow("gateway html") << "gateway-html"
                                      << "profile"
                                      << "not a JSON object";
        QTest::newRow("gateway down") << "gateway-down"
                                      << "site-server"
                                      << "refused";
        QTest::newRow("users down") << "users-info-down"
                                    << "users"
                                    << "--users-info";
        QTest::newRow("users slow") << "users-info-slow"
                                    << "users"
                                    << "within 5 seconds";
        QTest::newRow("users malformed") << "users-info-malformed"
                                         << "users"
                                         << "--users-info";
        QTest::newRow("users refused") << "users-info-unauthorized"
                                       << "users"
                                       << "--users-info";
        QTest::newRow("users empty") << "users-info-empty"
                                     << "users"
                                     << "no entry";
        QTest::newRow("backend html") << "backend-html"
                                      << "backend"
                                      << "HTML";
        QTest::newRow("backend 500") << "backend-500"
                                     << "backend"
                                     << "log";
        QTest::newRow("backend redirect") << "backend-redirect"
                                          << "backend"
                                          << "never followed";
        QTest::newRow("token expired") << "token-expired"
                                       << "token verify"
                                       << "exp is";
        QTest::newRow("signature") << "token-bad-signature"
                                   << "verify"
                                   << "different secrets";
        QTest::newRow("issuer") << "token-wrong-issuer"
                                << "token verify"
                                << "iss is";
        QTest::newRow("other nonce") << "token-wrong-nonce"
                                     << "token verify"
                                     << "nce is";
        QTest::newRow("refresh") << "refresh-revoked"
                                 << "refresh"
                                 << "session";
        QTest::newRow("engine's key") << "engine-refuses-login"
                                      << "sasl"
                                      << "jwt_key";
        QTest::newRow("engine down") << "engine-down"
                                     << "servers health verify"
                                     << "refused";
    }

    void findsEachFault()
    {
        QFETCH(QString, fault);
        QFETCH(QString, failed);
        QFETCH(QString, word);
        SandboxProcess sandbox;
        QVERIFY2(sandbox.start({"--fault", fault}), sandbox.error().constData());
        // A fault of the engine begins when all is ready.
        DoctorRun run;
        QVERIFY2(QTest::qWaitFor(
                     [&] {
                         run = signInAt(sandbox);
                         return run.ids("failed") == failed;
                     },
                     15'000),
            run.out.constData());
        QCOMPARE(run.exitCode, 1);
        const QString first = failed.section(u' ', 0, 0);
        QVERIFY2(run.words(first).contains(word), qPrintable(run.words(first)));
    }

    void findsAWrongClock()
    {
        SandboxProcess sandbox;
        QVERIFY2(sandbox.start({"--fault", "clock-skew=300"}), sandbox.error().constData());
        const DoctorRun run = signInAt(sandbox);
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.words("token").contains("iat is"), run.out.constData());
    }

    void tellsWrongUse()
    {
        QCOMPARE(runDoctor({}).exitCode, 2);
        QCOMPARE(runDoctor({"a", "b"}).exitCode, 2);
        QCOMPARE(runDoctor({"--login", "", "https://site.example"}).exitCode, 2);
        QCOMPARE(runDoctor({"--passcode", "1", "https://site.example"}).exitCode, 2);
        QCOMPARE(runDoctor({"--step-limit", "0", "https://site.example"}).exitCode, 2);
        QCOMPARE(runDoctor({"--users-info", "https://site.example/u", "https://site.example"}).exitCode, 2);
        QCOMPARE(
            runDoctor({"--users-info", "https://a:b@site.example/u", "https://site.example"}).exitCode, 2);
        QCOMPARE(runDoctor({"--help"}).exitCode, 0);
        QCOMPARE(runDoctor({"--version"}).exitCode, 0);
        QCOMPARE(runDoctor({"--json", "http://127.0.0.1:1"}).ids("failed"), "site-server");
    }
};

QTEST_GUILESS_MAIN(DoctorIntegrationTest)
#include "tst_integration_doctor.moc"
