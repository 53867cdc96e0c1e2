// SPDX-License-Identifier: Apache-2.0
#include "identity/QiscusProtocol.h"

#include "support/Await.h"
#include "support/FakeHttpClient.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Natter;
using namespace Natter::Identity;
using namespace std::chrono_literals;

namespace {

Profile demoProfile()
{
    Profile profile;
    profile.appId = QStringLiteral("natter-demo");
    profile.backend = QUrl(QStringLiteral("http://127.0.0.1:9/site/"));
    return profile;
}

const Credentials Ada{QStringLiteral("+1 (800) 555-1234"), Secret("4711")};
const Nonce AnyNonce{Secret("n-0001"), {}};

QJsonObject sentUser(const Net::HttpRequest& request)
{
    return QJsonDocument::fromJson(request.body).object().value(u"user").toObject();
}

} // namespace

class QiscusProtocolTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void sendsWhatTheContractShows();
    void normalizesLogins_data();
    void normalizesLogins();
    void findsTheTokenAmongOthers_data();
    void findsTheTokenAmongOthers();
    void tellsRefusalsApart_data();
    void tellsRefusalsApart();
    void refusesOddSuccesses_data();
    void refusesOddSuccesses();
    void neverRepeatsTheProof();
    void passesTransportErrorsOn();
    void refusesEmptyInputWithoutAsking();
    void asksForACode();
    void readsOddCodeAnswers_data();
    void readsOddCodeAnswers();
    void mayDieBeforeTheAnswer();
    void cancelsTheRequest();

private:
    std::unique_ptr<Test::FakeHttpClient> m_http;
    std::unique_ptr<LoginProtocol> m_protocol;
};

void QiscusProtocolTest::init()
{
    m_http = std::make_unique<Test::FakeHttpClient>();
    m_protocol = makeLoginProtocol(demoProfile(), *m_http);
}

void QiscusProtocolTest::cleanup()
{
    m_protocol.reset();
    m_http.reset();
}

void QiscusProtocolTest::sendsWhatTheContractShows()
{
    const auto answer = m_protocol->login(Ada, AnyNonce);
    QCOMPARE(m_http->count(), 1);
    const Net::HttpRequest& request = m_http->request(0);
    QCOMPARE(request.method, QByteArray("POST"));
    QCOMPARE(request.url, QUrl(QStringLiteral("http://127.0.0.1:9/site/auth/verify")));
    QVERIFY(request.headers.contains(Net::Header("Content-Type", "application/json")));
    const QJsonObject expected{{QStringLiteral("app_id"), QStringLiteral("natter-demo")},
        {QStringLiteral("phone_number"), QStringLiteral("18005551234")},
        {QStringLiteral("passcode"), QStringLiteral("4711")},
        {QStringLiteral("nonce"), QStringLiteral("n-0001")}};
    QCOMPARE(sentUser(request), expected);

    m_http->answer(0, 200, R"({"identity_token":"a.b.c","more":[1]})");
    const auto token = Test::await(answer);
    QVERIFY(token.isOk());
    QCOMPARE(token->reveal(), QByteArray("a.b.c"));
    QCOMPARE(m_http->count(), 1);
}

void QiscusProtocolTest::normalizesLogins_data()
{
    QTest::addColumn<QString>("login");
    QTest::addColumn<QString>("sent");
    QTest::newRow("plain") << "18005551234"
                           << "18005551234";
    QTest::newRow("plus, blanks, dashes") << " +49 30-123 45 67 "
                                          << "49301234567";
    QTest::newRow("parentheses") << "+1 (800) 555-1234"
                                 << "18005551234";
    QTest::newRow("copied with bidi marks")
        << QStringLiteral("\u202A+1\u00A0800\u2011555\u20111234\u202C") << "18005551234";
    QTest::newRow("arabic digits") << QStringLiteral("\u0661\u0662\u0663\u0664\u0665\u0666\u0667")
                                   << "1234567";
    QTest::newRow("e-mail") << " a+b-c@example.com "
                            << "a+b-c@example.com";
    QTest::newRow("id with dash") << "P11-A"
                                  << "P11-A";
    QTest::newRow("short number id with dash") << "12-34"
                                               << "12-34";
    QTest::newRow("short number") << "2"
                                  << "2";
    QTest::newRow("plus inside") << "123+456789"
                                 << "123+456789";
    QTest::newRow("two pluses") << "++123456789"
                                << "123456789";
    QTest::newRow("blanks only") << "   "
                                 << "";
}

void QiscusProtocolTest::normalizesLogins()
{
    QFETCH(QString, login);
    QFETCH(QString, sent);
    QCOMPARE(QiscusProtocol::normalizedLogin(login), sent);
}

void QiscusProtocolTest::findsTheTokenAmongOthers_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("members");
    QTest::newRow("status 1") << 200 << QByteArray(R"("status":1)");
    QTest::newRow("status 0") << 200 << QByteArray(R"("status":0)");
    QTest::newRow("status a word") << 200 << QByteArray(R"("status":"success")");
    QTest::newRow("status true") << 200 << QByteArray(R"("status":true,"error":null)");
    QTest::newRow("status 201") << 200 << QByteArray(R"("status":201)");
    QTest::newRow("created") << 201 << QByteArray(R"("status":201,"message":"ok")");
}

