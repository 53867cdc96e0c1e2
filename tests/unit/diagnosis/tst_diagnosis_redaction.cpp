// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Redaction.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace Natter;
using Diagnosis::Redaction;

class RedactionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesOutWhatItWasTold()
    {
        Redaction redaction;
        redaction.add(Secret("canary-long-secret"));
        redaction.add(Secret("4711"));
        QCOMPARE(redaction.cleaned("a canary-long-secretb"), "a ***b");
        QCOMPARE(redaction.cleaned("CANARY-LONG-SECRET"), "***");
        QCOMPARE(redaction.cleaned("code 4711, port 14711 and 47110"), "code ***, port 14711 and 47110");
        QCOMPARE(redaction.cleaned("\"4711\""), "\"***\"");
    }

    void takesOutPercentEncoding()
    {
        Redaction redaction;
        redaction.add(Secret("pass word/ä"));
        QCOMPARE(redaction.cleaned("?p=pass%20word%2F%C3%A4&q"), "?p=***&q");
    }

    void takesOutUnknownTokens()
    {
        QCOMPARE(Redaction().cleaned("got eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c2ln here"), "got *** here");
        QCOMPARE(Redaction().cleaned("eyJhbGciOiJIUzI1NiJ9.cut"), "***");
        QCOMPARE(Redaction().cleaned("eyes and ears"), "eyes and ears");
    }

    void sketchesJson()
    {
        const QJsonObject user{{"token", "t-1"}, {"refresh_token", "r-1"}, {"user_mail", "a@b.example"},
            {"token_expires_at", "2030"}, {"name", "Ada"}, {"rtKey", ""}};
        QCOMPARE(Redaction().sketch(QJsonObject{{"user", user}}),
            R"({"user":{"name":"Ada","refresh_token":"***","rtKey":"","token":"***","token_expires_at":"2030","user_mail":"***"}})");
        QCOMPARE(Redaction().sketch(QJsonArray{1, 2, 3, 4, 5}), R"([1,2,3,"... 2 more"])");
        QCOMPARE(Redaction().sketch(QJsonObject{{"passcode", 4711}}), R"({"passcode":"***"})");
    }

    void neverCutsASecretInTwo()
    {
        Redaction redaction;
        redaction.add(Secret("canary-canary-canary"));
        const QString text = QString(70, u'x') + QStringLiteral("canary-canary-canary");
        QVERIFY(!redaction.sketch(QJsonObject{{"a", text}}).contains("canary"));
    }

    void learnsFromAnswers()
    {
        Redaction redaction;
        redaction.addMembersOf(QJsonObject{{"results", QJsonArray{QJsonObject{{"nonce", "learnt-nonce"}}}}});
        QCOMPARE(redaction.cleaned("nonce learnt-nonce refused"), "nonce *** refused");
    }
};

QTEST_GUILESS_MAIN(RedactionTest)
#include "tst_diagnosis_redaction.moc"
