// SPDX-License-Identifier: Apache-2.0
#include "TestClient.h"
#include "support/FakeSecretStore.h"
#include "support/GuiTest.h"

#include <QTemporaryDir>

using namespace Natter;
using namespace Natter::Test;

/// The app's connection report against a real site.
class ReportIntegrationTest : public Test::GuiTest
{
    Q_OBJECT

private Q_SLOTS:
    void looksWithoutTouchingTheSession()
    {
        SandboxProcess sandbox;
        QVERIFY2(sandbox.start(), sandbox.error().constData());
        const QTemporaryDir folder;
        FakeSecretStore secrets;
        TestClient ada(folder.path(), secrets);
        QVERIFY(ada.signIn(sandbox, "1").isOk());
        QVERIFY(ada.waitForOnline());
        const auto phases = std::make_shared<int>(0);
        connect(
            &ada.account().session(), &Core::Session::statusChanged, &ada.account(), [phases] { ++*phases; });
        const qsizetype verifications = ada.http.count("auth/verify_identity_token");

        Core::ConnectionReport& report = ada.account().report();
        QList<ReportStep> steps;
        connect(&report, &Core::ConnectionReport::stepFinished, this,
            [&steps](const ReportStep& step) { steps += step; });
        QSignalSpy finished(&report, &Core::ConnectionReport::finished);
        report.start();
        QVERIFY(finished.wait(30'000));
        QStringList ids;
        for (const ReportStep& step : std::as_const(steps)) {
            QVERIFY2(step.status == StepStatus::Ok, qPrintable(step.id + u' ' + step.summary.english()));
            ids += step.id;
        }
        QCOMPARE(ids.join(u' '),
            "site-server profile servers health clock nonce session users websocket sasl "
            "stream-management archive upload latency");
        QVERIFY(report.text().contains("14 ok"));
        QVERIFY(!report.text().contains("eyJ"));
        QCOMPARE(*phases, 0);
        QCOMPARE(ada.http.count("refresh_user_token"), 0);
        QCOMPARE(ada.http.count("logout"), 0);
        QCOMPARE(ada.http.count("auth/verify_identity_token"), verifications);
    }

    void endsInTheMiddle()
    {
        SandboxProcess sandbox;
        QVERIFY2(sandbox.start(), sandbox.error().constData());
        const QTemporaryDir folder;
        FakeSecretStore secrets;
        TestClient ada(folder.path(), secrets);
        QVERIFY(ada.signIn(sandbox, "1").isOk());
        Core::ConnectionReport& report = ada.account().report();
        QSignalSpy steps(&report, &Core::ConnectionReport::stepFinished);
        report.start();
        QVERIFY(steps.wait(30'000));
        report.start();
        QVERIFY(steps.wait(30'000));
        report.stop();
        steps.clear();
        QTest::qWait(50);
        QCOMPARE(steps.size(), 0);
        report.start();
        QVERIFY(steps.wait(30'000));
        ada.end();
        QTest::qWait(50);
    }
};

QTEST_MAIN(ReportIntegrationTest)
#include "tst_integration_report.moc"
