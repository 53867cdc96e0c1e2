// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diagnosis/Check.h"
#include "diagnosis/Walk.h"

#include <QElapsedTimer>
#include <QHash>
#include <QTimer>

#include <memory>

namespace Natter::Diagnosis {

/// Walks through a deployment, one check after another, and tells how each went. What a trial login left
/// behind is ended by the walk's own last steps; stop() goes there at once. Deleting the flow cancels it.
/// GUI thread; never blocks.
class DiagnosisFlow : public QObject
{
    Q_OBJECT

public:
    using Checks = QList<Check>;

    /// `checks`: allChecks(), but for tests. `http` and `clock` live longer.
    DiagnosisFlow(Options options, Checks checks, Net::HttpClient& http, const TransportMaker& makeTransport,
        const Clock& clock, QObject* parent = nullptr);
    ~DiagnosisFlow() override;

    void start();
    /// Skips what is left but the step that signs out; a step that opens a session is waited for.
    void stop();
    bool isStopped() const { return m_isStopped; }
    const QList<ReportStep>& steps() const { return m_steps; }

Q_SIGNALS:
    void stepStarted(const Natter::Phrase& title);
    void stepFinished(const Natter::ReportStep& step);
    void finished();

private:
    void runNext();
    bool skips(const Check& check);
    void conclude(const Result<Finding>& answer);
    void record(ReportStep step);

    Walk m_walk;
    Checks m_checks;
    qsizetype m_next = 0;
    bool m_isStopped = false;
    QList<ReportStep> m_steps;
    /// Id of a step that did not succeed -> why those after it are skipped.
    QHash<QString, Phrase> m_missing;
    std::unique_ptr<QObject> m_scope; ///< of the running step: what comes later is for nobody
    ScopedRequest m_request;
    QTimer m_limit;
    QElapsedTimer m_elapsed;
};

} // namespace Natter::Diagnosis
