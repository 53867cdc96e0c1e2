// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFile>

namespace Natter::Test {

/// How much memory this process has; 0 where the system does not tell.
inline qint64 residentKilobytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * 4;
}

} // namespace Natter::Test
