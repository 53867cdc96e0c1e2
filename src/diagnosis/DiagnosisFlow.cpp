// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/DiagnosisFlow.h"

#include "diagnosis/Advice.h"

#include <utility>

namespace Natter::Diagnosis {

namespace {

Phrase stopped()
{
    return Phrase("stopped");
}

Phrase becauseOf(const Check& failed)
{
    return Phrase("because \"%1\" failed").arg(failed.title);
}

} // namespace

DiagnosisFlow::DiagnosisFlow(Options options, Checks checks, Net::HttpClient& http,
    const TransportMaker& makeTransport, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_walk(std::move(options), http, makeTransport, clock)
    , m_checks(std::move(checks))
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(m_limit.intervalAsDuration());
        conclude(Error{ErrorKind::Timeout, Retry::later(),
            QStringLiteral("not done within %1 s").arg(seconds.count()), {}});
    });
}

DiagnosisFlow::~DiagnosisFlow() = default;

void DiagnosisFlow::start()
{
    QMetaObject::invokeMethod(this, &DiagnosisFlow::runNext, Qt::QueuedConnection);
}

void DiagnosisFlow::stop()
{
    m_isStopped = true;
    if (m_scope && m_checks.at(m_next).whenStopped == Check::WhenStopped::Left)
        conclude(Error::cancelled());
}

void DiagnosisFlow::runNext()
{
    if (m_next == m_checks.size()) {
        m_walk.engine.close();
        Q_EMIT finished();
        return;
    }
    const Check& check = m_checks.at(m_next);
    if (skips(check))
        return;
    Q_EMIT stepStarted(check.title);
    m_walk.http.beginStep();
    m_elapsed.start();
    m_limit.start(check.limit.value_or(m_walk.options.stepLimit));
    m_scope = std::make_unique<QObject>();
    const Answer<Finding> answer = check.run(m_walk, m_scope.get());
    m_request = answer;
    onDone(answer, m_scope.get(), [this](const Result<Finding>& finding) { conclude(finding); });
}

bool DiagnosisFlow::skips(const Check& check)
{
    const auto skip = [this](const Phrase& reason) {
        ReportStep step;
        step.summary = reason;
        record(step);
        return true;
    };
    for (const QString& needed : check.needs) {
        const Phrase reason = m_missing.value(needed);
        if (reason.isEmpty())
            continue;
        m_missing.insert(check.id, reason);
        return skip(reason);
    }
    if (m_isStopped && check.whenStopped != Check::WhenStopped::Run)
        return skip(stopped());
    const Phrase reason = check.reasonToSkip(m_walk);
    if (reason.isEmpty())
        return false;
    if (!check.isOptional)
        m_missing.insert(check.id, reason);
    return skip(reason);
}

void DiagnosisFlow::conclude(const Result<Finding>& answer)
{
    m_limit.stop();
    m_scope.release()->deleteLater(); // this may be one of its calls
    m_request = {};
    const Check& check = m_checks.at(m_next);
    const bool isBrokenOff = m_isStopped && !answer && answer.error().kind == ErrorKind::Cancelled;
    Finding finding = answer ? *answer : findingOf(answer.error());
    if (isBrokenOff)
        finding = {StepStatus::Skipped, stopped(), {}, {}, {}, {}};
    const auto orRecorded = [](const QString& own, const QString& recorded) {
        return own.isEmpty() ? recorded : own;
    };
    ReportStep step;
    step.status = finding.status;
    step.summary = finding.summary;
    step.mend = finding.mend;
    step.details = finding.details;
    step.asked = orRecorded(finding.asked, m_walk.http.asked());
    step.answered = orRecorded(finding.answered, m_walk.http.answered());
    step.duration = std::chrono::milliseconds(m_elapsed.elapsed());
    if (finding.status == StepStatus::Failed)
        m_missing.insert(check.id, becauseOf(check));
    record(step);
}

void DiagnosisFlow::record(ReportStep step)
{
    const Check& check = m_checks.at(m_next);
    ++m_next;
    step.id = check.id;
    step.title = check.title;
    step.why = check.why;
    const auto cleaned = [this](const QString& text) {
        return m_walk.redaction.cleaned(text);
    };
    for (Phrase* phrase : {&step.summary, &step.mend})
        *phrase = phrase->withVerbatim(cleaned);
    for (QString* text : {&step.asked, &step.answered})
        *text = cleaned(*text);
    for (ReportDetail& detail : step.details) {
        for (QString* text : {&detail.name, &detail.found, &detail.expected})
            *text = cleaned(*text);
    }
    m_steps += step;
    Q_EMIT stepFinished(m_steps.last());
    QMetaObject::invokeMethod(this, &DiagnosisFlow::runNext, Qt::QueuedConnection);
}

} // namespace Natter::Diagnosis
