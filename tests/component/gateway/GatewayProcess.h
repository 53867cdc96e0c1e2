// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "component/gateway/GatewayFixture.h"
#include "support/EndWithTest.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <csignal>

namespace Natter::Test {

/// The program itself in a folder of its own, between scripted peers. Ended without a word with this object.
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
        const QJsonObject backend{
            {"protocol", "qiscus"}, {"url", "https://site.example/"}, {"methods", QJsonArray{"passcode"}}};
        keep("profile.json",
            QJsonDocument(QJsonObject{{"version", 1}, {"name", "Demo Site"}, {"app_id", "natter-demo"},
                              {"gateway", "https://chat.example/"}, {"backend", backend},
                              {"engine", QJsonObject{{"websocket", "wss://chat.example/ws"},
                                             {"domain", "chat.example"}}}})
                .toJson());
        m_database = "database_name = " + folder.filePath("gateway.sqlite").toUtf8() + '\n';
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        endWithTest(m_process);
    }
    ~GatewayProcess()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(GatewayProcess)

    /// Instead of a SQLite file in its folder.
    void useDatabase(const Gateway::DatabaseConfig& database)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("TEST_DATABASE_PASSWORD", QString::fromUtf8(database.password.reveal()));
        m_process.setProcessEnvironment(environment);
        m_database = "database_driver = QPSQL\ndatabase_host = " + database.host.toUtf8() +
                     "\ndatabase_port = " + QByteArray::number(database.port) +
                     "\ndatabase_user = " + database.user.toUtf8() +
                     "\ndatabase_name = " + database.name.toUtf8() +
                     "\ndatabase_password_env = TEST_DATABASE_PASSWORD\ndatabase_timeout_seconds = " +
                     QByteArray::number(database.timeout.count() / 1000) + '\n';
    }
    /// Writes its configuration: lines of [gateway] beside the database's, and of [app natter-demo].
    void configure(const QByteArray& gatewayLines = "audit_log = stdout\n", const QByteArray& appLines = {})
    {
        keep("gateway.conf",
            "[gateway]\n" + m_database + gatewayLines + "[engine]\napi = " + engine.url("/api/").toEncoded() +
                "\ntoken_key_file = engine-key\n[app natter-demo]\nsigning_secret_file = "
                "secret\nprofile_file = profile.json\nusers_info_url = " +
                usersInfo.url("/users").toEncoded() +
                "\nusers_info_login = x\nusers_info_password_file = users-info\n" + appLines);
    }
    /// With the configuration that was written. Returns when it listens.
    void start()
    {
        m_process.start(QStringLiteral(NATTER_GATEWAY), {"--config", folder.filePath("gateway.conf")});
        const QByteArray mark = "Listening on ";
        QElapsedTimer timer;
        timer.start();
        while (!output().contains(mark) && timer.elapsed() < 60'000)
            m_process.waitForReadyRead(100);
        const QByteArray text = output().mid(output().indexOf(mark) + mark.size());
        url = QUrl(QString::fromUtf8(text.left(text.indexOf('\n'))));
        if (url.port() <= 0)
            qFatal("%s", output().constData());
    }
    void keep(const QString& name, const QByteArray& bytes)
    {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) < 0)
            qFatal("cannot write %s", qPrintable(name));
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    }
    void raise(int number) { ::kill(pid_t(m_process.processId()), number); }
    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    /// It ends by itself, with 0.
    bool endsWell(int timeoutMs)
    {
        return (!isRunning() || m_process.waitForFinished(timeoutMs)) &&
               m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 0;
    }
    /// All that it ever said.
    QByteArray output() { return m_output += m_process.readAll(); }

    GatewayFixture::Answered post(
        const QByteArray& tail, const QJsonObject& body = {}, const GatewayFixture::Headers& headers = {})
    {
        return GatewayFixture::take(send("POST", tail, body, headers));
    }
    QNetworkReply* send(const QByteArray& method, const QByteArray& tail, const QJsonObject& body = {},
        const GatewayFixture::Headers& headers = {})
    {
        QNetworkRequest request(url.resolved(QUrl("api/v2/sdk/" + QString::fromLatin1(tail))));
        request.setRawHeader("Content-Type", "application/json");
        request.setRawHeader("qiscus_sdk_app_id", "natter-demo");
        for (const auto& [name, value] : headers)
            request.setRawHeader(name, value);
        return m_network.sendCustomRequest(request, method, QJsonDocument(body).toJson());
    }
    QString nonce() { return post("auth/nonce").results().value("nonce").toString(); }
    /// The body of a verification, by the clock of this computer.
    static QJsonObject identity(
        const QString& user, const QString& nonce, const QByteArray& secret = "natter-demo-secret")
    {
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        const QByteArray token = GatewayFixture::sign({{"iss", "natter-demo"}, {"iat", now}, {"nbf", now},
                                                          {"exp", now + 300}, {"nce", nonce}, {"prn", user}},
            secret);
        return {{"identity_token", QString::fromLatin1(token)}};
    }
    GatewayFixture::Answered login(const QString& user = "2", const QByteArray& secret = "natter-demo-secret")
    {
        return post("auth/verify_identity_token", identity(user, nonce(), secret));
    }

    QTemporaryDir folder;
    ScriptedPeer engine;
    ScriptedPeer usersInfo;
    QUrl url;

private:
    QProcess m_process;
    QNetworkAccessManager m_network;
    QByteArray m_database;
    QByteArray m_output;
};

} // namespace Natter::Test
