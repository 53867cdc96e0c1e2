// SPDX-License-Identifier: Apache-2.0
#include "gateway/TokenVerifier.h"
#include "jwt/Base64Url.h"
#include "jwt/Token.h"
#include "support/FakeClock.h"

#include <QTest>

using namespace Natter;
using namespace Natter::Gateway;

namespace {

constexpr qint64 Now = 1'700'000'000;
const QByteArray SecretText = "natter-demo-secret";
const QByteArray KeyId = "natter-demo-key";

AppConfig appOf(LoginProtocolKind protocol)
{
    AppConfig app;
    app.appId = "natter-demo";
    app.profile.protocol = protocol;
    app.profile.engineDomain = "chat.example";
    app.keys = {{protocol == LoginProtocolKind::Dg ? KeyId : QByteArray(), Secret(SecretText)}};
    applyProtocolDefaults(app);
    return app;
}

QByteArray headerOf(LoginProtocolKind protocol)
{
    switch (protocol) {
    case LoginProtocolKind::Qiscus:
        return R"({"alg":"HS256","typ":"JWT","ver":"v2"})";
    case LoginProtocolKind::Dg:
        return R"({"alg":"HS256","typ":"JWT","kid":"natter-demo-key"})";
    default:
        return R"({"typ":"JWT","alg":"HS256"})";
    }
}

QByteArray claimsOf(LoginProtocolKind protocol)
{
    switch (protocol) {
    case LoginProtocolKind::Qiscus:
        return R"({"iss":"natter-demo","iat":1700000000,"exp":1700000120,"nbf":1700000000,"nce":"n-0001",)"
               R"("prn":"user-42","name":"Ada","avatar_url":""})";
    case LoginProtocolKind::Dg:
        return R"({"scope":"user","external_id":"user-42","iat":1700000000,"exp":1700000120})";
    default:
        return R"({"exp":1700003600,"user_id":42})";
    }
}

Secret sign(const QByteArray& header, const QByteArray& claims, const QByteArray& key = SecretText)
{
    return Jwt::Token::signJson(header, claims, Secret(key), Jwt::Algorithm::HS256);
}

Secret goodToken(LoginProtocolKind protocol)
{
    return sign(headerOf(protocol), claimsOf(protocol));
}

QString outcomeOf(const Result<IdentityClaims>& result)
{
    return result ? "user " + result->user.toString() : result.error().code;
}

QString judged(const AppConfig& app, const Secret& token, qint64 now = Now)
{
    Test::FakeClock clock;
    clock.setNow(QDateTime::fromSecsSinceEpoch(now, Qt::UTC));
    const QList<AppConfig> apps{app};
    return outcomeOf(TokenVerifier(apps, clock).verify(token, app.appId));
}

const QList<std::pair<const char*, LoginProtocolKind>> JwtKinds{{"qiscus", LoginProtocolKind::Qiscus},
    {"imbachat", LoginProtocolKind::Imbachat}, {"dg", LoginProtocolKind::Dg}};

} // namespace

class GatewayPoliciesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesTheWorkedExamples();
    void refusesAttacks_data();
    void refusesAttacks();
    void judgesImbachat_data();
    void judgesImbachat();
    void judgesDg_data();
    void judgesDg();
    void judgesOpaqueTokens_data();
    void judgesOpaqueTokens();
    void takesTokensForThisApp_data();
    void takesTokensForThisApp();
    void endsEndlessTokens();
    void needsTheNonceWhenTold_data();
    void needsTheNonceWhenTold();
    void changesKeysWithoutNames();
    void changesKeysWithNames();
    void readsClaims();
    void warnsOfLongLives_data();
    void warnsOfLongLives();
    void findsTheApp();
};

