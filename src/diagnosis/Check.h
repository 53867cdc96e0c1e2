// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"
#include "domain/ReportStep.h"

#include <QObject>
#include <QStringList>

#include <optional>

namespace Natter::Diagnosis {

struct Walk;

/// What a check says about its step. `asked` and `answered` may be left empty by a check that asks over HTTP:
/// the recorded exchange is told then.
struct Finding
{
    StepStatus status = StepStatus::Ok;
    QString summary;
    QString mend;
    QList<ReportDetail> details;
    QString asked;
    QString answered;
};

/// One step of the walk. It asks with what the walk has, judges, and adds what it learnt for later steps. An
/// Error as the answer is a failed step whose advice follows from its kind. Destroying a check cancels it.
class Check
{
public:
    struct Facts
    {
        QString id;
        QString title;
        QString why;
        QStringList needs; ///< ids of the steps without whose success this one makes no sense
        std::optional<std::chrono::milliseconds> limit = std::nullopt; ///< instead of Options::stepLimit
    };

    explicit Check(Facts facts)
        : m_facts(std::move(facts))
    {}
    virtual ~Check() = default;

    const Facts& facts() const { return m_facts; }
    /// Why this step does not apply; empty when it does.
    virtual QString reasonToSkip(const Walk&) const { return {}; }
    virtual Answer<Finding> run(Walk& walk) = 0;

protected:
    QObject m_context; ///< what is under way ends with the check

private:
    Facts m_facts;
};

} // namespace Natter::Diagnosis
