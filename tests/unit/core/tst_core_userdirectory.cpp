// SPDX-License-Identifier: Apache-2.0
#include "SessionFixture.h"
#include "core/UserDirectory.h"
#include "store/Database.h"

#include <QSet>
#include <QTest>
#include <QUrlQuery>

using namespace Natter;
using namespace Natter::Core;

namespace {

PeerId peer(const QString& id)
{
    return peerIdOf(UserId(id));
}

User person(const QString& id, const QString& name)
{
    User user;
    user.id = UserId(id);
    user.name = name;
    return user;
}

QStringList askedIds(const Net::HttpRequest& request)
{
    QStringList ids;
    const QString query = request.url.query(QUrl::FullyEncoded);
    for (const QString& id : query.mid(int(qstrlen("ids="))).split(u','))
        ids += QUrl::fromPercentEncoding(id.toLatin1());
    return ids;
}

QByteArray usersJson(const QStringList& ids, const QString& prefix = QStringLiteral("Name of "))
{
    QByteArrayList entries;
    for (const QString& id : ids)
        entries += QStringLiteral(R"({"user_id":"%1","name":"%2%1"})").arg(id, prefix).toUtf8();
    return R"({"results":{"users":[)" + entries.join(',') + "]}}";
}

} // namespace

class UserDirectoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void answersAtOnceAndAsks();
    void joinsAndDeduplicates();
    void resolvesFiveThousandInFiftyRequests();
    void keepsRequestLinesShort();
    void refusesImpossibleIds();
    void asksAgainWhenOld();
    void marksWhatTheSiteDoesNotKnow();
    void keepsWhatItHasWhenItFails_data();
    void keepsWhatItHasWhenItFails();
    void isolatesAnIdThatTheGatewayDislikes();
    void replacesARefusedToken();
    void believesOnlyWhatItAskedFor();
    void findsTheSitesOwnSpelling();
    void keepsPeopleOnDisk();
    void asksNothingThatTheDiskKnows();
    void takesWhatOthersFound();
    void knowsItselfFromTheSignIn();
    void searches();
    void cancelsSearches();
    void ranksKnownPeople();
    void mayDieBeforeTheAnswers();

