// SPDX-License-Identifier: Apache-2.0
#include "Xml.h"
#include "support/SignInScript.h"
#include "xmpp/Negotiation.h"

#include <QTest>

using namespace Natter;
using namespace Natter::Test;
using namespace Natter::Xmpp;

namespace {

const QString Open =
    QStringLiteral("<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='d' version='1.0'/>");
const QString Success = QStringLiteral("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
const QString Enabled = QStringLiteral("<enabled xmlns='urn:xmpp:sm:3' id='sm1' resume='true'/>");
const QString Bound =
    QStringLiteral("<iq xmlns='jabber:client' type='result' id='BIND'>"
                   "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>2@d/desk</jid></bind></iq>");
const QString Resumed = QStringLiteral("<resumed xmlns='urn:xmpp:sm:3' previd='sm0' h='7'/>");

ConnectOptions options()
{
    return {QUrl(QStringLiteral("ws://127.0.0.1/ws")), *Jid::parse(u"2@d"), Secret(QByteArrayLiteral("t")),
        QStringLiteral("desk")};
}

/// Plays the steps one after the other. BIND stands for the id of the bind request.
Negotiation::Progress play(Negotiation& negotiation, const QStringList& steps)
{
    Negotiation::Progress progress = negotiation.begin();
    QString bindId;
    for (const QString& step : steps) {
        if (progress.end)
            return progress;
        progress = negotiation.handle(xml(QString(step).replace(QStringLiteral("BIND"), bindId)));
        for (const Element& sent : progress.toSend) {
            if (sent.name() == u"iq")
                bindId = sent.attribute(u"id");
        }
    }
    return progress;
}

QStringList upToFeatures()
{
    return {Open, mechanisms(), Success, Open, sessionFeatures()};
}

} // namespace

class TestXmppNegotiation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void binds()
    {
        Negotiation negotiation(options(), std::nullopt);
        const auto progress = play(negotiation, upToFeatures() + QStringList{Bound, Enabled});
        QVERIFY(progress.end && progress.end->isOk());
        const auto* bound = std::get_if<Negotiation::Bound>(&progress.end->value());
        QVERIFY(bound);
        QCOMPARE(bound->jid.toString(), QStringLiteral("2@d/desk"));
        QCOMPARE(bound->resumptionId, QStringLiteral("sm1"));
        QVERIFY(!bound->handledBefore);
    }

    void resumes()
    {
        Negotiation negotiation(options(), SmResume{QStringLiteral("sm0"), 3});
        auto progress = play(negotiation, upToFeatures());
        QVERIFY(progress.toSend.value(0) == xml("<resume xmlns='urn:xmpp:sm:3' previd='sm0' h='3'/>"));
        progress = negotiation.handle(xml(Resumed));
        QVERIFY(progress.end && progress.end->isOk());
        const auto* resumed = std::get_if<Negotiation::Resumed>(&progress.end->value());
        QVERIFY(resumed);
        QCOMPARE(resumed->handled, 7U);
    }

    void refuses_data()
    {
        QTest::addColumn<QStringList>("steps");
        QTest::addColumn<bool>("isResuming");
        QTest::addColumn<QString>("code");
        const QString none = QString(QLatin1String(""));
        const QString noSm =
            streamFeatures(QStringLiteral("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"));
        const QString scram =
            QString(mechanisms()).replace(QStringLiteral("PLAIN"), QStringLiteral("SCRAM-SHA-1"));
        const QStringList first{Open, mechanisms()};
        QTest::newRow("stanza first") << QStringList{Bound} << false << none;
        QTest::newRow("another domain")
            << QStringList{QString(Open).replace(QStringLiteral("'d'"), QStringLiteral("'evil'"))} << false
            << none;
        QTest::newRow("no domain") << QStringList{QString(Open).remove(QStringLiteral("from='d'"))} << false
                                   << none;
        QTest::newRow("features first") << QStringList{mechanisms()} << false << none;
        QTest::newRow("no PLAIN") << QStringList{Open, scram} << false << QStringLiteral("invalid-mechanism");
        QTest::newRow("no mechanisms")
            << QStringList{Open, streamFeatures({})} << false << QStringLiteral("invalid-mechanism");
        QTest::newRow("challenge") << first + QStringList{QStringLiteral(
                                                  "<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>")}
                                   << false << none;
        QTest::newRow("not authorized")
            << first + QStringList{QStringLiteral(
                           "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>")}
            << false << QStringLiteral("not-authorized");
        QTest::newRow("features without open")
            << first + QStringList{Success, sessionFeatures()} << false << none;
        QTest::newRow("no bind") << first + QStringList{Success, Open, streamFeatures({})} << false << none;
        QTest::newRow("no stream management")
            << first + QStringList{Success, Open, noSm} << false << QStringLiteral("no-stream-management");
        QTest::newRow("bound for another question")
            << upToFeatures() +
                   QStringList{QString(Bound).replace(QStringLiteral("BIND"), QStringLiteral("x"))}
            << false << none;
        QTest::newRow("bound to another account")
            << upToFeatures() +
                   QStringList{QString(Bound).replace(QStringLiteral("2@d"), QStringLiteral("3@d"))}
            << false << none;
        QTest::newRow("bind refused")
            << upToFeatures() +
                   QStringList{QStringLiteral("<iq xmlns='jabber:client' type='error' id='BIND'><error "
                                              "type='wait'><resource-constraint "
                                              "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>")}
            << false << QStringLiteral("resource-constraint");
        QTest::newRow("not enabled") << upToFeatures() +
                                            QStringList{
                                                Bound, QStringLiteral("<failed xmlns='urn:xmpp:sm:3'/>")}
                                     << false << QStringLiteral("no-stream-management");
        QTest::newRow("another session resumed")
            << upToFeatures() +
                   QStringList{QString(Resumed).replace(QStringLiteral("sm0"), QStringLiteral("sm9"))}
            << true << none;
        QTest::newRow("resumed without a count")
            << upToFeatures() + QStringList{QString(Resumed).remove(QStringLiteral("h='7'"))} << true << none;
    }
    void refuses()
    {
        QFETCH(QStringList, steps);
        QFETCH(bool, isResuming);
        QFETCH(QString, code);
        Negotiation negotiation(options(),
            isResuming ? std::optional<SmResume>(SmResume{QStringLiteral("sm0"), 3}) : std::nullopt);
        const auto progress = play(negotiation, steps);
        QVERIFY(progress.end);
        QVERIFY(!progress.end->isOk());
        QCOMPARE(progress.end->error().code, code);
        QVERIFY(progress.toSend.isEmpty());
    }

    void sendsTheTokenOnlyForPlain()
    {
        Negotiation negotiation(options(), std::nullopt);
        const auto progress = play(negotiation,
            {Open, QString(mechanisms()).replace(QStringLiteral("PLAIN"), QStringLiteral("PLAIN-X"))});
        QVERIFY(progress.toSend.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestXmppNegotiation)
#include "tst_xmpp_negotiation.moc"
