// SPDX-License-Identifier: Apache-2.0
#include "net/RedirectListener.h"

#include <QTcpSocket>
#include <QTest>

using namespace Natter::Net;

namespace {

const RedirectListener::Words Words{
    QStringLiteral("Done <b>&"), QStringLiteral("Not the sign-in that is waited for")};

} // namespace

/// Real sockets on the loopback, good and bad manners.
class RedirectListenerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void takesTheReturn();
    void takesItInPieces();
    void closesAfterTheRightOne();
    void keepsWaitingAfterAWrongOne();
    void refuses_data();
    void refuses();
    void readsNoMoreThanItMust();
    void refusesAFlood();
    void survivesClientsThatLeave();
    void mayDieWithOpenConnections();
    void placesCannotBeGuessed();

private:
    /// The whole answer to these bytes, or what had come when nothing more did.
    QByteArray send(const QByteArray& bytes) const;
    QByteArray get(const QByteArray& target, const QByteArray& more = {}) const
    {
        return send("GET " + target + " HTTP/1.1\r\nHost: " + host() + "\r\n" + more + "\r\n");
    }
    QByteArray host() const { return m_listener->url().authority().toLatin1(); }
    QByteArray path() const { return m_listener->url().path().toLatin1(); }

    std::unique_ptr<RedirectListener> m_listener;
    QList<QString> m_judged;
    bool m_verdict = true;
};

void RedirectListenerTest::init()
{
    m_judged.clear();
    m_verdict = true;
    m_listener = std::make_unique<RedirectListener>(
        [this](const QUrlQuery& query) {
            m_judged += query.toString();
            return m_verdict;
        },
        Words);
    QVERIFY(m_listener->listen());
}

void RedirectListenerTest::cleanup()
{
    m_listener.reset();
}

QByteArray RedirectListenerTest::send(const QByteArray& bytes) const
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, quint16(m_listener->url().port()));
    if (!QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::ConnectedState; }, 30'000))
        return "no connection";
    socket.write(bytes);
    (void)QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; }, 30'000);
    return socket.readAll();
}

void RedirectListenerTest::takesTheReturn()
{
    QCOMPARE(m_listener->url().host(), QStringLiteral("127.0.0.1"));
    const QByteArray answer = get(path() + "?code=c%20d&state=s");
    QVERIFY2(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer.constData());
    QVERIFY(answer.contains("\r\nCache-Control: no-store\r\n"));
    QVERIFY(answer.contains("\r\nContent-Type: text/html; charset=utf-8\r\n"));
    QVERIFY(answer.contains("Done &lt;b&gt;&amp;"));
    QVERIFY(!answer.contains("c%20d") && !answer.contains("c d"));
    QCOMPARE(m_judged, QList<QString>{QStringLiteral("code=c d&state=s")});
}

void RedirectListenerTest::takesItInPieces()
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, quint16(m_listener->url().port()));
    const QByteArray request = "GET " + path() + "?a=b HTTP/1.1\r\nHost: " + host() + "\r\n\r\n";
    for (const char byte : request) {
        socket.write(&byte, 1);
        QTest::qWait(0);
    }
    QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QAbstractSocket::UnconnectedState, 30'000);
    QVERIFY(socket.readAll().startsWith("HTTP/1.1 200 "));
    QCOMPARE(m_judged.size(), 1);
}

