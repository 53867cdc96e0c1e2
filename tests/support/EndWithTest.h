// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QProcess>

#ifdef Q_OS_LINUX
#    include <csignal>
#    include <sys/prctl.h>
#endif

namespace Natter::Test {

/// Before it is started: a test that is killed leaves no process behind. On Linux only.
inline void endWithTest([[maybe_unused]] QProcess& process)
{
#ifdef Q_OS_LINUX
    process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
#endif
}

} // namespace Natter::Test
