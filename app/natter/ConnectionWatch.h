// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"

#include <QNetworkInformation>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace Natter::App {

/// Says when another try is worth more than waiting: the network came back, or the computer woke up. Where
/// Qt has no word on the network, waking up is all that is told. GUI thread.
class ConnectionWatch : public QObject
{
    Q_OBJECT

public:
    /// `interval`: how often time is looked at. Timers stand still while the computer sleeps, and at least
    /// one of the clocks does not.
    explicit ConnectionWatch(const Clock& clock,
        std::chrono::milliseconds interval = std::chrono::seconds(10), QObject* parent = nullptr);

    /// Listens to the system from now on, if Qt has a backend for it.
    void followSystem();
    void noteReachability(QNetworkInformation::Reachability reachability);

Q_SIGNALS:
    void returned();

private:
    void lookAtTime();

    const Clock& m_clock;
    QTimer m_timer;
    std::chrono::milliseconds m_monotonic;
    QDateTime m_wall;
    QNetworkInformation::Reachability m_reachability = QNetworkInformation::Reachability::Unknown;
};

} // namespace Natter::App