private:
    bool waitForRequests(qsizetype count) { return m_session->http.waitForCount(count, 30'000); }
    void restart();

    std::unique_ptr<Test::SessionFixture> m_session;
    std::unique_ptr<Store::Database> m_database;
    std::unique_ptr<Store::UserRepository> m_repository;
    std::unique_ptr<UserDirectory> m_directory;
    QList<PeerId> m_changed;
};

void UserDirectoryTest::init()
{
    m_session = std::make_unique<Test::SessionFixture>();
    m_session->store0();
    m_session->session->start(m_session->login(), true);
    m_database = std::make_unique<Store::Database>(QStringLiteral(":memory:"));
    QVERIFY(Test::await(m_database->open()).isOk());
    m_repository = std::make_unique<Store::UserRepository>(*m_database);
    restart();
}

void UserDirectoryTest::cleanup()
{
    m_directory.reset();
    m_repository.reset();
    m_database.reset();
    m_session.reset();
}

void UserDirectoryTest::restart()
{
    m_directory = std::make_unique<UserDirectory>(
        *m_session->session, m_session->gateway, *m_repository, m_session->clock);
    m_changed.clear();
    connect(m_directory.get(), &UserDirectory::usersChanged, this,
        [this](const QList<PeerId>& peers) { m_changed += peers; });
}

void UserDirectoryTest::knowsItselfFromTheSignIn()
{
    m_session->session->start(m_session->login(), true);
    const PeerId self = peer(QStringLiteral("P11-A"));
    QCOMPARE(m_changed, QList<PeerId>{self});
    QCOMPARE(m_directory->user(self).name, QStringLiteral("Ada"));
    // users-info knows more, and its words stay.
    QVERIFY(waitForRequests(1));
    QCOMPARE(askedIds(m_session->http.request(0)), QStringList{QStringLiteral("P11-A")});
    m_session->http.answer(0, 200, usersJson({QStringLiteral("P11-A")}));
    QTRY_COMPARE(m_directory->user(self).name, QStringLiteral("Name of P11-A"));
    m_session->session->start(m_session->login(), true);
    QCOMPARE(m_directory->user(self).name, QStringLiteral("Name of P11-A"));
}

void UserDirectoryTest::answersAtOnceAndAsks()
{
    const User placeholder = m_directory->user(peer(QStringLiteral("2")));
    QCOMPARE(placeholder.displayName(), QStringLiteral("2"));
    QVERIFY(!placeholder.fetchedAt.isValid());
    QVERIFY(waitForRequests(1));
    QVERIFY(m_session->http.request(0).headers.contains(Net::Header("Authorization", "Bearer engine-0")));
    m_session->http.answer(0, 200, usersJson({QStringLiteral("2")}));
    QTRY_COMPARE(m_changed, QList<PeerId>{peer(QStringLiteral("2"))});
    const User known = m_directory->user(peer(QStringLiteral("2")));
    QCOMPARE(known.name, QStringLiteral("Name of 2"));
    QCOMPARE(known.fetchedAt, m_session->clock.now());
    QTest::qWait(100);
    QCOMPARE(m_session->http.count(), 1);
}

void UserDirectoryTest::joinsAndDeduplicates()
{
    for (int round = 0; round < 3; ++round) {
        for (int id = 0; id < 10; ++id)
            m_directory->user(peer(QString::number(id)));
        QCoreApplication::processEvents();
    }
    QVERIFY(waitForRequests(1));
    QCOMPARE(askedIds(m_session->http.request(0)).size(), 10);
    // Under way: not asked again.
    m_directory->user(peer(QStringLiteral("3")));
    QTest::qWait(100);
    QCOMPARE(m_session->http.count(), 1);
}

void UserDirectoryTest::resolvesFiveThousandInFiftyRequests()
{
    for (int id = 0; id < 5000; ++id)
        m_directory->user(peer(QStringLiteral("user-%1").arg(id)));
    QSet<QString> asked;
    int answered = 0;
    int mostAtOnce = 0;
    while (m_changed.size() < 5000) {
        QVERIFY(waitForRequests(answered + 1));
        QTest::qWait(1);
        mostAtOnce = qMax(mostAtOnce, int(m_session->http.count()) - answered);
        const QStringList ids = askedIds(m_session->http.request(answered));
        QVERIFY(ids.size() <= 100);
        for (const QString& id : ids) {
            QVERIFY2(!asked.contains(id), qPrintable(id));
            asked.insert(id);
        }
        m_session->http.answer(answered++, 200, usersJson(ids));
        const auto expected = asked.size();
        QTRY_COMPARE(m_changed.size(), expected);
    }
    QCOMPARE(asked.size(), 5000);
    QVERIFY2(m_session->http.count() <= 50, qPrintable(QString::number(m_session->http.count())));
    QVERIFY(mostAtOnce > 1 && mostAtOnce <= 4);
    QCOMPARE(m_directory->user(peer(QStringLiteral("user-4999"))).name, QStringLiteral("Name of user-4999"));
}

void UserDirectoryTest::keepsRequestLinesShort()
{
    for (int id = 0; id < 100; ++id)
        m_directory->user(peer(QString(240, QChar(0x3042)) + QString::number(id)));
    int answered = 0;
    while (m_changed.size() < 100) {
        QVERIFY(waitForRequests(answered + 1));
        const auto& request = m_session->http.request(answered);
        QVERIFY(request.url.toEncoded().size() < 8000);
        m_session->http.answer(answered++, 200, usersJson(askedIds(request)));
        QTest::qWait(1);
    }
}

void UserDirectoryTest::refusesImpossibleIds()
{
    for (const QString& id : {QString(), QString(257, u'a'), QStringLiteral("1,2")})
        QCOMPARE(m_directory->user(PeerId(id)).id.toString(), id);
    QTest::qWait(100);
    QCOMPARE(m_session->http.count(), 0);
}

void UserDirectoryTest::asksAgainWhenOld()
{
    m_directory->user(peer(QStringLiteral("2")));
    QVERIFY(waitForRequests(1));
    m_session->http.answer(0, 200, usersJson({QStringLiteral("2")}));
    QTRY_COMPARE(m_changed.size(), 1);

    m_session->clock.advance(std::chrono::minutes(9));
    m_directory->user(peer(QStringLiteral("2")));
    QTest::qWait(100);
    QCOMPARE(m_session->http.count(), 1);
    m_session->clock.advance(std::chrono::minutes(1));
    QCOMPARE(m_directory->user(peer(QStringLiteral("2"))).name, QStringLiteral("Name of 2"));
    QVERIFY(waitForRequests(2));
    m_session->http.answer(1, 200, usersJson({QStringLiteral("2")}));
    // The same answer is no change, but it is fresh again.
    QTest::qWait(100);
    QCOMPARE(m_changed.size(), 1);
    m_directory->user(peer(QStringLiteral("2")));
    QTest::qWait(100);
    QCOMPARE(m_session->http.count(), 2);

    m_session->clock.setNow(m_session->clock.now().addDays(-1));
    m_directory->user(peer(QStringLiteral("2")));
    QVERIFY(waitForRequests(3));
}

void UserDirectoryTest::marksWhatTheSiteDoesNotKnow()
{
    m_directory->insert({person(QStringLiteral("3"), QStringLiteral("Bob"))});
    m_changed.clear();
    m_session->clock.advance(std::chrono::minutes(11));
    for (const char* id : {"2", "3", "4"})
        m_directory->user(peer(QLatin1String(id)));
    QVERIFY(waitForRequests(1));
    m_session->http.answer(0, 200, usersJson({QStringLiteral("4")}));
    QTRY_COMPARE(m_changed.size(), 3);
    QVERIFY(m_directory->user(peer(QStringLiteral("2"))).isUnknown);
    QVERIFY(m_directory->user(peer(QStringLiteral("3"))).isUnknown);
    QCOMPARE(m_directory->user(peer(QStringLiteral("3"))).name, QStringLiteral("Bob"));
    QVERIFY(!m_directory->user(peer(QStringLiteral("4"))).isUnknown);

    m_session->clock.advance(std::chrono::minutes(2));
    m_directory->user(peer(QStringLiteral("2")));
    m_directory->user(peer(QStringLiteral("4")));
    QVERIFY(waitForRequests(2));
    QCOMPARE(askedIds(m_session->http.request(1)), QStringList{QStringLiteral("2")});
    m_session->http.answer(1, 200, usersJson({QStringLiteral("2")}));
    QTRY_VERIFY(!m_directory->user(peer(QStringLiteral("2"))).isUnknown);
}

void UserDirectoryTest::keepsWhatItHasWhenItFails_data()
{
    QTest::addColumn<int>("status"); // 0: the network fails
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("network") << 0 << QByteArray();
    QTest::newRow("down") << 502 << QByteArray("<html>");
    QTest::newRow("HTML") << 200 << QByteArray("<html>");
    QTest::newRow("truncated") << 200 << QByteArray(R"({"results":{"users":[{"user_id")");
    QTest::newRow("wrong types") << 200 << QByteArray(R"({"results":{"users":{"2":"x"}}})");
    QTest::newRow("a proxy's 401") << 401 << QByteArray("<html>");
}

void UserDirectoryTest::keepsWhatItHasWhenItFails()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    m_directory->insert({person(QStringLiteral("2"), QStringLiteral("Ada"))});
    m_changed.clear();
    m_session->clock.advance(std::chrono::minutes(11));
    m_directory->user(peer(QStringLiteral("2")));
    QVERIFY(waitForRequests(1));
    if (status == 0)
        m_session->http.fail(0, Error{ErrorKind::Network, Retry::later(), {}, {}});
    else
        m_session->http.answer(0, status, body);
    QTest::qWait(200);
    QCOMPARE(m_directory->user(peer(QStringLiteral("2"))).name, QStringLiteral("Ada"));
    QVERIFY(!m_directory->user(peer(QStringLiteral("2"))).isUnknown);
    QVERIFY(m_changed.isEmpty());
    QCOMPARE(m_session->http.count(), 1);

    // After a pause it asks again by itself, together with what came up meanwhile.
    m_directory->user(peer(QStringLiteral("3")));
    QVERIFY(waitForRequests(2));
    QCOMPARE(askedIds(m_session->http.request(1)), QStringList({QStringLiteral("2"), QStringLiteral("3")}));
}