/// The contract has no `status` for the private backend, and sites have one of their own.
void QiscusProtocolTest::findsTheTokenAmongOthers()
{
    QFETCH(int, status);
    QFETCH(QByteArray, members);
    const auto answer = m_protocol->login(Ada, AnyNonce);
    m_http->answer(0, status, "{" + members + R"(,"identity_token":"a.b.c"})");
    const auto token = Test::await(answer);
    QVERIFY(token.isOk());
    QCOMPARE(token->reveal(), QByteArray("a.b.c"));
}

void QiscusProtocolTest::tellsRefusalsApart_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("retryAfter");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<int>("afterSeconds");
    QTest::newRow("401") << 401 << QByteArray(R"({"error":{"message":"no"}})") << QByteArray()
                         << ErrorKind::WrongCredentials << 0;
    QTest::newRow("401 without body")
        << 401 << QByteArray() << QByteArray() << ErrorKind::WrongCredentials << 0;
    QTest::newRow("401 HTML") << 401 << QByteArray("<html>") << QByteArray() << ErrorKind::WrongCredentials
                              << 0;
    QTest::newRow("expired") << 401 << QByteArray(R"({"error":{"message":"late","reason":"code_expired"}})")
                             << QByteArray() << ErrorKind::CodeExpired << 0;
    QTest::newRow("reason on top") << 401 << QByteArray(R"({"error":"late","reason":"code_expired"})")
                                   << QByteArray() << ErrorKind::CodeExpired << 0;
    QTest::newRow("400") << 400 << QByteArray("{}") << QByteArray() << ErrorKind::BadInput << 0;
    QTest::newRow("429") << 429 << QByteArray("{}") << QByteArray("17") << ErrorKind::RateLimited << 17;
    QTest::newRow("429 hostile wait")
        << 429 << QByteArray("[]") << QByteArray("999999999999999999999") << ErrorKind::RateLimited << 86400;
    QTest::newRow("429 negative wait")
        << 429 << QByteArray("1") << QByteArray("-5") << ErrorKind::RateLimited << 0;
    QTest::newRow("429 long wait") << 429 << QByteArray() << QByteArray("86400") << ErrorKind::RateLimited
                                   << 86400;
    QTest::newRow("500") << 500 << QByteArray("<h1>") << QByteArray() << ErrorKind::ServerFailure << 0;
    QTest::newRow("503") << 503 << QByteArray() << QByteArray("3") << ErrorKind::ServerFailure << 3;
    QTest::newRow("404") << 404 << QByteArray("<html>") << QByteArray() << ErrorKind::BadResponse << 0;
    QTest::newRow("status in the body") << 200 << QByteArray(R"({"status":401,"error":{"message":"no"}})")
                                        << QByteArray() << ErrorKind::WrongCredentials << 0;
}

void QiscusProtocolTest::tellsRefusalsApart()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, retryAfter);
    QFETCH(ErrorKind, kind);
    QFETCH(int, afterSeconds);
    const auto answer = m_protocol->login(Ada, AnyNonce);
    QList<Net::Header> headers;
    if (!retryAfter.isEmpty())
        headers.emplace_back("retry-after", retryAfter);
    m_http->answer(0, status, body, headers);
    const auto result = Test::await(answer);
    QVERIFY(!result.isOk());
    QCOMPARE(result.error().kind, kind);
    if (kind == ErrorKind::RateLimited || kind == ErrorKind::ServerFailure) {
        QCOMPARE(result.error().retry.when, Retry::When::Later);
        QCOMPARE(result.error().retry.after, std::chrono::milliseconds(std::chrono::seconds(afterSeconds)));
    }
    QVERIFY(result.error().detail.contains(QStringLiteral("auth/verify")));
}

