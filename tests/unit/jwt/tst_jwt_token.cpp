// SPDX-License-Identifier: Apache-2.0
#include "jwt/Base64Url.h"
#include "jwt/Token.h"

#include <QTest>

using namespace Natter;
using namespace Natter::Jwt;

namespace {

const Secret DemoKey("natter-demo-secret");
// The worked example of the Qiscus contract, section 4.
const QByteArray DemoHeader = R"({"alg":"HS256","typ":"JWT","ver":"v2"})";
const QByteArray DemoClaims =
    R"({"iss":"natter-demo","iat":1700000000,"exp":1700000120,"nbf":1700000000,"nce":"n-0001","prn":"user-42","name":"Ada","avatar_url":""})";
const QByteArray DemoToken =
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsInZlciI6InYyIn0."
    "eyJpc3MiOiJuYXR0ZXItZGVtbyIsImlhdCI6MTcwMDAwMDAwMCwiZXhwIjoxNzAwMDAwMTIwLCJuYmYiOjE3MDAwMDAwMDAsIm5jZSI6"
    "Im4tMDAwMSIsInBybiI6InVzZXItNDIiLCJuYW1lIjoiQWRhIiwiYXZhdGFyX3VybCI6IiJ9."
    "lOyPK1izrZRHghLb3Y33WbCWyzpemgd1GZqeouNMw-8";

QString codeOf(const QByteArray& compact, const QList<Algorithm>& allowed = {Algorithm::HS256},
    const Secret& key = DemoKey)
{
    const auto token = Token::parse(Secret(compact));
    if (!token)
        return token.error().code;
    const auto verified = token->verify(allowed, key);
    return verified ? QString() : verified.error().code;
}

QByteArray withHeader(const QByteArray& header)
{
    return Token::signJson(header, DemoClaims, DemoKey, Algorithm::HS256).reveal();
}

} // namespace

class JwtTokenTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void signsTheWorkedExample();
    void verifiesTheExampleOfRfc7515();
    void signsWithEveryAlgorithm_data();
    void signsWithEveryAlgorithm();
    void refusesAttacks_data();
    void refusesAttacks();
    void readsClaims();
};

void JwtTokenTest::signsTheWorkedExample()
{
    QCOMPARE(Token::signJson(DemoHeader, DemoClaims, DemoKey, Algorithm::HS256).reveal(), DemoToken);
    QCOMPARE(codeOf(DemoToken), QString());
}

void JwtTokenTest::verifiesTheExampleOfRfc7515()
{
    // RFC 7515, appendix A.1.
    const QByteArray compact =
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
        "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const auto key = fromBase64Url(
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow");
    QVERIFY(key);
    QCOMPARE(codeOf(compact, {Algorithm::HS256}, Secret(*key)), QString());
    QCOMPARE(codeOf(compact), QStringLiteral("signature_invalid"));
}

void JwtTokenTest::signsWithEveryAlgorithm_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("signatureSize");
    QTest::newRow("HS256") << QByteArray("HS256") << 32;
    QTest::newRow("HS384") << QByteArray("HS384") << 48;
    QTest::newRow("HS512") << QByteArray("HS512") << 64;
}

void JwtTokenTest::signsWithEveryAlgorithm()
{
    QFETCH(QByteArray, name);
    QFETCH(int, signatureSize);
    const auto algorithm = algorithmNamed(name);
    QVERIFY(algorithm);
    const Secret compact = Token::sign({{"sub", "ada"}}, DemoKey, *algorithm, {{"ver", "v2"}});
    const auto signature = fromBase64Url(compact.reveal().split('.').at(2));
    QVERIFY(signature);
    QCOMPARE(signature->size(), signatureSize);
    QCOMPARE(codeOf(compact.reveal(), {*algorithm}), QString());

    QList<Algorithm> others{Algorithm::HS256, Algorithm::HS384, Algorithm::HS512};
    others.removeOne(*algorithm);
    QCOMPARE(codeOf(compact.reveal(), others), QStringLiteral("algorithm_refused"));
    QCOMPARE(codeOf(compact.reveal(), {*algorithm}, Secret("other")), QStringLiteral("signature_invalid"));
}