void GatewayPoliciesTest::takesTheWorkedExamples()
{
    // Byte for byte as in the contracts.
    QCOMPARE(judged(appOf(LoginProtocolKind::Qiscus),
                 Secret("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsInZlciI6InYyIn0."
                        "eyJpc3MiOiJuYXR0ZXItZGVtbyIsImlhdCI6MTcwMDAwMDAwMCwiZXhwIjoxNzAwMDAwMTIwLCJuYmYiOj"
                        "E3MDAwMDAwMDAsIm5jZSI6Im4tMDAwMSIsInBybiI6InVzZXItNDIiLCJuYW1lIjoiQWRhIiwiYXZhdGFy"
                        "X3VybCI6IiJ9.lOyPK1izrZRHghLb3Y33WbCWyzpemgd1GZqeouNMw-8")),
        "user user-42");
    const Secret imbachat("eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9."
                          "eyJleHAiOjE3MDAwMDM2MDAsInVzZXJfaWQiOjQyfQ."
                          "5sN3Sg43Fm6yYtn9kJ9FDF_GDSaVEqgSrJ0KTvqdKfQ");
    QCOMPARE(judged(appOf(LoginProtocolKind::Imbachat), imbachat), "user 42");
    QCOMPARE(judged(appOf(LoginProtocolKind::Imbachat), imbachat, 1'700'003'599), "user 42");
    QCOMPARE(judged(appOf(LoginProtocolKind::Imbachat), imbachat, 1'700'003'600), "token_expired");
    const Secret dg("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6Im5hdHRlci1kZW1vLWtleSJ9."
                    "eyJzY29wZSI6InVzZXIiLCJleHRlcm5hbF9pZCI6InVzZXItNDIiLCJpYXQiOjE3MDAwMDAwMDB9."
                    "-xipUxMImTcZbW2wjVGy9wnlqdYJqaY9wo52wSef6gA");
    QCOMPARE(judged(appOf(LoginProtocolKind::Dg), dg), "user user-42");
    AppConfig strict = appOf(LoginProtocolKind::Dg);
    strict.acceptsEndlessTokens = false;
    QCOMPARE(judged(strict, dg), "claim_missing"); // it never ends
}

void GatewayPoliciesTest::refusesAttacks_data()
{
    QTest::addColumn<LoginProtocolKind>("protocol");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QString>("reason");
    for (const auto& [name, protocol] : JwtKinds) {
        const QByteArray header = headerOf(protocol);
        const QByteArray claims = claimsOf(protocol);
        const QByteArray good = goodToken(protocol).reveal();
        const QByteArrayList parts = good.split('.');
        const auto row = [&, name = name, protocol = protocol](
                             const char* what, const QByteArray& token, const char* reason) {
            QTest::addRow("%s: %s", name, what) << protocol << token << QString(reason);
        };
        const auto otherAlgorithm = [&](const QByteArray& algorithm) {
            return sign(QByteArray(header).replace("HS256", algorithm), claims).reveal();
        };
        for (const char* algorithm : {"none", "None", "NONE", "hs256", "HS384", "HS512", "RS256", "ES256",
                 "PS256", "EdDSA", "HS256 ", ""})
            row(algorithm, otherAlgorithm(algorithm), "algorithm_refused");
        row("alg a number", sign(QByteArray(header).replace("\"HS256\"", "256"), claims).reveal(),
            "algorithm_refused");
        row("alg missing", sign(QByteArray(header).replace("\"alg\"", "\"glа\""), claims).reveal(),
            "algorithm_refused");
        row("none without signature",
            Jwt::toBase64Url(QByteArray(header).replace("HS256", "none")) + '.' + parts.at(1) + '.',
            "algorithm_refused");
        row("signature empty", parts.at(0) + '.' + parts.at(1) + '.', "signature_invalid");
        const QByteArray half = Jwt::fromBase64Url(parts.at(2))->left(16);
        row("signature cut", parts.at(0) + '.' + parts.at(1) + '.' + Jwt::toBase64Url(half),
            "signature_invalid");
        row("signature of another",
            parts.at(0) + '.' + parts.at(1) + '.' + Jwt::toBase64Url(QByteArray(32, '\0')),
            "signature_invalid");
        row("other key", sign(header, claims, "other").reveal(), "signature_invalid");
        row("claims changed",
            parts.at(0) + '.' + Jwt::toBase64Url(QByteArray(claims).replace("42", "43")) + '.' + parts.at(2),
            "signature_invalid");
        row("unknown crit",
            sign(QByteArray(header).replace("}", ",\"crit\":[\"exp\"],\"exp\":1}"), claims).reveal(),
            "token_malformed");
        row("claim twice", sign(header, QByteArray(claims).replace("}", ",\"exp\":1700000121}")).reveal(),
            "token_malformed");
        row("claim twice, escaped",
            sign(header, QByteArray(claims).replace("}", ",\"\\u0065xp\":1700000121}")).reveal(),
            "token_malformed");
        row("header twice", sign(QByteArray(header).replace("}", ",\"alg\":\"HS256\"}"), claims).reveal(),
            "token_malformed");
        row("byte order mark", sign(header, "\xEF\xBB\xBF" + claims).reveal(), "token_malformed");
        row("invalid UTF-8", sign(header, QByteArray(claims).replace("42", "\xff")).reveal(),
            "token_malformed");
        row("payload a list", sign(header, "[" + claims + "]").reveal(), "token_malformed");
        row("payload a text", sign(header, "\"x\"").reveal(), "token_malformed");
        row("payload null", sign(header, "null").reveal(), "token_malformed");
        row("payload empty", sign(header, "").reveal(), "token_malformed");
        row("header a list", sign("[]", claims).reveal(), "token_malformed");
        row("1 MB", good + QByteArray(1024 * 1024, 'A'), "token_malformed");
        row("1 MB of dots", QByteArray(1024 * 1024, '.'), "token_malformed");
        row("deep", sign(header, QByteArray(3000, '[') + QByteArray(3000, ']')).reveal(), "token_malformed");
        row("two parts", parts.at(0) + '.' + parts.at(1), "token_malformed");
        row("four parts", good + '.' + parts.at(2), "token_malformed");
        row("five parts", good + "..", "token_malformed");
        row("empty", "", "token_malformed");
        row("blank before", ' ' + good, "token_malformed");
        row("line break after", good + '\n', "token_malformed");
        row("line break inside", QByteArray(good).insert(40, "\r\n"), "token_malformed");
        row("Bearer", "Bearer " + good, "token_malformed");
        row("URL-encoded", good.toPercentEncoding({}, "._-~"), "token_malformed");
        row("quoted", '"' + good + '"', "token_malformed");
        row("padding", parts.at(0) + "=." + parts.at(1) + "=." + parts.at(2) + '=', "token_malformed");
        row("padded signature", good + '=', "token_malformed");
        const auto standard = [&](const QByteArray& bytes) {
            return bytes.toBase64();
        };
        row("standard alphabet",
            standard(QByteArray(header).replace("}", ",\"x\":\">>>>>>\"}")) + '.' + parts.at(1) + '.' +
                parts.at(2),
            "token_malformed");
        row("spare bits", parts.at(0) + '.' + parts.at(1) + '.' + parts.at(2).chopped(1) + '9',
            "token_malformed");
        row("typ of another kind", sign(QByteArray(header).replace("\"JWT\"", "\"at+jwt\""), claims).reveal(),
            "type_refused");
        row("typ a number", sign(QByteArray(header).replace("\"JWT\"", "1"), claims).reveal(),
            "type_refused");
        for (const char* end : {"\"1700000060\"", "1700000060.0", "1700000060.5", "1.7e9", "-1", "null",
                 "true", "[1700000060]", "9007199254740994", "99999999999999999999", "1e400"})
            row(qPrintable(QString("exp %1").arg(end)),
                sign(header, QByteArray(claims).replace(
                                 "\"exp\":17000", QByteArray("\"exp\":") + end + ",\"e\":17000"))
                    .reveal(),
                qstrcmp(end, "1e400") == 0 ? "token_malformed" : "claim_malformed");
        row("exp 0",
            sign(header, QByteArray(claims).replace("\"exp\":17000", "\"exp\":0,\"e\":17000")).reveal(),
            protocol == LoginProtocolKind::Qiscus ? "claim_malformed" : "token_expired");
        row("exp far away",
            sign(header, QByteArray(claims).replace("\"exp\":17000", "\"exp\":9007199254740991,\"e\":17000"))
                .reveal(),
            "lifetime_too_long");
        if (protocol != LoginProtocolKind::Dg)
            row("exp missing", sign(header, QByteArray(claims).replace("\"exp\"", "\"end\"")).reveal(),
                "claim_missing");
        for (const char* audience : {"\"another-app\"", "\"NATTER-DEMO\"", "\"\"", "[]", "[\"another-app\"]",
                 "[[\"natter-demo\"]]", "[\"natter-demo\",1]", "{\"natter-demo\":1}", "null", "1", "true"})
            row(qPrintable(QString("aud %1").arg(audience)),
                sign(header, QByteArray(claims).replace("}", QByteArray(",\"aud\":") + audience + '}'))
                    .reveal(),
                "audience_refused");
        const QByteArray later = QByteArray(claims)
                                     .replace("\"iat\":1700000000", "\"i\":1")
                                     .replace("\"nbf\":1700000000", "\"n\":1");
        const QByteArray rest = protocol == LoginProtocolKind::Qiscus ? ",\"nbf\":1700000000}" : "}";
        row("iat in the future",
            sign(header, QByteArray(later).replace("}", ",\"iat\":1700000061" + rest)).reveal(),
            "token_not_yet_valid");
        row("iat a text",
            sign(header, QByteArray(later).replace("}", ",\"iat\":\"1700000000\"" + rest)).reveal(),
            "claim_malformed");
    }
}

void GatewayPoliciesTest::refusesAttacks()
{
    QFETCH(LoginProtocolKind, protocol);
    QFETCH(QByteArray, token);
    QFETCH(QString, reason);
    const AppConfig app = appOf(protocol);
    QCOMPARE(judged(app, goodToken(protocol)).left(5), "user ");
    QCOMPARE(judged(app, Secret(token)), reason);
}

void GatewayPoliciesTest::judgesImbachat_data()
{
    QTest::addColumn<QByteArray>("claims");
    QTest::addColumn<QString>("outcome");
    const auto row = [](const QByteArray& claims, const char* outcome) {
        QTest::newRow(claims.left(80).constData()) << '{' + claims + '}' << QString::fromUtf8(outcome);
    };
    const QByteArray exp = R"("exp":1700003600,)";
    row(exp + R"("user_id":42)", "user 42");
    row(exp + R"("user_id":"42")", "user 42");
    row(exp + R"("user_id":"P11-A")", "user P11-A");
    row(exp + R"("user_id":"06")", "user 06");
    row(exp + R"("user_id":9007199254740991)", "user 9007199254740991");
    row(exp + R"("user_id":0)", "claim_malformed");
    row(exp + R"("user_id":"0")", "claim_malformed");
    row(exp + R"("user_id":-1)", "claim_malformed");
    row(exp + R"("user_id":"-1")", "claim_malformed");
    row(exp + R"("user_id":"")", "claim_malformed");
    row(exp + R"("user_id":" ")", "claim_malformed");
    row(exp + R"("user_id":null)", "claim_malformed");
    row(exp + R"("user_id":false)", "claim_malformed");
    row(exp + R"("user_id":[42])", "claim_malformed");
    row(exp + R"("user_id":6.5)", "claim_malformed");
    row(exp + R"("user_id":1234567890123456789)", "user 1234567890123456789");
    row(exp + R"("user_id":9223372036854775806)", "user 9223372036854775806");
    row(exp + R"("user_id":"9223372036854775807")", "user 9223372036854775807");
    row(exp + R"("user_id":9223372036854775807)", "claim_malformed"); // what PHP makes of larger ones
    row(exp + R"("user_id":9223372036854775808)", "claim_malformed");
    row(exp + R"("user_id":-9223372036854775808)", "claim_malformed");
    row(exp + R"("user_id":-0)", "claim_malformed");
    row(exp + R"("user_id":42.0)", "claim_malformed");
    row(exp + R"("user_id":4e1)", "claim_malformed");
    row(exp + R"("user_id":"a/b")", "claim_malformed");
    row(exp + R"("user_id":"a,b")", "claim_malformed"); // nobody could look this person up
    row(R"("exp":1700003600)", "claim_missing");
    row(R"("exp":1700003600,"prn":"42","external_id":"42")", "claim_missing");
    // What WordPress shows to everybody beside each post.
    row(exp + R"("user_id":1,"initiator":2,"status":0)", "dialog_token_refused");
    row(exp + R"("user_id":1,"initiator":0,"status":0)", "dialog_token_refused");
    row(exp + R"("user_id":1,"initiator":null)", "dialog_token_refused");
    row(exp + R"("user_id":1,"\u0069nitiator":null)", "dialog_token_refused");
    row(R"("user_id":1,"initiator":2)", "dialog_token_refused");
    row(exp + R"("user_id":1,"user_role":"admin","back_to":"https:\/\/site.example\/")", "user 1");
    row(R"("exp":1700000001,"user_id":42)", "user 42");
    row(R"("exp":1700000000,"user_id":42)", "token_expired");
    row(R"("exp":1699999999,"user_id":42)", "token_expired");
    row(R"("exp":1700025200,"user_id":42)", "user 42"); // the plugins' seven hours
    row(R"("exp":1700025230,"user_id":42)", "user 42");
    row(R"("exp":1700025231,"user_id":42)", "lifetime_too_long");
    row(exp + R"("user_id":42,"nbf":1700000031)", "token_not_yet_valid");
    row(exp + R"("user_id":42,"nbf":1700000030,"iat":1600000000)", "user 42");
    row(exp + R"("user_id":42,"nce":"n-1")", "user 42");
    row(exp + R"("user_id":42,"nce":"")", "claim_malformed");
    row(exp + R"("user_id":42,"nce":7)", "claim_malformed");
    row(exp + R"("user_id":42,"nce":null)", "claim_malformed");
    row(exp + R"("user_id":42,"nce":")" + QByteArray(513, 'n') + '"', "claim_malformed");
}

void GatewayPoliciesTest::judgesImbachat()
{
    QFETCH(QByteArray, claims);
    const AppConfig app = appOf(LoginProtocolKind::Imbachat);
    QTEST(judged(app, sign(R"({"typ":"JWT","alg":"HS256"})", claims)), "outcome");
    // `typ` may be missing or in other letters; `kid` means nothing where keys have no names.
    QTEST(judged(app, sign(R"({"alg":"HS256"})", claims)), "outcome");
    QTEST(judged(app, sign(R"({"alg":"HS256","typ":"jwt","kid":"any"})", claims)), "outcome");
}

void GatewayPoliciesTest::judgesDg_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("claims");
    QTest::addColumn<QString>("outcome");
    const QByteArray kid = R"({"alg":"HS256","typ":"JWT","kid":"natter-demo-key"})";
    const auto row = [](const QByteArray& header, const QByteArray& claims, const char* outcome) {
        QTest::newRow((header + claims).left(200).constData())
            << header << '{' + claims + '}' << QString::fromUtf8(outcome);
    };
    const QByteArray end = R"("scope":"user","exp":1700000120,)";
    const QByteArray good = end + R"("external_id":"user-42")";
    row(kid, R"("use":"widget",)" + good, "scope_refused");
    row(kid, R"("use":"login",)" + good, "user user-42");
    row(kid, good, "user user-42");
    row(R"({"alg":"HS256","kid":"natter-demo-key"})", good, "user user-42");
    row(R"({"alg":"HS256","typ":"jwt","kid":"natter-demo-key"})", good, "user user-42");
    row(R"({"alg":"HS256","typ":"JWT"})", good, "signature_invalid");
    row(R"({"alg":"HS256","typ":"JWT","kid":""})", good, "signature_invalid");
    row(R"({"alg":"HS256","typ":"JWT","kid":1})", good, "signature_invalid");
    row(R"({"alg":"HS256","typ":"JWT","kid":null})", good, "signature_invalid");
    row(R"({"alg":"HS256","typ":"JWT","kid":["natter-demo-key"]})", good, "signature_invalid");
    row(R"({"alg":"HS256","typ":"JWT","kid":"NATTER-DEMO-KEY"})", good, "signature_invalid");
    row(R"({"alg":"HS256","typ":"JWT","kid":"another-tenant"})", good, "signature_invalid");
    row(R"({"alg":"HS256","typ":"JWT","kid":"../../dev/null"})", good, "signature_invalid");
    row(kid, R"("exp":1700000120,"external_id":"user-42")", "claim_missing");
    row(kid, R"("scope":["user"],"exp":1700000120,"external_id":"u")", "scope_refused");
    row(kid, R"("scope":"admin","exp":1700000120,"external_id":"u")", "scope_refused");
    row(kid, R"("scope":"user admin","exp":1700000120,"external_id":"u")", "scope_refused");
    row(kid, R"("scope":"User","exp":1700000120,"external_id":"u")", "scope_refused");
    row(kid, end + R"("external_id":42)", "user 42");
    row(kid, end + R"("external_id":"42")", "user 42");
    row(kid, end + R"("external_id":1234567890123456789)", "user 1234567890123456789");
    row(kid, end + R"("external_id":9223372036854775808)", "claim_malformed");
    row(kid, end + "\"external_id\":\"Я \\\"ж\\\"\"", "user Я \"ж\"");
    row(kid, end + R"("external_id":"")", "claim_malformed");
    row(kid, end + R"("external_id":"  ")", "claim_malformed");
    row(kid, end + R"("external_id":null)", "claim_malformed");
    row(kid, end + R"("external_id":true)", "claim_malformed");
    row(kid, end + R"("external_id":4.2)", "claim_malformed");
    row(kid, end + R"("external_id":{"id":1})", "claim_malformed");
    row(kid, end + "\"external_id\":\"" + QByteArray(1024, 'x') + '"', "claim_malformed");
    row(kid, R"("scope":"user","exp":1700000120)", "claim_missing"); // vanishes when it is not set
    row(kid, good + R"(,"iat":1700000060)", "user user-42");
    row(kid, good + R"(,"iat":1700000061)", "token_not_yet_valid");
    row(kid, good + R"(,"iat":1.5)", "claim_malformed");
    row(kid, R"("scope":"user","external_id":"u","exp":1700003630)", "user u");
    row(kid, R"("scope":"user","external_id":"u","exp":1700003631)", "lifetime_too_long");
    row(kid, R"("scope":"user","external_id":"u","exp":1700000000)", "token_expired");
}

void GatewayPoliciesTest::judgesDg()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, claims);
    QTEST(judged(appOf(LoginProtocolKind::Dg), sign(header, claims)), "outcome");
}

void GatewayPoliciesTest::takesTokensForThisApp_data()
{
    QTest::addColumn<LoginProtocolKind>("protocol");
    for (const auto& [name, protocol] : JwtKinds)
        QTest::newRow(name) << protocol;
}

void GatewayPoliciesTest::takesTokensForThisApp()
{
    QFETCH(LoginProtocolKind, protocol);
    for (const char* audience : {"\"natter-demo\"", "[\"natter-demo\"]", "[\"another-app\", \"natter-demo\"]",
             "\"natter\\u002ddemo\""})
        QCOMPARE(
            judged(appOf(protocol),
                sign(headerOf(protocol),
                    QByteArray(claimsOf(protocol)).replace("}", QByteArray(",\"aud\":") + audience + '}')))
                .left(5),
            "user ");
}

void GatewayPoliciesTest::endsEndlessTokens()
{
    AppConfig app = appOf(LoginProtocolKind::Dg);
    app.longestTokenLifetime = std::chrono::seconds(600);
    const QByteArray kid = headerOf(LoginProtocolKind::Dg);
    const Secret aged = sign(kid, R"({"scope":"user","external_id":"u","iat":1700000000})");
    QCOMPARE(judged(app, aged, Now + 599), "user u");
    QCOMPARE(judged(app, aged, Now + 600), "token_expired");
    QCOMPARE(judged(app, sign(kid, R"({"scope":"user","external_id":"u"})")), "claim_missing");
    QCOMPARE(
        judged(app, sign(kid, R"({"scope":"user","external_id":"u","iat":1699999999,"exp":1700000000})")),
        "token_expired");
}

void GatewayPoliciesTest::judgesOpaqueTokens_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QString>("reason");
    QTest::newRow("17") << QByteArray(17, 'a') << "";
    QTest::newRow("hexadecimal") << QByteArray(48, '7') << "";
    QTest::newRow("512") << QByteArray(512, 'a') << "";
    QTest::newRow("16") << QByteArray(16, 'a') << "token_malformed";
    QTest::newRow("empty") << QByteArray() << "token_malformed";
    QTest::newRow("513") << QByteArray(513, 'a') << "token_malformed";
    QTest::newRow("1 MB") << QByteArray(1024 * 1024, 'a') << "token_malformed";
    QTest::newRow("line break") << QByteArray(20, 'a') + '\n' << "token_malformed";
    QTest::newRow("Bearer") << "Bearer " + QByteArray(20, 'a') << "token_malformed";
    QTest::newRow("padding") << QByteArray(20, 'a') + '=' << "token_malformed";
    QTest::newRow("standard base64") << QByteArray(20, 'a') + '/' << "token_malformed";
    QTest::newRow("NUL") << QByteArray(20, 'a') + '\0' << "token_malformed";
    QTest::newRow("JWT") << goodToken(LoginProtocolKind::Imbachat).reveal() << "token_malformed";
}

