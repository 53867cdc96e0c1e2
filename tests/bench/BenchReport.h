// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <cstdio>

namespace Natter::Bench {

/// One line, `name value unit`, for people and scripts.
inline void report(const char* name, double value, const char* unit)
{
    std::printf("%s %.6g %s\n", name, value, unit);
    std::fflush(stdout);
}

/// How long the thread's event loop was away: a timer of 1 ms notes the gaps between its ticks.
class StallMeter
{
public:
    StallMeter()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, [this] { tick(); });
    }

    void start()
    {
        m_longest = 0;
        m_stalls = 0;
        m_since.start();
        m_timer.start(1);
    }
    void stop()
    {
        tick();
        m_timer.stop();
    }
    double longestMs() const { return double(m_longest) / 1e6; }
    /// Gaps over one frame at 60 Hz.
    int stalls() const { return m_stalls; }

private:
    void tick()
    {
        const qint64 gap = m_since.nsecsElapsed();
        m_since.restart();
        m_longest = std::max(m_longest, gap);
        m_stalls += gap > 16'000'000 ? 1 : 0;
    }

    QTimer m_timer;
    QElapsedTimer m_since;
    qint64 m_longest = 0;
    int m_stalls = 0;
};

} // namespace Natter::Bench
