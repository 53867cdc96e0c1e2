// SPDX-License-Identifier: Apache-2.0
#include "base/Jid.h"
#include "sandbox/ArchiveSeeder.h"
#include "sandbox/Options.h"
#include "sandbox/State.h"

#include <QFile>
#include <QSqlQuery>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace Natter;
using namespace Natter::Sandbox;

namespace {

/// The columns that the seeder fills, as in ejabberd's lite.sql.
constexpr char Schema[] = R"(-- a comment; with a semicolon
CREATE TABLE users (username text PRIMARY KEY, password text NOT NULL);
CREATE TABLE rosterusers (username text NOT NULL, jid text NOT NULL, nick text NOT NULL, subscription character(1) NOT NULL,
    ask character(1) NOT NULL, askmessage text NOT NULL, server character(1) NOT NULL, subscribe text NOT NULL, type text);
CREATE UNIQUE INDEX i_rosteru_user_jid ON rosterusers (username, jid);
CREATE TABLE archive (username text NOT NULL, timestamp BIGINT UNSIGNED NOT NULL, peer text NOT NULL, bare_peer text NOT NULL,
    xml text NOT NULL, txt text, id INTEGER PRIMARY KEY AUTOINCREMENT, kind text, nick text);
)";

} // namespace

class tst_sandbox_seeds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theCastIsLargeAndOdd();
    void historyIsOrderedAndPast_data();
    void historyIsOrderedAndPast();
    void fillsTheEnginesDatabase();
    void leavesNoHalfSeed();
    void stateSurvivesARestart();
    void brokenStateIsAnError();
    void takenPortsAreReplaced();
    void readsTheCommandLine_data();
    void readsTheCommandLine();
};

void tst_sandbox_seeds::theCastIsLargeAndOdd()
{
    const People people(3);
    QVERIFY(people.all().size() >= 14 + 3);
    QSet<QString> addresses;
    QSet<QString> logins;
    for (const Person& person : people.all()) {
        const auto jid = Jid::forUser(person.id, QStringLiteral("natter.test"));
        QVERIFY2(jid.has_value(), qPrintable(person.id.toString()));
        addresses += jid->toString();
        logins += person.login;
        QCOMPARE(people.findByLogin(person.login)->id, person.id);
        QVERIFY(!person.passcode.isEmpty());
    }
    QCOMPARE(addresses.size(), people.all().size());
    QCOMPARE(logins.size(), people.all().size());
    QCOMPARE(people.find(UserId(QStringLiteral("10")))->name.size(), 200);
    QVERIFY(people.find(UserId(QStringLiteral("1003")))->isGenerated);
    QVERIFY(!people.find(UserId(QStringLiteral("1004"))));
    QVERIFY(!people.findByLogin(QString()));
}

void tst_sandbox_seeds::historyIsOrderedAndPast_data()
{
    QTest::addColumn<QDateTime>("now");
    QTest::newRow("noon") << QDateTime(QDate(2024, 3, 14), QTime(12, 0), Qt::UTC);
    QTest::newRow("just after midnight") << QDateTime(QDate(2024, 3, 31), QTime(0, 0, 5), Qt::UTC);
    QTest::newRow("just before midnight") << QDateTime(QDate(2023, 12, 31), QTime(23, 59, 59), Qt::UTC);
}

void tst_sandbox_seeds::historyIsOrderedAndPast()
{
    QFETCH(QDateTime, now);
    const People people(20);
    QHash<QPair<QString, QString>, QDateTime> last;
    QHash<QPair<QString, QString>, int> counts;
    for (const SeedMessage& message : seedConversations(people, now)) {
        QVERIFY2(people.find(message.from) && people.find(message.to), qPrintable(message.body));
        QVERIFY(message.from != message.to);
        QVERIFY(!message.body.isEmpty());
        QVERIFY(message.time < now);
        QPair<QString, QString> dialog{message.from.toString(), message.to.toString()};
        if (dialog.first > dialog.second)
            std::swap(dialog.first, dialog.second);
        QVERIFY2(!last.contains(dialog) || last.value(dialog) <= message.time, qPrintable(message.body));
        last.insert(dialog, message.time);
        ++counts[dialog];
    }
    QVERIFY(counts.value({QStringLiteral("1"), QStringLiteral("8")}) >= 300);
    // Person 1 has a dialog with everybody.
    for (const Person& person : people.all()) {
        QPair<QString, QString> dialog{QStringLiteral("1"), person.id.toString()};
        if (dialog.first > dialog.second)
            std::swap(dialog.first, dialog.second);
        QVERIFY2(dialog.first == dialog.second || counts.contains(dialog), qPrintable(person.name));
    }
}

