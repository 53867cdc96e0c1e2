// SPDX-License-Identifier: Apache-2.0
#include "store/DatabaseWorker.h"

#include "base/Log.h"
#include "store/Migrations.h"
#include "store/Statement.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

namespace Natter::Store {

namespace {

constexpr auto OwnerOnlyFile = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr auto OwnerOnlyFolder = OwnerOnlyFile | QFileDevice::ExeOwner;

Error cannotUse(const QString& what, const QString& why)
{
    return {ErrorKind::Storage, Retry::never(), QStringLiteral("%1: %2").arg(what, why),
        QStringLiteral("unusable")};
}

/// Before SQLite opens it: it would make the file with the user's umask. Its -wal and -shm files take over
/// the permissions of the file itself.
Result<void> makePrivateFile(const QString& path)
{
    const QFileInfo info(path);
    const QDir folder = info.dir();
    if (!folder.exists()) {
        const QFileInfo folderInfo(folder.absolutePath());
        // Another database may make the same folder meanwhile, and the file below.
        if (!QDir().mkpath(folderInfo.path()) ||
            (!QDir().mkdir(folderInfo.filePath(), OwnerOnlyFolder) && !folder.exists()))
            return cannotUse(QStringLiteral("data folder"), QStringLiteral("cannot be made"));
    }
    QFile file(path);
    if (!file.exists() && !file.open(QIODevice::NewOnly | QIODevice::WriteOnly, OwnerOnlyFile) &&
        !file.exists())
        return cannotUse(QStringLiteral("database file"), file.errorString());
    file.close();
    constexpr auto Others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup |
                            QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;
    if ((file.permissions() & Others) && !file.setPermissions(OwnerOnlyFile))
        return cannotUse(QStringLiteral("database file"), file.errorString());
    return {};
}

Result<void> configure(QSqlDatabase& db)
{
    // FULL: in WAL mode, NORMAL may lose the last commits when the power goes, and a message that was sent
    // must be here.
    for (const QString& pragma : {QStringLiteral("PRAGMA journal_mode = WAL"),
             QStringLiteral("PRAGMA synchronous = FULL"), QStringLiteral("PRAGMA foreign_keys = ON")}) {
        if (auto outcome = Statement(db, pragma).run(); !outcome)
            return outcome;
    }
    return {};
}

/// Takes the write lock at once: a transaction that begins by reading and then finds that another process
/// has written could not go on.
Result<void> transact(QSqlDatabase& db, const std::function<Result<void>(QSqlDatabase&)>& work)
{
    if (auto outcome = Statement(db, QStringLiteral("BEGIN IMMEDIATE")).run(); !outcome)
        return outcome;
    Result<void> outcome = work(db);
    if (outcome)
        outcome = Statement(db, QStringLiteral("COMMIT")).run();
    if (!outcome)
        (void)Statement(db, QStringLiteral("ROLLBACK")).run();
    return outcome;
}

} // namespace

Database::Worker::Worker(QString path)
    : m_path(std::move(path))
    , m_connectionName(QUuid::createUuid().toString(QUuid::WithoutBraces))
{}

Result<void> Database::Worker::open()
{
    if (m_opened && m_opened->isOk())
        return {};
    m_opened = connectToFile();
    if (!*m_opened) {
        const Error error = m_opened->error();
        qCWarning(lcStore) << error;
        close();
        m_opened = error;
    }
    return *m_opened;
}

Result<void> Database::Worker::connectToFile()
{
    if (m_path != QLatin1String(":memory:")) {
        if (auto outcome = makePrivateFile(m_path); !outcome)
            return outcome;
    }
    auto db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connectionName);
    db.setDatabaseName(m_path);
    db.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
    if (!db.open())
        return storageError(db.lastError());
    if (auto outcome = configure(db); !outcome)
        return outcome;
    return transact(db, migrate);
}

void Database::Worker::close()
{
    m_opened.reset();
    if (QSqlDatabase::contains(m_connectionName))
        QSqlDatabase::removeDatabase(m_connectionName);
}

void Database::Worker::closeForGood()
{
    close();
    m_opened = Error{ErrorKind::Storage, Retry::never(), QStringLiteral("closed"), QStringLiteral("closed")};
}

Result<void> Database::Worker::runInTransaction(const Work& work)
{
    if (!m_opened)
        (void)open();
    if (!*m_opened)
        return *m_opened;
    auto db = QSqlDatabase::database(m_connectionName, false);
    return transact(db, work);
}

} // namespace Natter::Store
