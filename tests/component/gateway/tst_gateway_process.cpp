// SPDX-License-Identifier: Apache-2.0
#include "component/gateway/GatewayFixture.h"

#include <QProcess>
#include <QTemporaryDir>

#include <csignal>

using namespace Natter;
using namespace Natter::Test;

namespace {

/// The program itself between scripted peers.
class GatewayProcess
{
public:
    GatewayProcess()
        : engine([](const ScriptedPeer::Asked&) {
            return ScriptedPeer::Reply{200, "\"ok\""};
        })
        , usersInfo(&GatewayFixture::answerUsers)
    {
        keep("engine-key", "an engine key that has 32 bytes!");
        keep("secret", "natter-demo-secret");
        keep("users-info", "pass:word");
        keep("profile.json",
            R"({"version":1,"name":"Demo Site","app_id":"natter-demo","gateway":"https://chat.example/",
            "backend":{"protocol":"qiscus","url":"https://site.example/","methods":["passcode"]},
            "engine":{"websocket":"wss://chat.example/ws","domain":"chat.example"}})");
        configure();
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(QStringLiteral(NATTER_GATEWAY), {"--config", folder.filePath("gateway.conf")});
        QElapsedTimer timer;
        timer.start();
        const QByteArray mark = "Listening on http://127.0.0.1:";
        while (!output().contains(mark) && timer.elapsed() < 60'000)
            m_process.waitForReadyRead(100);
        const QByteArray text = output().mid(output().indexOf(mark) + mark.size());
        m_port = text.left(text.indexOf('/')).toUShort();
    }
    ~GatewayProcess()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    void keep(const QString& name, const QByteArray& bytes)
    {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) < 0)
            qFatal("cannot write %s", qPrintable(name));
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    }
    void configure(const QByteArray& more = {})
    {
        keep("gateway.conf",
            "[gateway]\ndatabase_name = " + folder.filePath("gateway.sqlite").toUtf8() +
                "\naudit_log = stdout\n[engine]\napi = " + engine.url("/api/").toEncoded() +
                "\ntoken_key_file = engine-key\n[app natter-demo]\nsigning_secret_file = secret\n"
                "profile_file = profile.json\nusers_info_url = " +
                usersInfo.url("/users").toEncoded() +
                "\nusers_info_login = x\nusers_info_password_file = users-info\n" + more);
    }
    void raise(int number) { ::kill(pid_t(m_process.processId()), number); }
    QByteArray output() { return m_output += m_process.readAll(); }

    GatewayFixture::Answered post(const QByteArray& tail, const QJsonObject& body = {})
    {
        return GatewayFixture::take(send("POST", tail, QJsonDocument(body).toJson()));
    }
    QNetworkReply* send(const QByteArray& method, const QByteArray& tail, const QByteArray& body = {},
        const QByteArray& bearer = {})
    {
        QNetworkRequest request(
            QUrl(QStringLiteral("http://127.0.0.1:%1/api/v2/sdk/").arg(m_port) + QString::fromLatin1(tail)));
        request.setRawHeader("Content-Type", "application/json");
        request.setRawHeader("qiscus_sdk_app_id", "natter-demo");
        if (!bearer.isEmpty())
            request.setRawHeader("Authorization", "Bearer " + bearer);
        return m_network.sendCustomRequest(request, method, body);
    }
    GatewayFixture::Answered login(const QByteArray& secret)
    {
        const QString nonce = post("auth/nonce").results().value("nonce").toString();
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        const QByteArray token = GatewayFixture::sign({{"iss", "natter-demo"}, {"iat", now}, {"nbf", now},
                                                          {"exp", now + 60}, {"nce", nonce}, {"prn", "2"}},
            secret);
        return post("auth/verify_identity_token", {{"identity_token", QString::fromLatin1(token)}});
    }

    QTemporaryDir folder;
    ScriptedPeer engine;
    ScriptedPeer usersInfo;
    QProcess m_process;

private:
    QNetworkAccessManager m_network;
    QByteArray m_output;
    quint16 m_port = 0;
};

} // namespace

class GatewayProcessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stopsWhenItsRequestsAreAnswered();
    void stopsInTheEnd();
    void keepsItsFilesToItself();
    void reloads();
};

void GatewayProcessTest::stopsWhenItsRequestsAreAnswered()
{
    GatewayProcess gateway;
    const QByteArray bearer = gateway.login("natter-demo-secret").user().value("token").toString().toLatin1();
    QVERIFY(!bearer.isEmpty());
    gateway.usersInfo.setScript([](const auto& asked) -> std::optional<ScriptedPeer::Reply> {
        QTest::qWait(500);
        return GatewayFixture::answerUsers(asked);
    });
    QNetworkReply* reply = gateway.send("GET", "users?ids=7", {}, bearer);
    QTRY_VERIFY(!gateway.usersInfo.asked().isEmpty() || reply->isFinished());
    gateway.raise(SIGTERM);
    const auto answered = GatewayFixture::take(reply);
    QCOMPARE(answered.status, 200);
    QCOMPARE(answered.results().value("users").toArray().size(), 1);
    QVERIFY(gateway.m_process.state() == QProcess::NotRunning || gateway.m_process.waitForFinished(30'000));
    QCOMPARE(gateway.m_process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(gateway.m_process.exitCode(), 0);
}

void GatewayProcessTest::stopsInTheEnd()
{
    // A request that never gets its answer does not keep it.
    GatewayProcess gateway;
    const QByteArray bearer = gateway.login("natter-demo-secret").user().value("token").toString().toLatin1();
    gateway.usersInfo.setScript([](const auto&) { return std::nullopt; });
    gateway.send("GET", "users?ids=7", {}, bearer);
    QTRY_VERIFY(!gateway.usersInfo.asked().isEmpty());
    gateway.raise(SIGTERM);
    QVERIFY(gateway.m_process.waitForFinished(60'000));
    QCOMPARE(gateway.m_process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(gateway.m_process.exitCode(), 0);
}

void GatewayProcessTest::keepsItsFilesToItself()
{
    GatewayProcess gateway;
    QCOMPARE(gateway.login("natter-demo-secret").status, 200);
    for (const QFileInfo& file : QDir(gateway.folder.path()).entryInfoList({"gateway.sqlite*"}))
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup),
            QFile::Permissions());
}

void GatewayProcessTest::reloads()
{
    GatewayProcess gateway;
    QCOMPARE(gateway.login("natter-demo-secret").status, 200);
    // Bad: the reason is in the log, and the old one stays.
    gateway.keep("secret", "the next signing secret");
    gateway.configure("nonsense = 1\n");
    gateway.raise(SIGHUP);
    QTRY_VERIFY_WITH_TIMEOUT(gateway.output().contains("[app natter-demo] nonsense"), 30'000);
    QVERIFY(gateway.output().contains("not reloaded"));
    QCOMPARE(gateway.login("natter-demo-secret").status, 200);
    // Good.
    gateway.configure();
    gateway.raise(SIGHUP);
    QTRY_VERIFY_WITH_TIMEOUT(gateway.output().contains("config_reloaded"), 30'000);
    QCOMPARE(gateway.login("natter-demo-secret").reason(), "signature_invalid");
    QCOMPARE(gateway.login("the next signing secret").status, 200);
    QVERIFY(gateway.output().contains("\"event\":\"login_accepted\""));
    QVERIFY(!gateway.output().contains("the next signing secret"));
}

QTEST_GUILESS_MAIN(GatewayProcessTest)
#include "tst_gateway_process.moc"
