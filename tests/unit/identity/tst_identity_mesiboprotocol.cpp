// SPDX-License-Identifier: Apache-2.0
#include "identity/MesiboProtocol.h"

#include "support/Await.h"
#include "support/FakeHttpClient.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Natter;
using namespace Natter::Identity;

namespace {

const QString Phone = QStringLiteral("+1 (800) 555-1234");
const Credentials Ada{Phone, Secret("123456")};
const Nonce AnyNonce{Secret("n-0001"), {}};
const QByteArray Token(48, 'f');

Profile demoProfile()
{
    Profile profile;
    profile.protocol = LoginProtocolKind::Mesibo;
    profile.appId = QStringLiteral("natter-demo");
    profile.backend = QUrl(QStringLiteral("http://127.0.0.1:9/messenger"));
    return profile;
}

} // namespace

/// The client's side of mesibo.md, sections 2 to 6 and 13.
class MesiboProtocolTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void asksForACode();
    void sendsTheCode();
    void writesNothingThatBackendsStrip();
    void keepsOddFieldsAtHome();
    void normalizesPhones_data();
    void normalizesPhones();
    void judgesByTheResult_data();
    void judgesByTheResult();
    void readsTheMessage_data();
    void readsTheMessage();
    void takesATrustedLogin_data();
    void takesATrustedLogin();
    void believesLongTokensOnly_data();
    void believesLongTokensOnly();
    void tellsRefusalsApart_data();
    void tellsRefusalsApart();
    void saysWhatARedirectMeans();
    void survivesOddAnswers_data();
    void survivesOddAnswers();
    void neverRepeatsWhatWasSent();
    void keepsTheClocksDifference_data();
    void keepsTheClocksDifference();
    void tellsTheSignOut();
    void saysNothingWithoutAToken();
    void asksOnce();
    void mayDieBeforeTheAnswer();
    void cancelsTheRequest();

private:
    QJsonObject sent(qsizetype index = 0) const
    {
        return QJsonDocument::fromJson(m_http->request(index).body).object();
    }
    Result<OtpSent> codeAnswer(int status, const QByteArray& body, const QList<Net::Header>& headers = {})
    {
        const auto answer = m_protocol->requestOtp(Phone);
        m_http->answer(m_http->count() - 1, status, body, headers);
        return Test::await(answer);
    }
    Result<Secret> loginAnswer(int status, const QByteArray& body)
    {
        const auto answer = m_protocol->login(Ada, AnyNonce);
        m_http->answer(m_http->count() - 1, status, body);
        return Test::await(answer);
    }

    std::unique_ptr<Test::FakeHttpClient> m_http;
    std::unique_ptr<MesiboProtocol> m_protocol;
};

void MesiboProtocolTest::init()
{
    m_http = std::make_unique<Test::FakeHttpClient>();
    m_protocol = std::make_unique<MesiboProtocol>(*m_http, demoProfile());
}

void MesiboProtocolTest::cleanup()
{
    m_protocol.reset();
    m_http.reset();
}

void MesiboProtocolTest::asksForACode()
{
    const auto answer = m_protocol->requestOtp(Phone);
    QCOMPARE(m_http->request(0).method, QByteArray("POST"));
    QCOMPARE(m_http->request(0).url, demoProfile().backend);
    QCOMPARE(
        m_http->request(0).body, QByteArray(R"({"appid":"natter-demo","op":"login","phone":"18005551234"})"));
    m_http->answer(0, 200, R"({"op":"login","ts":1700000000,"result":"OK"})");
    const auto code = Test::await(answer);
    QVERIFY(code.isOk());
    QVERIFY(code->message.isEmpty());
    QVERIFY(code->identityToken.isEmpty());
}

void MesiboProtocolTest::sendsTheCode()
{
    Profile profile = demoProfile();
    profile.backendAppId = QStringLiteral("com.natter.demo");
    m_protocol = std::make_unique<MesiboProtocol>(*m_http, profile);
    const auto answer = m_protocol->login({Phone, Secret(" 123456 ")}, AnyNonce);
    const QJsonObject expected{{QStringLiteral("op"), QStringLiteral("login")},
        {QStringLiteral("appid"), QStringLiteral("com.natter.demo")},
        {QStringLiteral("phone"), QStringLiteral("18005551234")},
        {QStringLiteral("otp"), QStringLiteral("123456")},
        {QStringLiteral("nonce"), QStringLiteral("n-0001")}};
    QCOMPARE(sent(), expected);
    m_http->answer(
        0, 200, R"({"op":"login","token":")" + Token + R"(","phone":"1800","urls":7,"result":"OK"})");
    const auto token = Test::await(answer);
    QVERIFY(token.isOk());
    QCOMPARE(token->reveal(), Token);
}

