// SPDX-License-Identifier: Apache-2.0
#include "EngineInstallation.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace Natter::Sandbox {

namespace {

Error missing(const QString& what)
{
    return {ErrorKind::Configuration, Retry::never(),
        QStringLiteral(
            "%1 was not found. On Debian: apt-get install ejabberd erlang-p1-sqlite3. Elsewhere set "
            "NATTER_EJABBERD_EBIN to ejabberd's ebin folder.")
            .arg(what),
        QStringLiteral("engine_missing")};
}

bool isEjabberd(const QString& ebin)
{
    return QFileInfo::exists(ebin + QStringLiteral("/ejabberd.app"));
}

/// `/usr/lib/x86_64-linux-gnu/ejabberd-23.01/ebin` and its like; the newest name wins.
QString findEbin()
{
    const QString named = qEnvironmentVariable("NATTER_EJABBERD_EBIN");
    if (!named.isEmpty())
        return isEjabberd(named) ? QDir(named).absolutePath() : QString();
    QStringList libraryFolders{QStringLiteral("/usr/lib"), QStringLiteral("/usr/lib/erlang/lib")};
    for (const QFileInfo& entry :
        QDir(QStringLiteral("/usr/lib")).entryInfoList({QStringLiteral("*-linux-*")}, QDir::Dirs))
        libraryFolders += entry.absoluteFilePath();
    for (const QString& libraries : std::as_const(libraryFolders)) {
        const auto versions = QDir(libraries).entryInfoList(
            {QStringLiteral("ejabberd-*")}, QDir::Dirs, QDir::Name | QDir::Reversed);
        for (const QFileInfo& version : versions) {
            QString ebin = version.absoluteFilePath() + QStringLiteral("/ebin");
            if (isEjabberd(ebin))
                return ebin;
        }
    }
    return {};
}

QString findSchema(const QString& ebin)
{
    const QStringList candidates{
        QDir::cleanPath(ebin + QStringLiteral("/../priv/sql/lite.sql")),
        QStringLiteral("/usr/share/ejabberd/sql/lite.sql"),
    };
    for (const QString& candidate : candidates) {
        if (QFileInfo::exists(candidate))
            return candidate;
    }
    return {};
}

bool hasLibrary(const QString& folder, const QString& pattern)
{
    return !QDir(folder).entryList({pattern}, QDir::Dirs).isEmpty();
}

} // namespace

Result<EngineInstallation> findEngine()
{
    EngineInstallation found;
    found.erl = QStandardPaths::findExecutable(QStringLiteral("erl"));
    if (found.erl.isEmpty())
        return missing(QStringLiteral("Erlang (the command erl)"));
    found.ebin = findEbin();
    if (found.ebin.isEmpty())
        return missing(QStringLiteral("ejabberd"));
    found.libraries = QDir::cleanPath(found.ebin + QStringLiteral("/../.."));
    // `erl` is a link into Erlang's own root, whose libraries are found without ERL_LIBS.
    const QString root = QFileInfo(found.erl).canonicalPath() + QStringLiteral("/../lib");
    if (!hasLibrary(found.libraries, QStringLiteral("*sqlite3-*")) &&
        !hasLibrary(root, QStringLiteral("*sqlite3-*")))
        return missing(QStringLiteral("Erlang's SQLite driver (erlang-p1-sqlite3)"));
    found.sqlSchema = findSchema(found.ebin);
    if (found.sqlSchema.isEmpty())
        return missing(QStringLiteral("ejabberd's SQLite schema (lite.sql)"));
    return found;
}

} // namespace Natter::Sandbox
