// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

namespace Natter {

/// Turns SIGTERM and SIGINT, and SIGHUP, into Qt signals (Unix; elsewhere nothing is ever emitted). One
/// instance per process.
class ProcessSignals : public QObject
{
    Q_OBJECT

public:
    explicit ProcessSignals(QObject* parent = nullptr);
    ~ProcessSignals() override;

Q_SIGNALS:
    void stopRequested();
    void reloadRequested();
};

} // namespace Natter
