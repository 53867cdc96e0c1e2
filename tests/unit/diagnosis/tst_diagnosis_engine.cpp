// SPDX-License-Identifier: Apache-2.0
#include "CheckStage.h"
#include "support/SignInScript.h"

using namespace Natter;
using namespace Natter::Test;
using namespace Natter::Diagnosis;

namespace {

const QString Account = QStringLiteral("7@chat.example");

/// As the app's own session would stand.
DiagnosisFlow::Checks engineChecks()
{
    return {profileCheck(), sessionCheck(), webSocketCheck(), signInCheck(), streamManagementCheck(),
        archiveCheck(), uploadCheck(), latencyCheck()};
}

class Stage : public CheckStage
{
public:
    Stage()
    {
        options.session = {UserId(QStringLiteral("7")), [] {
                               return resolved<Secret>(Secret("canary-engine-token"));
                           }};
        start(engineChecks());
    }

    bool waitForConnection() const
    {
        return QTest::qWaitFor([this] { return engine->isConnecting(); }, 30'000);
    }
    bool bind(const QString& enabled) const
    {
        if (!engine->expect(QStringLiteral("<iq type='set' id='*'><bind "
                                           "xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>")))
            return false;
        engine->inject(
            QStringLiteral("<iq type='result' id='%1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>"
                           "7@chat.example/1</jid></bind></iq>")
                .arg(engine->lastId()));
        if (!engine->expect(QStringLiteral("<enable xmlns='urn:xmpp:sm:3' resume='true'/>")))
            return false;
        engine->inject(enabled);
        return true;
    }
    bool signIn() const
    {
        return waitForConnection() && authenticate(*engine, QStringLiteral("chat.example")) &&
               bind(QStringLiteral("<enabled xmlns='urn:xmpp:sm:3' id='sm' resume='true'/>"));
    }
    bool answer(const QString& question, const QString& payload) const
    {
        if (!engine->expect(question))
            return false;
        engine->inject(QStringLiteral("<iq type='result' id='%1'>%2</iq>").arg(engine->lastId(), payload));
        return true;
    }
    bool refuse(const QString& question, const QString& condition) const
    {
        if (!engine->expect(question))
            return false;
        engine->inject(QStringLiteral("<iq type='error' id='%1'><error type='cancel'><%2 "
                                      "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>")
                           .arg(engine->lastId(), condition));
        return true;
    }
};

const QString ArchiveQuestion = QStringLiteral("<iq type='set' id='*'><query xmlns='urn:xmpp:mam:2' "
                                               "queryid='*'><set xmlns='http://jabber.org/protocol/rsm'>"
                                               "<max>1</max><before/></set></query></iq>");
const QString ItemsQuestion = QStringLiteral(
    "<iq type='get' id='*' to='chat.example'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>");
const QString PingQuestion =
    QStringLiteral("<iq type='get' id='*' to='chat.example'><ping xmlns='urn:xmpp:ping'/></iq>");

QString infoQuestion(const QString& to)
{
    return QStringLiteral(
        "<iq type='get' id='*' to='%1'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>")
        .arg(to);
}

} // namespace

class DiagnosisEngineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void walksAGoodEngine()
    {
        Stage stage;
        QVERIFY(stage.signIn());
        stage.engine->inject("<message from='2@chat.example/x'><stream:b/></message>");
        QVERIFY(stage.answer(ArchiveQuestion, "<fin xmlns='urn:xmpp:mam:2' complete='true'/>"));
        QVERIFY(stage.answer(ItemsQuestion, "<query xmlns='http://jabber.org/protocol/disco#items'>"
                                            "<item jid='upload.chat.example'/></query>"));
        QVERIFY(stage.answer(
            infoQuestion("chat.example"), "<query xmlns='http://jabber.org/protocol/disco#info'/>"));
        stage.engine->inject("<r xmlns='urn:xmpp:sm:3'/>");
        QVERIFY(stage.engine->expect("<a xmlns='urn:xmpp:sm:3' h='4'/>"));
        QVERIFY(stage.answer(infoQuestion("upload.chat.example"),
            "<query xmlns='http://jabber.org/protocol/disco#info'><feature "
            "var='urn:xmpp:http:upload:0'/></query>"));
        QVERIFY(stage.answer(
            "<iq type='get' id='*' to='upload.chat.example'><request xmlns='urn:xmpp:http:upload:0' "
            "filename='*' size='1' content-type='text/plain'/></iq>",
            "<slot xmlns='urn:xmpp:http:upload:0'><put url='https://up.example/a'/></slot>"));
        for (int i = 0; i < 5; ++i)
            QVERIFY(stage.answer(PingQuestion, {}));
        const auto steps = stage.finish();
        for (const ReportStep& step : steps)
            QVERIFY2(step.status == StepStatus::Ok, qPrintable(step.id + u' ' + step.summary.english()));
        QVERIFY(stage.engine->expect("<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>"));
        for (const QString& frame : *stage.engine->everythingSent())
            QVERIFY2(!frame.contains("<presence") && !frame.contains("<message"), qPrintable(frame));
    }