void MesiboProtocolTest::writesNothingThatBackendsStrip()
{
    (void)m_protocol->login({Phone, Secret("кот/1")}, {Secret("n\u00E9"), {}});
    const QByteArray body = m_http->request(0).body;
    QVERIFY(!body.contains('\\'));
    QVERIFY(body.contains("кот/1") && body.contains("n\u00E9"));
}

void MesiboProtocolTest::keepsOddFieldsAtHome()
{
    const Secret oddCodes[] = {
        Secret(), Secret("  "), Secret("1\"2"), Secret("1\\2"), Secret("1\n2"), Secret(QByteArray(100, '1'))};
    for (const Secret& code : oddCodes)
        QCOMPARE(Test::await(m_protocol->login({Phone, code}, AnyNonce)).error().kind, ErrorKind::BadInput);
    QCOMPARE(m_http->count(), 0);
    // A nonce that would break the request stays away; the gateway says whether it goes without.
    (void)m_protocol->login(Ada, {Secret("n\"1"), {}});
    QVERIFY(!sent().contains(QStringLiteral("nonce")));
    QVERIFY(sent().contains(QStringLiteral("otp")));

    Profile profile = demoProfile();
    profile.appId = QStringLiteral("a\"b");
    MesiboProtocol odd(*m_http, profile);
    QCOMPARE(Test::await(odd.requestOtp(Phone)).error().kind, ErrorKind::Configuration);
    QCOMPARE(m_http->count(), 1);
}

void MesiboProtocolTest::normalizesPhones_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("phone"); // empty: refused
    const auto row = [](const char* name, const QString& typed, const QString& phone) {
        QTest::newRow(name) << typed << phone;
    };
    const QString ten = QStringLiteral("18005551234");
    row("digits", ten, ten);
    row("plus, blanks", "+1 800 555 1234", ten);
    row("dashes", "1-800-555-1234", ten);
    row("dots and parentheses", "+1 (800) 555.1234", ten);
    row("slash", "+49 30/1234567", "49301234567");
    row("plus and zeros", "+0018005551234", ten);
    row("plus or minus", QStringLiteral("\u00B118005551234"), ten);
    row("international prefix", "0018005551234", ten);
    row("national", "030 1234567", {});
    row("trunk prefix in parentheses", "+49 (0)30 1234567", "49301234567");
    row("trunk prefix after 00", "0049 (0)30 1234567", "49301234567");
    row("8 after the zeros", "0018005551", {});
    row("8 digits", "18005551", {});
    row("9 digits", "180055512", "180055512");
    row("15 digits", "123456789012345", "123456789012345");
    row("16 digits", "1234567890123456", {});
    row("zeros only", "0000000000000", {});
    row("full-width digits", QStringLiteral("\uFF11\uFF18\uFF10\uFF10555\uFF11\uFF12\uFF13\uFF14"), ten);
    row("arabic digits", QStringLiteral("\u0661\u0668\u0660\u0660\u0665\u0665\u0665\u0661\u0662\u0663\u0664"),
        ten);
    row("copied with bidi marks", QStringLiteral("\u202A+1\u00A0800\u2011555\u20111234\u202C"), ten);
    row("letters", "abcdefghij", {});
    row("cyrillic", QStringLiteral("абв123456789"), {});
    row("plus inside", "1800+5551234", {});
    row("quote", "18005551234\"", {});
    row("e-mail", "ada@example.com", {});
    row("empty", {}, {});
    row("blanks", "   ", {});
    row("long", QString(5000, u'1'), {});
}

void MesiboProtocolTest::normalizesPhones()
{
    QFETCH(QString, typed);
    QFETCH(QString, phone);
    const Result<QString> result = MesiboProtocol::normalizedPhone(typed);
    QCOMPARE(result.isOk(), !phone.isEmpty());
    if (result.isOk()) {
        QCOMPARE(*result, phone);
        return;
    }
    QCOMPARE(result.error().kind, ErrorKind::BadInput);
    QCOMPARE(result.error().code == u"country_code_missing", typed.startsWith(u"030"));
    QCOMPARE(Test::await(m_protocol->requestOtp(typed)).error().kind, ErrorKind::BadInput);
    QCOMPARE(
        Test::await(m_protocol->login({typed, Secret("1")}, AnyNonce)).error().kind, ErrorKind::BadInput);
    QCOMPARE(m_http->count(), 0);
}