void GatewayPoliciesTest::judgesOpaqueTokens()
{
    QFETCH(QByteArray, token);
    QFETCH(QString, reason);
    Test::FakeClock clock;
    const QList<AppConfig> apps{appOf(LoginProtocolKind::Mesibo)};
    const auto claims = TokenVerifier(apps, clock).verify(Secret(token), {});
    QCOMPARE(claims ? QString() : claims.error().code, reason);
    if (claims) {
        QVERIFY(claims->user.isEmpty());
        QCOMPARE(claims->opaqueHash.size(), 64);
        QVERIFY(!claims->opaqueHash.contains(QString::fromLatin1(token)));
    }
}

void GatewayPoliciesTest::needsTheNonceWhenTold_data()
{
    QTest::addColumn<LoginProtocolKind>("protocol");
    for (const auto& [name, protocol] : JwtKinds)
        QTest::newRow(name) << protocol;
}

void GatewayPoliciesTest::needsTheNonceWhenTold()
{
    QFETCH(LoginProtocolKind, protocol);
    AppConfig app = appOf(protocol);
    app.isNonceRequired = true;
    const QByteArray without = QByteArray(claimsOf(protocol)).replace("\"nce\"", "\"nonce\"");
    QCOMPARE(judged(app, sign(headerOf(protocol), without)), "claim_missing");
    const QByteArray with = QByteArray(without).replace("}", ",\"nce\":\"n-1\"}");
    QCOMPARE(judged(app, sign(headerOf(protocol), with)).left(5), "user ");
}

