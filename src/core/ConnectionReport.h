// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/ReportStep.h"

#include <QObject>

namespace Natter::Core {

/// Looks at everything between this app and its site, step by step, for a signed-in account. The session is
/// used as it is, never ended, and nothing is left behind. GUI thread; never blocks.
class ConnectionReport : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Begins anew; what was under way ends without a signal.
    virtual void start() = 0;
    virtual void stop() = 0;
    /// All of the finished steps as plain text, for a letter to whoever runs the site. English.
    virtual QString text() const = 0;

Q_SIGNALS:
    void stepStarted(const Natter::Phrase& title);
    void stepFinished(const Natter::ReportStep& step);
    void finished();
};

} // namespace Natter::Core
