// SPDX-License-Identifier: Apache-2.0
#include "xmpp/WebSocketTransport.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketServer>

#include <memory>

using namespace Natter;
using namespace Natter::Xmpp;
using namespace std::chrono_literals;

namespace {

constexpr int MegaByte = 1024 * 1024;

/// A WebSocket server with one guest.
class ScriptedEngine
{
public:
    explicit ScriptedEngine(const QStringList& subprotocols = {QStringLiteral("xmpp")},
        QWebSocketServer::SslMode mode = QWebSocketServer::NonSecureMode)
        : m_server(QString(), mode)
    {
        m_server.setSupportedSubprotocols(subprotocols);
        m_server.listen(QHostAddress::LocalHost);
    }
    QWebSocketServer& server() { return m_server; }
    QUrl url() const { return m_server.serverUrl(); }

    QWebSocket* guest()
    {
        if (!QTest::qWaitFor([this] { return m_guest || m_server.hasPendingConnections(); }, 30'000))
            return nullptr;
        if (!m_guest)
            m_guest.reset(m_server.nextPendingConnection());
        return m_guest.get();
    }

private:
    QWebSocketServer m_server;
    std::unique_ptr<QWebSocket> m_guest;
};

/// A TCP server that answers the WebSocket handshake with bytes of the test's choice, or not at all, and
/// never reacts to anything else.
class RawEngine
{
public:
    explicit RawEngine(const QByteArray& answer)
    {
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this, answer] {
            QTcpSocket* socket = m_server.nextPendingConnection();
            ++m_connections;
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, answer] {
                const QByteArray request = socket->readAll();
                const qsizetype at = request.indexOf(KeyHeader);
                if (at >= 0)
                    socket->write(QByteArray(answer).replace(
                        "ACCEPT", acceptFor(request.mid(at + KeyHeader.size(), 24))));
            });
        });
        m_server.listen(QHostAddress::LocalHost);
    }

    /// A proper handshake, and then `frames` as they are.
    static QByteArray upgrade(const QByteArray& frames = {})
    {
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
               "Sec-WebSocket-Protocol: xmpp\r\nSec-WebSocket-Accept: ACCEPT\r\n\r\n" +
               frames;
    }

    QUrl url() const { return QUrl(QStringLiteral("ws://127.0.0.1:%1/ws").arg(m_server.serverPort())); }
    int connections() const { return m_connections; }

private:
    static constexpr QByteArrayView KeyHeader = "Sec-WebSocket-Key: ";

    static QByteArray acceptFor(const QByteArray& key)
    {
        const QByteArray text = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
        return QCryptographicHash::hash(text, QCryptographicHash::Sha1).toBase64();
    }

    QTcpServer m_server;
    int m_connections = 0;
};

/// The transport under test and what it told.
struct Guest
{
    explicit Guest(std::chrono::milliseconds connectTime = 30s)
        : transport(connectTime)
    {}

    WebSocketTransport transport;
    QSignalSpy opened{&transport, &Transport::opened};
    QSignalSpy frames{&transport, &Transport::frameReceived};
    QSignalSpy closed{&transport, &Transport::closed};

