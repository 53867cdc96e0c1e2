// SPDX-License-Identifier: Apache-2.0
#include "StoreFixture.h"
#include "store/Migrations.h"
#include "store/Queries.h"

#include <QDir>
#include <QFile>
#include <QSqlQuery>

using namespace Natter;
using namespace Natter::Store;
using namespace Natter::Test;

namespace {

/// Everything in the schema, by name.
QStringList schemaOf(Database& database)
{
    const auto schema = await(database.run([](QSqlDatabase& db) -> Result<QStringList> {
        QStringList lines;
        QSqlQuery query(db);
        query.exec(
            "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY name");
        while (query.next())
            lines += query.value(0).toString() + ' ' + query.value(1).toString() + ' ' +
                     query.value(2).toString().simplified();
        query.exec("PRAGMA user_version");
        while (query.next())
            lines += "version " + query.value(0).toString();
        return lines;
    }));
    return schema ? *schema : QStringList();
}

Result<void> load(const QString& dump, const QString& path)
{
    QFile file(dump);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::Storage, Retry::never(), file.errorString(), {}};
    const QStringList statements = QString::fromUtf8(file.readAll()).split(";\n", Qt::SkipEmptyParts);
    const QString name = QStringLiteral("loader");
    Result<void> outcome;
    {
        auto db = QSqlDatabase::addDatabase("QSQLITE", name);
        db.setDatabaseName(path);
        if (!db.open())
            outcome = storageError(db.lastError());
        for (const QString& sql : statements) {
            if (!sql.trimmed().isEmpty() && outcome)
                outcome = Statement(db, sql).run();
        }
    }
    QSqlDatabase::removeDatabase(name);
    return outcome;
}

} // namespace

/// One schema, however a file came to it; and no query that walks through all messages.
class TestStoreSchema : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyVersionHasItsDump()
    {
        for (int version = 1; version <= latestSchemaVersion(); ++version)
            QVERIFY(QFile::exists(QStringLiteral(NATTER_TEST_DATA "/store/v%1.sql").arg(version)));
    }

    void migratedFileEqualsAFreshOne_data()
    {
        QTest::addColumn<QString>("dump");
        const QDir folder(QStringLiteral(NATTER_TEST_DATA "/store"));
        const QStringList dumps = folder.entryList({"v*.sql"});
        QVERIFY(!dumps.isEmpty());
        for (const QString& dump : dumps)
            QTest::newRow(qPrintable(dump)) << folder.filePath(dump);
    }

    void migratedFileEqualsAFreshOne()
    {
        QFETCH(QString, dump);
        const QTemporaryDir folder;
        const QString path = folder.filePath("old.sqlite");
        const auto loaded = load(dump, path);
        QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().detail));

        Database old(path);
        const auto opened = await(old.open());
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().detail));
        Database fresh(QStringLiteral(":memory:"));
        QCOMPARE(schemaOf(old), schemaOf(fresh));
        QVERIFY(schemaOf(fresh).contains("version " + QString::number(latestSchemaVersion())));

        const auto page = await(MessageRepository(old).page(PeerId("p11-a"), {}, 10));
        QCOMPARE(page->size(), 2);
        QCOMPARE(page->at(0).body, QStringLiteral("Hello; it's me"));
        QCOMPARE(page->at(1).state, DeliveryState::Waiting);
        const auto dialog = await(DialogRepository(old).find(PeerId("p11-a")));
        QCOMPARE(dialog->draft, QStringLiteral("draft"));
        QCOMPARE(dialog->unreadCount, 3);
    }

    void emptyFileIsAFreshOne()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("empty.sqlite");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        Database database(path);
        QVERIFY(await(database.open()));
        Database fresh(QStringLiteral(":memory:"));
        QCOMPARE(schemaOf(database), schemaOf(fresh));
    }

    void failedMigrationLeavesTheFileAsItWas()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("odd.sqlite");
        {
            auto db = QSqlDatabase::addDatabase("QSQLITE", "odd");
            db.setDatabaseName(path);
            QVERIFY(db.open());
            QVERIFY(Statement(db, "CREATE TABLE state (mine TEXT)").run()); // the last one of the migration
        }
        QSqlDatabase::removeDatabase("odd");
        Database database(path);
        QCOMPARE(await(database.open()).error().kind, ErrorKind::Storage);
        auto db = QSqlDatabase::addDatabase("QSQLITE", "check");
        db.setDatabaseName(path);
        QVERIFY(db.open());
        QCOMPARE(db.tables(), QStringList{"state"});
        db = {};
        QSqlDatabase::removeDatabase("check");
    }

    void queriesUseIndexes_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<bool>("mayWalkDialogs");
        QTest::newRow("archive id") << Query::messageByArchiveId() << false;
        QTest::newRow("origin id") << Query::messageByOriginId() << false;
        QTest::newRow("own origin id") << Query::ownMessageByOriginId() << false;
        QTest::newRow("newest") << Query::newestMessages() << false;
        QTest::newRow("before") << Query::messagesBefore() << false;
        QTest::newRow("oldest archived") << Query::oldestArchivedMessage() << false;
        QTest::newRow("waiting") << Query::waitingMessages() << false;
        QTest::newRow("all dialogs") << Query::allDialogs() << true;
        QTest::newRow("one dialog") << Query::dialogByPeer() << false;
    }

    void queriesUseIndexes()
    {
        QFETCH(QString, sql);
        QFETCH(bool, mayWalkDialogs);
        Database database(QStringLiteral(":memory:"));
        const auto plan = await(database.run([sql](QSqlDatabase& db) -> Result<QStringList> {
            Statement explain(db, "EXPLAIN QUERY PLAN " + sql);
            if (auto outcome = explain.run(QVariantList(sql.count('?'), 1)); !outcome)
                return outcome.error();
            QStringList steps;
            (void)explain.forEach([&] { steps += explain.text(3); });
            return steps;
        }));
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().detail));
        QVERIFY(!plan->isEmpty());
        for (const QString& step : *plan) {
            const bool isFine = !step.startsWith("SCAN") || step.contains("messages_waiting") ||
                                step.contains("USING COVERING INDEX messages_waiting") ||
                                (mayWalkDialogs && step == "SCAN d");
            QVERIFY2(isFine, qPrintable(plan->join(" | ")));
            QVERIFY2(mayWalkDialogs || !step.contains("TEMP B-TREE"), qPrintable(plan->join(" | ")));
        }
    }
};

QTEST_GUILESS_MAIN(TestStoreSchema)
#include "tst_store_schema.moc"
