// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <ctime>

namespace Natter::Test {

/// What this thread has cost the processor since the timer was made: the same on a busy machine, unlike the
/// time on the clock.
class CpuTimer
{
public:
    qint64 milliseconds() const { return now() - m_start; }

private:
    static qint64 now()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return qint64(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
    }

    qint64 m_start = now();
};

} // namespace Natter::Test
