// SPDX-License-Identifier: Apache-2.0
#include "ConnectionWatch.h"

#include <algorithm>

namespace Natter::App {

namespace {

using namespace std::chrono_literals;

/// Later than this is no busy computer any more.
constexpr std::chrono::milliseconds ShortestSleep = 20s;

} // namespace

ConnectionWatch::ConnectionWatch(const Clock& clock, std::chrono::milliseconds interval, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_monotonic(clock.monotonic())
    , m_wall(clock.now())
{
    connect(&m_timer, &QTimer::timeout, this, &ConnectionWatch::lookAtTime);
    m_timer.start(interval);
}

void ConnectionWatch::followSystem()
{
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability))
        return;
    const QNetworkInformation* system = QNetworkInformation::instance();
    noteReachability(system->reachability());
    connect(system, &QNetworkInformation::reachabilityChanged, this, &ConnectionWatch::noteReachability);
}

void ConnectionWatch::noteReachability(QNetworkInformation::Reachability reachability)
{
    using Reachability = QNetworkInformation::Reachability;
    // A gateway may be in reach without the internet.
    const bool isBack = m_reachability != Reachability::Unknown && reachability > m_reachability;
    m_reachability = reachability;
    if (isBack)
        Q_EMIT returned();
}

void ConnectionWatch::lookAtTime()
{
    const std::chrono::milliseconds monotonic = m_clock.monotonic();
    const QDateTime wall = m_clock.now();
    const auto gone = std::max(monotonic - m_monotonic, std::chrono::milliseconds(m_wall.msecsTo(wall)));
    m_monotonic = monotonic;
    m_wall = wall;
    if (gone > m_timer.intervalAsDuration() + ShortestSleep)
        Q_EMIT returned();
}

} // namespace Natter::App