void UserDirectoryTest::isolatesAnIdThatTheGatewayDislikes()
{
    for (int id = 0; id < 40; ++id)
        m_directory->user(peer(QString::number(id)));
    int answered = 0;
    while (m_changed.size() < 40) {
        QVERIFY(waitForRequests(answered + 1));
        const QStringList ids = askedIds(m_session->http.request(answered));
        if (ids.contains(QStringLiteral("13")))
            m_session->http.answer(answered, 400, Test::SessionFixture::refusal("ids_invalid"));
        else
            m_session->http.answer(answered, 200, usersJson(ids));
        ++answered;
        QTest::qWait(2);
    }
    QVERIFY(m_directory->user(peer(QStringLiteral("13"))).isUnknown);
    QCOMPARE(m_directory->user(peer(QStringLiteral("14"))).name, QStringLiteral("Name of 14"));
    QVERIFY(answered < 20);
}

void UserDirectoryTest::replacesARefusedToken()
{
    m_directory->user(peer(QStringLiteral("2")));
    QVERIFY(waitForRequests(1));
    m_session->http.answer(0, 401, Test::SessionFixture::refusal("unauthorized"));
    QVERIFY(waitForRequests(2));
    QVERIFY(m_session->http.request(1).url.path().endsWith(QStringLiteral("refresh_user_token")));
    m_session->http.answer(1, 200, m_session->sessionJson(1));
    QVERIFY(waitForRequests(3));
    QVERIFY(m_session->http.request(2).headers.contains(Net::Header("Authorization", "Bearer engine-1")));
    // Refused again: it waits instead of refreshing for ever.
    m_session->http.answer(2, 401, Test::SessionFixture::refusal("unauthorized"));
    QTest::qWait(200);
    QCOMPARE(m_session->http.count(), 3);
}

