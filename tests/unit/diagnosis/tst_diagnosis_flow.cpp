// SPDX-License-Identifier: Apache-2.0
#include "CheckStage.h"

using namespace Natter;
using namespace Natter::Test;
using namespace Natter::Diagnosis;

namespace {

/// Answers what the test wants, when it wants.
class FakeCheck final : public Check
{
public:
    explicit FakeCheck(const QString& id, const QStringList& needs = {})
        : Check({id, id.toUpper(), QStringLiteral("why"), needs})
    {}
    Answer<Finding> run(Walk& walk) override
    {
        walk.redaction.add(Secret("canary-secret"));
        ++runs;
        return promise.answer();
    }

    Promise<Finding> promise;
    int runs = 0;
};

std::unique_ptr<FakeCheck> done(
    const QString& id, const Result<Finding>& result, const QStringList& needs = {})
{
    auto check = std::make_unique<FakeCheck>(id, needs);
    check->promise.resolve(result);
    return check;
}

const Error Failure{ErrorKind::BadResponse, Retry::later(), QStringLiteral("said canary-secret"), {}};

} // namespace

class DiagnosisFlowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void skipsWhatAFailureMakesSenseless()
    {
        CheckStage stage;
        const auto steps = stage.run(checkList(done("a", Finding()), done("b", Failure),
            done("c", Finding(), {"b"}), done("d", Finding(), {"c"}), done("e", Finding(), {"a"})));
        QCOMPARE(steps.size(), 5);
        QCOMPARE(steps[0].status, StepStatus::Ok);
        QCOMPARE(steps[1].status, StepStatus::Failed);
        QVERIFY(!steps[1].mend.isEmpty());
        QCOMPARE(steps[2].status, StepStatus::Skipped);
        QCOMPARE(steps[2].summary, "because \"B\" failed");
        QCOMPARE(steps[3].summary, "because \"B\" failed");
        QCOMPARE(steps[4].status, StepStatus::Ok);
    }

    void goesOnAfterWarnings()
    {
        CheckStage stage;
        Finding warning;
        warning.status = StepStatus::Warning;
        const auto steps = stage.run(checkList(done("a", warning), done("b", Finding(), {"a"})));
        QCOMPARE(steps[1].status, StepStatus::Ok);
    }

    void cleansEveryText()
    {
        CheckStage stage;
        const QString secret = QStringLiteral("x canary-secret y");
        const Finding leak{StepStatus::Ok, secret, secret, {{secret, secret, secret}}, secret, secret};
        const auto steps = stage.run(checkList(done("a", leak), done("b", Failure)));
        for (const ReportStep& step : steps) {
            QString all = step.summary + step.asked + step.answered + step.mend + step.why;
            for (const ReportDetail& detail : step.details)
                all += detail.name + detail.found + detail.expected;
            QVERIFY2(!all.contains("canary"), qPrintable(all));
        }
    }

    void givesUpOnSilence()
    {
        CheckStage stage;
        stage.options.stepLimit = std::chrono::milliseconds(50);
        auto silent = std::make_unique<FakeCheck>("a");
        const auto promise = silent->promise;
        const auto steps = stage.run(checkList(std::move(silent), done("b", Finding())));
        QCOMPARE(steps[0].status, StepStatus::Failed);
        QVERIFY(steps[0].summary.contains("not done within"));
        QVERIFY(promise.isCancelled());
        QCOMPARE(steps[1].status, StepStatus::Ok);
        promise.resolve(Finding());
        QTest::qWait(10);
        QCOMPARE(stage.flow->steps().size(), 2);
    }

    void signsOutWhenStopped()
    {
        CheckStage stage;
        auto silent = std::make_unique<FakeCheck>("a");
        FakeCheck* running = silent.get();
        stage.start(checkList(std::move(silent), done("b", Finding()), done(LogoutStep, Finding())));
        QVERIFY(QTest::qWaitFor([running] { return running->runs == 1; }));
        stage.flow->stop();
        const auto steps = stage.finish();
        QCOMPARE(steps[0].summary, "stopped");
        QCOMPARE(steps[1].status, StepStatus::Skipped);
        QCOMPARE(steps[2].status, StepStatus::Ok);
    }

    void diesInTheMiddle()
    {
        CheckStage stage;
        auto silent = std::make_unique<FakeCheck>("a");
        FakeCheck* running = silent.get();
        const auto promise = silent->promise;
        stage.start(checkList(std::move(silent)));
        QVERIFY(QTest::qWaitFor([running] { return running->runs == 1; }));
        stage.finished.reset();
        stage.flow.reset();
        QVERIFY(promise.isCancelled());
        promise.resolve(Finding());
        QTest::qWait(10);
    }
};

QTEST_GUILESS_MAIN(DiagnosisFlowTest)
#include "tst_diagnosis_flow.moc"
