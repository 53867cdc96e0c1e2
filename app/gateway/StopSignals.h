// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

namespace Natter {

/// Turns SIGTERM and SIGINT into a Qt signal (Unix; elsewhere nothing is ever emitted). One instance per
/// process.
class StopSignals : public QObject
{
    Q_OBJECT

public:
    explicit StopSignals(QObject* parent = nullptr);
    ~StopSignals() override;

Q_SIGNALS:
    void stopRequested();
};

} // namespace Natter
