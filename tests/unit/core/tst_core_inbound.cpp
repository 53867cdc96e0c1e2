// SPDX-License-Identifier: Apache-2.0
#include "core/ArchiveHarvest.h"
#include "core/ArchivePosition.h"
#include "core/InboundMapping.h"

#include <QTest>

using namespace Natter;
using namespace Natter::Core;

namespace {

const Jid Account = *Jid::parse(u"1@chat.example");
const QDateTime Now = QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);

Xmpp::InboundMessage inbound(const QString& from, const QString& to, const QString& body)
{
    Xmpp::InboundMessage message;
    message.from = Jid::parse(from).value_or(Jid());
    message.to = Jid::parse(to).value_or(Jid());
    message.body = body;
    return message;
}

Xmpp::ArchivePage pageOf(int first, int count, const QString& from = QStringLiteral("2@chat.example"))
{
    Xmpp::ArchivePage page;
    for (int i = first; i < first + count; ++i) {
        auto message = inbound(from, QStringLiteral("1@chat.example"), QString::number(i));
        message.stanzaId = StanzaId(QString::number(i));
        message.stamp = Now.addSecs(i - 10'000);
        page.messages.append(message);
    }
    page.firstId = page.messages.first().stanzaId;
    page.lastId = page.messages.last().stanzaId;
    return page;
}

QStringList bodies(const QList<Message>& messages)
{
    QStringList list;
    for (const Message& message : messages)
        list.append(message.body);
    return list;
}

} // namespace

