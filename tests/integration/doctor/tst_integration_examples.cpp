// SPDX-License-Identifier: Apache-2.0
#include "DoctorProcess.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

using namespace Natter::Test;

namespace {

const QString Secret = QStringLiteral("example-signing-secret-of-the-tests-0123456789");
const QString InfoPassword = QStringLiteral("example-users-info-password");

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

bool answers(quint16 port)
{
    return QTest::qWaitFor(
        [port] {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress::LocalHost, port);
            return socket.waitForConnected(200);
        },
        30'000);
}

void write(const QString& path, const QByteArray& content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(content);
}

} // namespace

/// The example sites of packaging/examples behind a real natter-gateway, on the engine of a sandbox.
class ExamplesTest : public QObject
{
    Q_OBJECT

private:
    /// Runs `program` to its end and gives the first line that it says.
    static QByteArray firstLine(const QString& program, const QStringList& arguments, const QByteArray& input)
    {
        QProcess process;
        process.start(program, arguments);
        process.write(input);
        process.closeWriteChannel();
        process.waitForFinished(20'000);
        return process.readAllStandardOutput().split('\n').first();
    }

    QProcessEnvironment siteEnvironment(quint16 port) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("NATTER_APP_ID", "natter-example");
        environment.insert("NATTER_SIGNING_SECRET", Secret);
        environment.insert("NATTER_USERS_INFO_LOGIN", "Natter");
        environment.insert("NATTER_USERS_INFO_PASSWORD", InfoPassword);
        environment.insert("SITE_PEOPLE", m_folder.filePath("people.json"));
        environment.insert("SITE_TRIES", m_folder.filePath("tries.json"));
        environment.insert("SITE_PORT", QString::number(port));
        return environment;
    }

    void writeGatewayFiles(quint16 gateway, quint16 site) const
    {
        const QString siteUrl = QStringLiteral("http://127.0.0.1:%1/").arg(site);
        const QJsonObject engine = m_sandbox.ready()["engine"].toObject();
        const QJsonObject profile{{"version", 1}, {"name", "Example"}, {"app_id", "natter-example"},
            {"gateway", QStringLiteral("http://127.0.0.1:%1/").arg(gateway)},
            {"backend",
                QJsonObject{{"protocol", "qiscus"}, {"url", siteUrl}, {"methods", QJsonArray{"passcode"}}}},
            {"engine", QJsonObject{{"websocket", engine["websocket"]}, {"domain", engine["domain"]}}},
            {"media_hosts", QJsonArray{QStringLiteral("127.0.0.1:%1").arg(site)}}};
        write(m_folder.filePath("profile.json"), QJsonDocument(profile).toJson());
        QFile file(m_folder.filePath("sandbox/state.json"));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        const QJsonObject state = QJsonDocument::fromJson(file.readAll()).object();
        const auto keep = [this](const QString& name, const QString& secret) {
            write(m_folder.filePath(name), secret.toUtf8());
        };
        keep("signing", Secret);
        keep("info", InfoPassword);
        keep("engine-key", state["engine_key"].toString());
        keep("engine-api", state["engine_api_password"].toString());
        const QString api =
            QString(engine["websocket"].toString()).replace("ws://", "http://").replace("/ws", "/api/");
        write(m_folder.filePath("gateway.conf"),
            QStringLiteral(
                "[gateway]\nport = %1\ndatabase_name = :memory:\n[engine]\napi = %2\n"
                "api_login = gateway-api@%3\napi_password_file = engine-api\ntoken_key_file = engine-key\n"
                "[app natter-example]\nsigning_secret_file = signing\nprofile_file = profile.json\n"
                "users_info_url = %4users-info\nusers_info_login = natter\nusers_info_password_file = info\n")
                .arg(QString::number(gateway), api, engine["domain"].toString(), siteUrl)
                .toUtf8());
    }

