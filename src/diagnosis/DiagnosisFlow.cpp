// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/DiagnosisFlow.h"

#include "diagnosis/Advice.h"
#include "diagnosis/Checks.h"

#include <utility>

namespace Natter::Diagnosis {

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
    if (m_scope && m_checks.at(m_next)->facts().id != LogoutStep)
        conclude(Error{ErrorKind::Cancelled, Retry::never(), QStringLiteral("stopped"), {}});
}

void DiagnosisFlow::runNext()
{
    if (m_next == m_checks.size()) {
        m_walk.engine.close();
        Q_EMIT finished();
        return;
    }
    Check& check = *m_checks.at(m_next);
    if (const QString reason = reasonToSkip(check); !reason.isEmpty()) {
        m_missing.insert(check.facts().id, reason);
        ReportStep step;
        step.summary = reason;
        record(step);
        return;
    }
    Q_EMIT stepStarted(check.facts().title);
    m_walk.http.beginStep();
    m_elapsed.start();
    m_limit.start(check.facts().limit.value_or(m_walk.options.stepLimit));
    m_scope = std::make_unique<QObject>();
    const Answer<Finding> answer = check.run(m_walk);
    m_request = answer;
    onDone(answer, m_scope.get(), [this](const Result<Finding>& finding) { conclude(finding); });
}

QString DiagnosisFlow::reasonToSkip(const Check& check) const
{
    for (const QString& needed : check.facts().needs) {
        if (const auto reason = m_missing.constFind(needed); reason != m_missing.constEnd())
            return *reason;
    }
    if (m_isStopped && check.facts().id != LogoutStep)
        return QStringLiteral("stopped");
    return check.reasonToSkip(m_walk);
}

void DiagnosisFlow::conclude(const Result<Finding>& answer)
{
    m_limit.stop();
    m_scope.release()->deleteLater(); // this may be one of its calls
    m_request = {};
    const Check& check = *m_checks.at(m_next);
    const Finding finding = answer ? *answer : findingOf(answer.error());
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
        m_missing.insert(check.facts().id, QStringLiteral("because \"%1\" failed").arg(check.facts().title));
    record(step);
}

void DiagnosisFlow::record(ReportStep step)
{
    const Check::Facts& facts = m_checks.at(m_next)->facts();
    ++m_next;
    step.id = facts.id;
    step.title = facts.title;
    step.why = facts.why;
    for (QString* text : {&step.summary, &step.asked, &step.answered, &step.mend})
        *text = m_walk.redaction.cleaned(*text);
    for (ReportDetail& detail : step.details) {
        for (QString* text : {&detail.name, &detail.found, &detail.expected})
            *text = m_walk.redaction.cleaned(*text);
    }
    m_steps += step;
    Q_EMIT stepFinished(m_steps.last());
    QMetaObject::invokeMethod(this, &DiagnosisFlow::runNext, Qt::QueuedConnection);
}

} // namespace Natter::Diagnosis
