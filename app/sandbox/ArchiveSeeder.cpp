// SPDX-License-Identifier: Apache-2.0
#include "ArchiveSeeder.h"

#include "base/Jid.h"

#include <QFile>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSet>
#include <QSqlError>
#include <QSqlQuery>
#include <QXmlStreamWriter>

namespace Natter::Sandbox {

namespace {

Error sqlError(const QSqlError& error)
{
    return {ErrorKind::Storage, Retry::never(), QStringLiteral("engine database: %1").arg(error.text()), {}};
}

Result<void> run(QSqlQuery& query, const QVariantList& values)
{
    for (qsizetype i = 0; i < values.size(); ++i)
        query.bindValue(static_cast<int>(i), values.at(i));
    if (!query.exec())
        return sqlError(query.lastError());
    return {};
}

QString randomPassword()
{
    return QString::number(QRandomGenerator::system()->generate64(), 36) +
           QString::number(QRandomGenerator::system()->generate64(), 36);
}

/// The message as the engine would have kept it.
QString stanza(const Jid& from, const Jid& to, const QString& id, const QString& body)
{
    QString xml;
    QXmlStreamWriter writer(&xml);
    writer.writeStartElement(QStringLiteral("message"));
    writer.writeAttribute(QStringLiteral("to"), to.toString());
    writer.writeAttribute(QStringLiteral("from"), from.toString());
    writer.writeAttribute(QStringLiteral("type"), QStringLiteral("chat"));
    writer.writeAttribute(QStringLiteral("id"), id);
    writer.writeDefaultNamespace(QStringLiteral("jabber:client"));
    writer.writeEmptyElement(QStringLiteral("origin-id"));
    writer.writeDefaultNamespace(QStringLiteral("urn:xmpp:sid:0"));
    writer.writeAttribute(QStringLiteral("id"), id);
    writer.writeTextElement(QStringLiteral("body"), body);
    writer.writeEndElement();
    return xml;
}

} // namespace

ArchiveSeeder::ArchiveSeeder(const EngineFiles& files, const QString& domain)
    : m_apiAccount(files.apiAccount())
    , m_domain(domain)
    , m_archive(files.archive(domain))
    , m_database(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("sandbox-seeder")))
{
    m_database.setDatabaseName(m_archive + QStringLiteral(".part"));
}

ArchiveSeeder::~ArchiveSeeder()
{
    const QString name = m_database.connectionName();
    m_database = {};
    QSqlDatabase::removeDatabase(name);
}

bool ArchiveSeeder::isSeeded() const
{
    return QFile::exists(m_archive);
}

Result<void> ArchiveSeeder::seed(const QString& schemaFile, const People& people,
    const QList<SeedMessage>& messages, const Secret& apiPassword)
{
    // Half a seed must not be taken for a whole one at the next start.
    QFile::remove(m_database.databaseName());
    if (!m_database.open())
        return sqlError(m_database.lastError());
    auto done = createSchema(schemaFile);
    if (!done)
        return done;
    m_database.transaction();
    if (done = fill(people, messages, apiPassword); !done)
        return done;
    if (!m_database.commit())
        return sqlError(m_database.lastError());
    m_database.close();
    if (!QFile::rename(m_database.databaseName(), m_archive))
        return Error{ErrorKind::Storage, Retry::never(), m_archive, {}};
    return {};
}

Result<void> ArchiveSeeder::createSchema(const QString& schemaFile)
{
    QFile file(schemaFile);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::Storage, Retry::never(),
            QStringLiteral("%1: %2").arg(schemaFile, file.errorString()), {}};
    static const QRegularExpression comment(QStringLiteral("^--.*$"), QRegularExpression::MultilineOption);
    QStringList statements{QStringLiteral("PRAGMA journal_mode=WAL")};
    statements += QString::fromUtf8(file.readAll()).remove(comment).split(u';');
    QSqlQuery query(m_database);
    for (const QString& statement : std::as_const(statements)) {
        if (!statement.trimmed().isEmpty() && !query.exec(statement))
            return sqlError(query.lastError());
    }
    return {};
}

Result<void> ArchiveSeeder::fill(
    const People& people, const QList<SeedMessage>& messages, const Secret& apiPassword)
{
    if (auto added = addAccounts(people, apiPassword); !added)
        return added;
    if (auto added = addRosters(messages); !added)
        return added;
    return addMessages(messages);
}

Result<void> ArchiveSeeder::addAccounts(const People& people, const Secret& apiPassword)
{
    QSqlQuery insert(m_database);
    insert.prepare(QStringLiteral("INSERT INTO users (username, password) VALUES (?, ?)"));
    if (auto done = run(insert, {m_apiAccount, QString::fromUtf8(apiPassword.reveal())}); !done)
        return done;
    for (const Person& person : people.all()) {
        const auto jid = Jid::forUser(person.id, m_domain);
        if (!jid)
            continue;
        if (auto done = run(insert, {jid->local(), randomPassword()}); !done)
            return done;
    }
    return {};
}

Result<void> ArchiveSeeder::addRosters(const QList<SeedMessage>& messages)
{
    QSqlQuery insert(m_database);
    insert.prepare(
        QStringLiteral("INSERT OR IGNORE INTO rosterusers (username, jid, nick, subscription, ask, "
                       "askmessage, server, subscribe, type) "
                       "VALUES (?, ?, '', 'B', 'N', '', 'N', '', 'item')"));
    QSet<std::pair<UserId, UserId>> known;
    for (const SeedMessage& message : messages) {
        if (known.contains({message.from, message.to}))
            continue;
        known += {message.from, message.to};
        known += {message.to, message.from};
        const auto from = Jid::forUser(message.from, m_domain);
        const auto to = Jid::forUser(message.to, m_domain);
        if (!from || !to)
            continue;
        if (auto done = run(insert, {from->local(), to->toString()}); !done)
            return done;
        if (auto done = run(insert, {to->local(), from->toString()}); !done)
            return done;
    }
    return {};
}

Result<void> ArchiveSeeder::addMessages(const QList<SeedMessage>& messages)
{
    QSqlQuery insert(m_database);
    insert.prepare(
        QStringLiteral("INSERT INTO archive (username, timestamp, peer, bare_peer, xml, txt, kind, "
                       "nick) VALUES (?, ?, ?, ?, ?, ?, 'chat', '')"));
    QSet<qint64> taken; // the time is the archive id, so no two messages may share one
    int number = 0;
    for (const SeedMessage& message : messages) {
        const auto from = Jid::forUser(message.from, m_domain);
        const auto to = Jid::forUser(message.to, m_domain);
        if (!from || !to)
            continue;
        qint64 microseconds = message.time.toMSecsSinceEpoch() * 1000;
        while (taken.contains(microseconds))
            ++microseconds;
        taken += microseconds;
        const Jid device = from->withResource(QStringLiteral("demo"));
        const QString xml = stanza(device, *to, QStringLiteral("seed-%1").arg(++number), message.body);
        if (auto done =
                run(insert, {from->local(), microseconds, to->toString(), to->toString(), xml, message.body});
            !done)
            return done;
        if (auto done = run(
                insert, {to->local(), microseconds, device.toString(), from->toString(), xml, message.body});
            !done)
            return done;
    }
    return {};
}

} // namespace Natter::Sandbox
