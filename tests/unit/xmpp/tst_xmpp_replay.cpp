// SPDX-License-Identifier: Apache-2.0
#include "ClientStage.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Natter;
using namespace Natter::Test;
using namespace Natter::Xmpp;

namespace {

/// Plays a recorded session (its first lines tell the form) against a client.
class Replay
{
public:
    Replay()
    {
        const Client* client = m_stage.client.get();
        QObject::connect(client, &Client::online, client,
            [this](bool isResumed) { note(isResumed ? "online resumed" : "online fresh"); });
        QObject::connect(client, &Client::disconnected, client,
            [this](const Error& error) { note("disconnected " + errorKindName(error.kind)); });
        QObject::connect(client, &Client::messageAcknowledged, client,
            [this](const OriginId& id) { note("acknowledged " + id.toString()); });
        QObject::connect(client, &Client::messageReceived, client, [this](const InboundMessage& message) {
            if (message.isError)
                note("error " + message.errorCondition);
            else
                note(message.body.isEmpty() ? "typing" : "message " + message.body);
        });
    }

    bool play(const QString& line)
    {
        const QString rest = line.mid(2);
        switch (line.at(0).unicode()) {
        case u'!':
            return act(rest);
        case u'S':
            m_stage.engine->inject(withIds(rest));
            return true;
        case u'C':
            return expect(rest);
        case u'=':
            return QTest::qWaitFor([this] { return !m_told.isEmpty(); }, 30'000) &&
                   m_told.takeFirst() == rest;
        default:
            return line.startsWith(u'#');
        }
    }
    const QStringList& toldBeyond() const { return m_told; }

private:
    void note(const QString& fact) { m_told.append(fact); }

    bool act(const QString& action)
    {
        Client& client = *m_stage.client;
        const QString verb = action.section(u' ', 0, 0);
        if (verb == u"connect") {
            m_stage.connectAs();
        } else if (verb == u"opened") {
            m_stage.engine->accept();
        } else if (verb == u"cut") {
            m_stage.engine->fail();
        } else if (verb == u"disconnect") {
            client.disconnectFromEngine();
        } else if (verb == u"message") {
            const QString id = action.section(u' ', 1, 1);
            const auto to = Jid::parse(id == u"o-2" ? u"nobody@natter.localhost" : u"3@natter.localhost");
            return client.sendMessage({*to, action.section(u' ', 2), OriginId(id)});
        } else if (verb == u"roster") {
            onDone(client.requestRoster(), &client, [this](const Result<QList<RosterItem>>& roster) {
                note(roster ? "roster " + QString::number(roster->size())
                            : errorKindName(roster.error().kind));
            });
        } else if (verb == u"archive") {
            ArchiveQuery query;
            query.beforeId = StanzaId(QString());
            query.maximum = action.section(u' ', 1, 1).toInt();
            onDone(client.requestArchive(query), &client, [this](const Result<ArchivePage>& page) {
                note(page ? QStringLiteral("archive %1 %2")
                                .arg(page->messages.size())
                                .arg(page->isComplete ? "complete" : "partial")
                          : errorKindName(page.error().kind));
            });
        } else {
            return false;
        }
        return true;
    }

    bool expect(const QString& expected)
    {
        static const QRegularExpression madeUp(QStringLiteral("\\$\\d+"));
        if (!m_stage.engine->expect(QString(expected).replace(madeUp, QStringLiteral("*"))))
            return false;
        auto ids = madeUp.globalMatch(expected);
        if (ids.hasNext())
            m_ids.insert(ids.next().captured(), m_stage.engine->lastId());
        if (ids.hasNext())
            m_ids.insert(ids.next().captured(),
                m_stage.engine->lastElement().children().value(0).attribute(u"queryid"));
        return true;
    }

    QString withIds(QString text) const
    {
        for (auto it = m_ids.constBegin(); it != m_ids.constEnd(); ++it)
            text.replace(u'\'' + it.key() + u'\'', u'\'' + it.value() + u'\'');
        return text;
    }

    Stage m_stage;
    QStringList m_told;
    QMap<QString, QString> m_ids;
};

} // namespace

class TestXmppReplay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replays_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("ejabberd") << QStringLiteral("ejabberd-session.txt");
    }
    void replays()
    {
        QFETCH(QString, name);
        QFile file(QStringLiteral(NATTER_TEST_DATA "/xmpp/") + name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        Replay replay;
        int number = 0;
        while (!file.atEnd()) {
            const QString line = QString::fromUtf8(file.readLine()).trimmed();
            ++number;
            QVERIFY2(replay.play(line), qPrintable(QStringLiteral("line %1").arg(number)));
        }
        QVERIFY(number > 60);
        QCOMPARE(replay.toldBeyond(), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestXmppReplay)
#include "tst_xmpp_replay.moc"
