// SPDX-License-Identifier: Apache-2.0
#include "component/gateway/GatewayProcess.h"

#include <QTcpSocket>

using namespace Natter;
using namespace Natter::Test;

namespace {

/// One kept connection to the gateway from an address of this computer.
class Peer
{
public:
    Peer(const GatewayProcess& gateway, const QByteArray& address)
    {
        if (!m_socket.bind(QHostAddress(QString::fromLatin1(address))))
            qFatal("%s is not an address of this computer; run by with-network.sh", address.constData());
        m_socket.connectToHost(QHostAddress::LocalHost, quint16(gateway.url.port()));
        if (!m_socket.waitForConnected(30'000))
            qFatal("%s", qPrintable(m_socket.errorString()));
    }

    /// The whole answer to a login that is refused.
    QByteArray ask(const QByteArray& headers = {})
    {
        const QByteArray body = R"({"identity_token":"x"})";
        m_socket.write("POST /api/v2/sdk/auth/verify_identity_token HTTP/1.1\r\nHost: x\r\n" + headers +
                       "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        QByteArray said;
        const bool isWhole =
            QTest::qWaitFor([&] { return (said += m_socket.readAll()).endsWith('}') || !isOpen(); }, 30'000);
        return isWhole ? said : QByteArray();
    }
    bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }

private:
    QTcpSocket m_socket;
};

/// Who was there by the audit log of a request.
QString clientOf(GatewayProcess& gateway, const QByteArray& answer)
{
    const QByteArray mark = "X-Request-Id: ";
    const qsizetype start = answer.indexOf(mark) + mark.size();
    const QByteArray id = answer.mid(start, answer.indexOf('\r', start) - start);
    QString client;
    const bool isLogged = QTest::qWaitFor(
        [&] {
            for (const QByteArray& line : gateway.output().split('\n')) {
                const QJsonObject event = QJsonDocument::fromJson(line).object();
                if (event.value("request").toString() == QString::fromLatin1(id))
                    client = event.value("client").toString();
            }
            return !client.isEmpty();
        },
        30'000);
    return isLogged ? client : QString();
}

} // namespace

/// Whose word on the client is taken. Run in a network of its own, where 192.0.2.0/24 is this computer.
class GatewayProxiesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void believesNamedProxies_data();
    void believesNamedProxies();
    void countsClientsBehindAProxy();
    void changesAtAReload();
    void letsAProxyHoldConnections();
};

void GatewayProxiesTest::believesNamedProxies_data()
{
    QTest::addColumn<QByteArray>("peer");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QString>("client");
    const QByteArray forwarded = "X-Forwarded-For: 203.0.113.9\r\n";
    QTest::newRow("named") << QByteArray("192.0.2.1") << forwarded << "203.0.113.9";
    QTest::newRow("in a named subnet") << QByteArray("192.0.2.31") << forwarded << "203.0.113.9";
    QTest::newRow("this machine") << QByteArray("127.0.0.1") << forwarded << "203.0.113.9";
    QTest::newRow("not named") << QByteArray("192.0.2.2") << forwarded << "192.0.2.2";
    QTest::newRow("beside the subnet") << QByteArray("192.0.2.32") << forwarded << "192.0.2.32";
    QTest::newRow("not named, claims to be this machine")
        << QByteArray("192.0.2.2") << QByteArray("X-Forwarded-For: 127.0.0.1\r\n") << "192.0.2.2";
    QTest::newRow("not named, claims to be a proxy")
        << QByteArray("192.0.2.2") << QByteArray("X-Forwarded-For: 203.0.113.9, 192.0.2.1\r\n")
        << "192.0.2.2";
    QTest::newRow("last of several") << QByteArray("192.0.2.1")
                                     << QByteArray("X-Forwarded-For: 198.51.100.7, 203.0.113.9\r\n")
                                     << "203.0.113.9";
    QTest::newRow("IPv6") << QByteArray("192.0.2.1") << QByteArray("X-Forwarded-For: 2001:db8::9\r\n")
                          << "2001:db8::9";
    QTest::newRow("nothing forwarded") << QByteArray("192.0.2.1") << QByteArray() << "192.0.2.1";
    QTest::newRow("nonsense forwarded")
        << QByteArray("192.0.2.1") << QByteArray("X-Forwarded-For: unknown\r\n") << "192.0.2.1";
    QTest::newRow("another spelling")
        << QByteArray("192.0.2.1") << QByteArray("X_Forwarded_For: 203.0.113.9\r\n") << "192.0.2.1";
}

void GatewayProxiesTest::believesNamedProxies()
{
    QFETCH(QByteArray, peer);
    QFETCH(QByteArray, headers);
    QFETCH(QString, client);
    GatewayProcess gateway;
    gateway.configure("audit_log = stdout\ntrusted_proxies = 192.0.2.1, 192.0.2.16/28\n");
    gateway.start();
    Peer asking(gateway, peer);
    const QByteArray answer = asking.ask(headers);
    QVERIFY2(answer.startsWith("HTTP/1.1 400 "), answer.constData());
    QCOMPARE(clientOf(gateway, answer), client);
}

void GatewayProxiesTest::countsClientsBehindAProxy()
{
    GatewayProcess gateway;
    gateway.configure("audit_log = none\ntrusted_proxies = 192.0.2.1\nlogin_calls_per_minute = 3\n");
    gateway.start();
    const auto forwarded = [](const QByteArray& client) {
        return "X-Forwarded-For: " + client + "\r\n";
    };
    // Each client of the proxy has a limit of its own.
    Peer proxy(gateway, "192.0.2.1");
    for (const char* client : {"203.0.113.1", "203.0.113.2"}) {
        for (int i = 0; i < 3; ++i)
            QVERIFY(proxy.ask(forwarded(client)).startsWith("HTTP/1.1 400 "));
        QVERIFY(proxy.ask(forwarded(client)).startsWith("HTTP/1.1 429 "));
    }
    // Who is no proxy gets no further by inventing clients, and takes nothing away from them.
    Peer liar(gateway, "192.0.2.2");
    for (int i = 0; i < 6; ++i) {
        const QByteArray answer = liar.ask(forwarded("203.0.113." + QByteArray::number(3 + i)));
        QVERIFY2(answer.startsWith(i < 3 ? "HTTP/1.1 400 " : "HTTP/1.1 429 "), answer.constData());
    }
    QVERIFY(proxy.ask(forwarded("203.0.113.3")).startsWith("HTTP/1.1 400 "));
}

void GatewayProxiesTest::changesAtAReload()
{
    GatewayProcess gateway;
    gateway.configure("audit_log = stdout\n");
    gateway.start();
    const QByteArray forwarded = "X-Forwarded-For: 203.0.113.9\r\n";
    Peer proxy(gateway, "192.0.2.1");
    QCOMPARE(clientOf(gateway, proxy.ask(forwarded)), "192.0.2.1");
    gateway.configure("audit_log = stdout\ntrusted_proxies = 192.0.2.1\n");
    gateway.raise(SIGHUP);
    QTRY_VERIFY_WITH_TIMEOUT(gateway.output().contains("config_reloaded"), 30'000);
    QCOMPARE(clientOf(gateway, proxy.ask(forwarded)), "203.0.113.9");
}

void GatewayProxiesTest::letsAProxyHoldConnections()
{
    GatewayProcess gateway;
    gateway.configure("audit_log = none\ntrusted_proxies = 192.0.2.1\nlogin_calls_per_minute = 0\n");
    gateway.start();
    constexpr int Most = 64;
    const auto stayOpen = [&gateway](const QByteArray& address, int count, int expected) {
        std::vector<std::unique_ptr<Peer>> peers;
        for (int i = 0; i < count; ++i) {
            peers.push_back(std::make_unique<Peer>(gateway, address));
            if (!peers.back()->ask().startsWith("HTTP/1.1 400 "))
                return false;
        }
        const auto open = [&peers] {
            return std::count_if(peers.begin(), peers.end(), [](const auto& peer) { return peer->isOpen(); });
        };
        // What is closed is seen to be in a moment, and by the time that another one is served.
        return QTest::qWaitFor([&] { return open() == expected; }, 30'000) &&
               peers.back()->ask().startsWith("HTTP/1.1 400 ") && open() == expected;
    };
    QVERIFY(stayOpen("192.0.2.1", Most + 20, Most + 20));
    QVERIFY(stayOpen("192.0.2.2", Most + 20, Most));
}

QTEST_GUILESS_MAIN(GatewayProxiesTest)
#include "tst_gateway_proxies.moc"
