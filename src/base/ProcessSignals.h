// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QObject>

namespace Natter {

/// Unix signals as a Qt signal; elsewhere nothing ever arrives. One per process.
class ProcessSignals : public QObject
{
    Q_OBJECT

public:
    /// `numbers`: SIGTERM and so on. They stay taken until the process ends.
    explicit ProcessSignals(const QList<int>& numbers, QObject* parent = nullptr);

Q_SIGNALS:
    void arrived(int number);
};

} // namespace Natter