void MesiboProtocolTest::judgesByTheResult_data()
{
    QTest::addColumn<QByteArray>("result"); // JSON
    QTest::addColumn<bool>("isGood");
    for (const char* good : {"true", "\"OK\"", "\"ok\"", "\"Ok\"", "\"TRUE\"", "\"true\""})
        QTest::newRow(good) << QByteArray(good) << true;
    for (const char* bad :
        {"false", "null", "1", "0", "\"\"", "\"FAIL\"", "\"fail\"", "\"OKAY\"", "[true]", "{}"})
        QTest::newRow(bad) << QByteArray(bad) << false;
}

void MesiboProtocolTest::judgesByTheResult()
{
    QFETCH(QByteArray, result);
    QFETCH(bool, isGood);
    const QByteArray members = R"("op":"login","token":")" + Token + R"(","result":)" + result;
    QCOMPARE(codeAnswer(200, "{" + members + "}").isOk(), isGood);
    QCOMPARE(loginAnswer(200, "{" + members + "}").isOk(), isGood);
    // Whatever HTTP says.
    QCOMPARE(loginAnswer(isGood ? 400 : 200, "{" + members + "}").isOk(), isGood);
}

void MesiboProtocolTest::readsTheMessage_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QString>("message");
    QTest::addColumn<int>("delayMs");
    const auto row = [](const char* name, const QByteArray& members, const QString& message, int delayMs) {
        QTest::newRow(name) << members << message << delayMs;
    };
    row("all", R"("title":"Codes","message":"Look at\nyour phone","delay":2000)", "Codes: Look at your phone",
        2000);
    row("no title", R"("message":"Look","delay":0)", "Look", 0);
    row("title only", R"("title":"Codes")", "Codes", 0);
    row("markup", R"("message":"<b>5<\/b> &amp; 6")", "<b>5</b> &amp; 6", 0);
    row("negative delay", R"("message":"x","delay":-5)", "x", 0);
    row("huge delay", R"("message":"x","delay":1e300)", "x", 10'000);
    row("text delay", R"("message":"x","delay":"2000")", "x", 0);
    row("wrong types", R"("title":[],"message":{},"delay":[])", {}, 0);
    row("escapes", R"("message":"\u042f \ud83e\udd8a")", QStringLiteral("Я 🦊"), 0);
}

void MesiboProtocolTest::readsTheMessage()
{
    QFETCH(QByteArray, members);
    QFETCH(QString, message);
    QFETCH(int, delayMs);
    const auto code = codeAnswer(200, "{" + members + R"(,"result":"OK"})");
    QVERIFY(code.isOk());
    QCOMPARE(code->message, message);
    QCOMPARE(code->messageDelay.count(), delayMs);
}

void MesiboProtocolTest::takesATrustedLogin_data()
{
    QTest::addColumn<QByteArray>("token"); // JSON
    QTest::addColumn<bool>("isTrusted");
    QTest::newRow("long") << "\"" + Token + "\"" << true;
    QTest::newRow("17") << "\"" + QByteArray(17, 'a') + "\"" << true;
    QTest::newRow("16") << "\"" + QByteArray(16, 'a') + "\"" << false;
    QTest::newRow("number") << QByteArray("12345678901234567890") << false;
    QTest::newRow("blanks") << "\"" + QByteArray(20, ' ') + "\"" << false;
}

void MesiboProtocolTest::takesATrustedLogin()
{
    QFETCH(QByteArray, token);
    QFETCH(bool, isTrusted);
    const auto code = codeAnswer(200, R"({"result":"OK","token":)" + token + "}");
    QVERIFY(code.isOk());
    QCOMPARE(!code->identityToken.isEmpty(), isTrusted);
}

void MesiboProtocolTest::believesLongTokensOnly_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::newRow("missing") << QByteArray(R"("op":"login")");
    QTest::newRow("null") << QByteArray(R"("token":null)");
    QTest::newRow("16") << R"("token":")" + QByteArray(16, 'a') + '"';
    QTest::newRow("number") << QByteArray(R"("token":12345678901234567890)");
    QTest::newRow("list") << QByteArray(R"("token":["aaaaaaaaaaaaaaaaaaaa"])");
    QTest::newRow("line break") << QByteArray(R"("token":"aaaaaaaaaaaa\r\nX: bbbbbbbb")");
    QTest::newRow("huge") << R"("token":")" + QByteArray(100'000, 'a') + '"';
}

void MesiboProtocolTest::believesLongTokensOnly()
{
    QFETCH(QByteArray, members);
    const auto token = loginAnswer(200, "{" + members + R"(,"result":true})");
    QVERIFY(!token.isOk());
    QCOMPARE(token.error().kind, ErrorKind::BadResponse);
    QVERIFY(token.error().detail.contains(QStringLiteral("token")));
}

