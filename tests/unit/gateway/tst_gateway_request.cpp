// SPDX-License-Identifier: Apache-2.0
#include "gateway/RateLimiter.h"
#include "gateway/Request.h"
#include "support/CpuTimer.h"
#include "support/FakeClock.h"
#include "support/Memory.h"

#include <QJsonArray>
#include <QTest>

using namespace Natter;
using namespace Natter::Gateway;

class GatewayRequestTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTargets_data();
    void readsTargets();
    void readsHeaders();
    void readsBodies_data();
    void readsBodies();
    void findsTheClient_data();
    void findsTheClient();
    void limitsByNetwork();
    void remembersBoundedlyMany();
};

void GatewayRequestTest::readsTargets_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("ids");
    QTest::newRow("plain") << QByteArray("/a/b?ids=1,2") << "/a/b"
                           << "1,2";
    QTest::newRow("doubled") << QByteArray("//a///b//?ids=1") << "/a/b"
                             << "1";
    QTest::newRow("root") << QByteArray("/") << "/"
                          << "";
    QTest::newRow("empty") << QByteArray() << "/"
                           << "";
    QTest::newRow("absolute") << QByteArray("https://x.example//a?ids=%2C") << "/a"
                              << ",";
    QTest::newRow("absolute without path") << QByteArray("http://x.example") << "/"
                                           << "";
    QTest::newRow("fragment") << QByteArray("/a?ids=1#b?ids=2") << "/a"
                              << "1";
    QTest::newRow("blank") << QByteArray("/a?ids=a+b%20c") << "/a"
                           << "a b c";
    QTest::newRow("repeated") << QByteArray("/a?ids=1&ids=2") << "/a"
                              << "2";
    QTest::newRow("list name") << QByteArray("/a?ids[]=1") << "/a"
                               << "1";
    QTest::newRow("no value") << QByteArray("/a?ids") << "/a"
                              << "";
    QTest::newRow("Cyrillic") << QByteArray("/%D0%AF?ids=%D0%AF") << QStringLiteral("/Я")
                              << QStringLiteral("Я");
    QTest::newRow("escaped slash") << QByteArray("/a%2Fb?&&=&ids=1") << "/a/b"
                                   << "1";
}

void GatewayRequestTest::readsTargets()
{
    QFETCH(QByteArray, target);
    QFETCH(QString, path);
    QFETCH(QString, ids);
    const Request request("GET", target);
    QCOMPARE(request.path(), path);
    QCOMPARE(request.query("ids"), ids);
}

void GatewayRequestTest::readsHeaders()
{
    Request request("GET", "/");
    request.addHeader("QISCUS_SDK_App-Id", " natter-demo ");
    request.addHeader("qiscus-sdk-token", "undefined");
    request.addHeader("X-Empty", "");
    QCOMPARE(request.appId(), "natter-demo");
    QCOMPARE(request.header("qiscus_sdk_app_id"), QByteArray("natter-demo"));
    QVERIFY(request.header("x-empty").isEmpty());
    QVERIFY(request.sessionToken().isEmpty());
    request.addHeader("qiscus_sdk_token", "t1");
    QCOMPARE(request.sessionToken().reveal(), QByteArray("t1"));
    request.addHeader("Authorization", "BEARER  t2");
    QCOMPARE(request.sessionToken().reveal(), QByteArray("t2"));
    request.addHeader("Authorization", "Basic eDp5");
    QCOMPARE(request.sessionToken().reveal(), QByteArray("t1"));
    request.addHeader("qiscus_sdk_user-id", "null");
    QVERIFY(request.header("qiscus-sdk-user-id").isEmpty());
    // Elsewhere they are values: of a sandboxed frame `null` is the origin.
    for (const char* value : {"null", "undefined"}) {
        request.addHeader("Origin", value);
        QCOMPARE(request.header("origin"), QByteArray(value));
    }
    // Of other names only the own spelling counts: a proxy may pass underscores on.
    request.addHeader("If-None-Match", "a");
    request.addHeader("If_None_Match", "b");
    QCOMPARE(request.header("if-none-match"), QByteArray("a"));
}

