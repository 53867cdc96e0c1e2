// SPDX-License-Identifier: Apache-2.0
#include "CheckStage.h"

using namespace Natter;
using namespace Natter::Test;
using namespace Natter::Diagnosis;

namespace {

/// A check that answers what the test wants, when it wants.
struct FakeCheck
{
    explicit FakeCheck(const char* id, Check::WhenStopped whenStopped = Check::WhenStopped::Left)
        : check{.id = QString::fromLatin1(id),
              .title = Phrase(id),
              .why = Phrase("why"),
              .needs = {},
              .run =
                  [promise = promise, runs = runs](Walk& walk, QObject*) {
                      walk.redaction.add(Secret("canary-secret"));
                      ++*runs;
                      return promise.answer();
                  },
              .whenStopped = whenStopped}
    {}

    Promise<Finding> promise;
    std::shared_ptr<int> runs = std::make_shared<int>(0);
    Check check;
};

Check done(const char* id, const Result<Finding>& result, const QStringList& needs = {})
{
    FakeCheck fake(id);
    fake.promise.resolve(result);
    fake.check.needs = needs;
    return fake.check;
}

Check skipping(const char* id, bool isOptional)
{
    Check check = done(id, Finding());
    check.reasonToSkip = [](const Walk&) {
        return Phrase("does not apply");
    };
    check.isOptional = isOptional;
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
        const auto steps = stage.run({done("a", Finding()), done("b", Failure), done("c", Finding(), {"b"}),
            done("d", Finding(), {"c"}), done("e", Finding(), {"a"})});
        QCOMPARE(steps.size(), 5);
        QCOMPARE(steps[0].status, StepStatus::Ok);
        QCOMPARE(steps[1].status, StepStatus::Failed);
        QVERIFY(!steps[1].mend.isEmpty());
        QCOMPARE(steps[2].status, StepStatus::Skipped);
        QCOMPARE(steps[2].summary.english(), "because \"b\" failed");
        QCOMPARE(steps[3].summary.english(), "because \"b\" failed");
        QCOMPARE(steps[4].status, StepStatus::Ok);
    }

    void goesOnAfterWarnings()
    {
        CheckStage stage;
        Finding warning;
        warning.status = StepStatus::Warning;
        const auto steps = stage.run({done("a", warning), done("b", Finding(), {"a"})});
        QCOMPARE(steps[1].status, StepStatus::Ok);
    }

    void goesOnWithoutWhatDoesNotApply()
    {
        CheckStage stage;
        const auto steps = stage.run({skipping("a", true), done("b", Finding(), {"a"}), skipping("c", false),
            done("d", Finding(), {"c"})});
        QCOMPARE(steps[0].status, StepStatus::Skipped);
        QCOMPARE(steps[1].status, StepStatus::Ok);
        QCOMPARE(steps[2].status, StepStatus::Skipped);
        QCOMPARE(steps[3].summary.english(), "does not apply");
    }

    void cleansEveryText()
    {
        CheckStage stage;
        const QString secret = QStringLiteral("x canary-secret y");
        const Finding leak{StepStatus::Ok, Phrase::verbatim(secret),
            Phrase("a %1").arg(Phrase("b %1").arg(secret)), {{secret, secret, secret}}, secret, secret};
        const auto steps = stage.run({done("a", leak), done("b", Failure)});
        for (const ReportStep& step : steps) {
            QString all = step.summary.english() + step.asked + step.answered + step.mend.english();
            for (const ReportDetail& detail : step.details)
                all += detail.name + detail.found + detail.expected;
            QVERIFY2(!all.contains("canary"), qPrintable(all));
        }
    }

    void givesUpOnSilence()
    {
        CheckStage stage;
        stage.options.stepLimit = std::chrono::milliseconds(50);
        const FakeCheck silent("a");
        const auto steps = stage.run({silent.check, done("b", Finding())});
        QCOMPARE(steps[0].status, StepStatus::Failed);
        QVERIFY(steps[0].summary.english().contains("not done within"));
        QVERIFY(silent.promise.isCancelled());
        QCOMPARE(steps[1].status, StepStatus::Ok);
        silent.promise.resolve(Finding());
        QTest::qWait(10);
        QCOMPARE(stage.flow->steps().size(), 2);
    }

    void signsOutWhenStopped()
    {
        CheckStage stage;
        const FakeCheck silent("a");
        FakeCheck logout("logout", Check::WhenStopped::Run);
        logout.promise.resolve(Finding());
        stage.start({silent.check, done("b", Finding()), logout.check});
        QVERIFY(QTest::qWaitFor([&silent] { return *silent.runs == 1; }, 30'000));
        stage.flow->stop();
        const auto steps = stage.finish();
        QVERIFY(silent.promise.isCancelled());
        QCOMPARE(steps[0].status, StepStatus::Skipped);
        QCOMPARE(steps[0].summary.english(), "stopped");
        QCOMPARE(steps[1].status, StepStatus::Skipped);
        QCOMPARE(steps[2].status, StepStatus::Ok);
    }

    void waitsForAnOpeningSessionWhenStopped()
    {
        CheckStage stage;
        const FakeCheck opening("a", Check::WhenStopped::Finished);
        const FakeCheck never("b", Check::WhenStopped::Finished);
        stage.start({opening.check, never.check});
        QVERIFY(QTest::qWaitFor([&opening] { return *opening.runs == 1; }, 30'000));
        stage.flow->stop();
        QTest::qWait(10);
        QVERIFY(stage.flow->steps().isEmpty() && !opening.promise.isCancelled());
        opening.promise.resolve(Finding());
        const auto steps = stage.finish();
        QCOMPARE(steps[0].status, StepStatus::Ok);
        QCOMPARE(steps[1].status, StepStatus::Skipped);
        QCOMPARE(*never.runs, 0);
    }

    void diesInTheMiddle()
    {
        CheckStage stage;
        const FakeCheck silent("a");
        stage.start({silent.check});
        QVERIFY(QTest::qWaitFor([&silent] { return *silent.runs == 1; }, 30'000));
        stage.finished.reset();
        stage.flow.reset();
        QVERIFY(silent.promise.isCancelled());
        silent.promise.resolve(Finding());
        QTest::qWait(10);
    }
};

QTEST_GUILESS_MAIN(DiagnosisFlowTest)
#include "tst_diagnosis_flow.moc"
