// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Secret.h"

#include <QString>

#include <chrono>

namespace Natter::Gateway {

/// Where the gateway's state lives. SQLite needs `name` alone.
struct DatabaseConfig
{
    QString driver = QStringLiteral("QSQLITE"); ///< or QPSQL
    QString name;                               ///< SQLite: the file, or ":memory:"
    QString host;     ///< or the folder of a Unix socket; empty: the system's default
    quint16 port = 0; ///< 0: 5432
    QString user;
    Secret password;
    QString tls; ///< libpq's sslmode; empty: `verify-full` for a host elsewhere, else `prefer`
    QString tlsRootFile;
    int connections = 4;                     ///< of one gateway; SQLite has one
    std::chrono::milliseconds timeout{5000}; ///< after which a request is told that there is no database

    bool isSqlite() const { return driver == u"QSQLITE"; }
    /// A socket, or a host that is this machine.
    bool isLocal() const;

    friend bool operator==(const DatabaseConfig& a, const DatabaseConfig& b);
};

} // namespace Natter::Gateway
