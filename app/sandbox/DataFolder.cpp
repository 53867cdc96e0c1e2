// SPDX-License-Identifier: Apache-2.0
#include "DataFolder.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <chrono>
#include <filesystem>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace Natter::Sandbox {

namespace {

Error storageError(const QString& why)
{
    return {ErrorKind::Storage, Retry::never(), why, {}};
}

/// The engine may write for a moment after its parent died, so removal is repeated until it lasts.
void removeForGood(const std::filesystem::path& folder)
{
    using namespace std::chrono_literals;
    for (int i = 0; i < 100; ++i) {
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
        std::this_thread::sleep_for(50ms);
        if (!std::filesystem::exists(folder, ignored))
            return;
    }
}

/// The child's whole life: wait until nobody holds the writing end any more, then clean up.
[[noreturn]] void waitAndRemove(int readEnd, const std::filesystem::path& folder)
{
    ::setsid();
    ::prctl(PR_SET_NAME, "natter-janitor");
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        ::dup2(null, standard);
    char byte = 0;
    while (::read(readEnd, &byte, 1) < 0 && errno == EINTR) {}
    removeForGood(folder);
    ::_exit(0);
}

Result<void> removeWhenThisProcessEnds(const QString& folder)
{
    const std::filesystem::path path(QFile::encodeName(folder).toStdString());
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return storageError(QStringLiteral("pipe: %1").arg(qt_error_string()));
    const pid_t child = ::fork();
    if (child < 0)
        return storageError(QStringLiteral("fork: %1").arg(qt_error_string()));
    if (child == 0) {
        ::close(ends[1]);
        waitAndRemove(ends[0], path);
    }
    // The writing end stays open until the kernel closes it, which it does however this process ends.
    ::close(ends[0]);
    return {};
}

} // namespace

Result<std::unique_ptr<DataFolder>> DataFolder::open(const QString& name)
{
    if (name.isEmpty()) {
        QTemporaryDir folder(QDir::tempPath() + QStringLiteral("/natter-sandbox-XXXXXX"));
        if (!folder.isValid())
            return storageError(QStringLiteral("no temporary folder: %1").arg(folder.errorString()));
        if (auto watched = removeWhenThisProcessEnds(folder.path()); !watched)
            return watched.error();
        folder.setAutoRemove(false);
        return std::unique_ptr<DataFolder>(new DataFolder(folder.path(), nullptr));
    }

    const QString path = QDir(name).absolutePath();
    if (!QDir().mkpath(path))
        return storageError(QStringLiteral("%1 cannot be made").arg(path));
    auto lock = std::make_unique<QLockFile>(path + QStringLiteral("/lock"));
    if (!lock->tryLock(0)) {
        if (lock->error() == QLockFile::LockFailedError)
            return Error{ErrorKind::Conflict, Retry::never(),
                QStringLiteral("%1 is in use by another sandbox").arg(path), {}};
        return storageError(QStringLiteral("%1 cannot be written").arg(path));
    }
    return std::unique_ptr<DataFolder>(new DataFolder(path, std::move(lock)));
}

DataFolder::DataFolder(QString path, std::unique_ptr<QLockFile> lock)
    : m_path(std::move(path))
    , m_lock(std::move(lock))
{}

DataFolder::~DataFolder()
{
    if (isTemporary())
        QDir(m_path).removeRecursively();
}

} // namespace Natter::Sandbox
