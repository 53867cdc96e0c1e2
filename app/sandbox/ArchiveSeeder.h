// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "Conversations.h"
#include "EngineFiles.h"

#include <QSqlDatabase>

namespace Natter::Sandbox {

/// Fills the engine's database of one domain before the engine is started: schema, accounts with random
/// passwords, rosters in which everybody with a common dialog sees the other, and both sides' archives as
/// mod_mam keeps them (ejabberd 23.01, sql/lite.sql). Blocking, in one transaction.
class ArchiveSeeder
{
public:
    ArchiveSeeder(const EngineFiles& files, const QString& domain);
    ~ArchiveSeeder();
    Q_DISABLE_COPY_MOVE(ArchiveSeeder)

    /// True when there is a filled database already, which is then left alone.
    bool isSeeded() const;
    /// Errors: Storage.
    Result<void> seed(const QString& schemaFile, const People& people, const QList<SeedMessage>& messages,
        const Secret& apiPassword);

private:
    Result<void> createSchema(const QString& schemaFile);
    Result<void> addAccounts(const People& people, const Secret& apiPassword);
    Result<void> addRosters(const QList<SeedMessage>& messages);
    Result<void> addMessages(const QList<SeedMessage>& messages);
    Result<void> fill(const People& people, const QList<SeedMessage>& messages, const Secret& apiPassword);

    QString m_apiAccount;
    QString m_domain;
    QString m_archive;
    QSqlDatabase m_database;
};

} // namespace Natter::Sandbox
