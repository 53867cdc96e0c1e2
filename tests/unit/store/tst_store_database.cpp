// SPDX-License-Identifier: Apache-2.0
#include "StoreFixture.h"

#include <QDir>
#include <QFile>
#include <QSemaphore>
#include <QSqlQuery>
#include <QTemporaryDir>

using namespace Natter;
using namespace Natter::Store;
using namespace Natter::Test;

namespace {

constexpr auto Private =
    QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadUser | QFileDevice::WriteUser;
constexpr auto PrivateFolder = Private | QFileDevice::ExeOwner | QFileDevice::ExeUser;

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// The file, its thread, and everything that can be wrong with them.
class TestStoreDatabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isReadableByTheUserOnly()
    {
#ifdef Q_OS_WIN
        QSKIP("access lists, not modes, there");
#endif
        StoreFixture store;
        QVERIFY(await(store.database.open()));
        store.add({StoreFixture::received("x", 1)});
        const QFileInfo file(store.path());
        QCOMPARE(file.permissions(), Private);
        QCOMPARE(QFileInfo(file.path()).permissions(), PrivateFolder);
        QVERIFY(QFile::exists(store.path() + "-wal"));
        QCOMPARE(QFileInfo(store.path() + "-wal").permissions(), Private);
        QCOMPARE(QFileInfo(store.path() + "-shm").permissions(), Private);
    }

    void closesAFileThatOthersCouldRead()
    {
#ifdef Q_OS_WIN
        QSKIP("access lists, not modes, there");
#endif
        const QTemporaryDir folder;
        const QString path = folder.filePath("natter.sqlite");
        write(path, {});
        QVERIFY(QFile::setPermissions(path, Private | QFileDevice::ReadGroup | QFileDevice::ReadOther));
        Database database(path);
        QVERIFY(await(database.open()));
        QCOMPARE(QFileInfo(path).permissions(), Private);
    }

    void isSetForSafety()
    {
        StoreFixture store;
        QCOMPARE(store.scalar("PRAGMA journal_mode")->toString(), QStringLiteral("wal"));
        QCOMPARE(store.scalar("PRAGMA synchronous")->toInt(), 2); // FULL
        QCOMPARE(store.scalar("PRAGMA foreign_keys")->toInt(), 1);
        QCOMPARE(store.scalar("PRAGMA busy_timeout")->toInt(), 5000);
    }

    void worksInMemory()
    {
        Database database(QStringLiteral(":memory:"));
        MessageRepository messages(database);
        QVERIFY(await(database.open()));
        QVERIFY(await(messages.addOutgoing(StoreFixture::own("x", 1, "o1"))));
        QCOMPARE(await(messages.waiting())->size(), 1);
        QVERIFY(!QFile::exists(":memory:"));
    }

    void whatIsAskedBeforeOpenWaits()
    {
        StoreFixture store;
        const auto early = store.messages.addOutgoing(StoreFixture::own("x", 1, "o1"));
        const auto opened = store.database.open();
        QVERIFY(await(early));
        QVERIFY(await(opened));
        QVERIFY(await(store.database.open()));
        QCOMPARE(store.bodies(), QStringList{"x"});
    }

    void errorRollsBack()
    {
        StoreFixture store;
        const auto outcome = await(store.database.run([](QSqlDatabase& db) -> Result<int> {
            QSqlQuery(db).exec("INSERT INTO state (key, value) VALUES ('k', 'v')");
            return Error{ErrorKind::Conflict, Retry::never(), "on purpose", "why"};
        }));
        QCOMPARE(outcome.error(), (Error{ErrorKind::Conflict, Retry::never(), "on purpose", "why"}));
        QCOMPARE(store.scalar("SELECT count(*) FROM state")->toInt(), 0);
    }