    void tellsWhatIsMissing()
    {
        Stage stage;
        QVERIFY(stage.signIn());
        QVERIFY(stage.refuse(ArchiveQuestion, "service-unavailable"));
        QVERIFY(stage.refuse(ItemsQuestion, "service-unavailable"));
        QVERIFY(stage.refuse(infoQuestion("chat.example"), "service-unavailable"));
        for (int i = 0; i < 5; ++i)
            QVERIFY(stage.refuse(PingQuestion, "service-unavailable"));
        stage.finish();
        QCOMPARE(stage.step("archive").status, StepStatus::Failed);
        QVERIFY(stage.step("archive").mend.english().contains("mod_mam"));
        QCOMPARE(stage.step("upload").status, StepStatus::Warning);
        QCOMPARE(stage.step("upload").summary.english(), "not offered");
        QCOMPARE(stage.step("latency").status, StepStatus::Ok);
    }

    void tellsNoWebSocket_data()
    {
        QTest::addColumn<Error>("error");
        QTest::addColumn<QString>("word");
        QTest::newRow("no subprotocol")
            << Error{ErrorKind::Protocol, Retry::later(), "no", "no-xmpp-subprotocol"}
            << "Sec-WebSocket-Protocol";
        QTest::newRow("down") << Error{ErrorKind::Network, Retry::later(), "Connection refused", {}}
                              << "server runs";
        QTest::newRow("certificate") << Error{ErrorKind::Tls, Retry::later(), "self-signed", "certificate"}
                                     << "known authority";
    }

    void tellsNoWebSocket()
    {
        QFETCH(Error, error);
        QFETCH(QString, word);
        Stage stage;
        QVERIFY(stage.waitForConnection());
        stage.engine->fail(error);
        stage.finish();
        QCOMPARE(stage.step("websocket").status, StepStatus::Failed);
        QVERIFY2(stage.step("websocket").mend.english().contains(word),
            qPrintable(stage.step("websocket").mend.english()));
        QCOMPARE(stage.step("latency").summary.english(), "because \"Engine's WebSocket\" failed");
    }

    void tellsARefusedToken()
    {
        Stage stage;
        QVERIFY(stage.waitForConnection());
        QVERIFY(beginSignIn(*stage.engine, "chat.example"));
        stage.engine->inject("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>");
        stage.finish();
        QCOMPARE(stage.step("sasl").status, StepStatus::Failed);
        QVERIFY(stage.step("sasl").mend.english().contains("jwt_key"));
        QVERIFY(stage.step("sasl").asked.contains("PLAIN") &&
                stage.step("sasl").answered.contains("not-authorized"));
    }

    void tellsNoStreamManagement()
    {
        Stage stage;
        QVERIFY(stage.waitForConnection());
        QVERIFY(beginSignIn(*stage.engine, "chat.example"));
        stage.engine->inject("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
        QVERIFY(stage.engine->expect(streamOpen(u"to", "chat.example")));
        stage.engine->inject(streamOpen(u"from", "chat.example"));
        stage.engine->inject(streamFeatures("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"));
        stage.finish();
        QCOMPARE(stage.step("sasl").status, StepStatus::Ok);
        QCOMPARE(stage.step("stream-management").status, StepStatus::Failed);
        QVERIFY(stage.step("stream-management").mend.english().contains("mod_stream_mgmt"));
        QCOMPARE(stage.step("archive").status, StepStatus::Skipped);
    }

    void warnsWithoutResumption()
    {
        Stage stage;
        QVERIFY(stage.waitForConnection());
        QVERIFY(authenticate(*stage.engine, "chat.example"));
        QVERIFY(stage.bind("<enabled xmlns='urn:xmpp:sm:3'/>"));
        QVERIFY(QTest::qWaitFor([&stage] { return !stage.step("stream-management").id.isEmpty(); }, 30'000));
        QCOMPARE(stage.step("stream-management").status, StepStatus::Warning);
    }

    void survivesACut()
    {
        Stage stage;
        QVERIFY(stage.signIn());
        QVERIFY(stage.engine->expect(ArchiveQuestion));
        stage.engine->fail();
        stage.finish();
        QCOMPARE(stage.step("archive").status, StepStatus::Failed);
        QCOMPARE(stage.step("latency").status, StepStatus::Failed);
    }

    void diesWhileTheEngineIsSilent()
    {
        Stage stage;
        QVERIFY(stage.signIn());
        QVERIFY(stage.engine->expect(ArchiveQuestion));
        stage.finished.reset();
        stage.flow.reset();
        QTest::qWait(10);
    }

    void refusesWhatIsNoXml()
    {
        Stage stage;
        QVERIFY(stage.waitForConnection());
        stage.engine->accept();
        QVERIFY(stage.engine->expect(streamOpen(u"to", "chat.example")));
        stage.engine->injectRaw("HTTP/1.1 200 OK");
        stage.finish();
        QCOMPARE(stage.step("sasl").status, StepStatus::Failed);
    }
};

QTEST_GUILESS_MAIN(DiagnosisEngineTest)
#include "tst_diagnosis_engine.moc"