void MesiboProtocolTest::tellsRefusalsApart_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, int status, const QByteArray& members, ErrorKind kind,
                         const QString& code, const QString& words = {}) {
        QTest::newRow(name) << status << members << kind << code << words;
    };
    row("wrong code", 200, R"("error":"BADUSER")", ErrorKind::WrongCredentials, "BADUSER");
    row("lower case", 200, R"("error":" baduser")", ErrorKind::WrongCredentials, "BADUSER");
    row("no codes", 200, R"("error":"BADAPP","title":"T","message":"No SMS today","delay":9)",
        ErrorKind::ServerFailure, "BADAPP", "T: No SMS today");
    row("no app id", 200, R"("error":"MISSINGAPPID")", ErrorKind::Configuration, "MISSINGAPPID");
    row("bad op", 200, R"("error":"BADOP")", ErrorKind::Configuration, "BADOP");
    row("phone, with error", 400, R"("error":"BADPHONE")", ErrorKind::BadInput, "BADPHONE");
    row("phone, without error", 200, R"("op":"login")", ErrorKind::BadInput, {});
    row("logged out", 200, R"("error":"AUTHFAIL","errtitle":"Sorry","errmsg":"<i>Gone</i>")",
        ErrorKind::WrongCredentials, "AUTHFAIL", "Sorry: <i>Gone</i>");
    row("update", 200, R"("error":"UPDATE")", ErrorKind::Configuration, "UPDATE");
    row("unknown", 200, R"("error":"TOKENBREACH")", ErrorKind::WrongCredentials, {});
    row("error of another type", 200, R"("error":{"a":1})", ErrorKind::BadInput, {});
    row("throttled", 429, R"("error":"BADUSER")", ErrorKind::RateLimited, {});
}

void MesiboProtocolTest::tellsRefusalsApart()
{
    QFETCH(int, status);
    QFETCH(QByteArray, members);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, code);
    QFETCH(QString, words);
    const auto token = loginAnswer(status, "{" + members + R"(,"result":"FAIL"})");
    QVERIFY(!token.isOk());
    QCOMPARE(token.error().kind, kind);
    QCOMPARE(token.error().code, code);
    QCOMPARE(token.error().words, words);
}

void MesiboProtocolTest::saysWhatARedirectMeans()
{
    const auto answer = m_protocol->requestOtp(Phone);
    m_http->fail(0, {ErrorKind::Redirected, Retry::later(), QStringLiteral("host: a redirect (302)"), {}});
    const Error error = Test::await(answer).error();
    QCOMPARE(error.kind, ErrorKind::Redirected);
    QVERIFY(error.detail.contains(QStringLiteral("a redirect (302)")));
    QVERIFY(error.detail.contains(QStringLiteral("not understand")));
    QTest::qWait(20);
    QCOMPARE(m_http->count(), 1);
}

