// SPDX-License-Identifier: Apache-2.0
// What one gateway can verify, as a ratio to the bare HMAC and SQL that it needs, and how long people wait
// for it.
#include "BenchReport.h"
#include "component/gateway/GatewayFixture.h"
#include "gateway/Database.h"
#include "jwt/Signature.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>

#include <deque>

using namespace Natter;

namespace {

using Stopwatch = std::chrono::steady_clock;

double millisecondsSince(Stopwatch::time_point start)
{
    return std::chrono::duration<double, std::milli>(Stopwatch::now() - start).count();
}

/// One kept connection that asks one thing at a time.
class Caller : public QObject
{
public:
    using Then = std::function<void(const QByteArray& body)>;

    explicit Caller(quint16 port)
    {
        m_socket.connectToHost(QHostAddress::LocalHost, port);
        m_socket.waitForConnected();
        m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(&m_socket, &QTcpSocket::readyRead, this, &Caller::read);
    }

    void post(const QByteArray& path, const QByteArray& body, Then then)
    {
        m_then = std::move(then);
        m_said.clear();
        m_socket.write("POST /api/v2/sdk/" + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " +
                       QByteArray::number(body.size()) + "\r\n\r\n" + body);
    }

private:
    void read()
    {
        m_said += m_socket.readAll();
        const qsizetype head = m_said.indexOf("\r\n\r\n");
        const qsizetype length = m_said.indexOf("Content-Length: ");
        if (head < 0 || length < 0)
            return;
        const qsizetype start = length + 16;
        if (m_said.size() < head + 4 + m_said.mid(start, m_said.indexOf('\r', start) - start).toLongLong())
            return;
        if (!m_said.startsWith("HTTP/1.1 200"))
            qFatal("%s", m_said.constData());
        std::exchange(m_then, {})(m_said.mid(head + 4));
    }

    QTcpSocket m_socket;
    QByteArray m_said;
    Then m_then;
};

/// The gateway as a process of its own, between peers of this one.
class GatewayUnderTest
{
public:
    explicit GatewayUnderTest(const QByteArray& database)
        : m_engine([](const Test::ScriptedPeer::Asked&) {
            return Test::ScriptedPeer::Reply{200, "\"ok\""};
        })
    {
        keep("key", "an engine key that has 32 bytes!");
        keep("secret", "natter-demo-secret");
        keep("profile.json",
            R"({"version":1,"name":"Bench","app_id":"natter-demo","gateway":"https://chat.example/",
            "backend":{"protocol":"qiscus","url":"https://site.example/","methods":["passcode"]},
            "engine":{"websocket":"wss://chat.example/ws","domain":"chat.example"}})");
        keep("gateway.conf", "[gateway]\n" + database +
                                 "login_calls_per_minute = 0\nlogin_calls_per_account_per_minute = 0\n"
                                 "audit_log = none\n[engine]\napi = " +
                                 m_engine.url("/api/").toEncoded() +
                                 "\ntoken_key_file = key\n[app natter-demo]\nsigning_secret_file = secret\n"
                                 "profile_file = profile.json\nusers_info_url = " +
                                 m_engine.url("/users").toEncoded() +
                                 "\nusers_info_login = x\nusers_info_password_file = secret\n");
        m_gateway.setProcessChannelMode(QProcess::MergedChannels);
        m_gateway.start(
            QStringLiteral(NATTER_GATEWAY), {QStringLiteral("--config"), m_folder.filePath("gateway.conf")});
        QByteArray said;
        while (!said.contains("Listening on") && m_gateway.waitForReadyRead(30'000))
            said += m_gateway.readAll();
        const qsizetype colon = said.lastIndexOf(':');
        port = said.mid(colon + 1, said.lastIndexOf('/') - colon - 1).toUShort();
        if (port == 0)
            qFatal("%s", said.constData());
    }
    ~GatewayUnderTest()
    {
        m_gateway.terminate();
        m_gateway.waitForFinished();
    }

    /// Nonce and verification; `done` when both are answered.
    static void logIn(Caller& caller, int user, const std::function<void()>& done)
    {
        caller.post("auth/nonce", "{}", [&caller, user, done](const QByteArray& body) {
            const QJsonObject results = QJsonDocument::fromJson(body).object().value("results").toObject();
            caller.post("auth/verify_identity_token",
                "{\"identity_token\":\"" + token(user, results.value("nonce").toString()) + "\"}",
                [done](const QByteArray&) { done(); });
        });
    }
    static QByteArray token(int user, const QString& nonce)
    {
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        return Test::GatewayFixture::sign({{"iss", "natter-demo"}, {"iat", now}, {"nbf", now},
            {"exp", now + 60}, {"nce", nonce}, {"prn", QString::number(user)}});
    }

    quint16 port = 0;

private:
    void keep(const QString& name, const QByteArray& bytes)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) < 0)
            qFatal("cannot write %s", qPrintable(name));
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    }

    QTemporaryDir m_folder;
    Test::ScriptedPeer m_engine;
    QProcess m_gateway;
};