void UserDirectoryTest::believesOnlyWhatItAskedFor()
{
    m_directory->insert({person(QStringLiteral("7"), QStringLiteral("Grace"))});
    m_directory->user(peer(QStringLiteral("2")));
    QVERIFY(waitForRequests(1));
    m_session->http.answer(0, 200, usersJson({QStringLiteral("2"), QStringLiteral("7")}));
    QTRY_COMPARE(m_directory->user(peer(QStringLiteral("2"))).name, QStringLiteral("Name of 2"));
    QCOMPARE(m_directory->user(peer(QStringLiteral("7"))).name, QStringLiteral("Grace"));
}

void UserDirectoryTest::findsTheSitesOwnSpelling()
{
    m_directory->user(PeerId(QStringLiteral("p11-a")));
    QVERIFY(waitForRequests(1));
    QCOMPARE(askedIds(m_session->http.request(0)), QStringList{QStringLiteral("p11-a")});
    m_session->http.answer(0, 200, usersJson({QStringLiteral("P11-A")}));
    QTRY_COMPARE(m_directory->user(PeerId(QStringLiteral("p11-a"))).id, UserId(QStringLiteral("P11-A")));
    m_session->clock.advance(std::chrono::minutes(11));
    m_directory->user(PeerId(QStringLiteral("p11-a")));
    QVERIFY(waitForRequests(2));
    QCOMPARE(askedIds(m_session->http.request(1)), QStringList{QStringLiteral("P11-A")});
}

void UserDirectoryTest::keepsPeopleOnDisk()
{
    m_directory->user(peer(QStringLiteral("2")));
    m_directory->user(peer(QStringLiteral("3")));
    QVERIFY(waitForRequests(1));
    m_session->http.answer(0, 200, usersJson({QStringLiteral("2")}));
    QTRY_COMPARE(m_changed.size(), 2);

    restart();
    QVERIFY(Test::await(m_directory->load()).isOk());
    QCOMPARE(m_changed.size(), 2);
    QCOMPARE(m_directory->user(peer(QStringLiteral("2"))).name, QStringLiteral("Name of 2"));
    QVERIFY(m_directory->user(peer(QStringLiteral("3"))).isUnknown);
    QTest::qWait(100);
    QCOMPARE(m_session->http.count(), 1);
    m_session->clock.advance(std::chrono::minutes(11));
    QCOMPARE(m_directory->user(peer(QStringLiteral("2"))).name, QStringLiteral("Name of 2"));
    QVERIFY(waitForRequests(2));
}