void tst_sandbox_seeds::fillsTheEnginesDatabase()
{
    QTemporaryDir folder;
    const QString schema = folder.filePath(QStringLiteral("lite.sql"));
    QFile file(schema);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(Schema) > 0);
    file.close();

    const People people;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto messages = seedConversations(people, now);
    const EngineFiles files{folder.path(), {QStringLiteral("natter.test")}};
    {
        ArchiveSeeder seeder(files, files.domains.first());
        QVERIFY(!seeder.isSeeded());
        const auto done = seeder.seed(schema, people, messages, Secret("api"));
        QVERIFY2(done.isOk(), done ? "" : qPrintable(done.error().detail));
        QVERIFY(seeder.isSeeded());
    }
    {
        auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("check"));
        database.setDatabaseName(files.archive(files.domains.first()));
        QVERIFY(database.open());
        QSqlQuery query(database);
        const auto number = [&query](const QString& sql) {
            return query.exec(sql) && query.next() ? query.value(0).toInt() : -1;
        };
        QCOMPARE(number(QStringLiteral("SELECT count(*) FROM users")), people.all().size() + 1);
        QCOMPARE(number(QStringLiteral("SELECT count(*) FROM users WHERE username = 'p11-a'")), 1);
        QCOMPARE(
            number(QStringLiteral("SELECT count(DISTINCT password) FROM users")), people.all().size() + 1);
        QCOMPARE(number(QStringLiteral("SELECT count(*) FROM archive")), 2 * messages.size());
        QCOMPARE(
            number(QStringLiteral("SELECT count(*) FROM (SELECT 1 FROM archive GROUP BY username, timestamp "
                                  "HAVING count(*) > 1)")),
            0);
        QCOMPARE(number(QStringLiteral(
                     "SELECT count(*) FROM rosterusers a WHERE NOT EXISTS (SELECT 1 FROM rosterusers "
                     "b WHERE a.jid = b.username || '@natter.test' AND b.jid = a.username || "
                     "'@natter.test')")),
            0);
        QVERIFY(query.exec(QStringLiteral("PRAGMA journal_mode")) && query.next());
        QCOMPARE(query.value(0).toString(), QStringLiteral("wal"));
        QVERIFY(query.exec(QStringLiteral("SELECT xml, txt FROM archive")));
        while (query.next()) {
            QXmlStreamReader reader(query.value(0).toString());
            QVERIFY(reader.readNextStartElement());
            QCOMPARE(reader.namespaceUri(), QStringLiteral("jabber:client"));
            QString body;
            while (reader.readNextStartElement()) {
                if (reader.name() == u"body" && reader.namespaceUri() == u"jabber:client")
                    body = reader.readElementText();
                else
                    reader.skipCurrentElement();
            }
            QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
            QCOMPARE(body, query.value(1).toString());
        }
    }
    QSqlDatabase::removeDatabase(QStringLiteral("check"));
}

void tst_sandbox_seeds::leavesNoHalfSeed()
{
    QTemporaryDir folder;
    const QString schema = folder.filePath(QStringLiteral("lite.sql"));
    QFile file(schema);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("CREATE TABLE users (username text);") > 0);
    file.close();
    ArchiveSeeder seeder({folder.path(), {QStringLiteral("natter.test")}}, QStringLiteral("natter.test"));
    const auto done = seeder.seed(schema, People(), {}, Secret("api"));
    QVERIFY(!done.isOk());
    QCOMPARE(done.error().kind, ErrorKind::Storage);
    QVERIFY(!seeder.isSeeded());
}

void tst_sandbox_seeds::stateSurvivesARestart()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("state.json"));
    auto state = loadState(file);
    QVERIFY(state.isOk());
    QVERIFY(state->engineKey.size() >= 32);
    QVERIFY(!constantTimeEquals(state->engineKey.reveal(), state->signingSecret.reveal()));
    state.value().ports = {1, 2, 3, 4};
    QVERIFY(saveState(*state, file).isOk());
    const auto others = QFile::permissions(file) & ~(QFileDevice::ReadOwner | QFileDevice::WriteOwner |
                                                       QFileDevice::ReadUser | QFileDevice::WriteUser);
    QCOMPARE(others, QFileDevice::Permissions());
    const auto again = loadState(file);
    QVERIFY(again.isOk());
    QCOMPARE(again->ports, state->ports);
    QCOMPARE(again->signingSecret.reveal(), state->signingSecret.reveal());
    QCOMPARE(again->engineKey.reveal(), state->engineKey.reveal());
}

