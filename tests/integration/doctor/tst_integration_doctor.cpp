// SPDX-License-Identifier: Apache-2.0
#include "DoctorProcess.h"

#include "support/ScriptedBrowser.h"

#include <QTemporaryDir>

#include <csignal>

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

private:
    /// The sandbox's profile as that of a site that has nothing but a page, in a file.
    QString browserOnlyProfile(const SandboxProcess& sandbox) const
    {
        QTcpSocket socket;
        const QUrl url(sandbox.profileUrl());
        socket.connectToHost(url.host(), static_cast<quint16>(url.port()));
        socket.write("GET " + url.path().toLatin1() + " HTTP/1.1\r\nHost: " + url.authority().toLatin1() +
                     "\r\nConnection: close\r\n\r\n");
        QByteArray answer;
        while (socket.waitForReadyRead(30'000))
            answer += socket.readAll();
        QJsonObject profile = QJsonDocument::fromJson(answer.mid(answer.indexOf("\r\n\r\n") + 4)).object();
        QJsonObject backend = profile["backend"].toObject();
        backend["methods"] = QJsonArray{"browser"};
        profile["backend"] = backend;
        QFile file(m_opened.filePath("natter.json"));
        if (file.open(QIODevice::WriteOnly))
            file.write(QJsonDocument(profile).toJson());
        return file.fileName();
    }

    /// An xdg-open that does nothing but leave a note, in a PATH of its own.
    QList<std::pair<QString, QString>> noBrowser() const
    {
        QFile::remove(m_opened.filePath("page"));
        QFile script(m_opened.filePath("xdg-open"));
        if (script.open(QIODevice::WriteOnly))
            script.write("#!/bin/sh\necho opened > \"${0%/*}/page\"\n");
        script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return {{"PATH", m_opened.path() + ':' + qEnvironmentVariable("PATH")}};
    }

    static QUrl pageIn(const QByteArray& said)
    {
        for (const QByteArray& line : said.split('\n')) {
            if (line.startsWith("http://") && line.contains("code_challenge=") && said.contains(line + '\n'))
                return QUrl::fromEncoded(line);
        }
        return {};
    }

    QTemporaryDir m_opened;

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
        QCOMPARE(run.ids("ok"),
            "site-server profile servers health clock nonce backend browser login token verify "
            "users users-info websocket sasl "
            "stream-management archive upload latency refresh logout");
        QCOMPARE(run.ids("failed") + run.ids("warning") + run.ids("skipped"), QString());
        QCOMPARE(run.report["version"].toInt(), 1);
        for (const QString& secret : {sandbox.ready()["secret"].toString(), usersInfo["password"].toString()})
            QVERIFY(!run.out.contains(secret.toUtf8()) && !run.err.contains(secret.toUtf8()));
        QVERIFY2(!run.out.contains("eyJ"), run.out.constData());

        const DoctorRun typed =
            runDoctor({"--login", login, sandbox.profileUrl()}, {}, [&sandbox](QProcess&, const QByteArray&) {
                return sandbox.person("1")["passcode"].toString().toUtf8() + '\n';
            });
        QVERIFY2(typed.exitCode == 0, (typed.out + typed.err).constData());
        QVERIFY2(typed.out.endsWith("\n20 ok\n"), typed.out.constData());
        QVERIFY(!typed.out.contains('\033'));

        const DoctorRun anonymous = runDoctor({"--json", sandbox.profileUrl()});
        QCOMPARE(anonymous.exitCode, 0);
        QCOMPARE(
            anonymous.ids("ok"), "site-server profile servers health clock nonce backend browser websocket");
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
        const DoctorRun run = runDoctor(
            {"--json", "--login", login, app["profile"].toString()}, {}, [&](QProcess&, const QByteArray&) {
                const QString code =
                    protocol == u"mesibo" ? sandbox.otpFor(login) : person["passcode"].toString();
                return code.isEmpty() ? QByteArray() : code.toUtf8() + '\n';
            });
        QVERIFY2(run.exitCode == 0, (run.out + run.err).constData());
        QCOMPARE(run.ids("failed") + run.ids("warning"), QString());
        QCOMPARE(run.ids("skipped"), protocol == u"mesibo" || protocol == u"dg" ? "browser" : "");
    }

    void signsInInTheBrowser_data()
    {
        QTest::addColumn<bool>("isOnlyWay");
        QTest::newRow("the only way, asked for by --login") << true;
        QTest::newRow("one of several, asked for by --browser") << false;
    }

    /// The page is opened by a browser that this test is, and shown by the address on stderr.
    void signsInInTheBrowser()
    {
        QFETCH(bool, isOnlyWay);
        SandboxProcess sandbox;
        QVERIFY2(sandbox.start(), sandbox.error().constData());
        const QString profile = isOnlyWay ? browserOnlyProfile(sandbox) : sandbox.profileUrl();
        ScriptedBrowser browser;
        browser.login = sandbox.person("1")["login"].toString();
        browser.password = sandbox.person("1")["passcode"].toString();
        const QStringList wish = isOnlyWay ? QStringList{"--login", browser.login} : QStringList{"--browser"};
        const DoctorRun run = runDoctor(QStringList{"--json"} + wish + QStringList{profile}, noBrowser(),
            [&browser](QProcess&, const QByteArray& said) {
                const QUrl page = pageIn(said);
                if (!page.isEmpty() && browser.visited.isEmpty())
                    browser.open(page);
                return QByteArray();
            });
        QVERIFY2(run.exitCode == 0, (run.out + run.err).constData());
        QCOMPARE(run.ids("failed") + run.ids("warning"), QString());
        QCOMPARE(run.ids("skipped"), isOnlyWay ? "site-server backend" : "");
        QVERIFY2(browser.lastPage.contains("return to natter-doctor"), browser.lastPage.constData());
        const QString nonce = QUrlQuery(pageIn(run.err)).queryItemValue("nonce");
        QVERIFY(nonce.size() > 8 && !run.out.contains(nonce.toUtf8()));
        QCOMPARE(QFile::exists(m_opened.filePath("page")), !isOnlyWay);
    }

    void looksAtABrowserOnlySite()
    {
        SandboxProcess sandbox;
        QVERIFY2(sandbox.start(), sandbox.error().constData());
        const DoctorRun run = runDoctor({"--json", browserOnlyProfile(sandbox)});
        QVERIFY2(run.exitCode == 0, (run.out + run.err).constData());
        QCOMPARE(run.ids("ok"), "profile servers health clock nonce browser websocket");
        QVERIFY2(run.words("login").contains("--browser"), qPrintable(run.words("login")));
        QVERIFY(run.err.isEmpty());
    }

    void findsBrowserFaults_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QString>("failed");
        QTest::addColumn<QString>("word");
        QTest::newRow("denied") << "browser-denied"
                                << "browser"
                                << "without asking anybody";
        QTest::newRow("refused code") << "browser-code-refused"
                                      << "login"
                                      << "code_challenge";
    }

    void findsBrowserFaults()
    {
        QFETCH(QString, fault);
        QFETCH(QString, failed);
        QFETCH(QString, word);
        SandboxProcess sandbox;
        QVERIFY2(sandbox.start({"--fault", fault}), sandbox.error().constData());
        ScriptedBrowser browser;
        browser.login = sandbox.person("1")["login"].toString();
        browser.password = sandbox.person("1")["passcode"].toString();
        const DoctorRun run = runDoctor({"--json", "--browser", sandbox.profileUrl()}, noBrowser(),
            [&browser](QProcess&, const QByteArray& said) {
                const QUrl page = pageIn(said);
                if (!page.isEmpty() && browser.visited.isEmpty())
                    browser.open(page);
                return QByteArray();
            });
        QCOMPARE(run.exitCode, 1);
        QCOMPARE(run.ids("failed"), failed);
        QVERIFY2(run.words(failed).contains(word), qPrintable(run.words(failed)));
    }

    void signsOutWhenInterrupted_data()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("Ctrl+C") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
    }

    /// In the step after the sign-in, which takes its time.
    void signsOutWhenInterrupted()
    {
        QFETCH(int, number);
        SandboxProcess sandbox;
        QVERIFY2(sandbox.start({"--fault", "users-info-slow"}), sandbox.error().constData());
        bool isSent = false;
        const DoctorRun run =
            runDoctor({"--login", sandbox.person("1")["login"].toString(), sandbox.profileUrl()},
                {{Passcode, sandbox.person("1")["passcode"].toString()}},
                [&](QProcess& doctor, const QByteArray& said) {
                    if (!isSent && said.contains("signed in as user"))
                        isSent = ::kill(static_cast<pid_t>(doctor.processId()), number) == 0;
                    return QByteArray();
                });
        QCOMPARE(run.exitCode, 128 + number);
        QVERIFY2(run.out.contains("the session is ended\n"), run.out.constData());
        QVERIFY2(run.out.contains("\ninterrupted: "), run.out.constData());
        QVERIFY2(!run.out.contains("failed"), run.out.constData());
    }

    /// Nothing was opened, so nothing is to be ended.
    void endsWhenInterruptedAtThePrompt()
    {
        SandboxProcess sandbox;
        QVERIFY2(sandbox.start(), sandbox.error().constData());
        bool isSent = false;
        const DoctorRun run =
            runDoctor({"--login", sandbox.person("1")["login"].toString(), sandbox.profileUrl()}, {},
                [&](QProcess& doctor, const QByteArray& said) {
                    if (!isSent && said.contains("Sign-in in the browser"))
                        isSent = ::kill(static_cast<pid_t>(doctor.processId()), SIGINT) == 0;
                    return QByteArray();
                });
        QCOMPARE(run.exitCode, 130);
        QVERIFY2(run.out.contains("interrupted: 8 ok, "), run.out.constData());
        QVERIFY2(!run.out.contains("failed"), run.out.constData());
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
                     30'000),
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
        QCOMPARE(run.ids("failed"), "clock token verify");
        QVERIFY2(run.words("clock").contains("ahead of the gateway's"), run.out.constData());
        QVERIFY2(run.words("token").contains("iat is"), run.out.constData());
    }

    void findsTheGatewaysClock_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QString>("warned");
        QTest::addColumn<QString>("failed");
        QTest::addColumn<QString>("words");
        QTest::newRow("an hour ahead") << 3600 << "clock"
                                       << ""
                                       << "s ahead of this computer's";
        QTest::newRow("some minutes behind") << -300 << "clock"
                                             << ""
                                             << "s behind this computer's";
        QTest::newRow("two days behind, so that tokens end too early") << -172'800 << "clock"
                                                                       << "sasl"
                                                                       << "s behind this computer's";
    }

    /// All of the gateway's times are moved, and people sign in all the same while the engine takes them.
    void findsTheGatewaysClock()
    {
        QFETCH(int, seconds);
        QFETCH(QString, warned);
        QFETCH(QString, failed);
        QFETCH(QString, words);
        SandboxProcess sandbox;
        QVERIFY2(sandbox.start({"--fault", QStringLiteral("gateway-clock=%1").arg(seconds)}),
            sandbox.error().constData());
        const DoctorRun run = signInAt(sandbox);
        QVERIFY2(run.ids("warning") == warned, run.out.constData());
        QVERIFY2(run.ids("failed") == failed, run.out.constData());
        QVERIFY2(run.words("clock").contains(words) && run.words("clock").contains("NTP"),
            qPrintable(run.words("clock")));
        if (!failed.isEmpty())
            QVERIFY2(run.words(failed).contains("clock of the gateway"), qPrintable(run.words(failed)));
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
