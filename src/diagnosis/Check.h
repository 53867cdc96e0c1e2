// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"
#include "domain/ReportStep.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <optional>

namespace Natter::Diagnosis {

struct Walk;

/// What a check says about its step. `asked` and `answered` may be left empty by a check that asks over HTTP:
/// the recorded exchange is told then.
struct Finding
{
    StepStatus status = StepStatus::Ok;
    Phrase summary;
    Phrase mend;
    QList<ReportDetail> details;
    QString asked;
    QString answered;

    static Finding good(const Phrase& summary) { return {StepStatus::Ok, summary, {}, {}, {}, {}}; }
    static Finding warned(const Phrase& summary, const Phrase& mend)
    {
        return {StepStatus::Warning, summary, mend, {}, {}, {}};
    }
    static Finding failed(const Phrase& summary, const Phrase& mend)
    {
        return {StepStatus::Failed, summary, mend, {}, {}, {}};
    }
};

/// One step of the walk: what it is, and the function that does it.
struct Check
{
    /// What becomes of a check when the walk is stopped.
    enum class WhenStopped {
        Left,     ///< broken off, or not begun
        Finished, ///< when it has begun: what it opens must be known to be ended
        Run,      ///< run all the same
    };

    QString id;
    Phrase title;
    Phrase why;
    QStringList needs; ///< ids of the steps without whose success this one makes no sense
    /// Asks with what the walk has, judges, and adds what it learnt for later steps. An Error as the answer
    /// is a failed step whose advice follows from its kind. `scope` ends with the step, and so must what is
    /// under way.
    std::function<Answer<Finding>(Walk& walk, QObject* scope)> run;
    /// Why this step does not apply; empty when it does.
    std::function<Phrase(const Walk& walk)> reasonToSkip = [](const Walk&) {
        return Phrase();
    };
    bool isOptional = false; ///< those who need it go on when it does not apply
    std::optional<std::chrono::milliseconds> limit = std::nullopt; ///< instead of Options::stepLimit
    WhenStopped whenStopped = WhenStopped::Left;
};

} // namespace Natter::Diagnosis