void tst_sandbox_seeds::brokenStateIsAnError()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("state.json"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{\"engine_key\": ") > 0);
    file.close();
    const auto state = loadState(path);
    QVERIFY(!state.isOk());
    QCOMPARE(state.error().kind, ErrorKind::Storage);
}

void tst_sandbox_seeds::takenPortsAreReplaced()
{
    const auto ports = usablePorts({});
    QVERIFY(ports.isOk());
    QCOMPARE((QSet<quint16>{ports->site, ports->gateway, ports->engineHttp, ports->engineXmpp}.size()), 4);
    QVERIFY(*usablePorts(*ports) == *ports);
    QTcpServer intruder;
    QVERIFY(intruder.listen(QHostAddress::LocalHost, ports->engineXmpp));
    QVERIFY(usablePorts(*ports)->engineXmpp != ports->engineXmpp);
}

void tst_sandbox_seeds::readsTheCommandLine_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<bool>("isRight");
    QTest::newRow("nothing") << QStringList() << true;
    QTest::newRow("all") << QStringList{QStringLiteral("--ready-json"), QStringLiteral("--data"),
                                QStringLiteral("d"), QStringLiteral("--people"), QStringLiteral("7"),
                                QStringLiteral("--fault"), QStringLiteral("nonce-expired"),
                                QStringLiteral("--fault=clock-skew=-300"), QStringLiteral("--protocol=dg"),
                                QStringLiteral("--protocol"), QStringLiteral("mesibo"),
                                QStringLiteral("--until-stdin-closes")}
                         << true;
    QTest::newRow("unknown option") << QStringList{QStringLiteral("--nope")} << false;
    QTest::newRow("stray argument") << QStringList{QStringLiteral("stray")} << false;
    QTest::newRow("unknown fault") << QStringList{QStringLiteral("--fault=fire")} << false;
    QTest::newRow("fault without its seconds") << QStringList{QStringLiteral("--fault=clock-skew")} << false;
    QTest::newRow("seconds in words") << QStringList{QStringLiteral("--fault=clock-skew=late")} << false;
    QTest::newRow("no seconds after all") << QStringList{QStringLiteral("--fault=clock-skew=")} << false;
    QTest::newRow("seconds of somewhere else")
        << QStringList{QStringLiteral("--fault=clock-skew=99999999999")} << false;
    QTest::newRow("a value for none") << QStringList{QStringLiteral("--fault=otp-never=5")} << false;
    QTest::newRow("unknown protocol") << QStringList{QStringLiteral("--protocol=irc")} << false;
    QTest::newRow("empty protocol") << QStringList{QStringLiteral("--protocol=")} << false;
    QTest::newRow("people in words") << QStringList{QStringLiteral("--people=many")} << false;
    QTest::newRow("fewer than none") << QStringList{QStringLiteral("--people=-1")} << false;
    QTest::newRow("far too many") << QStringList{QStringLiteral("--people=99999999999")} << false;
    QTest::newRow("no release there") << QStringList{QStringLiteral("--release=nowhere.json")} << false;
    QTest::newRow("no release in it")
        << QStringList{QStringLiteral("--release=" NATTER_TEST_DATA "/domain/profile.json")} << false;
    QTest::newRow("empty folder") << QStringList{QStringLiteral("--data=")} << false;
}

void tst_sandbox_seeds::readsTheCommandLine()
{
    QFETCH(QStringList, arguments);
    QFETCH(bool, isRight);
    arguments.prepend(QStringLiteral("natter-sandbox"));
    const auto options = parseOptions(arguments);
    QCOMPARE(options.isOk(), isRight);
    if (!isRight) {
        QCOMPARE(options.error().kind, ErrorKind::BadInput);
        QVERIFY(!options.error().detail.isEmpty());
    } else if (arguments.size() > 1) {
        QCOMPARE(options->extraPeople, 7);
        QCOMPARE(options->dataFolder, QStringLiteral("d"));
        QVERIFY(options->isReadyJson && options->endsWithStdin);
        QCOMPARE(options->faults, (Faults{{Fault::NonceExpired, 0}, {Fault::ClockSkew, -300}}));
        QCOMPARE(options->protocols, (QList{LoginProtocolKind::Dg, LoginProtocolKind::Mesibo}));
    }
}

QTEST_GUILESS_MAIN(tst_sandbox_seeds)
#include "tst_sandbox_seeds.moc"
