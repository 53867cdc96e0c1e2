// SPDX-License-Identifier: Apache-2.0
#include "sandbox/FaultPage.h"
#include "sandbox/FaultyClock.h"
#include "sandbox/Options.h"
#include "support/FakeClock.h"

#include <QFile>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace Natter;
using namespace Natter::Sandbox;

/// The list of faults, what is written about them, and the page with their switches.
class tst_sandbox_faults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFaultIsListedOnceAndExplained();
    void theClockFollows();
    void thePagePressesTheSwitches();
    void thePageShowsWhatIsOn();
    void thePageRefuses_data();
    void thePageRefuses();

private:
    Gateway::Response submit(const QByteArray& body, const QByteArray& origin = "http://127.0.0.1:8080")
    {
        Gateway::Request request("POST", "/faults", body);
        request.addHeader("Origin", origin);
        return m_page.submit(request);
    }

    FaultSwitches m_faults;
    FaultPage m_page{m_faults, "http://127.0.0.1:8080"};
};

void tst_sandbox_faults::everyFaultIsListedOnceAndExplained()
{
    QFile file(QStringLiteral(NATTER_SANDBOX_SOURCE "/FAULTS.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray explained = file.readAll();
    QSet<int> faults;
    for (const FaultEntry& entry : faultCatalog()) {
        const QByteArray name = entry.name;
        QVERIFY2(explained.contains('`' + name + (entry.takesSeconds ? "=S`" : "`")), entry.name);
        QVERIFY2(helpText().contains(QLatin1String(entry.summary)), entry.name);
        faults += static_cast<int>(entry.fault);
    }
    QCOMPARE(faults.size(), faultCatalog().size());
    QCOMPARE(faults.size(), static_cast<int>(Fault::AvatarSlow) + 1);
    Faults none;
    const auto refused = addFault(none, QStringLiteral("fire"));
    QVERIFY(!refused.isOk());
    QVERIFY(refused.error().detail.contains(QStringLiteral("engine-hangs")));
    QVERIFY(refused.error().detail.contains(QStringLiteral("clock-skew=SECONDS")));
}

void tst_sandbox_faults::theClockFollows()
{
    const Test::FakeClock clock;
    const FaultyClock skewed(clock, m_faults, Fault::ClockSkew);
    QCOMPARE(skewed.now(), clock.now());
    m_faults.set({{Fault::ClockSkew, -300}});
    QCOMPARE(skewed.now(), clock.now().addSecs(-300));
    QCOMPARE(skewed.monotonic(), clock.monotonic());
    m_faults.set({});
}

void tst_sandbox_faults::thePagePressesTheSwitches()
{
    QSignalSpy changed(&m_faults, &FaultSwitches::changed);
    const auto response = submit("fault=backend-html&fault=otp-never&clock-skew=-300&gateway-clock=");
    QCOMPARE(response.status, 303);
    QCOMPARE(m_faults.current(),
        (Faults{{Fault::BackendHtml, 0}, {Fault::OtpNever, 0}, {Fault::ClockSkew, -300}}));
    QCOMPARE(submit("fault=otp-never", {}).status, 303); // curl names no origin
    QCOMPARE(m_faults.current(), (Faults{{Fault::OtpNever, 0}}));
    QCOMPARE(submit("fault=otp-never").status, 303);
    QCOMPARE(changed.count(), 2);
    QCOMPARE(submit({}).status, 303);
    QVERIFY(m_faults.current().isEmpty());
}

void tst_sandbox_faults::thePageShowsWhatIsOn()
{
    m_faults.set({{Fault::EngineHangs, 0}, {Fault::ClockSkew, 300}});
    const QByteArray page = m_page.page().body;
    QVERIFY(page.contains("value=\"engine-hangs\" checked"));
    QVERIFY(page.contains("value=\"engine-down\">"));
    QVERIFY(page.contains("name=\"clock-skew\" value=\"300\""));
    QVERIFY(page.contains("name=\"gateway-clock\" value=\"\""));
    m_faults.set({});
}

void tst_sandbox_faults::thePageRefuses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<int>("status");
    const QByteArray own("http://127.0.0.1:8080");
    QTest::newRow("another site") << QByteArray("fault=otp-never") << QByteArray("https://elsewhere.example")
                                  << 403;
    QTest::newRow("a frame without a site") << QByteArray("fault=otp-never") << QByteArray("null") << 403;
    QTest::newRow("unknown fault") << QByteArray("fault=fire") << own << 400;
    QTest::newRow("unknown number") << QByteArray("fire=3") << own << 400;
    QTest::newRow("no number") << QByteArray("clock-skew=soon") << own << 400;
    QTest::newRow("one good, one bad") << QByteArray("fault=otp-never&fault=<script>") << own << 400;
    QTest::newRow("half a body") << QByteArray("{\"fault\":") << own << 400;
}

void tst_sandbox_faults::thePageRefuses()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, origin);
    const auto response = submit(body, origin);
    QTEST(response.status, "status");
    QVERIFY(response.contentType.startsWith("text/plain"));
    QVERIFY(m_faults.current().isEmpty());
}

QTEST_GUILESS_MAIN(tst_sandbox_faults)
#include "tst_sandbox_faults.moc"