void UserDirectoryTest::asksNothingThatTheDiskKnows()
{
    m_directory->insert({person(QStringLiteral("2"), QStringLiteral("Ada"))});
    QVERIFY(Test::await(m_repository->all()).isOk());
    restart();
    m_directory->user(peer(QStringLiteral("2")));
    m_directory->user(peer(QStringLiteral("3")));
    const auto loaded = m_directory->load();
    QTest::qWait(100);
    QVERIFY(Test::await(loaded).isOk());
    QVERIFY(waitForRequests(1));
    QCOMPARE(askedIds(m_session->http.request(0)), QStringList{QStringLiteral("3")});
}

void UserDirectoryTest::takesWhatOthersFound()
{
    m_directory->user(peer(QStringLiteral("2")));
    m_directory->insert({person(QStringLiteral("2"), QStringLiteral("Ada")),
        person({}, QStringLiteral("Nobody")), person(QStringLiteral("9"), {})});
    QCOMPARE(m_changed, QList<PeerId>{peer(QStringLiteral("2"))});
    QCOMPARE(m_directory->user(peer(QStringLiteral("2"))).name, QStringLiteral("Ada"));
    QTest::qWait(100);
    QCOMPARE(m_session->http.count(), 0);
}

void UserDirectoryTest::searches()
{
    const auto answer = m_directory->search(QStringLiteral("ad"));
    QVERIFY(waitForRequests(1));
    QVERIFY(m_session->http.request(0).url.path().endsWith(QStringLiteral("users/search")));
    m_session->http.answer(0, 200, usersJson({QStringLiteral("2")}));
    const auto found = Test::await(answer);
    QVERIFY(found.isOk());
    QCOMPARE(found->size(), 1);
    QCOMPARE(m_directory->user(peer(QStringLiteral("2"))).name, QStringLiteral("Name of 2"));

    const auto failing = m_directory->search(QStringLiteral("ad"));
    QVERIFY(waitForRequests(2));
    m_session->http.answer(1, 503, {});
    QCOMPARE(Test::await(failing).error().kind, ErrorKind::ServerFailure);
}

void UserDirectoryTest::cancelsSearches()
{
    {
        const ScopedRequest request(m_directory->search(QStringLiteral("ad")));
        QVERIFY(waitForRequests(1));
    }
    QTRY_VERIFY(m_session->http.exchanges().at(0).promise.isCancelled());
}

void UserDirectoryTest::ranksKnownPeople()
{
    m_directory->insert({person(QStringLiteral("1"), QStringLiteral("Zoe Adams")),
        person(QStringLiteral("2"), QStringLiteral("adele")),
        person(QStringLiteral("3"), QStringLiteral("Nomad")),
        person(QStringLiteral("ad"), QStringLiteral("Bob")),
        person(QStringLiteral("x-ad"), QStringLiteral("Carl")),
        person(QStringLiteral("5"), QStringLiteral("Eve")),
        person(QStringLiteral("6"), QStringLiteral("Ada"))});
    QStringList ids;
    for (const User& user : m_directory->known(QStringLiteral(" AD "), 10))
        ids += user.id.toString();
    QCOMPARE(ids, QStringList({"ad", "6", "2", "1", "3", "x-ad"}));
    QCOMPARE(m_directory->known(QStringLiteral("ad"), 2).size(), 2);
    QVERIFY(m_directory->known(QStringLiteral("ad"), -1).isEmpty());
    QVERIFY(m_directory->known(QStringLiteral("nobody"), 5).isEmpty());
}

void UserDirectoryTest::mayDieBeforeTheAnswers()
{
    m_directory->user(peer(QStringLiteral("2")));
    const auto found = m_directory->search(QStringLiteral("a"));
    QVERIFY(waitForRequests(1));
    const auto loaded = m_directory->load();
    m_directory.reset();
    for (int i = 0; i < m_session->http.count(); ++i)
        m_session->http.answer(i, 200, usersJson({QStringLiteral("2")}));
    QCOMPARE(Test::await(found).error().kind, ErrorKind::Cancelled);
    QCOMPARE(Test::await(loaded).error().kind, ErrorKind::Cancelled);
    QTest::qWait(100);
    QVERIFY(m_changed.isEmpty());
}

QTEST_GUILESS_MAIN(UserDirectoryTest)
#include "tst_core_userdirectory.moc"