void RedirectListenerTest::closesAfterTheRightOne()
{
    // A second tab was open already when the first one came back.
    QTcpSocket second;
    second.connectToHost(QHostAddress::LocalHost, quint16(m_listener->url().port()));
    QTRY_COMPARE(second.state(), QAbstractSocket::ConnectedState);
    QTest::qWait(20);
    QVERIFY(get(path() + "?a=b").startsWith("HTTP/1.1 200 "));
    QVERIFY(!m_listener->isListening());
    second.write("GET " + path() + "?a=b HTTP/1.1\r\nHost: " + host() + "\r\n\r\n");
    QTRY_COMPARE_WITH_TIMEOUT(second.state(), QAbstractSocket::UnconnectedState, 30'000);
    QVERIFY(second.readAll().startsWith("HTTP/1.1 400 "));
    QCOMPARE(m_judged.size(), 1);

    QTcpSocket replay;
    replay.connectToHost(QHostAddress::LocalHost, quint16(m_listener->url().port()));
    QTRY_COMPARE(replay.error(), QAbstractSocket::ConnectionRefusedError);
}

void RedirectListenerTest::keepsWaitingAfterAWrongOne()
{
    m_verdict = false;
    const QByteArray answer = get(path() + "?state=wrong");
    QVERIFY2(answer.startsWith("HTTP/1.1 400 "), answer.constData());
    QVERIFY(answer.contains("Not the sign-in"));
    QVERIFY(!answer.contains("wrong"));
    QVERIFY(m_listener->isListening());
    m_verdict = true;
    QVERIFY(get(path() + "?state=right").startsWith("HTTP/1.1 200 "));
}

void RedirectListenerTest::refuses_data()
{
    QTest::addColumn<QByteArray>("request"); // @ the path, % the host
    QTest::addColumn<QByteArray>("status");
    const auto row = [](const char* name, const QByteArray& request, const QByteArray& status) {
        QTest::newRow(name) << request << status;
    };
    row("another path", "GET / HTTP/1.1\r\nHost: %\r\n\r\n", "404");
    row("favicon", "GET /favicon.ico HTTP/1.1\r\nHost: %\r\n\r\n", "404");
    row("further path", "GET @/x?a=b HTTP/1.1\r\nHost: %\r\n\r\n", "404");
    row("POST", "POST @?a=b HTTP/1.1\r\nHost: %\r\nContent-Length: 3\r\n\r\na=b", "405");
    row("HEAD", "HEAD @?a=b HTTP/1.1\r\nHost: %\r\n\r\n", "405");
    row("OPTIONS", "OPTIONS @ HTTP/1.1\r\nHost: %\r\n\r\n", "405");
    row("lower case method", "get @?a=b HTTP/1.1\r\nHost: %\r\n\r\n", "405");
    row("no host", "GET @?a=b HTTP/1.1\r\n\r\n", "404");
    row("another host", "GET @?a=b HTTP/1.1\r\nHost: site.example\r\n\r\n", "404");
    row("another port", "GET @?a=b HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n", "404");
    row("two hosts", "GET @?a=b HTTP/1.1\r\nHost: %\r\nHost: site.example\r\n\r\n", "404");
    row("localhost", "GET @?a=b HTTP/1.1\r\nHost: localhost\r\n\r\n", "404");
    row("absolute form", "GET http://site.example@?a=b HTTP/1.1\r\nHost: %\r\n\r\n", "404");
    row("other authority", "GET //site.example@?a=b HTTP/1.1\r\nHost: %\r\n\r\n", "404");
    row("HTTP/0.9", "GET @?a=b\r\n\r\n", "404");
    row("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "404");
    row("TLS", QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11) + "\r\n\r\n", "404");
    row("garbage", QByteArray("\0\xff\xfe", 3) + " \r\n\r\n", "404");
    row("blank lines", "\r\n\r\n", "404");
    row("encoded path", "GET /%2e%2e@ HTTP/1.1\r\nHost: %\r\n\r\n", "404");
    row("huge header", "GET @?a=b HTTP/1.1\r\nX: " + QByteArray(20'000, 'x'), "431");
    row("huge query", "GET @?a=" + QByteArray(20'000, 'x') + " HTTP/1.1\r\nHost: %\r\n\r\n", "431");
}

void RedirectListenerTest::refuses()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, status);
    request.replace("Host: %", "Host: " + host()).replace('@', path());
    const QByteArray answer = send(request);
    QVERIFY2(answer.startsWith("HTTP/1.1 " + status + " "), answer.constData());
    QVERIFY(!answer.contains("site.example"));
    QVERIFY(m_judged.isEmpty());
    QVERIFY(get(path() + "?a=b").startsWith("HTTP/1.1 200 "));
}

void RedirectListenerTest::readsNoMoreThanItMust()
{
    // A body is nobody's business; the return itself is good.
    QVERIFY(get(path() + "?a=b", "Content-Length: 100000\r\n").startsWith("HTTP/1.1 200 "));
}

void RedirectListenerTest::refusesAFlood()
{
    QList<QTcpSocket*> idle;
    QObject owner;
    for (int i = 0; i < 60; ++i) {
        idle += new QTcpSocket(&owner);
        idle.last()->connectToHost(QHostAddress::LocalHost, quint16(m_listener->url().port()));
    }
    const auto closed = [&idle] {
        return std::count_if(idle.begin(), idle.end(),
            [](const QTcpSocket* socket) { return socket->state() == QAbstractSocket::UnconnectedState; });
    };
    QTRY_VERIFY_WITH_TIMEOUT(closed() >= 28, 8'000);
    // The silent ones are dropped in time, and the return finds its way.
    QTRY_COMPARE_WITH_TIMEOUT(closed(), qsizetype(60), 30'000);
    QVERIFY(get(path() + "?a=b").startsWith("HTTP/1.1 200 "));
}

void RedirectListenerTest::survivesClientsThatLeave()
{
    for (const QByteArray& start :
        {QByteArray(), QByteArray("GET "), "GET " + path() + "?a=b HTTP/1.1\r\n"}) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, quint16(m_listener->url().port()));
        QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
        socket.write(start);
        socket.flush();
        socket.abort();
        QTest::qWait(10);
    }
    QVERIFY(m_judged.isEmpty());
    QVERIFY(get(path() + "?a=b").startsWith("HTTP/1.1 200 "));
}

void RedirectListenerTest::mayDieWithOpenConnections()
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, quint16(m_listener->url().port()));
    socket.write("GET " + path());
    QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
    QTest::qWait(20);
    m_listener.reset();
    QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
}

void RedirectListenerTest::placesCannotBeGuessed()
{
    RedirectListener other([](const QUrlQuery&) { return true; }, Words);
    QVERIFY(other.listen());
    QVERIFY(other.url().path() != m_listener->url().path());
    QCOMPARE(other.url().path().size(), 33);
    QVERIFY(other.url().port() != m_listener->url().port());
}

QTEST_GUILESS_MAIN(RedirectListenerTest)
#include "tst_net_redirectlistener.moc"