class tst_core_inbound : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void peerOf_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("peer");
        QTest::newRow("person") << "2@chat.example/desk"
                                << "2";
        QTest::newRow("escaped") << "a\\40b.com@chat.example"
                                 << "a@b.com";
        QTest::newRow("oneself") << "1@chat.example/phone"
                                 << "";
        QTest::newRow("same id on another domain") << "2@evil.example"
                                                   << "";
        QTest::newRow("sub-domain") << "2@conference.chat.example"
                                    << "";
        QTest::newRow("service") << "chat.example"
                                 << "";
        QTest::newRow("nothing") << ""
                                 << "";
    }
    void peerOf()
    {
        QFETCH(QString, address);
        QFETCH(QString, peer);
        const auto found = Core::peerOf(Jid::parse(address).value_or(Jid()), Account);
        QCOMPARE(found.value_or(PeerId()).toString(), peer);
    }

    void receivedMessage()
    {
        auto source = inbound(QStringLiteral("2@chat.example/x"), QStringLiteral("1@chat.example"), "hi\x07");
        source.originId = OriginId(QStringLiteral("o"));
        source.stanzaId = StanzaId(QStringLiteral("s"));
        const auto message = liveMessage(source, false, Account, Now);
        QVERIFY(message);
        QCOMPARE(message->peer, PeerId(QStringLiteral("2")));
        QCOMPARE(message->body, QStringLiteral("hi"));
        QCOMPARE(message->time, Now);
        QCOMPARE(message->state, DeliveryState::Received);
        QCOMPARE(message->archiveId, StanzaId(QStringLiteral("s")));
        QVERIFY(!message->isOutgoing);
    }

    void ownMessageOfAnotherDevice()
    {
        const auto source =
            inbound(QStringLiteral("1@chat.example/phone"), QStringLiteral("2@chat.example"), "hi");
        const auto message = liveMessage(source, true, Account, Now);
        QVERIFY(message);
        QCOMPARE(message->peer, PeerId(QStringLiteral("2")));
        QVERIFY(message->isOutgoing);
        QCOMPARE(message->state, DeliveryState::Sent);
    }

    void nothingToKeep()
    {
        const QString ada = QStringLiteral("2@chat.example");
        const QString own = QStringLiteral("1@chat.example");
        QVERIFY(!liveMessage(inbound(ada, own, {}), false, Account, Now));
        QVERIFY(!liveMessage(inbound(QStringLiteral("2@evil.example"), own, "x"), false, Account, Now));
        QVERIFY(!liveMessage(inbound(own, own, "x"), true, Account, Now));
        auto error = inbound(ada, own, "x");
        error.isError = true;
        QVERIFY(!liveMessage(error, false, Account, Now));
    }

    void theArchivesStampIsBelieved()
    {
        auto source = inbound(QStringLiteral("2@chat.example"), QStringLiteral("1@chat.example"), "x");
        QCOMPARE(archivedMessage(source, Account, Now)->time, Now);
        for (const qint64 offset : {qint64(-1'000'000'000), qint64(0), qint64(1'000'000)}) {
            source.stamp = Now.addSecs(offset);
            QCOMPARE(archivedMessage(source, Account, Now)->time, source.stamp);
        }
        QVERIFY(!archivedMessage(source, Account, Now)->isOutgoing);
        source.from = Account;
        source.to = *Jid::parse(u"2@chat.example");
        QVERIFY(archivedMessage(source, Account, Now)->isOutgoing);
    }

    void overlongIdsAreLeftOut()
    {
        auto source = inbound(QStringLiteral("2@chat.example"), QStringLiteral("1@chat.example"), "x");
        source.originId = OriginId(QString(5000, u'o'));
        QVERIFY(liveMessage(source, false, Account, Now)->originId.isEmpty());
    }

    void firstFillIsHistory()
    {
        QSet<PeerId> answered;
        const auto harvest = harvestPage(pageOf(1, 5), {{}, {}, {}, 500}, Account, Now, answered);
        QCOMPARE(bodies(harvest.history), QStringList({"1", "2", "3", "4", "5"}));
        QVERIFY(harvest.news.isEmpty());
        QVERIFY(!harvest.isEnd);
    }

    void newsBeginAfterTheHead()
    {
        QSet<PeerId> answered;
        const ArchiveGap gap{{}, StanzaId(QStringLiteral("3")), {}, ArchiveGap::Unlimited};
        const auto harvest = harvestPage(pageOf(1, 5), gap, Account, Now, answered);
        QCOMPARE(bodies(harvest.history), QStringList({"1", "2", "3"}));
        QCOMPARE(bodies(harvest.news), QStringList({"4", "5"}));
        QVERIFY(harvest.isEnd);
    }

    void expiredHeadIsFoundByTime()
    {
        QSet<PeerId> answered;
        const ArchiveGap gap{
            {}, StanzaId(QStringLiteral("gone")), Now.addSecs(3 - 10'000), ArchiveGap::Unlimited};
        const auto harvest = harvestPage(pageOf(1, 5), gap, Account, Now, answered);
        QVERIFY(harvest.isEnd);
        QCOMPARE(bodies(harvest.news), QStringList({"3", "4", "5"}));
    }

    void answeredElsewhereIsRead()
    {
        QSet<PeerId> answered;
        auto page = pageOf(1, 5);
        page.messages[2].from = Account;
        page.messages[2].to = *Jid::parse(u"2@chat.example");
        const ArchiveGap gap{{}, StanzaId(QStringLiteral("0")), {}, ArchiveGap::Unlimited};
        const auto harvest = harvestPage(page, gap, Account, Now, answered);
        QCOMPARE(bodies(harvest.history), QStringList({"1", "2", "3"}));
        QCOMPARE(bodies(harvest.news), QStringList({"4", "5"}));
        // The page before belongs to the same conversation.
        const auto older = harvestPage(pageOf(-5, 5), gap, Account, Now, answered);
        QVERIFY(older.news.isEmpty());
    }

    void pageWithoutProgressEndsTheGap()
    {
        QSet<PeerId> answered;
        const ArchiveGap gap{StanzaId(QStringLiteral("1")), {}, {}, ArchiveGap::Unlimited};
        QVERIFY(harvestPage(pageOf(1, 5), gap, Account, Now, answered).isEnd);
        QVERIFY(harvestPage({}, gap, Account, Now, answered).isEnd);
    }

    void positionSurvivesTheStore()
    {
        ArchivePosition position;
        position.head = StanzaId(QStringLiteral("head"));
        position.headTime = Now;
        position.gaps = {{StanzaId(QStringLiteral("b")), StanzaId(QStringLiteral("u")), Now.addDays(-1),
                             ArchiveGap::Unlimited},
            {StanzaId(QStringLiteral("c")), {}, {}, 300}};
        QCOMPARE(ArchivePosition::fromJson(position.toJson()), position);
    }

    void damagedPositionIsEmpty_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no json") << QByteArray("abc");
        QTest::newRow("array") << QByteArray("[1]");
        QTest::newRow("wrong types") << QByteArray(R"({"head":{},"gaps":"x"})");
        QTest::newRow("gaps without a head") << QByteArray(R"({"gaps":[{"before":"x"}]})");
    }
    void damagedPositionIsEmpty()
    {
        QFETCH(QByteArray, json);
        QCOMPARE(ArchivePosition::fromJson(json), ArchivePosition());
    }

    void damagedGapIsLeftOut()
    {
        const auto position =
            ArchivePosition::fromJson(R"({"head":"h","gaps":[7,{"left":"x"},{"before":"b"}]})");
        QCOMPARE(position.gaps.size(), 1);
        QCOMPARE(position.gaps.first().left, int(ArchiveGap::Unlimited));
    }
};

QTEST_GUILESS_MAIN(tst_core_inbound)
#include "tst_core_inbound.moc"
