// SPDX-License-Identifier: Apache-2.0
#include "CheckStage.h"
#include "support/TestAuthority.h"

#include <QTcpSocket>

using namespace Natter;
using namespace Natter::Test;
using namespace Natter::Diagnosis;

/// What is told of a server's certificate, over real TLS on the loopback.
class DiagnosisTlsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judgesCertificates_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("days");
        QTest::addColumn<bool>("isTrusted");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("summary");
        QTest::addColumn<QString>("mend");
        const auto row = [](const char* tag, const char* name, int days, bool isTrusted, StepStatus status,
                             const char* summary, const char* mend) {
            QTest::newRow(tag) << QByteArray(name) << days << isTrusted << int(status) << QString(summary)
                               << QString(mend);
        };
        const char* self = "IP:127.0.0.1";
        row("good", self, 90, true, StepStatus::Ok, "TLS 1.3, certificate of Test authority", "");
        row("good for long enough", self, 15, true, StepStatus::Ok, "ends", "");
        row("ends in days", self, 5, true, StepStatus::Warning, "in 5 days", "Renew the certificate");
        row("ended", self, -1, true, StepStatus::Failed, "expired", "Renew the certificate");
        row("another name", "DNS:other.example", 90, true, StepStatus::Failed, "host name",
            "for another name");
        row("ended, of another name", "DNS:other.example", -1, true, StepStatus::Failed, "expired",
            "Renew the certificate");
        row("nobody vouches for it", self, 90, false, StepStatus::Failed, "issuer", "known authority");
        row("ended, nobody vouches for it", self, -1, false, StepStatus::Failed, "issuer", "known authority");
    }

    void judgesCertificates()
    {
        QFETCH(QByteArray, name);
        QFETCH(int, days);
        QFETCH(bool, isTrusted);
        QFETCH(int, status);
        QFETCH(QString, summary);
        QFETCH(QString, mend);
        const TestAuthority authority;
        if (isTrusted)
            authority.trust();
        CheckStage stage;
        ScriptedHttpServer server(authority.server(name, days));
        server.on("/.well-known/natter.json", CheckStage::json(stage.profileJson()));
        stage.options.site = server.url().toString();
        stage.run({siteServerCheck(), profileCheck(), nonceCheck()});
        const ReportStep step = stage.step("site-server");
        const QString words = step.summary.english() + u'|' + step.mend.english();
        QVERIFY2(int(step.status) == status, qPrintable(words));
        QVERIFY2(step.summary.english().contains(summary), qPrintable(words));
        QVERIFY2(
            mend.isEmpty() ? step.mend.isEmpty() : step.mend.english().contains(mend), qPrintable(words));
        // Only a good one is asked for anything.
        const bool isGood = step.status != StepStatus::Failed;
        QCOMPARE(server.requests().size(), isGood ? 1 : 0);
        QCOMPARE(stage.step("nonce").status, isGood ? StepStatus::Ok : StepStatus::Skipped);
    }

    /// Each of the profile's servers is looked at, and the worst is told first.
    void findsTheBadOneAmongSeveral()
    {
        const TestAuthority authority;
        authority.trust();
        CheckStage stage;
        const ScriptedHttpServer ended(authority.server("IP:127.0.0.1", -1));
        QJsonObject profile = stage.profileJson();
        profile["engine"] = QJsonObject{
            {"websocket", ended.url("/ws").toString().replace("https", "wss")}, {"domain", "chat.example"}};
        stage.server.on("/.well-known/natter.json", CheckStage::json(profile));
        stage.run({profileCheck(), serversCheck(), webSocketCheck()});
        const ReportStep step = stage.step("servers");
        QCOMPARE(step.status, StepStatus::Failed);
        QVERIFY2(step.summary.english().startsWith(
                     QStringLiteral("engine 127.0.0.1:%1: ").arg(ended.serverPort())),
            qPrintable(step.summary.english()));
        QVERIFY(step.mend.english().contains("Renew"));
        QCOMPARE(step.details.size(), 2);
        QCOMPARE(stage.step("websocket").status, StepStatus::Skipped);
    }

    void tellsPlainFromTls_data()
    {
        QTest::addColumn<bool>("isSilent");
        QTest::addColumn<QString>("word");
        QTest::newRow("speaks HTTP") << false << "TLS";
        QTest::newRow("silent") << true << "no TLS greeting";
    }

    void tellsPlainFromTls()
    {
        QFETCH(bool, isSilent);
        QFETCH(QString, word);
        CheckStage stage;
        stage.options.stepLimit = std::chrono::seconds(2);
        QTcpServer plain;
        QVERIFY(plain.listen(QHostAddress::LocalHost));
        if (!isSilent)
            connect(&plain, &QTcpServer::newConnection, &plain,
                [&plain] { plain.nextPendingConnection()->write("HTTP/1.1 400 Bad Request\r\n\r\n"); });
        stage.options.site = QStringLiteral("https://127.0.0.1:%1").arg(plain.serverPort());
        stage.run({siteServerCheck(), profileCheck()});
        const ReportStep step = stage.step("site-server");
        QCOMPARE(step.status, StepStatus::Failed);
        QVERIFY2((step.summary.english() + step.mend.english()).contains(word),
            qPrintable(step.summary.english() + step.mend.english()));
        QVERIFY(!step.summary.english().startsWith("not done within"));
    }
};

QTEST_GUILESS_MAIN(DiagnosisTlsTest)
#include "tst_diagnosis_tls.moc"