    bool open(const QUrl& url)
    {
        transport.open(url);
        return QTest::qWaitFor([this] { return !opened.isEmpty() || !closed.isEmpty(); }, 30'000) &&
               !opened.isEmpty();
    }
    Error end(int milliseconds = 30'000)
    {
        if (!QTest::qWaitFor([this] { return !closed.isEmpty(); }, milliseconds))
            return {ErrorKind::BadInput, {}, QStringLiteral("it did not close"), {}};
        return closed.at(0).at(0).value<Error>();
    }
};

} // namespace

class TestXmppWebSocket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void carriesTextBothWays()
    {
        ScriptedEngine engine;
        Guest guest;
        QVERIFY(guest.open(engine.url()));
        QVERIFY(guest.transport.isOpen());
        QVERIFY(engine.guest());
        QCOMPARE(engine.guest()->subprotocol(), QStringLiteral("xmpp"));
        QSignalSpy heard(engine.guest(), &QWebSocket::textMessageReceived);
        guest.transport.send(QStringLiteral("<a>é😀</a>"));
        QVERIFY(heard.wait(30'000));
        QCOMPARE(heard.at(0).at(0).toString(), QStringLiteral("<a>é😀</a>"));
        engine.guest()->sendTextMessage(QStringLiteral("<b/>"));
        engine.guest()->sendTextMessage(QString(900 * 1024, u'x'));
        QTRY_COMPARE(guest.frames.count(), 2);
        QCOMPARE(guest.frames.at(0).at(0).toString(), QStringLiteral("<b/>"));
        QCOMPARE(guest.frames.at(1).at(0).toString().size(), 900 * 1024);
    }

    void refusesAServerWithoutTheSubprotocol_data()
    {
        QTest::addColumn<QStringList>("subprotocols");
        QTest::newRow("none") << QStringList();
        QTest::newRow("another") << QStringList{QStringLiteral("mqtt")};
    }
    void refusesAServerWithoutTheSubprotocol()
    {
        QFETCH(QStringList, subprotocols);
        ScriptedEngine engine(subprotocols);
        Guest guest;
        QVERIFY(!guest.open(engine.url()));
        QCOMPARE(guest.end().kind, ErrorKind::Protocol);
    }

    void refusesTooMuch_data()
    {
        QTest::addColumn<quint64>("frameSize");
        QTest::addColumn<int>("messageSize");
        QTest::newRow("small frames") << quint64(64) * 1024 << 65 * MegaByte;
        QTest::newRow("just over") << quint64(128) * MegaByte << 64 * MegaByte + 1;
    }
    void refusesTooMuch()
    {
        QFETCH(quint64, frameSize);
        QFETCH(int, messageSize);
        ScriptedEngine engine;
        Guest guest;
        QVERIFY(guest.open(engine.url()));
        QVERIFY(engine.guest());
        engine.guest()->setOutgoingFrameSize(frameSize);
        engine.guest()->sendTextMessage(QString(messageSize, u'x'));
        QCOMPARE(guest.end(60'000).kind, ErrorKind::TooLarge);
        QVERIFY(guest.frames.isEmpty());
        QVERIFY(!guest.transport.isOpen());
    }

    void takesWhatIsJustSmallEnough()
    {
        ScriptedEngine engine;
        Guest guest;
        QVERIFY(guest.open(engine.url()));
        engine.guest()->setOutgoingFrameSize(quint64(128) * MegaByte);
        engine.guest()->sendTextMessage(QString(64 * MegaByte, u'x'));
        engine.guest()->sendTextMessage(QStringLiteral("<next/>"));
        QTRY_COMPARE_WITH_TIMEOUT(guest.frames.count(), 2, 60'000);
        QCOMPARE(guest.frames.at(1).at(0).toString(), QStringLiteral("<next/>"));
        QVERIFY(guest.closed.isEmpty());
    }

    void refusesBinaryFrames()
    {
        ScriptedEngine engine;
        Guest guest;
        QVERIFY(guest.open(engine.url()));
        engine.guest()->sendBinaryMessage(QByteArrayLiteral("<a/>"));
        QCOMPARE(guest.end().kind, ErrorKind::Protocol);
    }

    void refusesBrokenFrames_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::newRow("text that is no UTF-8") << QByteArray("\x81\x02\xC3\x28", 4);
        QTest::newRow("unknown kind of frame") << QByteArray("\x83\x01x", 3);
        QTest::newRow("reserved bits") << QByteArray("\xF1\x01x", 3);
        QTest::newRow("continuation of nothing") << QByteArray("\x80\x01x", 3);
    }
    void refusesBrokenFrames()
    {
        QFETCH(QByteArray, frame);
        RawEngine engine(RawEngine::upgrade(frame));
        Guest guest;
        guest.open(engine.url());
        QCOMPARE(guest.end().kind, ErrorKind::Protocol);
        QVERIFY(guest.frames.isEmpty());
    }

    void tellsWhenTheServerLeaves_data()
    {
        QTest::addColumn<bool>("isPolite");
        QTest::newRow("close frame") << true;
        QTest::newRow("cut") << false;
    }
    void tellsWhenTheServerLeaves()
    {
        QFETCH(bool, isPolite);
        ScriptedEngine engine;
        Guest guest;
        QVERIFY(guest.open(engine.url()));
        engine.guest()->sendTextMessage(QStringLiteral("<last/>"));
        QTRY_COMPARE(guest.frames.count(), 1);
        if (isPolite)
            engine.guest()->close(QWebSocketProtocol::CloseCodeGoingAway);
        else
            engine.guest()->abort();
        QCOMPARE(guest.end().kind, ErrorKind::Network);
        QTest::qWait(50);
        QCOMPARE(guest.closed.count(), 1);
    }

    void closesAndOpensAgain()
    {
        ScriptedEngine engine;
        Guest guest;
        QVERIFY(guest.open(engine.url()));
        guest.transport.close();
        guest.transport.close();
        QCOMPARE(guest.end().kind, ErrorKind::Cancelled);
        QTest::qWait(50);
        QCOMPARE(guest.closed.count(), 1);
        guest.transport.open(engine.url());
        QTRY_COMPARE(guest.opened.count(), 2);
    }

    void closingDoesNotWaitForADeadPeer()
    {
        RawEngine engine(RawEngine::upgrade());
        Guest guest;
        QVERIFY(guest.open(engine.url()));
        guest.transport.close();
        QVERIFY(!guest.transport.isOpen());
        QCOMPARE(guest.end().kind, ErrorKind::Cancelled);
    }

    void givesUpOnASilentServer()
    {
        RawEngine server{QByteArray()};
        Guest guest(300ms);
        QVERIFY(!guest.open(server.url()));
        QCOMPARE(guest.end().kind, ErrorKind::Timeout);
    }

    void isNoGuestOfWebServers_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("page") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html></html>");
        QTest::newRow("redirect") << QByteArray("HTTP/1.1 302 Found\r\nLocation: ws://127.0.0.1:1/\r\n\r\n");
        QTest::newRow("502") << QByteArray("HTTP/1.1 502 Bad Gateway\r\n\r\n");
        QTest::newRow("noise") << QByteArray("\x16\x03\x01garbage\r\n\r\n");
        QTest::newRow("wrong key") << QByteArray(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Protocol: xmpp\r\nSec-WebSocket-Accept: bm8=\r\n\r\n");
    }
    void isNoGuestOfWebServers()
    {
        QFETCH(QByteArray, answer);
        RawEngine server(answer);
        Guest guest(300ms);
        QVERIFY(!guest.open(server.url()));
        const ErrorKind kind = guest.end().kind;
        QVERIFY(kind == ErrorKind::Network || kind == ErrorKind::Protocol || kind == ErrorKind::Timeout);
        QTest::qWait(50);
        QCOMPARE(server.connections(), 1);
        QCOMPARE(guest.closed.count(), 1);
    }

    void tellsWhenNobodyListens()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const QUrl url(QStringLiteral("ws://127.0.0.1:%1/").arg(server.serverPort()));
        server.close();
        Guest guest;
        QVERIFY(!guest.open(url));
        QCOMPARE(guest.end().kind, ErrorKind::Network);
    }

    void speaksPlainOnlyToThisMachine_data()
    {
        QTest::addColumn<QString>("url");
        QTest::newRow("ws") << QStringLiteral("ws://chat.example/ws");
        QTest::newRow("looks local") << QStringLiteral("ws://localhost.chat.example/ws");
        QTest::newRow("loopback as user") << QStringLiteral("ws://127.0.0.1@chat.example/ws");
        QTest::newRow("http") << QStringLiteral("http://127.0.0.1/ws");
        QTest::newRow("nothing") << QString();
    }
    void speaksPlainOnlyToThisMachine()
    {
        QFETCH(QString, url);
        Guest guest;
        guest.transport.open(QUrl(url));
        QCOMPARE(guest.closed.count(), 1); // at once: no socket was made
        QCOMPARE(guest.end().kind, ErrorKind::Tls);
    }

    void refusesACertificateItDoesNotKnow()
    {
        if (!QSslSocket::supportsSsl())
            QSKIP("no TLS in this Qt");
        ScriptedEngine engine({QStringLiteral("xmpp")}, QWebSocketServer::SecureMode);
        QFile certificate(QStringLiteral(NATTER_TEST_DATA "/tls/self-signed.crt.pem"));
        QFile key(QStringLiteral(NATTER_TEST_DATA "/tls/self-signed.key.pem"));
        QVERIFY(certificate.open(QIODevice::ReadOnly) && key.open(QIODevice::ReadOnly));
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(QSslCertificate(&certificate));
        configuration.setPrivateKey(QSslKey(&key, QSsl::Ec));
        engine.server().setSslConfiguration(configuration);
        Guest guest;
        QVERIFY(!guest.open(engine.url()));
        QCOMPARE(guest.end().kind, ErrorKind::Tls);
    }

    void mayDieAtAnyTime()
    {
        ScriptedEngine engine;
        {
            WebSocketTransport connecting;
            connecting.open(engine.url());
        }
        auto transport = std::make_unique<WebSocketTransport>();
        QSignalSpy opened(transport.get(), &Transport::opened);
        transport->open(engine.url());
        QVERIFY(opened.wait(30'000));
        engine.guest()->sendTextMessage(QStringLiteral("<a/>"));
        transport.reset();
        QTest::qWait(50);
    }

    void whatWasSentLastArrives()
    {
        ScriptedEngine engine;
        auto transport = std::make_unique<WebSocketTransport>();
        QSignalSpy opened(transport.get(), &Transport::opened);
        transport->open(engine.url());
        QVERIFY(opened.wait(30'000));
        QVERIFY(engine.guest());
        QSignalSpy heard(engine.guest(), &QWebSocket::textMessageReceived);
        transport->send(QStringLiteral("<close/>"));
        transport.reset();
        QVERIFY(heard.wait(30'000));
    }

    /// 2,000 frames that lie ready at once.
    void readsABurstInTurns()
    {
        constexpr int Burst = 2000;
        QByteArray frames;
        for (int i = 0; i < Burst; ++i)
            frames += QByteArray("\x81\x7E\x01\xF4", 4) + QByteArray::number(i).rightJustified(500, '0');
        RawEngine engine(RawEngine::upgrade(frames));
        Guest guest;
        QElapsedTimer sinceTurn;
        qint64 longest = 0;
        QTimer turn;
        connect(&turn, &QTimer::timeout, this, [&] { longest = qMax(longest, sinceTurn.restart()); });
        sinceTurn.start();
        turn.start(0);
        QVERIFY(guest.open(engine.url()));
        QTRY_COMPARE_WITH_TIMEOUT(guest.frames.count(), Burst, 30'000);
        for (int i = 0; i < Burst; ++i)
            QCOMPARE(guest.frames.at(i).at(0).toString().toInt(), i);
        qInfo() << "longest turn, ms:" << longest;
    }
};

QTEST_GUILESS_MAIN(TestXmppWebSocket)
#include "tst_xmpp_websocket.moc"