void QiscusProtocolTest::refusesOddSuccesses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("HTML") << QByteArray("<html>welcome</html>");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("truncated") << QByteArray(R"({"identity_token":"a.b)");
    QTest::newRow("array") << QByteArray(R"(["a.b.c"])");
    QTest::newRow("missing") << QByteArray("{}");
    QTest::newRow("nested") << QByteArray(R"({"data":{"identity_token":"a.b.c"}})");
    QTest::newRow("number") << QByteArray(R"({"identity_token":7})");
    QTest::newRow("null") << QByteArray(R"({"identity_token":null})");
    QTest::newRow("empty token") << QByteArray(R"({"identity_token":""})");
    QTest::newRow("line break in token") << QByteArray(R"({"identity_token":"a.b\r\nX: y"})");
    QTest::newRow("huge token") << QByteArray(R"({"identity_token":")") + QByteArray(100'000, 'a') + "\"}";
    QTest::newRow("deep") << QByteArray(200'000, '[');
}

void QiscusProtocolTest::refusesOddSuccesses()
{
    QFETCH(QByteArray, body);
    const auto answer = m_protocol->login(Ada, AnyNonce);
    m_http->answer(0, 200, body);
    const auto result = Test::await(answer);
    QVERIFY(!result.isOk());
    QCOMPARE(result.error().kind, ErrorKind::BadResponse);
    QVERIFY(!result.error().detail.isEmpty());
}

void QiscusProtocolTest::neverRepeatsTheProof()
{
    const auto answer = m_protocol->login(Ada, AnyNonce);
    m_http->answer(0, 401, R"({"error":{"message":"4711 is wrong for N-0001"}})");
    const QString detail = Test::await(answer).error().detail;
    QVERIFY(detail.contains(QStringLiteral("is wrong for")));
    QVERIFY(!detail.contains(QStringLiteral("4711")));
    QVERIFY(!detail.contains(QStringLiteral("n-0001"), Qt::CaseInsensitive));
}

void QiscusProtocolTest::passesTransportErrorsOn()
{
    const auto answer = m_protocol->login(Ada, AnyNonce);
    const Error redirected{ErrorKind::Redirected, Retry::never(), QStringLiteral("to elsewhere"), {}};
    m_http->fail(0, redirected);
    const Error error = Test::await(answer).error();
    QCOMPARE(error.kind, ErrorKind::Redirected);
    QVERIFY(error.detail.contains(QStringLiteral("to elsewhere")));
    QTest::qWait(20);
    QCOMPARE(m_http->count(), 1);
}

void QiscusProtocolTest::refusesEmptyInputWithoutAsking()
{
    QCOMPARE(Test::await(m_protocol->login({QStringLiteral("  "), Secret("1")}, AnyNonce)).error().kind,
        ErrorKind::BadInput);
    QCOMPARE(Test::await(m_protocol->login({QStringLiteral("2"), Secret()}, AnyNonce)).error().kind,
        ErrorKind::BadInput);
    QCOMPARE(Test::await(m_protocol->requestOtp(QString(5000, u'x'))).error().kind, ErrorKind::BadInput);
    QCOMPARE(m_http->count(), 0);
}

void QiscusProtocolTest::asksForACode()
{
    const auto answer = m_protocol->requestOtp(QStringLiteral("+1 800 555 1234"));
    QCOMPARE(m_http->request(0).url, QUrl(QStringLiteral("http://127.0.0.1:9/site/auth/otp")));
    const QJsonObject expected{{QStringLiteral("app_id"), QStringLiteral("natter-demo")},
        {QStringLiteral("phone_number"), QStringLiteral("18005551234")}};
    QCOMPARE(sentUser(m_http->request(0)), expected);
    m_http->answer(0, 200, R"({"resend_after":45,"message":"Sent\nto your phone"})");
    const auto sent = Test::await(answer);
    QVERIFY(sent.isOk());
    QCOMPARE(sent->resendAfterSeconds, 45);
    QCOMPARE(sent->message, QStringLiteral("Sent to your phone"));
}

void QiscusProtocolTest::readsOddCodeAnswers_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("resendAfter"); // 0: an error
    QTest::newRow("empty object") << 200 << QByteArray("{}") << 30;
    QTest::newRow("texts") << 200 << QByteArray(R"({"resend_after":"soon","message":7})") << 30;
    QTest::newRow("negative") << 200 << QByteArray(R"({"resend_after":-1})") << 1;
    QTest::newRow("years") << 200 << QByteArray(R"({"resend_after":99999999})") << 3600;
    QTest::newRow("HTML") << 200 << QByteArray("<html>") << 0;
    QTest::newRow("throttled") << 429 << QByteArray("{}") << 0;
}

void QiscusProtocolTest::readsOddCodeAnswers()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(int, resendAfter);
    const auto answer = m_protocol->requestOtp(QStringLiteral("a@example.com"));
    m_http->answer(0, status, body);
    const auto sent = Test::await(answer);
    QCOMPARE(sent.isOk(), resendAfter > 0);
    if (sent.isOk())
        QCOMPARE(sent->resendAfterSeconds, resendAfter);
}

void QiscusProtocolTest::mayDieBeforeTheAnswer()
{
    const auto login = m_protocol->login(Ada, AnyNonce);
    const auto otp = m_protocol->requestOtp(QStringLiteral("18005551234"));
    m_protocol.reset();
    m_http->answer(0, 200, R"({"identity_token":"a.b.c"})");
    m_http->answer(1, 200, "{}");
    QCOMPARE(Test::await(login).error().kind, ErrorKind::Cancelled);
    QCOMPARE(Test::await(otp).error().kind, ErrorKind::Cancelled);
}

void QiscusProtocolTest::cancelsTheRequest()
{
    {
        const ScopedRequest request(m_protocol->login(Ada, AnyNonce));
    }
    QTRY_VERIFY(m_http->exchanges().at(0).promise.isCancelled());
}

QTEST_GUILESS_MAIN(QiscusProtocolTest)
#include "tst_identity_qiscusprotocol.moc"