    QTemporaryDir m_folder;
    SandboxProcess m_sandbox;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_sandbox.start({"--data", m_folder.filePath("sandbox")}), m_sandbox.error().constData());
    }

    void satisfyTheDoctor_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QStringList>("hashing");
        QTest::addColumn<QString>("script");
        const QString folder = QStringLiteral(NATTER_EXAMPLES);
        QTest::newRow("PHP") << NATTER_PHP << QStringList{folder + "/php/backend.php"}
                             << folder + "/php/backend.php";
        QTest::newRow("Node.js") << NATTER_NODE << QStringList{folder + "/node/backend.mjs", "hash"}
                                 << folder + "/node/backend.mjs";
    }

    void satisfyTheDoctor()
    {
        QFETCH(QString, program);
        QFETCH(QStringList, hashing);
        QFETCH(QString, script);
        const QByteArray hash = firstLine(program, hashing, "canary-passcode\n");
        QVERIFY(hash.size() > 20);
        const QJsonObject person{{"id", "P11-A"}, {"login", "18005550100"}, {"name", "Ada & <b>Tom</b>"},
            {"avatar_url", ""}, {"passcode", QString::fromUtf8(hash)}};
        write(m_folder.filePath("people.json"), QJsonDocument(QJsonArray{person}).toJson());
        QFile::remove(m_folder.filePath("tries.json"));
        const quint16 site = freePort();
        const quint16 gateway = freePort();
        writeGatewayFiles(gateway, site);

        QProcess siteProcess;
        siteProcess.setProcessEnvironment(siteEnvironment(site));
        siteProcess.setProcessChannelMode(QProcess::MergedChannels);
        siteProcess.start(program, script.endsWith("php")
                                       ? QStringList{"-S", QStringLiteral("127.0.0.1:%1").arg(site), script}
                                       : QStringList{script});
        QProcess gatewayProcess;
        gatewayProcess.setProcessChannelMode(QProcess::MergedChannels);
        gatewayProcess.start(
            QDir(QCoreApplication::applicationDirPath()).absoluteFilePath("../bin/natter-gateway"),
            {"--config", m_folder.filePath("gateway.conf")});
        const auto stop = qScopeGuard([&] {
            for (QProcess* process : {&siteProcess, &gatewayProcess}) {
                process->kill();
                process->waitForFinished(5000);
            }
        });
        QVERIFY2(answers(site), siteProcess.readAll().constData());
        QVERIFY2(answers(gateway), gatewayProcess.readAll().constData());

        const QString url = QStringLiteral("http://127.0.0.1:%1").arg(gateway);
        const QList<std::pair<QString, QString>> environment{{"NATTER_DOCTOR_PASSCODE", "canary-passcode"},
            {"NATTER_DOCTOR_USERS_INFO_LOGIN", "natter"},
            {"NATTER_DOCTOR_USERS_INFO_PASSWORD", InfoPassword}};
        const QString info = QStringLiteral("http://127.0.0.1:%1/users-info").arg(site);
        const DoctorRun run =
            runDoctor({"--json", "--login", "18005550100", "--users-info", info, url}, environment);
        QVERIFY2(run.exitCode == 0, (run.out + siteProcess.readAll() + gatewayProcess.readAll()).constData());
        QCOMPARE(run.ids("failed") + run.ids("warning"), QString());
        QCOMPARE(run.ids("skipped"), QStringLiteral("browser")); // these sites do not offer it
        QVERIFY2(run.words("users").contains("P11-A is Ada & <b>Tom</b>"), run.out.constData());
        QVERIFY(!siteProcess.readAll().contains("canary"));

        // The path's form of users-info, and the limit of tries.
        const DoctorRun path =
            runDoctor({"--json", "--users-info", info + "/{ids}", "--user", "P11-A", url}, environment);
        QVERIFY2(path.status("users-info") == "ok", path.out.constData());
        DoctorRun wrong;
        for (int i = 0; i < 11; ++i)
            wrong =
                runDoctor({"--json", "--login", "18005550100", url}, {{"NATTER_DOCTOR_PASSCODE", "wrong"}});
        QVERIFY2(wrong.words("login").contains("Too many tries"), wrong.out.constData());
    }
};

QTEST_GUILESS_MAIN(ExamplesTest)
#include "tst_integration_examples.moc"