void GatewayRequestTest::readsBodies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("isGood");
    QTest::addColumn<QJsonObject>("parameters");
    QTest::newRow("none") << QByteArray() << true << QJsonObject();
    QTest::newRow("blanks") << QByteArray(" \r\n") << true << QJsonObject();
    QTest::newRow("JSON") << QByteArray(" {\"a\":[1]}\n") << true << QJsonObject{{"a", QJsonArray{1}}};
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF{\"a\":[1]}") << true
                                     << QJsonObject{{"a", QJsonArray{1}}};
    QTest::newRow("form") << QByteArray("a=1&b=x%40y+z&c") << true
                          << QJsonObject{{"a", "1"}, {"b", "x@y z"}, {"c", ""}};
    QTest::newRow("lists") << QByteArray("a[]=1&b=1&b=2&c%5B%5D=1&c%5B%5D=2") << true
                           << QJsonObject{{"a", QJsonArray{"1"}}, {"b", QJsonArray{"1", "2"}},
                                  {"c", QJsonArray{"1", "2"}}};
    QTest::newRow("cut JSON") << QByteArray("{\"a\":") << false << QJsonObject();
    QTest::newRow("JSON list") << QByteArray("[]") << false << QJsonObject();
    QTest::newRow("JSON and more") << QByteArray("{}{}") << false << QJsonObject();
    QTest::newRow("deep") << "{\"a\":" + QByteArray(20'000, '[') << false << QJsonObject();
}

void GatewayRequestTest::readsBodies()
{
    QFETCH(QByteArray, body);
    QFETCH(bool, isGood);
    QFETCH(QJsonObject, parameters);
    const auto read = Request("POST", "/", body).parameters();
    QCOMPARE(read.isOk(), isGood);
    if (isGood)
        QCOMPARE(*read, parameters);
    else
        QCOMPARE(read.error().code, "body_malformed");
}

void GatewayRequestTest::findsTheClient_data()
{
    QTest::addColumn<QString>("peer");
    QTest::addColumn<QByteArray>("forwarded");
    QTest::addColumn<QString>("client");
    QTest::newRow("direct") << "203.0.113.7" << QByteArray() << "203.0.113.7";
    QTest::newRow("forged") << "203.0.113.7" << QByteArray("198.51.100.1") << "203.0.113.7";
    QTest::newRow("proxy") << "127.0.0.1" << QByteArray("198.51.100.1") << "198.51.100.1";
    QTest::newRow("proxy, forged start") << "::1" << QByteArray("1.1.1.1, 198.51.100.1") << "198.51.100.1";
    QTest::newRow("this machine") << "127.0.0.1" << QByteArray() << "127.0.0.1";
    QTest::newRow("noise") << "127.0.0.1" << QByteArray("unknown") << "127.0.0.1";
}

void GatewayRequestTest::findsTheClient()
{
    QFETCH(QString, peer);
    QFETCH(QByteArray, forwarded);
    QFETCH(QString, client);
    Request request("GET", "/", {}, QHostAddress(peer));
    request.addHeader("X-Forwarded-For", "192.0.2.1"); // the last line counts
    if (forwarded.isEmpty())
        request = Request("GET", "/", {}, QHostAddress(peer));
    request.addHeader("X-Forwarded-For", forwarded);
    request.addHeader("X_Forwarded_For", "192.0.2.2");
    QCOMPARE(request.client().toString(), client);
    QCOMPARE(request.isFromThisMachine(), client == "127.0.0.1" && forwarded.isEmpty());
    // A proxy elsewhere is believed when the configuration names it.
    request.setPeerIsProxy(true);
    QCOMPARE(
        request.client().toString(), forwarded == "198.51.100.1" ? QString::fromLatin1(forwarded) : client);
}

void GatewayRequestTest::limitsByNetwork()
{
    Test::FakeClock clock;
    RateLimiter limiter(clock, 60);
    const auto isAdmitted = [&limiter](const QHostAddress& address) {
        return !limiter.refusal(RateLimiter::keyOf(address));
    };
    const auto admitted = [&isAdmitted](const char* address) {
        int count = 0;
        while (count < 1000 && isAdmitted(QHostAddress(QString::fromLatin1(address))))
            ++count;
        return count;
    };
    QCOMPARE(admitted("203.0.113.7"), 60);
    QCOMPARE(admitted("::ffff:203.0.113.7"), 0); // the same client over IPv6 sockets
    QCOMPARE(admitted("203.0.113.8"), 60);
    QCOMPARE(admitted("2001:db8::1"), 60);
    QCOMPARE(admitted("2001:db8::ffff:2"), 0); // the same /64
    QCOMPARE(admitted("2001:db8:0:1::1"), 60);
    clock.advance(std::chrono::seconds(10));
    QCOMPARE(admitted("203.0.113.7"), 10);
    clock.advance(std::chrono::hours(10));
    QCOMPARE(admitted("203.0.113.7"), 60);
    QVERIFY(!RateLimiter(clock, 0).refusal("anybody"));
}

void GatewayRequestTest::remembersBoundedlyMany()
{
    Test::FakeClock clock;
    RateLimiter limiter(clock, 2);
    QVERIFY(!limiter.refusal("a"));
    QVERIFY(!limiter.refusal("a"));
    const auto first = limiter.refusal("a");
    QVERIFY(first && first->isFirst);
    QCOMPARE(first->error.code, "too_many_calls");
    QVERIFY(first->error.retry.after > std::chrono::seconds(29));
    const auto second = limiter.refusal("a");
    QVERIFY(second && !second->isFirst);
    // A million others do not need a million buckets, and none of them is slow.
    [[maybe_unused]] const qint64 before = Test::residentKilobytes();
    const Test::CpuTimer timer;
    for (int i = 0; i < 1'000'000; ++i)
        QVERIFY(!limiter.refusal(QByteArray::number(i)));
    QVERIFY(timer.milliseconds() < 60'000);
#ifndef __SANITIZE_ADDRESS__ // which keeps freed memory for a while
    QVERIFY(Test::residentKilobytes() - before < 48 * 1024);
#endif
    clock.advance(std::chrono::minutes(1));
    QVERIFY(!limiter.refusal("a"));
}

QTEST_GUILESS_MAIN(GatewayRequestTest)
#include "tst_gateway_request.moc"
