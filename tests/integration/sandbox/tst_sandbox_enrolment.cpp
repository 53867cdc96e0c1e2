// SPDX-License-Identifier: Apache-2.0
#include "sandbox/Enrolment.h"
#include "sandbox/People.h"
#include "support/FakeClock.h"
#include "support/FakeHttpClient.h"

#include <QJsonDocument>
#include <QSignalSpy>

using namespace Natter;
using namespace Natter::Sandbox;

class tst_sandbox_enrolment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void signsEverybodyIn();
    void triesAgainWithAFreshNonce();
    void givesUpAfterThreeTries_data();
    void givesUpAfterThreeTries();
    void canBeDeletedBeforeTheAnswer();

private:
    const Person* person(const char* id) const { return m_people.find(UserId(QString::fromLatin1(id))); }
    void answerNonce(qsizetype index)
    {
        m_http.answer(
            index, 200, R"({"results":{"nonce":"n-)" + QByteArray::number(index) + R"("},"status":200})");
    }

    Test::FakeClock m_clock;
    Test::FakeHttpClient m_http;
    People m_people;
    FaultSwitches m_faults;
    IdentityTokens m_tokens{
        {{LoginProtocolKind::Qiscus, Secret("a-key-of-more-than-thirty-two-bytes!")}}, m_clock, m_faults};
    std::unique_ptr<Enrolment> m_enrolment;
};

void tst_sandbox_enrolment::init()
{
    m_http = {};
    m_enrolment = std::make_unique<Enrolment>(
        m_http, QUrl(QStringLiteral("http://127.0.0.1:1/")), siteAppFor(LoginProtocolKind::Qiscus), m_tokens);
}

void tst_sandbox_enrolment::signsEverybodyIn()
{
    QSignalSpy finished(m_enrolment.get(), &Enrolment::finished);
    m_enrolment->enrol({person("P11-A"), person("Kiosk-7")});
    QCOMPARE(m_http.count(), 2);
    QCOMPARE(m_http.request(0).url, QUrl(QStringLiteral("http://127.0.0.1:1/api/v2/sdk/auth/nonce")));
    QVERIFY(m_http.request(0).body.isEmpty());
    answerNonce(0);
    QVERIFY(m_http.waitForCount(3));
    QVERIFY(QJsonDocument::fromJson(m_http.request(2).body)[u"identity_token"].toString().count(u'.') == 2);
    m_http.answer(2, 200, R"({"results":{},"status":200})");
    answerNonce(1);
    QVERIFY(m_http.waitForCount(4));
    QCOMPARE(finished.count(), 0);
    m_http.answer(3, 200, "{}");
    QTRY_COMPARE(finished.count(), 1);
}

void tst_sandbox_enrolment::triesAgainWithAFreshNonce()
{
    QSignalSpy finished(m_enrolment.get(), &Enrolment::finished);
    m_enrolment->enrol({person("P11-A")});
    answerNonce(0);
    QVERIFY(m_http.waitForCount(2));
    m_http.answer(1, 401, R"({"error":{"reason":"nonce_expired"},"status":401})");
    QVERIFY(m_http.waitForCount(3));
    QVERIFY(m_http.request(2).url.path().endsWith(QStringLiteral("auth/nonce")));
    answerNonce(2);
    QVERIFY(m_http.waitForCount(4));
    m_http.answer(3, 200, "{}");
    QTRY_COMPARE(finished.count(), 1);
}

void tst_sandbox_enrolment::givesUpAfterThreeTries_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("html") << 200 << QByteArray("<html>hello</html>");
    QTest::newRow("no nonce") << 200 << QByteArray(R"({"results":{}})");
    QTest::newRow("nonce of a wrong type") << 200 << QByteArray(R"({"results":{"nonce":7}})");
    QTest::newRow("refused") << 503 << QByteArray();
}

void tst_sandbox_enrolment::givesUpAfterThreeTries()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QSignalSpy failed(m_enrolment.get(), &Enrolment::failed);
    m_enrolment->enrol({person("P11-A")});
    for (qsizetype i = 0; i < 3; ++i) {
        QVERIFY(m_http.waitForCount(i + 1));
        m_http.answer(i, status, body);
    }
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(m_http.count(), 3);
}

void tst_sandbox_enrolment::canBeDeletedBeforeTheAnswer()
{
    m_enrolment->enrol({person("P11-A")});
    m_enrolment.reset();
    answerNonce(0);
    QTest::qWait(20);
    QCOMPARE(m_http.count(), 1);
}

QTEST_GUILESS_MAIN(tst_sandbox_enrolment)
#include "tst_sandbox_enrolment.moc"
