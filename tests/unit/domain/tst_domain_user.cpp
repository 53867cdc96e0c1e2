// SPDX-License-Identifier: Apache-2.0
#include "domain/Dialog.h"
#include "domain/User.h"

#include <QTest>

using namespace Natter;

/// People and dialogs: what stands where a picture or a name is missing.
class TestDomainUser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initials_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("initials");
        QTest::newRow("two words") << "Ada Lovelace"
                                   << "AL";
        QTest::newRow("one word") << "ada"
                                  << "A";
        QTest::newRow("first and last") << "Johann Sebastian Bach"
                                        << "JB";
        QTest::newRow("lower case") << "ada lovelace"
                                    << "AL";
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("blank") << "  \t\n " << QString();
        QTest::newRow("blanks between") << "  Ada \n  Lovelace "
                                        << "AL";
        QTest::newRow("number") << "2"
                                << "2";
        QTest::newRow("phone") << "+1 800 555"
                               << "15";
        QTest::newRow("id") << "P11-A"
                            << "P";
        QTest::newRow("brackets") << "(Bob) \"Smith\""
                                  << "BS";
        QTest::newRow("markup") << "<b>Bob</b>"
                                << "B";
        QTest::newRow("script") << "<script>alert(1)</script> x"
                                << "SX";
        QTest::newRow("emoji and word") << QStringLiteral("🚀 Rocket") << "R";
        QTest::newRow("emoji glued to a word") << QStringLiteral("🚀rocket 🌈") << "R";
        QTest::newRow("only emoji") << QStringLiteral("👩‍🚀🌍") << QStringLiteral("👩‍🚀");
        QTest::newRow("flag") << QStringLiteral("🇨🇭") << QStringLiteral("🇨🇭");
        QTest::newRow("combining") << QStringLiteral("e\u0301mile zola") << QStringLiteral("E\u0301Z");
        QTest::newRow("Cyrillic") << QStringLiteral("анна Каренина") << QStringLiteral("АК");
        QTest::newRow("Arabic") << QStringLiteral("محمد علي") << QStringLiteral("مع");
        QTest::newRow("Hebrew") << QStringLiteral("דוד לוי") << QStringLiteral("דל");
        QTest::newRow("Japanese") << QStringLiteral("山田 太郎") << QStringLiteral("山太");
        QTest::newRow("Thai") << QStringLiteral("สมชาย รักไทย") << QStringLiteral("สรั");
        QTest::newRow("beyond the first plane") << QStringLiteral("𝒜da") << QStringLiteral("𝒜");
        QTest::newRow("sharp s") << QStringLiteral("ßa") << QStringLiteral("ß");
        QTest::newRow("punctuation") << "-- !!"
                                     << "-";
        QTest::newRow("bidi override") << QStringLiteral("\u202EBob") << "B";
        QTest::newRow("lone surrogate") << QString(QString(QChar(0xD800)) + " Bob") << "B";
    }

    void initials()
    {
        QFETCH(QString, name);
        QTEST(initialsOf(name), "initials");
    }

    void hugeNameIsCheap()
    {
        QVERIFY(initialsOf(QString(10'000'000, 'x')).size() == 1);
        QVERIFY(initialsOf(QString(10'000'000, ' ')).isEmpty());
    }

    void idStandsInForTheName()
    {
        User user;
        user.id = UserId("P11-A");
        QCOMPARE(user.displayName(), QStringLiteral("P11-A"));
        QCOMPARE(user.peer(), PeerId("p11-a"));
        user.name = QStringLiteral("Ada");
        QCOMPARE(user.displayName(), QStringLiteral("Ada"));
    }

    void dialogIsSortedByItsLastMessage()
    {
        Dialog dialog;
        dialog.createdAt = QDateTime::fromSecsSinceEpoch(100, Qt::UTC);
        QCOMPARE(dialog.sortTime(), dialog.createdAt);
        dialog.lastMessage = Message();
        dialog.lastMessage->time = QDateTime::fromSecsSinceEpoch(50, Qt::UTC);
        QCOMPARE(dialog.sortTime(), dialog.lastMessage->time);
    }
};

QTEST_GUILESS_MAIN(TestDomainUser)
#include "tst_domain_user.moc"