    void runsInOrderOffTheCallersThread()
    {
        StoreFixture store;
        QList<int> order;
        QThread* worker = nullptr;
        for (int i = 0; i < 100; ++i) {
            (void)store.database.run([i, &order, &worker](QSqlDatabase&) -> Result<void> {
                order += i;
                worker = QThread::currentThread();
                return {};
            });
        }
        QVERIFY(await(store.database.open()));
        QCOMPARE(order.size(), 100);
        QVERIFY(std::is_sorted(order.begin(), order.end()));
        QVERIFY(worker != QThread::currentThread());
    }

    void closesBehindWhatWasAskedWithoutBlocking()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("store.sqlite"));
        auto database = std::make_unique<Database>(path);
        QSemaphore gate;
        const auto asked = database->run([&gate](QSqlDatabase&) -> Result<int> {
            gate.acquire();
            return 7;
        });
        const auto closed = database->close();
        const auto late = database->run([](QSqlDatabase&) -> Result<int> { return 8; });
        QVERIFY(!closed.isFinished());
        gate.release();
        QVERIFY(await(closed).isOk());
        QCOMPARE(asked.result().value(), 7);
        QCOMPARE(await(late).error().kind, ErrorKind::Storage);
        QCOMPARE(await(late).error().code, QStringLiteral("closed"));
        // The last connection takes the log with it: nothing is left to be done at the end.
        QVERIFY(!QFile::exists(path + QStringLiteral("-wal")));
        database.reset();
    }

    void mayDieBeforeItIsClosed()
    {
        QTemporaryDir folder;
        auto database = std::make_unique<Database>(folder.filePath(QStringLiteral("store.sqlite")));
        const auto closed = database->close();
        database.reset();
        QVERIFY(await(closed).isOk());
    }

    void destroyingFinishesWhatWasAsked()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("natter.sqlite");
        QList<Answer<Message>> answers;
        {
            Database database(path);
            MessageRepository messages(database);
            for (int i = 0; i < 200; ++i)
                answers += messages.addOutgoing(StoreFixture::own("x", i, "o" + QString::number(i)));
        }
        for (const auto& answer : answers)
            QVERIFY(await(answer));
        Database database(path);
        QCOMPARE(await(MessageRepository(database).waiting())->size(), 200);
    }

    void twoDatabasesOnOneFile()
    {
        StoreFixture store;
        Database other(store.path());
        MessageRepository others(other);
        QList<Answer<Message>> answers;
        for (int i = 0; i < 50; ++i) {
            answers += store.messages.addOutgoing(StoreFixture::own("a", i, "a" + QString::number(i)));
            answers += others.addOutgoing(StoreFixture::own("b", i, "b" + QString::number(i)));
        }
        for (const auto& answer : answers) {
            const auto outcome = await(answer);
            QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().detail));
        }
        QCOMPARE(await(others.waiting())->size(), 100);
    }

    void damagedFile_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("text") << QByteArray("this is not a database, it is a shopping list\n").repeated(100);
        QTest::newRow("zeroes") << QByteArray(8192, '\0');
        QTest::newRow("header only") << QByteArray("SQLite format 3\0", 16).append(QByteArray(4080, '\xff'));
    }

    void damagedFile()
    {
        QFETCH(QByteArray, bytes);
        const QTemporaryDir folder;
        const QString path = folder.filePath("natter.sqlite");
        write(path, bytes);
        {
            Database database(path);
            const auto opened = await(database.open());
            QVERIFY(!opened);
            QCOMPARE(opened.error().kind, ErrorKind::Storage);
            QCOMPARE(opened.error().code, QStringLiteral("corrupt"));
            QCOMPARE(await(DialogRepository(database).all()).error(), opened.error());
        }
        QCOMPARE(read(path), bytes);
    }

    void damagedLater()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("natter.sqlite");
        {
            Database database(path);
            MessageRepository messages(database);
            QList<Message> batch;
            for (int i = 0; i < 500; ++i)
                batch += StoreFixture::received(QString(500, u'x'), i, "a" + QString::number(i));
            QVERIFY(await(messages.addBatch(batch, Store::Arrival::Live)));
        }
        QByteArray bytes = read(path);
        QVERIFY(bytes.size() > 200'000);
        bytes.replace(20'480, bytes.size() - 20'480, QByteArray(bytes.size() - 20'480, '\xa5'));
        write(path, bytes);
        Database database(path);
        QVERIFY(await(database.open()));
        const auto page = await(MessageRepository(database).page(PeerId("p11-a"), {}, 500));
        QVERIFY(!page);
        QCOMPARE(page.error().code, QStringLiteral("corrupt"));
    }

    void newerFileIsLeftAlone()
    {
        StoreFixture store;
        QVERIFY(await(store.database.open()));
        QVERIFY(await(store.database.run([](QSqlDatabase& db) -> Result<void> {
            QSqlQuery(db).exec("PRAGMA user_version = 999");
            return {};
        })));
        Database database(store.path());
        const auto opened = await(database.open());
        QCOMPARE(opened.error().kind, ErrorKind::Storage);
        QCOMPARE(opened.error().code, QStringLiteral("newer_schema"));
        QCOMPARE(store.scalar("PRAGMA user_version")->toInt(), 999);
    }

    void unusablePlace()
    {
        const QTemporaryDir folder;
        write(folder.filePath("file"), "x");
        for (const QString& path : {folder.filePath("file/natter.sqlite"), folder.path()}) {
            Database database(path);
            const auto opened = await(database.open());
            QVERIFY(!opened);
            QCOMPARE(opened.error().kind, ErrorKind::Storage);
            QCOMPARE(opened.error().code, QStringLiteral("unusable"));
        }
        QCOMPARE(read(folder.filePath("file")), QByteArray("x"));
    }

    void openTriesAgain()
    {
        const QTemporaryDir folder;
        write(folder.filePath("account"), "in the way");
        Database database(folder.filePath("account/natter.sqlite"));
        QVERIFY(!await(database.open()));
        QVERIFY(!await(DialogRepository(database).all()));
        QVERIFY(QFile::remove(folder.filePath("account")));
        QVERIFY(!await(DialogRepository(database).all())); // not by itself
        QVERIFY(await(database.open()));
        QVERIFY(await(DialogRepository(database).all()));
    }

    void fullDisk()
    {
        StoreFixture store;
        QVERIFY(await(store.messages.addOutgoing(StoreFixture::own("before", 1, "o0"))));
        QVERIFY(await(store.database.run([](QSqlDatabase& db) -> Result<void> {
            QSqlQuery query(db);
            query.exec("PRAGMA page_count");
            query.next();
            const int pages = query.value(0).toInt();
            query.exec(QStringLiteral("PRAGMA max_page_count = %1").arg(pages + 2));
            return {};
        })));
        const auto refused =
            await(store.messages.addOutgoing(StoreFixture::own(QString(65536, u'x'), 2, "o1")));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Storage);
        QCOMPARE(refused.error().code, QStringLiteral("disk_full"));
        QCOMPARE(refused.error().retry.when, Retry::When::Later);
        QCOMPARE(store.bodies(), QStringList{"before"});
        QVERIFY(await(store.database.run([](QSqlDatabase& db) -> Result<void> {
            QSqlQuery(db).exec("PRAGMA max_page_count = 1000000");
            return {};
        })));
        QVERIFY(await(store.messages.addOutgoing(StoreFixture::own(QString(65536, u'x'), 2, "o1"))));
    }

    void receiverDeletedBeforeTheAnswer()
    {
        StoreFixture store;
        bool wasCalled = false;
        auto receiver = std::make_unique<QObject>();
        onDone(store.database.open(), receiver.get(), [&wasCalled](const auto&) { wasCalled = true; });
        receiver.reset();
        QVERIFY(await(store.database.open()));
        QVERIFY(!wasCalled);
    }
};

QTEST_GUILESS_MAIN(TestStoreDatabase)
#include "tst_store_database.moc"