void JwtTokenTest::refusesAttacks_data()
{
    QTest::addColumn<QByteArray>("compact");
    QTest::addColumn<QString>("code");
    const QString malformed = "token_malformed";
    const QString algorithm = "algorithm_refused";
    const QString signature = "signature_invalid";
    const QList<QByteArray> parts = DemoToken.split('.');
    const QByteArray noneHeader = toBase64Url(R"({"alg":"none","typ":"JWT","ver":"v2"})");

    QTest::newRow("empty") << QByteArray() << malformed;
    QTest::newRow("two parts") << parts.at(0) + '.' + parts.at(1) << malformed;
    QTest::newRow("four parts") << DemoToken + ".AA" << malformed;
    QTest::newRow("newline at the end") << DemoToken + '\n' << malformed;
    QTest::newRow("blank at the start") << ' ' + DemoToken << malformed;
    QTest::newRow("padded signature") << DemoToken + '=' << malformed;
    QTest::newRow("standard alphabet") << DemoToken.left(DemoToken.size() - 3) + "+/8" << malformed;
    QTest::newRow("over 8 KiB") << withHeader(R"({"alg":"HS256","typ":"JWT","x":")" + QByteArray(7000, 'x') +
                                              R"("})")
                                << malformed;
    QTest::newRow("payload is a list")
        << Token::signJson(DemoHeader, "[]", DemoKey, Algorithm::HS256).reveal() << malformed;
    QTest::newRow("header is text") << withHeader("\"x\"") << malformed;
    QTest::newRow("doubled alg") << withHeader(R"({"alg":"HS256","alg":"none"})") << malformed;
    QTest::newRow("doubled exp")
        << Token::signJson(DemoHeader, R"({"exp":1,"exp":2})", DemoKey, Algorithm::HS256).reveal()
        << malformed;
    QTest::newRow("crit") << withHeader(R"({"alg":"HS256","typ":"JWT","crit":["exp"],"exp":1})") << malformed;
    QTest::newRow("none without signature") << noneHeader + '.' + parts.at(1) + '.' << algorithm;
    QTest::newRow("none with signature") << noneHeader + '.' + parts.at(1) + '.' + parts.at(2) << algorithm;
    QTest::newRow("None") << withHeader(R"({"alg":"None"})") << algorithm;
    QTest::newRow("RS256") << withHeader(R"({"alg":"RS256"})") << algorithm;
    QTest::newRow("ES256") << withHeader(R"({"alg":"ES256"})") << algorithm;
    QTest::newRow("lower case") << withHeader(R"({"alg":"hs256"})") << algorithm;
    QTest::newRow("alg missing") << withHeader(R"({"typ":"JWT"})") << algorithm;
    QTest::newRow("alg a number") << withHeader(R"({"alg":256})") << algorithm;
    QTest::newRow("alg a list") << withHeader(R"({"alg":["HS256"]})") << algorithm;
    QTest::newRow("signature empty") << parts.at(0) + '.' + parts.at(1) + '.' << signature;
    QTest::newRow("signature cut") << DemoToken.left(DemoToken.size() - 3) << signature;
    QTest::newRow("payload changed") << parts.at(0) + '.' +
                                            toBase64Url(
                                                QByteArray(DemoClaims).replace("user-42", "user-43")) +
                                            '.' + parts.at(2)
                                     << signature;
    QTest::newRow("header changed") << toBase64Url(R"({"alg":"HS256","typ":"JWT","ver":"v3"})") + '.' +
                                           parts.at(1) + '.' + parts.at(2)
                                    << signature;
}

void JwtTokenTest::refusesAttacks()
{
    QFETCH(QByteArray, compact);
    QFETCH(QString, code);
    QCOMPARE(codeOf(compact), code);
}

void JwtTokenTest::readsClaims()
{
    const auto token = Token::parse(Secret(DemoToken));
    QVERIFY(token);
    QCOMPARE(token->header().text("ver"), QStringLiteral("v2"));
    QCOMPARE(token->claims().text("prn"), QStringLiteral("user-42"));
    QCOMPARE(token->claims().integer("exp"), 1700000120);
    QCOMPARE(token->claims().text("avatar_url"), QString(""));
}

QTEST_GUILESS_MAIN(JwtTokenTest)
#include "tst_jwt_token.moc"
