// SPDX-License-Identifier: Apache-2.0
#include "StoreFixture.h"
#include "store/StateRepository.h"
#include "store/UserRepository.h"

#include <QJsonArray>

using namespace Natter;
using namespace Natter::Test;

/// The users-info cache and the small named values.
class TestStoreValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void usersComeBackAsTheyWere()
    {
        StoreFixture store;
        Store::UserRepository users(store.database);
        User full;
        full.id = UserId("P11-A");
        full.name = QStringLiteral("<b>Zoë</b> 'O\"Neil' 👩‍🚀 مرحبا");
        full.avatarUrl = QUrl(QStringLiteral("https://cdn.example:8443/a%20b.png?x=1&y=%2F"));
        full.profileUrl = QUrl(QStringLiteral("https://site.example/ü"));
        full.badge = QStringLiteral("staff");
        full.lastLogin = StoreFixture::at(1);
        full.extra = {{"list", QJsonArray{1, "two", QJsonValue::Null}}, {"deep", QJsonObject{{"a", 1.5}}}};
        full.fetchedAt = StoreFixture::at(2).addMSecs(7);
        User bare;
        bare.id = UserId("2");
        bare.isUnknown = true;
        QVERIFY(await(users.save({full, bare})));

        Store::Database again(store.path());
        auto all = await(Store::UserRepository(again).all());
        QVERIFY(all);
        QCOMPARE(all->size(), 2);
        QVERIFY(all->contains(full));
        QVERIFY(all->contains(bare));
    }

    void laterAnswerReplacesTheEarlier()
    {
        StoreFixture store;
        Store::UserRepository users(store.database);
        User user;
        user.id = UserId("P11-A");
        user.name = QStringLiteral("Old");
        QVERIFY(await(users.save({user})));
        user.id = UserId("p11-a"); // the same person to the engine
        user.name = QStringLiteral("New");
        QVERIFY(await(users.save({user})));
        const auto all = await(users.all());
        QCOMPARE(all->size(), 1);
        QCOMPARE(all->first(), user);
        QVERIFY(await(users.save({})));
    }

    void valuesComeBackAsTheyWere_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("text") << QByteArray("2024-01-01");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("null") << QByteArray();
        QTest::newRow("binary") << QByteArray("\0\xff\xfe'\"", 5);
        QTest::newRow("a mebibyte") << QByteArray(1 << 20, '\x80');
    }

    void valuesComeBackAsTheyWere()
    {
        QFETCH(QByteArray, value);
        StoreFixture store;
        Store::StateRepository state(store.database);
        const QString key = QStringLiteral("archive/p11-a'");
        QVERIFY(!await(state.value(key))->has_value());
        QVERIFY(await(state.setValue(key, "before")));
        QVERIFY(await(state.setValue(key, value)));
        const auto stored = await(state.value(key));
        QVERIFY(stored->has_value());
        QCOMPARE(**stored, value);
        QVERIFY(await(state.remove(key)));
        QVERIFY(!await(state.value(key))->has_value());
        QVERIFY(await(state.remove(key)));
    }

    void receiverDeletedBeforeTheAnswer()
    {
        StoreFixture store;
        Store::UserRepository users(store.database);
        Store::StateRepository state(store.database);
        bool wasCalled = false;
        auto receiver = std::make_unique<QObject>();
        const auto never = [&wasCalled](const auto&) {
            wasCalled = true;
        };
        onDone(users.all(), receiver.get(), never);
        onDone(users.save({User()}), receiver.get(), never);
        onDone(state.value("k"), receiver.get(), never);
        onDone(state.setValue("k", "v"), receiver.get(), never);
        onDone(state.remove("other"), receiver.get(), never);
        receiver.reset();
        QCOMPARE(**await(state.value("k")), QByteArray("v"));
        QVERIFY(!wasCalled);
    }
};

QTEST_GUILESS_MAIN(TestStoreValues)
#include "tst_store_values.moc"
