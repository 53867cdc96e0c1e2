// SPDX-License-Identifier: Apache-2.0
#include "net/Backoff.h"
#include "net/JsonAnswer.h"
#include "net/RetryAfter.h"

#include <QSet>
#include <QTest>

using namespace Natter;
using namespace Natter::Net;
using namespace std::chrono_literals;

/// What is read out of answers, and how long to wait between them.
class TestNetAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headerIsFoundWithoutCase()
    {
        const HttpResponse response{200, {{"X-One", "1"}, {"x-one", "2"}, {"Empty", ""}}, {}};
        QCOMPARE(response.header("X-ONE"), QByteArray("1"));
        QCOMPARE(response.header("absent"), QByteArray());
        QCOMPARE(HttpResponse().header("x"), QByteArray());
    }

    void backoffDoublesUpToTheLongest()
    {
        for (int round = 0; round < 50; ++round) {
            Backoff backoff(100ms, 1000ms);
            for (const auto whole : {100ms, 200ms, 400ms, 800ms, 1000ms, 1000ms}) {
                const auto wait = backoff.next();
                QVERIFY2(wait >= whole / 2 && wait <= whole, qPrintable(QString::number(wait.count())));
            }
            QCOMPARE(backoff.tries(), 6);
            backoff.reset();
            QCOMPARE(backoff.tries(), 0);
            QVERIFY(backoff.next() <= 100ms);
        }
    }

    void backoffStaysFiniteForever()
    {
        Backoff backoff;
        for (int i = 0; i < 10'000; ++i)
            QVERIFY(backoff.next() <= 30s);
        QVERIFY(backoff.next() >= 15s);
    }

    void backoffIsJittered()
    {
        QSet<qint64> waits;
        for (int i = 0; i < 100; ++i) {
            Backoff backoff(10'000ms, 10'000ms);
            waits.insert(backoff.next().count());
        }
        QVERIFY(waits.size() > 50);
    }

    void retryAfterRows_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<qint64>("expected"); // -1: none

        QTest::newRow("seconds") << QByteArray("120") << qint64(120'000);
        QTest::newRow("zero") << QByteArray("0") << qint64(0);
        QTest::newRow("padded") << QByteArray("  7 ") << qint64(7'000);
        QTest::newRow("date") << QByteArray("Fri, 31 Dec 1999 23:59:59 GMT") << qint64(59'000);
        QTest::newRow("past date") << QByteArray("Fri, 31 Dec 1999 23:00:00 GMT") << qint64(0);
        QTest::newRow("a year") << QByteArray("31536000") << qint64(86'400'000);
        QTest::newRow("far date") << QByteArray("Thu, 31 Dec 2099 23:59:59 GMT") << qint64(86'400'000);
        QTest::newRow("beyond 64 bits") << QByteArray(40, '9') << qint64(86'400'000);
        QTest::newRow("absent") << QByteArray() << qint64(-1);
        QTest::newRow("negative") << QByteArray("-5") << qint64(-1);
        QTest::newRow("fraction") << QByteArray("1.5") << qint64(-1);
        QTest::newRow("words") << QByteArray("soon") << qint64(-1);
        QTest::newRow("broken date") << QByteArray("Fri, 99 Dec 1999 23:59:59 GMT") << qint64(-1);
    }

    void retryAfterRows()
    {
        QFETCH(QByteArray, value);
        QFETCH(qint64, expected);
        const HttpResponse response{429, {{"retry-after", value}}, {}};
        const auto wait =
            retryAfter(response, QDateTime::fromString(QStringLiteral("1999-12-31T23:59:00Z"), Qt::ISODate));
        QCOMPARE(wait ? qint64(wait->count()) : -1, expected);
    }

    void jsonObject()
    {
        const auto object = parseJsonObject({500, {}, R"({"a": 1})"});
        QVERIFY(object);
        QCOMPARE(object->value(u"a").toInt(), 1);
    }

    void notAJsonObject_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("says");

        QTest::newRow("empty") << QByteArray() << "empty";
        QTest::newRow("blank") << QByteArray(" \r\n") << "empty";
        QTest::newRow("html") << QByteArray("\n<!DOCTYPE html><title>s3cret</title>") << "HTML";
        QTest::newRow("truncated") << QByteArray("{\"token\": \"s3cret") << "broken JSON";
        QTest::newRow("array") << QByteArray(R"(["s3cret"])") << "not an object";
        QTest::newRow("number") << QByteArray("5") << "JSON";
        QTest::newRow("words") << QByteArray("s3cret") << "broken JSON";
        QTest::newRow("two objects") << QByteArray("{}{}") << "broken JSON";
        QTest::newRow("nul") << QByteArray("\0\0\0", 3) << "broken JSON";
        QTest::newRow("deep") << QByteArray("{\"a\":").repeated(100'000) << "broken JSON";
        QTest::newRow("deep array") << QByteArray(1'000'000, '[') << "broken JSON";
        QTest::newRow("huge") << QByteArray(30 * 1024 * 1024, 'x') << "broken JSON";
    }

    void notAJsonObject()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, says);
        const auto object = parseJsonObject({200, {{"Content-Type", "text/s3\x01"}}, body});
        QVERIFY(!object);
        QCOMPARE(object.error().kind, ErrorKind::BadResponse);
        QCOMPARE(object.error().code, QStringLiteral("not_json"));
        QVERIFY2(object.error().detail.contains(says), qPrintable(object.error().detail));
        QVERIFY2(!object.error().detail.contains(u"s3cret"), qPrintable(object.error().detail));
        QVERIFY(object.error().detail.size() < 200);
    }
};

QTEST_GUILESS_MAIN(TestNetAnswers)
#include "tst_net_answers.moc"
