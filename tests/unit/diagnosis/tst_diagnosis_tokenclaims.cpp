// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/TokenClaims.h"
#include "jwt/Base64Url.h"
#include "jwt/Token.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Natter;
using namespace Natter::Diagnosis;

namespace {

const QDateTime Now = QDateTime::fromSecsSinceEpoch(1700000000, Qt::UTC);

Profile profileOf(LoginProtocolKind protocol)
{
    Profile profile;
    profile.appId = QStringLiteral("natter-demo");
    profile.protocol = protocol;
    profile.mediaHosts = {QStringLiteral("site.example")};
    return profile;
}

Secret tokenOf(const QByteArray& header, const QByteArray& claims)
{
    return Jwt::Token::signJson(header, claims, Secret("test-signing-secret"), Jwt::Algorithm::HS256);
}

QList<ReportDetail> read(LoginProtocolKind protocol, const Secret& token)
{
    const Profile profile = profileOf(protocol);
    return readTokenClaims(token, {profile, Secret("the-nonce"), Now});
}

/// The names of what is not as it should be, with `?` behind warnings.
QString wrong(const QList<ReportDetail>& rows)
{
    QStringList names;
    for (const ReportDetail& row : rows) {
        if (row.status != StepStatus::Ok)
            names += row.name + (row.status == StepStatus::Warning ? QStringLiteral("?") : QString());
    }
    return names.join(u' ');
}

} // namespace

class TokenClaimsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judgesQiscus_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("change"); // "name":value, without a value: left out
        QTest::addColumn<QString>("expected");
        const QByteArray good = R"({"alg":"HS256","typ":"JWT","ver":"v2"})";
        QTest::newRow("good") << good << QByteArray() << "";
        QTest::newRow("other app") << good << QByteArray(R"({"iss":"other"})") << "iss";
        QTest::newRow("no issuer") << good << QByteArray(R"({"iss":null})") << "iss";
        QTest::newRow("expired") << good << QByteArray(R"({"iat":1699990000,"exp":1699990120})") << "exp";
        QTest::newRow("clock ahead") << good
                                     << QByteArray(R"({"iat":1700000300,"nbf":1700000300,"exp":1700000420})")
                                     << "iat nbf";
        QTest::newRow("clock a bit ahead")
            << good << QByteArray(R"({"iat":1700000020,"nbf":1700000020,"exp":1700000140})") << "";
        QTest::newRow("text time") << good << QByteArray(R"({"iat":"1700000000"})") << "iat";
        QTest::newRow("fraction") << good << QByteArray(R"({"exp":1700000060.5})") << "exp";
        QTest::newRow("milliseconds") << good << QByteArray(R"({"iat":1700000000000})") << "iat exp";
        QTest::newRow("long") << good << QByteArray(R"({"exp":1700000300})") << "exp?";
        QTest::newRow("too long") << good << QByteArray(R"({"exp":1700003600})") << "exp";
        QTest::newRow("other nonce") << good << QByteArray(R"({"nce":"another"})") << "nce";
        QTest::newRow("number nonce") << good << QByteArray(R"({"nce":7})") << "nce";
        QTest::newRow("number user") << good << QByteArray(R"({"prn":7})") << "prn";
        QTest::newRow("empty user") << good << QByteArray(R"({"prn":""})") << "prn";
        QTest::newRow("foreign avatar")
            << good << QByteArray("{\"avatar_url\":\"https://other.example/1.png\"}") << "avatar_url?";
        QTest::newRow("own avatar") << good << QByteArray("{\"avatar_url\":\"https://site.example/1.png\"}")
                                    << "";
        QTest::newRow("for this app") << good << QByteArray(R"({"aud":"natter-demo"})") << "";
        QTest::newRow("for this app and another")
            << good << QByteArray(R"({"aud":["x","natter-demo"]})") << "";
        QTest::newRow("for another app") << good << QByteArray(R"({"aud":["another-app"]})") << "aud";
        QTest::newRow("nothing known of them")
            << good << QByteArray(R"({"name":null,"avatar_url":null})") << "";
        QTest::newRow("number name") << good << QByteArray(R"({"name":1})") << "name";
        QTest::newRow("none") << QByteArray(R"({"alg":"none","typ":"JWT","ver":"v2"})") << QByteArray()
                              << "alg";
        QTest::newRow("HS512") << QByteArray(R"({"alg":"HS512","typ":"JWT","ver":"v2"})") << QByteArray()
                               << "alg?";
        QTest::newRow("no ver") << QByteArray(R"({"alg":"HS256","typ":"JWT"})") << QByteArray() << "ver";
        QTest::newRow("typ") << QByteArray(R"({"alg":"HS256","typ":"jwt","ver":"v2"})") << QByteArray()
                             << "typ";
    }

    void judgesQiscus()
    {
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, change);
        QFETCH(QString, expected);
        QJsonObject claims{{"iss", "natter-demo"}, {"iat", 1700000000}, {"nbf", 1700000000},
            {"exp", 1700000120}, {"nce", "the-nonce"}, {"prn", "P11-A"}};
        const QJsonObject changes = QJsonDocument::fromJson(change).object();
        for (auto it = changes.begin(); it != changes.end(); ++it)
            claims.insert(it.key(), it.value());
        const auto rows = read(
            LoginProtocolKind::Qiscus, tokenOf(header, QJsonDocument(claims).toJson(QJsonDocument::Compact)));
        QCOMPARE(wrong(rows), expected);
        for (const ReportDetail& row : rows)
            QVERIFY2(!row.expected.isEmpty() && !row.found.contains("the-nonce"), qPrintable(row.name));
    }

    void judgesTheOthers_data()
    {
        QTest::addColumn<int>("protocol");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("claims");
        QTest::addColumn<QString>("expected");
        const QByteArray plain = R"({"typ":"JWT","alg":"HS256"})";
        const QByteArray keyed = R"({"alg":"HS256","typ":"JWT","kid":"key-1"})";
        const int imbachat = int(LoginProtocolKind::Imbachat);
        const int dg = int(LoginProtocolKind::Dg);
        QTest::newRow("imbachat") << imbachat << plain
                                  << QByteArray(R"({"exp":1700003600,"user_id":42,"nce":"the-nonce"})") << "";
        QTest::newRow("imbachat as published")
            << imbachat << plain << QByteArray(R"({"exp":1700003600,"user_id":"P11-A"})") << "nce?";
        QTest::newRow("imbachat integer cast")
            << imbachat << plain << QByteArray(R"({"exp":1700003600,"user_id":0,"nce":"the-nonce"})")
            << "user_id";
        QTest::newRow("imbachat dialog token")
            << imbachat << plain
            << QByteArray(R"({"user_id":1,"initiator":2,"status":0,"exp":1700003600,"nce":"the-nonce"})")
            << "initiator";
        QTest::newRow("imbachat without end")
            << imbachat << plain << QByteArray(R"({"user_id":1,"nce":"the-nonce"})") << "exp";
        QTest::newRow("dg")
            << dg << keyed
            << QByteArray(
                   R"({"scope":"user","external_id":"u","iat":1700000000,"exp":1700000120,"nce":"the-nonce"})")
            << "";
        QTest::newRow("dg as published")
            << dg << keyed << QByteArray(R"({"scope":"user","external_id":"u","iat":1700000000})")
            << "exp? nce?";
        const auto timed = [](QByteArray claims, qint64 issued, qint64 end) {
            return claims.replace("IAT", QByteArray::number(issued)).replace("EXP", QByteArray::number(end));
        };
        const QByteArray widget = R"({"user_id":42,"nce":"the-nonce","iat":IAT,"exp":EXP})";
        const QByteArray user = R"({"scope":"user","external_id":"u","nce":"the-nonce","iat":IAT,"exp":EXP})";
        const qint64 now = Now.toSecsSinceEpoch();
        QTest::newRow("imbachat 7 h") << imbachat << plain << timed(widget, now, now + 25'200) << "";
        QTest::newRow("imbachat 8 h") << imbachat << plain << timed(widget, now, now + 28'800) << "exp?";
        QTest::newRow("imbachat just over") << imbachat << plain << timed(widget, now - 60, now) << "exp";
        QTest::newRow("imbachat ahead") << imbachat << plain << timed(widget, now + 31, now + 600) << "iat";
        QTest::newRow("dg 1 h") << dg << keyed << timed(user, now, now + 3600) << "";
        QTest::newRow("dg 2 h") << dg << keyed << timed(user, now, now + 7200) << "exp?";
        QTest::newRow("dg ahead") << dg << keyed << timed(user, now + 60, now + 600) << "";
        QTest::newRow("dg too far ahead") << dg << keyed << timed(user, now + 61, now + 600) << "iat";
        QTest::newRow("dg unset id") << dg << keyed
                                     << QByteArray(R"({"scope":"user","exp":1700000120,"nce":"the-nonce"})")
                                     << "external_id";
        QTest::newRow("dg without key")
            << dg << plain
            << QByteArray(R"({"scope":"admin","external_id":"u","exp":1700000120,"nce":"the-nonce"})")
            << "kid scope";
    }

    void judgesTheOthers()
    {
        QFETCH(int, protocol);
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, claims);
        QFETCH(QString, expected);
        QCOMPARE(wrong(read(LoginProtocolKind(protocol), tokenOf(header, claims))), expected);
    }

    void judgesOpaqueTokens()
    {
        QCOMPARE(wrong(read(LoginProtocolKind::Mesibo, Secret("0123456789abcdef"))), "token");
        QCOMPARE(wrong(read(LoginProtocolKind::Mesibo, Secret("0123456789abcdefg"))), "");
    }

    void tellsBrokenForms_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QString>("found");
        const QByteArray header = Jwt::toBase64Url("{}");
        QTest::newRow("html") << QByteArray("<html>") << "1 parts";
        QTest::newRow("two parts") << QByteArray("a.b") << "2 parts";
        QTest::newRow("standard base64")
            << QByteArray("e30=.e30.c2ln") << "header is not base64url without padding";
        QTest::newRow("no signature") << header + "." + header + "."
                                      << "signature is not base64url without padding";
        QTest::newRow("no object") << header + "." + Jwt::toBase64Url("[]") + ".c2ln"
                                   << "payload is not a JSON object with distinct members";
        QTest::newRow("twice") << header + "." + Jwt::toBase64Url(R"({"a":1,"a":2})") + ".c2ln"
                               << "payload is not a JSON object with distinct members";
    }

    void tellsBrokenForms()
    {
        QFETCH(QByteArray, token);
        QFETCH(QString, found);
        const auto rows = read(LoginProtocolKind::Qiscus, Secret(token));
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows.first().status, StepStatus::Failed);
        QCOMPARE(rows.first().found, found);
    }
};

QTEST_GUILESS_MAIN(TokenClaimsTest)
#include "tst_diagnosis_tokenclaims.moc"
