// SPDX-License-Identifier: Apache-2.0
#include "gateway/Database.h"

#include "base/Log.h"
#include "gateway/Migrations.h"
#include "gateway/Refusal.h"

#include <QSqlError>
#include <QSqlRecord>
#include <QUuid>

namespace Natter::Gateway {

namespace {

constexpr qint64 ReconnectPauseMs = 1000;
constexpr qint64 TrustedIdleMs = 1000; // a connection that was silent for longer is asked first
constexpr size_t MaximumStatements = 64;
constexpr int ConnectSeconds = 3;
constexpr qint64 SchemaLock = 0x6e617474; // any number that nobody else takes

/// libpq's words for a connection that notices a dead peer.
QString connectOptions(const DatabaseConfig& config)
{
    if (config.isSqlite())
        return QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(config.timeout.count());
    const QString automatic = config.isLocal() ? QStringLiteral("prefer") : QStringLiteral("verify-full");
    QStringList options{QStringLiteral("application_name=natter-gateway"),
        QStringLiteral("connect_timeout=%1").arg(ConnectSeconds), QStringLiteral("keepalives_idle=10"),
        QStringLiteral("keepalives_interval=5"), QStringLiteral("keepalives_count=3"),
        QStringLiteral("tcp_user_timeout=10000"),
        QStringLiteral("sslmode=%1").arg(config.tls.isEmpty() ? automatic : config.tls)};
    if (!config.tlsRootFile.isEmpty())
        options.append(QStringLiteral("sslrootcert='%1'").arg(config.tlsRootFile));
    return options.join(u';');
}

/// SQLSTATE classes 08 (connection) and 57P (shutdown); a cut connection has no SQLSTATE at all.
bool isConnectionLoss(const QString& code)
{
    return code.isEmpty() || code.startsWith(u"08") || code.startsWith(u"57P");
}

} // namespace

Error databaseUnavailable()
{
    return refused(ErrorKind::Storage, "database_unavailable", "The database is not available.",
        Retry::later(std::chrono::seconds(1)));
}

Database::Database(DatabaseConfig config)
    : m_config(std::move(config))
{}

Database::~Database()
{
    const QString connection = m_database.connectionName();
    m_statements.clear();
    m_database = QSqlDatabase();
    if (!connection.isEmpty())
        QSqlDatabase::removeDatabase(connection);
}

Result<void> Database::open()
{
    if (!QSqlDatabase::isDriverAvailable(m_config.driver))
        return Error{ErrorKind::Configuration, Retry::never(),
            QStringLiteral("[gateway] database_driver: Qt has no SQL driver %1").arg(m_config.driver), {}};
    if (!m_database.isValid())
        m_database =
            QSqlDatabase::addDatabase(m_config.driver, QUuid::createUuid().toString(QUuid::WithoutBraces));
    m_database.setDatabaseName(m_config.name);
    m_database.setHostName(m_config.host);
    m_database.setPort(m_config.port == 0 ? -1 : m_config.port);
    m_database.setConnectOptions(connectOptions(m_config));
    if (!m_database.open(m_config.user, QString::fromUtf8(m_config.password.reveal())))
        return Error{ErrorKind::Storage, Retry::later(),
            QStringLiteral("cannot open the database %1: %2")
                .arg(m_config.name, m_database.lastError().text().simplified()),
            {}};
    m_isLost = false;
    m_lastUse.start();
    return prepareConnection();
}

Result<void> Database::prepareConnection()
{
    QStringList settings{QStringLiteral("PRAGMA journal_mode=WAL"),
        QStringLiteral("PRAGMA synchronous=NORMAL"), QStringLiteral("PRAGMA foreign_keys=ON")};
    if (!m_config.isSqlite())
        settings = {QStringLiteral("SET statement_timeout = %1").arg(m_config.timeout.count()),
            // A gateway that stands still must not hold the others up.
            QStringLiteral("SET idle_in_transaction_session_timeout = %1").arg(2 * m_config.timeout.count())};
    for (const QString& setting : std::as_const(settings)) {
        if (auto set = execute(setting, {}); !set)
            return set.error();
    }
    return {};
}

Result<void> Database::ensureConnected()
{
    if (m_isInTransaction)
        return m_isLost ? Result<void>(databaseUnavailable()) : Result<void>();
    const bool isStale =
        !m_config.isSqlite() && m_database.isOpen() && !m_isLost && m_lastUse.hasExpired(TrustedIdleMs);
    if (isStale)
        m_isLost = !execute(QStringLiteral("SELECT 1"), {}).isOk();
    if (m_database.isOpen() && !m_isLost)
        return {};
    if (m_lastFailure.isValid() && !m_lastFailure.hasExpired(ReconnectPauseMs))
        return databaseUnavailable();
    close();
    if (auto opened = open(); !opened) {
        qCWarning(lcGateway).noquote() << "database:" << opened.error().detail;
        m_isLost = true;
        m_lastFailure.start();
        return databaseUnavailable();
    }
    m_lastFailure.invalidate();
    return {};
}

void Database::close()
{
    m_statements.clear();
    m_database.close();
}

Result<Rows> Database::run(const QString& sql, const QVariantList& values)
{
    if (m_isAbandoned && m_isAbandoned())
        return databaseUnavailable();
    if (auto connected = ensureConnected(); !connected)
        return connected.error();
    return execute(sql, values);
}

Result<Rows> Database::execute(const QString& sql, const QVariantList& values)
{
    m_lastUse.start();
    if (!values.isEmpty())
        return executePrepared(sql, values);
    QSqlQuery query(m_database);
    if (!query.exec(sql))
        return failure(sql, query.lastError());
    return rowsOf(sql, query);
}

Result<Rows> Database::executePrepared(const QString& sql, const QVariantList& values)
{
    auto statement = m_statements.find(sql);
    if (statement == m_statements.end()) {
        QSqlQuery query(m_database);
        if (!query.prepare(sql))
            return failure(sql, query.lastError());
        if (m_statements.size() >= MaximumStatements)
            m_statements.clear();
        statement = m_statements.emplace(sql, std::move(query)).first;
    }
    QSqlQuery& query = statement->second;
    for (qsizetype i = 0; i < values.size(); ++i)
        query.bindValue(int(i), values.at(i));
    if (!query.exec())
        return failure(sql, query.lastError());
    return rowsOf(sql, query);
}

Result<Rows> Database::rowsOf(const QString& sql, QSqlQuery& query)
{
    QList<QVariantList> rows;
    const int columns = query.isSelect() ? query.record().count() : 0;
    while (columns > 0 && query.next()) {
        QVariantList row;
        for (int column = 0; column < columns; ++column)
            row.append(query.value(column));
        rows.append(row);
    }
    if (query.lastError().isValid())
        return failure(sql, query.lastError());
    const int changed = query.isSelect() ? 0 : query.numRowsAffected();
    query.finish();
    return Rows(rows, changed);
}

Result<int> Database::change(const QString& sql, const QVariantList& values)
{
    auto rows = run(sql, values);
    if (!rows)
        return rows.error();
    return rows->changed();
}

Result<void> Database::inTransaction(const std::function<Result<void>()>& body)
{
    if (m_isInTransaction)
        return body();
    // IMMEDIATE: a transaction that reads first would not wait for another writer, it would fail.
    const auto begun = run(m_config.isSqlite() ? QStringLiteral("BEGIN IMMEDIATE") : QStringLiteral("BEGIN"));
    if (!begun)
        return begun.error();
    m_isInTransaction = true;
    auto result = body();
    if (result && m_isAbandoned && m_isAbandoned())
        result = databaseUnavailable();
    // The driver's commit(), not a statement: PostgreSQL calls the end of a broken transaction a success.
    if (result && (m_isLost || !m_database.commit()))
        result = failure(QStringLiteral("commit"), m_database.lastError());
    m_isInTransaction = false;
    if (!result && !m_isLost && !m_database.rollback())
        m_isLost = true;
    return result;
}

Error Database::failure(const QString& what, const QSqlError& error)
{
    const QString code = error.nativeErrorCode();
    if (!m_config.isSqlite() && isConnectionLoss(code))
        m_isLost = true;
    // The driver's text may quote values; the code does not.
    qCWarning(lcGateway).noquote() << "database:" << what << (m_isLost ? QStringLiteral("lost") : code);
    return databaseUnavailable();
}

QString Database::identityColumn() const
{
    return m_config.isSqlite() ? QStringLiteral("INTEGER PRIMARY KEY AUTOINCREMENT")
                               : QStringLiteral("BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY");
}

Result<void> Database::migrate()
{
    return inTransaction([this]() -> Result<void> {
        if (!m_config.isSqlite()) { // SQLite's transaction is a lock already
            for (const QString& statement : {QStringLiteral("SET LOCAL statement_timeout = 0"),
                     QStringLiteral("SELECT pg_advisory_xact_lock(%1)").arg(SchemaLock)}) {
                if (auto done = run(statement); !done)
                    return done.error();
            }
        }
        if (auto made =
                run(QStringLiteral("CREATE TABLE IF NOT EXISTS schema_steps (step INTEGER PRIMARY KEY)"));
            !made)
            return made.error();
        auto newest = run(QStringLiteral("SELECT COALESCE(MAX(step), 0) FROM schema_steps"));
        if (!newest)
            return newest.error();
        newest.value().next();
        const int done = newest->value(0).toInt();
        const auto& steps = migrations();
        if (done > steps.size())
            return Error{ErrorKind::Storage, Retry::never(),
                QStringLiteral("the database was made by a newer version of the gateway"), {}};
        for (int step = done; step < steps.size(); ++step) {
            if (auto migrated = steps.at(step)(*this); !migrated)
                return migrated;
            if (auto noted = run(QStringLiteral("INSERT INTO schema_steps (step) VALUES (?)"), {step + 1});
                !noted)
                return noted.error();
        }
        return {};
    });
}

} // namespace Natter::Gateway