void GatewayPoliciesTest::changesKeysWithoutNames()
{
    AppConfig app = appOf(LoginProtocolKind::Imbachat);
    app.keys = {{{}, Secret("new")}, {{}, Secret("old")}};
    const QByteArray header = headerOf(app.profile.protocol);
    const QByteArray claims = claimsOf(app.profile.protocol);
    QCOMPARE(judged(app, sign(header, claims, "new")), "user 42");
    QCOMPARE(judged(app, sign(header, claims, "old")), "user 42");
    QCOMPARE(judged(app, sign(header, claims, "older")), "signature_invalid");
}

void GatewayPoliciesTest::changesKeysWithNames()
{
    for (const auto& [name, protocol] : JwtKinds) {
        AppConfig app = appOf(protocol);
        app.keys = {{"new", Secret("new secret")}, {"old", Secret("old secret")}};
        const auto tokenOf = [kind = protocol](const QByteArray& kid, const QByteArray& secret) {
            const QByteArray header = QByteArray(headerOf(kind)).replace(",\"kid\":\"natter-demo-key\"", "");
            return sign(QByteArray(header).replace("}", ",\"kid\":\"" + kid + "\"}"), claimsOf(kind), secret);
        };
        QCOMPARE(judged(app, tokenOf("new", "new secret")).left(5), "user ");
        QCOMPARE(judged(app, tokenOf("old", "old secret")).left(5), "user ");
        QCOMPARE(judged(app, tokenOf("old", "new secret")), "signature_invalid");
        QCOMPARE(judged(app, tokenOf("other", "new secret")), "signature_invalid");
        QCOMPARE(judged(app, tokenOf("", "new secret")), "signature_invalid");
        // Named keys alone: a token must name one.
        app.keys.append({{}, Secret("nameless")});
        QCOMPARE(judged(app, tokenOf("", "nameless")), "signature_invalid");
        const QByteArray bare = QByteArray(headerOf(protocol)).replace(",\"kid\":\"natter-demo-key\"", "");
        QCOMPARE(judged(app, sign(bare, claimsOf(protocol), "nameless")).left(5), "user ");
        QCOMPARE(judged(app, sign(bare, claimsOf(protocol), "new secret")), "signature_invalid");
    }
}

