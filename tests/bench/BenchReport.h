// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>

namespace Natter::Bench {

/// One line, `name value unit`, for people and scripts.
inline void report(const char* name, double value, const char* unit)
{
    std::printf("%s %.6g %s\n", name, value, unit);
    std::fflush(stdout);
}

/// Call it before the application object is made.
inline void useOffscreenWithoutDisplay()
{
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") &&
        qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
}

/// How long the thread's event loop was away: a timer of 1 ms notes the gaps between its ticks, and how much
/// of each was the thread's own work rather than other programs'.
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
        m_longestWork = 0;
        m_stalls = 0;
        m_since.start();
        m_work = threadTime();
        m_timer.start(1);
    }
    void stop()
    {
        tick();
        m_timer.stop();
    }
    double longestMs() const { return double(m_longest) / 1e6; }
    /// The longest stretch of own work; 0 where the system does not tell.
    double longestWorkMs() const { return double(m_longestWork) / 1e6; }
    /// Stretches of own work over one frame at 60 Hz.
    int stalls() const { return m_stalls; }

private:
    void tick()
    {
        const qint64 work = threadTime();
        m_longest = std::max(m_longest, m_since.nsecsElapsed());
        m_longestWork = std::max(m_longestWork, work - m_work);
        m_stalls += work - m_work > 16'000'000 ? 1 : 0;
        m_since.restart();
        m_work = work;
    }
    /// Nanoseconds of processor time that this thread has used.
    static qint64 threadTime()
    {
#ifdef Q_OS_UNIX
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
#else
        return 0;
#endif
    }

    QTimer m_timer;
    QElapsedTimer m_since;
    qint64 m_longest = 0;
    qint64 m_longestWork = 0;
    qint64 m_work = 0;
    int m_stalls = 0;
};

} // namespace Natter::Bench
