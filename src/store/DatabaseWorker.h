// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/Database.h"

namespace Natter::Store {

/// Database's other half: owns the connection, lives on the worker thread.
class Database::Worker final : public QObject
{
    Q_OBJECT

public:
    explicit Worker(QString path);

    /// Opens the file unless it is open. After a failure, only this tries again.
    Result<void> open();
    void close();
    /// Until open(), everything fails.
    void closeForGood();
    Result<void> runInTransaction(const Work& work);

private:
    Result<void> connectToFile();

    QString m_path;
    QString m_connectionName;
    std::optional<Result<void>> m_opened; ///< empty: not tried yet
};

} // namespace Natter::Store
