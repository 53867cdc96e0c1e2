// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"

#include <QLockFile>
#include <QString>

#include <memory>

namespace Natter::Sandbox {

/// Where the engine, the gateway and the secrets of one sandbox live. A folder that was named stays and is
/// locked against a second sandbox; one that was not is temporary and goes with the process, also when that
/// is killed: a small forked process waits for our end and cleans up.
class DataFolder
{
public:
    /// Must be called before the first thread is started, because it may fork. An empty name asks for a
    /// temporary folder. Errors: Storage (cannot be made), Conflict (another sandbox uses it).
    static Result<std::unique_ptr<DataFolder>> open(const QString& name);
    ~DataFolder();
    Q_DISABLE_COPY_MOVE(DataFolder)

    QString path() const { return m_path; }
    QString filePath(const QString& name) const { return m_path + u'/' + name; }
    bool isTemporary() const { return m_lock == nullptr; }

private:
    DataFolder(QString path, std::unique_ptr<QLockFile> lock);

    QString m_path;
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace Natter::Sandbox
