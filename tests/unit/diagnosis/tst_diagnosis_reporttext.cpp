// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/ReportText.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Natter;
using namespace Natter::Diagnosis;

namespace {

QList<ReportStep> someSteps()
{
    const auto demo = Phrase::verbatim(QStringLiteral("Demo"));
    const ReportStep good{"profile", Phrase("Deployment profile"), StepStatus::Ok, demo, "GET x",
        "status 200", Phrase("why"), {}, {}, {}};
    const ReportStep bad{"nonce", Phrase("Nonce"), StepStatus::Failed, Phrase("status %1").arg(404), "POST y",
        "status 404,\ntext/html", Phrase("why not"), Phrase("mend it"),
        {{"lifetime", "1 s", "600 s", StepStatus::Failed}, {"other", "fine", "", StepStatus::Ok}},
        std::chrono::milliseconds(12)};
    const ReportStep skipped{"login", Phrase("Sign-in"), StepStatus::Skipped,
        Phrase("because \"%1\" failed").arg(Phrase("Nonce")), {}, {}, Phrase("why"), {}, {}, {}};
    return {good, bad, skipped};
}

} // namespace

class ReportTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesForPeople()
    {
        const QString text = reportText(
            "Acme Chat", "https://site.example", QDateTime::fromSecsSinceEpoch(0, Qt::UTC), someSteps());
        QVERIFY(
            text.startsWith("Acme Chat " NATTER_VERSION ", https://site.example, 1970-01-01T00:00:00Z\n"));
        QVERIFY(!text.contains("Natter"));
        QVERIFY(text.contains("  ok       Deployment profile                   Demo\n"));
        QVERIFY(text.contains("           came back   status 404,\n                       text/html\n"));
        QVERIFY(text.contains("failed, lifetime: 1 s (should be 600 s)"));
        QVERIFY(text.contains("           to mend     mend it\n"));
        QVERIFY(text.endsWith("\n1 ok, 1 failed, 1 skipped\n"));
        QVERIFY(!text.contains(u'\033'));
    }

    void staysShortWhereAllIsWell()
    {
        QCOMPARE(stepText(someSteps().first(), ReportLength::Short, false).count(u'\n'), 1);
        QVERIFY(stepText(someSteps().first(), ReportLength::Full, false).contains("asked"));
        QVERIFY(!stepText(someSteps().at(1), ReportLength::Short, false).contains("other: fine"));
        QVERIFY(stepText(someSteps().at(1), ReportLength::Short, true).contains("\033[1;31mfailed"));
    }

    void neverLetsForeignTextSteerATerminal()
    {
        ReportStep step = someSteps().at(1);
        step.answered = QStringLiteral("\033[2Jgone\a");
        step.summary = Phrase::verbatim(step.answered);
        step.mend = Phrase("Mend %1.").arg(step.answered);
        step.details = {{"\033[2J", "\033[2J", "\033[2J", StepStatus::Failed}};
        QVERIFY(!stepText(step, ReportLength::Full, false).contains(u'\033'));
    }

    void tellsWhatWasSkippedInFewLines()
    {
        ReportStep other = someSteps().last();
        other.summary = Phrase("needs --login");
        const QString text = skippedText({someSteps().last(), someSteps().last(), other, other}, false);
        QCOMPARE(text, "  skipped  Sign-in, Sign-in: because \"Nonce\" failed\n"
                       "  skipped  Sign-in, Sign-in: needs --login\n");
        QVERIFY(skippedText({other}, true).contains("\033[2mskipped"));
    }

    /// What the first line says already.
    void saysNothingTwice()
    {
        ReportStep step = someSteps().at(1);
        step.summary = Phrase("%1: %2").arg(step.details.first().name).arg(step.details.first().found);
        QVERIFY(!stepText(step, ReportLength::Short, false).contains("in detail"));
        QVERIFY(stepText(step, ReportLength::Full, false).contains("in detail"));
    }

    void writesForPrograms()
    {
        const auto steps = someSteps();
        const QJsonObject report =
            QJsonDocument::fromJson(reportJson("s", QDateTime::fromSecsSinceEpoch(0, Qt::UTC), steps, false))
                .object();
        QCOMPARE(report.value("version").toInt(), 1);
        QCOMPARE(report.value("ok").toBool(true), false);
        QCOMPARE(report.value("time").toString(), "1970-01-01T00:00:00Z");
        const QJsonObject nonce = report.value("steps").toArray().at(1).toObject();
        QCOMPARE(nonce.value("id").toString(), "nonce");
        QCOMPARE(nonce.value("status").toString(), "failed");
        QCOMPARE(nonce.value("came_back").toString(), "status 404,\ntext/html");
        QCOMPARE(nonce.value("milliseconds").toInt(), 12);
        QCOMPARE(nonce.value("details").toArray().first().toObject().value("expected").toString(), "600 s");
        QVERIFY(!hasFailed({steps.first(), steps.last()}));
        QCOMPARE(report.value("interrupted").toBool(true), false);
        const QJsonObject cut = QJsonDocument::fromJson(reportJson("s", {}, {steps.first()}, true)).object();
        QVERIFY(cut.value("interrupted").toBool() && !cut.value("ok").toBool(true));
    }
};

QTEST_GUILESS_MAIN(ReportTextTest)
#include "tst_diagnosis_reporttext.moc"