void MesiboProtocolTest::survivesOddAnswers_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorKind>("kind"); // Cancelled: a success
    const QByteArray good = R"({"op":"login","result":"OK","token":")" + Token + "\"}";
    const ErrorKind fine = ErrorKind::Cancelled;
    const auto row = [](const char* name, int status, const QByteArray& body, ErrorKind kind) {
        QTest::newRow(name) << status << body << kind;
    };
    row("pretty, no headers", 200, "{\n    \"result\": \"OK\",\n    \"token\": \"" + Token + "\"\n}\n", fine);
    row("byte order mark", 200, "\xEF\xBB\xBF" + good, fine);
    row("keys without quotes", 200, "{op: 'login', result: true, token: '" + Token + "',}", fine);
    row("PHP warning before", 200, "<br />\n<b>Warning</b>: x in <b>y</b> on line 3<br />\n" + good, fine);
    row("500", 500, {}, ErrorKind::ServerFailure);
    row("500 HTML", 500, "<html>", ErrorKind::ServerFailure);
    row("502", 502, "<html>", ErrorKind::ServerFailure);
    row("404", 404, "<html>", ErrorKind::BadResponse);
    row("429", 429, {}, ErrorKind::RateLimited);
    row("HTML", 200, "<html>welcome</html>", ErrorKind::BadResponse);
    row("empty", 200, {}, ErrorKind::BadResponse);
    row("truncated", 200, R"({"result":"OK","token":"fff)", ErrorKind::BadResponse);
    row("array", 200, R"(["OK"])", ErrorKind::BadResponse);
    row("no result", 200, R"({"op":"login","token":")" + Token + "\"}", ErrorKind::BadResponse);
    row("nested", 200, R"({"data":)" + good + "}", ErrorKind::BadResponse);
    row("deep", 200, QByteArray(200'000, '['), ErrorKind::BadResponse);
}

void MesiboProtocolTest::survivesOddAnswers()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(ErrorKind, kind);
    const auto token = loginAnswer(status, body);
    QCOMPARE(token.isOk(), kind == ErrorKind::Cancelled);
    if (token.isOk())
        return;
    QCOMPARE(token.error().kind, kind);
    QVERIFY(!token.error().detail.isEmpty());
    QVERIFY(token.error().words.isEmpty());
    QCOMPARE(codeAnswer(status, body).error().kind, kind);
}

void MesiboProtocolTest::neverRepeatsWhatWasSent()
{
    const Error error = loginAnswer(
        200, R"({"result":"FAIL","errmsg":"123456 is not for N-0001","error":"x","reason":"123456"})")
                            .error();
    QCOMPARE(error.words, QStringLiteral("*** is not for ***"));
    QVERIFY(!(error.detail + error.code).contains(QStringLiteral("123456")));
    QVERIFY(!(error.detail + error.code).contains(QStringLiteral("n-0001"), Qt::CaseInsensitive));
    const Error odd = loginAnswer(200, R"({"result":"FAIL","error":"code 123456"})").error();
    QVERIFY(!(odd.detail + odd.code + odd.words).contains(QStringLiteral("123456")));
}

void MesiboProtocolTest::keepsTheClocksDifference_data()
{
    QTest::addColumn<QByteArray>("time"); // JSON; @ our own in seconds
    QTest::addColumn<int>("seconds");     // -1: nothing to learn
    QTest::newRow("missing") << QByteArray("null") << -1;
    QTest::newRow("text") << QByteArray("\"1700000000\"") << -1;
    QTest::newRow("negative") << QByteArray("-5") << -1;
    QTest::newRow("huge") << QByteArray("1e300") << -1;
    QTest::newRow("same") << QByteArray("@") << 0;
    QTest::newRow("hours ahead") << QByteArray("+") << 7200;
}

void MesiboProtocolTest::keepsTheClocksDifference()
{
    QFETCH(QByteArray, time);
    QFETCH(int, seconds);
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    time.replace("@", QByteArray::number(now)).replace("+", QByteArray::number(now + 7200));
    QVERIFY(codeAnswer(200, R"({"result":"OK","ts":)" + time + "}").isOk());
    QCOMPARE(m_protocol->clockOffset().has_value(), seconds >= 0);
    if (seconds >= 0)
        QVERIFY(std::abs(m_protocol->clockOffset()->count() - seconds) < 60);
}

void MesiboProtocolTest::tellsTheSignOut()
{
    m_protocol->logout(Secret("an opaque token of theirs"));
    QCOMPARE(m_http->count(), 1);
    QCOMPARE(m_http->request(0).url, demoProfile().backend);
    QCOMPARE(sent(), (QJsonObject{{"op", "logout"}, {"token", "an opaque token of theirs"}}));
    // Whatever it answers, nobody waits.
    m_protocol.reset();
    m_http->answer(0, 500, "<html>");
    QTest::qWait(20);
}

void MesiboProtocolTest::saysNothingWithoutAToken()
{
    m_protocol->logout({});
    m_protocol->logout(Secret("with a \" in it")); // such backends would strip it
    QCOMPARE(m_http->count(), 0);
}

void MesiboProtocolTest::asksOnce()
{
    (void)loginAnswer(503, {});
    (void)codeAnswer(503, {});
    QTest::qWait(30);
    QCOMPARE(m_http->count(), 2);
}

void MesiboProtocolTest::mayDieBeforeTheAnswer()
{
    const auto login = m_protocol->login(Ada, AnyNonce);
    const auto code = m_protocol->requestOtp(Phone);
    m_protocol.reset();
    m_http->answer(0, 200, R"({"result":"OK","token":")" + Token + "\"}");
    m_http->answer(1, 200, R"({"result":"OK"})");
    QCOMPARE(Test::await(login).error().kind, ErrorKind::Cancelled);
    QCOMPARE(Test::await(code).error().kind, ErrorKind::Cancelled);
}

void MesiboProtocolTest::cancelsTheRequest()
{
    {
        const ScopedRequest request(m_protocol->login(Ada, AnyNonce));
    }
    QTRY_VERIFY(m_http->exchanges().at(0).promise.isCancelled());
}

QTEST_GUILESS_MAIN(MesiboProtocolTest)
#include "tst_identity_mesiboprotocol.moc"