void GatewayPoliciesTest::readsClaims()
{
    Test::FakeClock clock;
    const QList<AppConfig> apps{appOf(LoginProtocolKind::Qiscus)};
    const auto claims = TokenVerifier(apps, clock).verify(goodToken(LoginProtocolKind::Qiscus), {});
    QVERIFY(claims);
    QCOMPARE(claims->app, &apps.first());
    QCOMPARE(claims->name, "Ada");
    QCOMPARE(claims->nonce.reveal(), QByteArray("n-0001"));
    QVERIFY(claims->avatarUrl.isEmpty());
    QVERIFY(claims->opaqueHash.isEmpty());

    const QList<AppConfig> others{appOf(LoginProtocolKind::Imbachat)};
    const auto plain = TokenVerifier(others, clock).verify(goodToken(LoginProtocolKind::Imbachat), {});
    QVERIFY(plain);
    QVERIFY(plain->nonce.isEmpty());
}

void GatewayPoliciesTest::warnsOfLongLives_data()
{
    QTest::addColumn<QByteArray>("end");
    QTest::addColumn<int>("warnings");
    QTest::newRow("120 s") << QByteArray("1700000120") << 0;
    QTest::newRow("121 s") << QByteArray("1700000121") << 1;
}

/// qiscus.md, section 4: taken, but the operator should know.
void GatewayPoliciesTest::warnsOfLongLives()
{
    QFETCH(QByteArray, end);
    QFETCH(int, warnings);
    static QStringList said;
    said.clear();
    const auto before =
        qInstallMessageHandler([](QtMsgType type, const QMessageLogContext&, const QString& text) {
            if (type == QtWarningMsg)
                said += text;
        });
    const QString outcome = judged(appOf(LoginProtocolKind::Qiscus),
        sign(headerOf(LoginProtocolKind::Qiscus),
            QByteArray(claimsOf(LoginProtocolKind::Qiscus)).replace("1700000120", end)));
    qInstallMessageHandler(before);
    QCOMPARE(outcome, "user user-42");
    QCOMPARE(said.size(), warnings);
    if (warnings > 0)
        QVERIFY2(
            said.first().contains("natter-demo") && said.first().contains("121 s"), qPrintable(said.first()));
}

