// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/Phrase.h"

#include <QList>
#include <QMetaType>
#include <QString>

#include <chrono>

namespace Natter {

/// How one step of a connection report went.
enum class StepStatus { Ok, Warning, Failed, Skipped };

/// One thing that a step looked at: a claim of a token, a server, a person's entry.
struct ReportDetail
{
    QString name;
    QString found;
    QString expected; ///< empty: nothing in particular
    StepStatus status = StepStatus::Ok;

    friend bool operator==(const ReportDetail&, const ReportDetail&) = default;
};

/// One step of a connection report, as natter-doctor prints it in English and the app shows it in the
/// person's language. Plain text; secrets have been taken out. What was asked and what came back stays in the
/// words of the protocols.
struct ReportStep
{
    QString id;   ///< stable: `profile`, `nonce`, `websocket`
    Phrase title; ///< "Nonce"
    StepStatus status = StepStatus::Skipped;
    Phrase summary;   ///< one line: what was found, or why it was skipped
    QString asked;    ///< lines: what was asked, and of whom
    QString answered; ///< lines: what came back
    Phrase why;       ///< what depends on it
    Phrase mend;      ///< what to do; empty when nothing is to be done
    QList<ReportDetail> details;
    std::chrono::milliseconds duration{0};

    friend bool operator==(const ReportStep&, const ReportStep&) = default;
};

} // namespace Natter

Q_DECLARE_METATYPE(Natter::ReportStep)