/// Verifications of nonces that were fetched before, `width` at a time.
double verificationsPerSecond(GatewayUnderTest& bench, int count, int width)
{
    std::vector<std::unique_ptr<Caller>> callers;
    for (int i = 0; i < width; ++i)
        callers.push_back(std::make_unique<Caller>(bench.port));
    QList<QByteArray> bodies;
    int open = width;
    QEventLoop loop;
    std::function<void(Caller&)> fetch = [&](Caller& caller) {
        if (bodies.size() >= count) {
            if (--open == 0)
                loop.quit();
            return;
        }
        caller.post("auth/nonce", "{}", [&](const QByteArray& body) {
            const QJsonObject results = QJsonDocument::fromJson(body).object().value("results").toObject();
            bodies.append(
                "{\"identity_token\":\"" +
                GatewayUnderTest::token(int(bodies.size() % 500), results.value("nonce").toString()) + "\"}");
            fetch(caller);
        });
    };
    for (const auto& caller : callers)
        fetch(*caller);
    loop.exec();

    open = width;
    std::function<void(Caller&)> verify = [&](Caller& caller) {
        if (bodies.isEmpty()) {
            if (--open == 0)
                loop.quit();
            return;
        }
        caller.post(
            "auth/verify_identity_token", bodies.takeLast(), [&](const QByteArray&) { verify(caller); });
    };
    const qsizetype total = bodies.size();
    const auto start = Stopwatch::now();
    for (const auto& caller : callers)
        verify(*caller);
    loop.exec();
    return double(total) * 1000 / millisecondsSince(start);
}

/// The HMAC of one token and one inserted row, again and again.
double bareOperationsPerSecond(const Gateway::DatabaseConfig& config, int count)
{
    Gateway::Database database(config);
    if (!database.open() || !database.migrate())
        qFatal("no database");
    const Secret key("natter-demo-secret");
    const QByteArray token = GatewayUnderTest::token(1, QString(43, u'n'));
    const auto start = Stopwatch::now();
    for (int i = 0; i < count; ++i) {
        const QString hash =
            QString::fromLatin1(Jwt::hmac(Jwt::Algorithm::HS256, key, token + QByteArray::number(i)).toHex());
        if (!database.run(QStringLiteral("INSERT INTO spent (hash, expires_at) VALUES (?, ?)"), {hash, 0}))
            qFatal("no insert");
    }
    return double(count) * 1000 / millisecondsSince(start);
}

/// Open loop: a login starts every 4 ms (two requests each, so 500 a second), whether others are done or not.
double latencyP99(GatewayUnderTest& bench, int logins)
{
    std::deque<std::shared_ptr<Caller>> idle;
    for (int i = 0; i < 64; ++i)
        idle.push_back(std::make_shared<Caller>(bench.port));
    QList<double> taken;
    QEventLoop loop;
    const auto start = Stopwatch::now();
    int begun = 0;
    QTimer pace;
    pace.setTimerType(Qt::PreciseTimer);
    QObject::connect(&pace, &QTimer::timeout, &loop, [&] {
        while (begun < logins && millisecondsSince(start) >= begun * 4.0) {
            // From when it was due, not from when there was a connection for it.
            const auto due = start + std::chrono::milliseconds(begun * 4);
            if (idle.empty())
                idle.push_back(std::make_shared<Caller>(bench.port));
            const auto caller = idle.front();
            idle.pop_front();
            GatewayUnderTest::logIn(*caller, begun++ % 500, [&, due, caller] {
                idle.push_back(caller);
                taken.append(millisecondsSince(due));
                if (taken.size() == logins)
                    loop.quit();
            });
        }
    });
    pace.start(1);
    loop.exec();
    std::sort(taken.begin(), taken.end());
    Natter::Bench::report("gateway_login_p50", taken.at(taken.size() / 2), "ms");
    return taken.at(taken.size() * 99 / 100);
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    const bool isSmoke = app.arguments().contains(QStringLiteral("--smoke"));
    const QTemporaryDir folder;
    std::unique_ptr<Test::PostgresProcess> postgres;
    Gateway::DatabaseConfig config;
    config.name = folder.filePath("bare.sqlite");
    QByteArray database = "database_name = " + folder.filePath("gateway.sqlite").toUtf8() + '\n';
    if (app.arguments().contains(QStringLiteral("--postgresql"))) {
        postgres = std::make_unique<Test::PostgresProcess>();
        config = postgres->makeDatabase();
        const auto own = postgres->makeDatabase();
        qputenv("BENCH_DATABASE_PASSWORD", own.password.reveal());
        database = "database_driver = QPSQL\ndatabase_host = 127.0.0.1\ndatabase_port = " +
                   QByteArray::number(own.port) + "\ndatabase_user = " + own.user.toUtf8() +
                   "\ndatabase_password_env = BENCH_DATABASE_PASSWORD\ndatabase_name = " + own.name.toUtf8() +
                   '\n';
    }
    GatewayUnderTest gateway(database);
    const double bare = bareOperationsPerSecond(config, isSmoke ? 100 : 10'000);
    const double verified = verificationsPerSecond(gateway, isSmoke ? 50 : 5000, 16);
    Natter::Bench::report("gateway_bare", bare, "operations/s");
    Natter::Bench::report("gateway_verifications", verified, "logins/s");
    Natter::Bench::report("gateway_ratio", verified / bare, "of bare HMAC and insert");
    Natter::Bench::report("gateway_login_p99", latencyP99(gateway, isSmoke ? 50 : 5000), "ms");
    return 0;
}