void GatewayPoliciesTest::findsTheApp()
{
    Test::FakeClock clock;
    AppConfig second = appOf(LoginProtocolKind::Imbachat);
    second.appId = "second";
    const QList<AppConfig> apps{appOf(LoginProtocolKind::Qiscus), second};
    const TokenVerifier verifier(apps, clock);
    const Secret qiscus = goodToken(LoginProtocolKind::Qiscus);
    const Secret imbachat = goodToken(LoginProtocolKind::Imbachat);
    QCOMPARE(outcomeOf(verifier.verify(qiscus, {})), "user user-42");
    QCOMPARE(outcomeOf(verifier.verify(imbachat, {})), "app_missing");
    QCOMPARE(outcomeOf(verifier.verify(Secret("x"), {})), "app_missing");
    QCOMPARE(outcomeOf(verifier.verify(imbachat, "second")), "user 42");
    QCOMPARE(outcomeOf(verifier.verify(imbachat, "third")), "app_unknown");
    // A token of one protocol is none of another, though the secret is the same.
    QCOMPARE(outcomeOf(verifier.verify(imbachat, "natter-demo")), "version_refused");
    QCOMPARE(outcomeOf(verifier.verify(qiscus, "second")), "claim_missing");
}

QTEST_GUILESS_MAIN(GatewayPoliciesTest)
#include "tst_gateway_policies.moc"
