// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QDir>
#include <QFile>

namespace Natter::Test {

/// Living processes that were started with that text in their environment, such as the path of a folder made
/// for one test. Linux; zombies do not live.
inline QList<qint64> processesWithEnvironment(const QByteArray& text)
{
    QList<qint64> found;
    for (const QString& name : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        bool isNumber = false;
        const qint64 id = name.toLongLong(&isNumber);
        QFile environment(QStringLiteral("/proc/%1/environ").arg(name));
        // A zombie's environment reads as empty.
        if (isNumber && environment.open(QIODevice::ReadOnly) && environment.readAll().contains(text))
            found += id;
    }
    return found;
}

/// The command line, its parts separated by blanks.
inline QByteArray commandLineOf(qint64 process)
{
    QFile file(QStringLiteral("/proc/%1/cmdline").arg(process));
    return file.open(QIODevice::ReadOnly) ? file.readAll().replace('\0', ' ') : QByteArray();
}

inline QString programOf(qint64 process)
{
    return QFile::symLinkTarget(QStringLiteral("/proc/%1/exe").arg(process));
}

/// What `/proc/PID/stat` says behind "pid (name, which may hold anything) ".
inline QByteArrayList statusOf(qint64 process)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray stat = file.readAll();
    return stat.mid(stat.lastIndexOf(')') + 2).split(' ');
}

inline qint64 parentOf(qint64 process)
{
    return statusOf(process).value(1).toLongLong();
}

inline qint64 sessionOf(qint64 process)
{
    return statusOf(process).value(3).toLongLong();
}

} // namespace Natter::Test
