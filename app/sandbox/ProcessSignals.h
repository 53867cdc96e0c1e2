// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

namespace Natter::Sandbox {

/// Unix signals as Qt signals. One per process.
class ProcessSignals : public QObject
{
    Q_OBJECT

public:
    explicit ProcessSignals(QObject* parent = nullptr);

    /// From now on, endRequested() comes also when stdin is closed.
    void watchStdin();

Q_SIGNALS:
    /// SIGTERM, SIGINT or SIGHUP.
    void endRequested();
    /// SIGUSR1.
    void restartRequested();

private:
    void onSignal();
    void onStdin();
};

} // namespace Natter::Sandbox
