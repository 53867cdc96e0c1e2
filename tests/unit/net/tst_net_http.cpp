// SPDX-License-Identifier: Apache-2.0
#include "net/NetworkHttpClient.h"
#include "support/Await.h"
#include "support/ScriptedHttpServer.h"

#include <QNetworkProxy>
#include <QTemporaryDir>

using namespace Natter;
using namespace Natter::Net;
using namespace Natter::Test;
using namespace std::chrono_literals;

namespace {

HttpRequest get(const QUrl& url)
{
    HttpRequest request;
    request.url = url;
    return request;
}

/// For `Content-Encoding: deflate`.
QByteArray deflated(const QByteArray& bytes)
{
    return qCompress(bytes).mid(4); // without the length that Qt puts before it
}

qint64 peakMemoryKiB()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray& line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.simplified().split(' ').value(1).toLongLong();
    }
    return 0;
}

} // namespace

/// NetworkHttpClient against a peer that behaves as badly as it likes.
class TestNetHttp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsWhatItIsGiven()
    {
        ScriptedHttpServer server;
        server.enqueue(ScriptedReply::answer(201, R"({"ok":true})", "X-Thing: seven\r\n"));
        NetworkHttpClient client("acme-chat");
        HttpRequest request = get(server.url(QStringLiteral("/a//b?c=d%2Fe")));
        request.method = "POST";
        request.headers = {{"Content-Type", "application/json"}, {"my_header", "1"}};
        request.body = "{}";
        const auto response = await(client.send(request));
        QVERIFY(response);
        QCOMPARE(response->status, 201);
        QCOMPARE(response->body, QByteArray(R"({"ok":true})"));
        QCOMPARE(response->header("x-thing"), QByteArray("seven"));
        const ScriptedRequest& seen = server.requests().first();
        QCOMPARE(seen.method, QByteArray("POST"));
        QCOMPARE(seen.target, QByteArray("/a//b?c=d%2Fe"));
        QCOMPARE(seen.header("my_header"), QByteArray("1"));
        QCOMPARE(seen.body, QByteArray("{}"));
        QCOMPARE(seen.header("User-Agent"), QByteArray("acme-chat/" NATTER_VERSION));
    }

    void sendsEveryMethod_data()
    {
        QTest::addColumn<QByteArray>("method");
        for (const char* method : {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"})
            QTest::newRow(method) << QByteArray(method);
    }

    void sendsEveryMethod()
    {
        QFETCH(QByteArray, method);
        ScriptedHttpServer server;
        server.enqueue(method == "HEAD" ? ScriptedReply::raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n")
                                        : ScriptedReply::answer(200, "{}"));
        NetworkHttpClient client("acme-chat");
        HttpRequest request = get(server.url());
        request.method = method;
        const auto response = await(client.send(request));
        QVERIFY(response);
        QCOMPARE(response->status, 200);
        QCOMPARE(server.requests().first().method, method);
        QCOMPARE(server.requests().first().body, QByteArray());
    }

    void givesEveryStatusToTheCaller_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {200, 204, 206, 304, 400, 401, 403, 404, 405, 407, 409, 410, 418, 422, 429,
                 500, 501, 502, 503, 504, 599})
            QTest::addRow("%d", status) << status;
    }

    void givesEveryStatusToTheCaller()
    {
        QFETCH(int, status);
        ScriptedHttpServer server;
        const bool isEmpty = status == 204 || status == 304;
        const QByteArray body = isEmpty ? "" : R"({"error":"why"})";
        server.enqueue(ScriptedReply::answer(status, body,
            "WWW-Authenticate: Basic realm=\"x\"\r\nProxy-Authenticate: Basic realm=\"x\"\r\n"));
        NetworkHttpClient client("acme-chat");
        const auto response = await(client.send(get(server.url())));
        QVERIFY2(response, response ? "" : qPrintable(response.error().detail));
        QCOMPARE(response->status, status);
        QCOMPARE(response->body, body);
        QCOMPARE(server.requests().size(), 1);
    }

    void followsNoRedirect_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {301, 302, 303, 307, 308})
            QTest::addRow("%d", status) << status;
    }

    void followsNoRedirect()
    {
        QFETCH(int, status);
        ScriptedHttpServer other;
        ScriptedHttpServer server;
        server.enqueue(ScriptedReply::answer(status, "moved",
            "Location: " + other.url(QStringLiteral("/path?token=s3cret")).toEncoded() + "\r\n"));
        NetworkHttpClient client("acme-chat");
        const auto response = await(client.send(get(server.url())));
        QVERIFY(!response);
        QCOMPARE(response.error().kind, ErrorKind::Redirected);
        QVERIFY2(response.error().detail.contains(QString::number(other.serverPort())),
            qPrintable(response.error().detail));
        QVERIFY(!response.error().detail.contains(u"s3cret"));
        QTest::qWait(50);
        QCOMPARE(other.connectionCount(), 0);
        QCOMPARE(server.requests().size(), 1);
    }

    void refusesBeforeSending_data()
    {
        QTest::addColumn<QUrl>("url");
        QTest::addColumn<QString>("code");

        const auto row = [](const char* url, const char* code) {
            QTest::newRow(url) << QUrl(QString::fromLatin1(url)) << QString::fromLatin1(code);
        };
        row("http://example.test/", "insecure_transport");
        row("http://127.0.0.1.evil.test/", "insecure_transport");
        row("http://localhost.evil.test/", "insecure_transport");
        row("http://10.0.0.1/", "insecure_transport");
        row("http://[::2]/", "insecure_transport");
        row("http://0.0.0.0/", "insecure_transport");
        row("http://127.0.0.1@evil.test/", "bad_url");
        row("http://user:pass@127.0.0.1/", "bad_url");
        row("https://user@site.test/", "bad_url");
        row("ftp://127.0.0.1/", "bad_url");
        row("file:///etc/passwd", "bad_url");
        row("data:,x", "bad_url");
        row("qrc:/x", "bad_url");
        row("/relative", "bad_url");
        row("", "bad_url");
        row("https://", "bad_url");
        row("https://a b/", "bad_url");
    }

    void refusesBeforeSending()
    {
        QFETCH(QUrl, url);
        QFETCH(QString, code);
        NetworkHttpClient client("acme-chat");
        const auto response = await(client.send(get(url)));
        QVERIFY(!response);
        QCOMPARE(response.error().kind, ErrorKind::BadInput);
        QCOMPARE(response.error().code, code);
    }

    void refusesHeadersThatBreakTheirLine()
    {
        ScriptedHttpServer server;
        NetworkHttpClient client("acme-chat");
        for (const Header& header :
            {Header("X", "1\r\nEvil: 2"), Header("X\nEvil", "1"), Header("X", QByteArray("\0", 1))}) {
            HttpRequest request = get(server.url());
            request.headers = {header};
            const auto response = await(client.send(request));
            QVERIFY(!response);
            QCOMPARE(response.error().code, QStringLiteral("bad_header"));
        }
        QCOMPARE(server.connectionCount(), 0);
    }

    void keepsNoCookies()
    {
        ScriptedHttpServer server;
        server.enqueue(ScriptedReply::answer(200, "{}", "Set-Cookie: a=b; Path=/\r\n"));
        server.enqueue(ScriptedReply::answer(200, "{}"));
        NetworkHttpClient client("acme-chat");
        QVERIFY(await(client.send(get(server.url()))));
        QVERIFY(await(client.send(get(server.url()))));
        QCOMPARE(server.requests().at(1).header("Cookie"), QByteArray());
    }

    void goesToLoopbackWithoutTheProxy()
    {
        ScriptedHttpServer proxy;
        QNetworkProxy::setApplicationProxy(
            {QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), proxy.serverPort()});
        ScriptedHttpServer server;
        server.enqueue(ScriptedReply::answer(200, "{}"));
        NetworkHttpClient client("acme-chat");
        const auto direct = await(client.send(get(server.url())));
        const auto proxied = await(client.send(get(QUrl(QStringLiteral("https://site.test/")))));
        QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy);
        QVERIFY(direct);
        QCOMPARE(proxy.requests().size(), 1); // the other one does use it
        QCOMPARE(proxy.requests().first().method, QByteArray("CONNECT"));
        QCOMPARE(proxied.error().kind, ErrorKind::Network);
    }

    void connectionRefused()
    {
        QUrl url;
        {
            const ScriptedHttpServer gone;
            url = gone.url(QStringLiteral("/path?token=s3cret"));
        }
        NetworkHttpClient client("acme-chat");
        const auto response = await(client.send(get(url)));
        QCOMPARE(response.error().kind, ErrorKind::Network);
        QCOMPARE(response.error().retry.when, Retry::When::Later);
        QCOMPARE(response.error().detail, QStringLiteral("127.0.0.1:%1: connection refused").arg(url.port()));
    }

    void readsChunks()
    {
        ScriptedHttpServer server;
        server.enqueue(ScriptedReply::chunked({"{\"a\"", ":1}"}, 20ms));
        NetworkHttpClient client("acme-chat");
        const auto response = await(client.send(get(server.url())));
        QVERIFY(response);
        QCOMPARE(response->body, QByteArray("{\"a\":1}"));
    }

    void endsAtTheDeadline_data()
    {
        QTest::addColumn<bool>("drips");
        QTest::newRow("silent") << false;
        QTest::newRow("slow drip") << true;
    }

    void endsAtTheDeadline()
    {
        QFETCH(bool, drips);
        ScriptedHttpServer server;
        server.enqueue(
            drips ? ScriptedReply::chunked(QList<QByteArray>(1000, "x"), 20ms) : ScriptedReply::silence());
        NetworkHttpClient client("acme-chat");
        HttpRequest request = get(server.url());
        request.deadline = 200ms;
        QElapsedTimer timer;
        timer.start();
        const auto response = await(client.send(request));
        QCOMPARE(response.error().kind, ErrorKind::Timeout);
        QVERIFY(timer.elapsed() >= 150); // coarse timers may be early
        QVERIFY2(timer.elapsed() < 15'000, "the drips alone take 20 s");
        QTRY_COMPARE(server.openConnections(), 0);
    }

    void closedMidway()
    {
        ScriptedHttpServer server;
        server.enqueue(ScriptedReply::truncated("{\"a\":", 100));
        NetworkHttpClient client("acme-chat");
        const auto response = await(client.send(get(server.url())));
        QVERIFY(!response);
        QCOMPARE(response.error().kind, ErrorKind::Network);
    }

    void hungUpOn()
    {
        ScriptedHttpServer server;
        server.on("/", ScriptedReply::hangUp());
        NetworkHttpClient client("acme-chat");
        const auto response = await(client.send(get(server.url())));
        QVERIFY(!response);
        QCOMPARE(response.error().kind, ErrorKind::Network);
        QVERIFY2(server.requests().size() <= 4, "keeps trying on its own");
    }

    void notHttp()
    {
        ScriptedHttpServer server;
        server.on("/", ScriptedReply::raw("SSH-2.0-OpenSSH_9.2\r\n\r\n"));
        NetworkHttpClient client("acme-chat");
        const auto response = await(client.send(get(server.url())));
        QVERIFY(!response);
        QVERIFY(
            response.error().kind == ErrorKind::BadResponse || response.error().kind == ErrorKind::Network);
    }

    void headerLineWithoutColon()
    {
        ScriptedHttpServer server;
        server.enqueue(ScriptedReply::raw("HTTP/1.1 200 OK\r\nAccess-Control-Allow-Methods' 'GET\r\n"
                                          "Content-Type: application/json\r\n\r\n{\"a\":1}"));
        NetworkHttpClient client("acme-chat");
        const auto response = await(client.send(get(server.url())));
        QVERIFY(response);
        QCOMPARE(response->status, 200);
        QCOMPARE(response->body, QByteArray("{\"a\":1}"));
    }

    void bodyOfExactlyTheLimit()
    {
        ScriptedHttpServer server;
        server.enqueue(ScriptedReply::answer(200, QByteArray(5000, 'x')));
        server.enqueue(ScriptedReply::answer(200, QByteArray(5001, 'x')));
        NetworkHttpClient client("acme-chat");
        HttpRequest request = get(server.url());
        request.maximumBytes = 5000;
        const auto fits = await(client.send(request));
        QVERIFY(fits);
        QCOMPARE(fits->body.size(), 5000);
        const auto tooLarge = await(client.send(request));
        QCOMPARE(tooLarge.error().kind, ErrorKind::TooLarge);
    }

    void hugeBodyIsAbandonedEarly_data()
    {
        QTest::addColumn<bool>("isChunked");
        QTest::newRow("announced") << false;
        QTest::newRow("chunked") << true;
    }

    void hugeBodyIsAbandonedEarly()
    {
        QFETCH(bool, isChunked);
        ScriptedHttpServer server;
        const QList<QByteArray> mebibytes(30, QByteArray(1024 * 1024, 'x'));
        server.enqueue(isChunked ? ScriptedReply::chunked(mebibytes, 2ms)
                                 : ScriptedReply::answer(200, QByteArray(30 * 1024 * 1024, 'x')));
        NetworkHttpClient client("acme-chat");
        const auto response = await(client.send(get(server.url())));
        QCOMPARE(response.error().kind, ErrorKind::TooLarge);
        QTRY_COMPARE(server.openConnections(), 0);
        QVERIFY2(server.bytesWritten() < 25 * 1024 * 1024, "took it all");
    }

    void compressedBodyArrivesPlain()
    {
        const QByteArray packed = deflated("{\"a\":1}");
        ScriptedHttpServer server;
        server.enqueue(ScriptedReply::answer(200, packed, "Content-Encoding: deflate\r\n"));
        NetworkHttpClient client("acme-chat");
        const auto response = await(client.send(get(server.url())));
        QVERIFY(response);
        QCOMPARE(response->body, QByteArray("{\"a\":1}"));
    }

    void compressionBombIsNotUnpacked()
    {
        const QByteArray bomb = deflated(QByteArray(160 * 1024 * 1024, 'x'));
        ScriptedHttpServer server;
        server.enqueue(ScriptedReply::answer(200, bomb, "Content-Encoding: deflate\r\n"));
        NetworkHttpClient client("acme-chat");
        QFile resetPeak(QStringLiteral("/proc/self/clear_refs"));
        if (resetPeak.open(QIODevice::WriteOnly))
            resetPeak.write("5");
        const qint64 before = peakMemoryKiB();
        resetPeak.close();
        const auto response = await(client.send(get(server.url())));
        QCOMPARE(response.error().kind, ErrorKind::TooLarge);
        QVERIFY2(peakMemoryKiB() - before < 64 * 1024,
            qPrintable(QStringLiteral("%1 KiB").arg(peakMemoryKiB() - before)));
    }

    void brokenCompression()
    {
        ScriptedHttpServer server;
        server.enqueue(ScriptedReply::answer(200, "this is not gzip", "Content-Encoding: gzip\r\n"));
        NetworkHttpClient client("acme-chat");
        const auto response = await(client.send(get(server.url())));
        QVERIFY(!response);
        QCOMPARE(response.error().kind, ErrorKind::BadResponse);
    }

    void selfSignedCertificateIsRefused()
    {
        ScriptedHttpServer server(ScriptedHttpServer::Mode::Tls);
        server.on("/", ScriptedReply::answer(200, "{}"));
        NetworkHttpClient client("acme-chat");
        const auto response = await(client.send(get(server.url())));
        QVERIFY(!response);
        QCOMPARE(response.error().kind, ErrorKind::Tls);
        QVERIFY2(response.error().detail.contains(u"self-signed"), qPrintable(response.error().detail));
        QCOMPARE(server.requests().size(), 0);
    }

    void trustedCertificateIsTaken()
    {
        ScriptedHttpServer server(ScriptedHttpServer::Mode::Tls);
        server.on("/", ScriptedReply::answer(200, "{}"));
        const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
        QSslConfiguration trusting = before;
        trusting.addCaCertificates(QStringLiteral(NATTER_TEST_DATA "/tls/self-signed.crt.pem"));
        QSslConfiguration::setDefaultConfiguration(trusting);
        NetworkHttpClient client("acme-chat");
        const auto response = await(client.send(get(server.url())));
        QSslConfiguration::setDefaultConfiguration(before);
        QVERIFY2(response, response ? "" : qPrintable(response.error().detail));
        QCOMPARE(response->status, 200);
    }

    void httpsToAPlainServer()
    {
        ScriptedHttpServer server;
        QUrl url = server.url();
        url.setScheme(QStringLiteral("https"));
        NetworkHttpClient client("acme-chat");
        HttpRequest request = get(url);
        request.deadline = 500ms; // the scripted peer waits for the end of a request that never comes
        const auto response = await(client.send(request));
        QVERIFY(!response);
        QVERIFY(response.error().kind == ErrorKind::Tls || response.error().kind == ErrorKind::Timeout);
    }

    void cancellingAbortsTheRequest()
    {
        ScriptedHttpServer server;
        server.enqueue(ScriptedReply::silence());
        NetworkHttpClient client("acme-chat");
        {
            const ScopedRequest request(client.send(get(server.url())));
            QVERIFY(server.waitForRequests(1));
            QCOMPARE(server.openConnections(), 1);
        }
        QTRY_COMPARE(server.openConnections(), 0);
    }

    void destroyingTheClientCancelsEverything()
    {
        ScriptedHttpServer server;
        server.enqueue(ScriptedReply::silence());
        server.enqueue(ScriptedReply::silence());
        auto client = std::make_unique<NetworkHttpClient>("acme-chat");
        const auto first = client->send(get(server.url()));
        const auto second = client->send(get(server.url()));
        QVERIFY(server.waitForRequests(2));
        client.reset();
        QCOMPARE(await(first).error(), Error::cancelled());
        QCOMPARE(await(second).error(), Error::cancelled());
        QTRY_COMPARE(server.openConnections(), 0);
    }

    void receiverDeletedBeforeTheAnswer()
    {
        ScriptedHttpServer server;
        server.enqueue(ScriptedReply::chunked({"{}"}, 50ms));
        NetworkHttpClient client("acme-chat");
        bool wasCalled = false;
        auto receiver = std::make_unique<QObject>();
        const auto answer = client.send(get(server.url()));
        onDone(answer, receiver.get(), [&wasCalled](const Result<HttpResponse>&) { wasCalled = true; });
        receiver.reset();
        QVERIFY(await(answer));
        QVERIFY(!wasCalled);
    }

    void manyAtOnce()
    {
        ScriptedHttpServer server;
        server.on("/", ScriptedReply::answer(200, "{}"));
        NetworkHttpClient client("acme-chat");
        QList<Answer<HttpResponse>> answers;
        for (int i = 0; i < 50; ++i)
            answers += client.send(get(server.url()));
        for (const auto& answer : answers)
            QVERIFY(await(answer));
    }
};

QTEST_GUILESS_MAIN(TestNetHttp)
#include "tst_net_http.moc"
