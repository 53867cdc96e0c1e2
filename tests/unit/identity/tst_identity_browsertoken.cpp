// SPDX-License-Identifier: Apache-2.0
#include "identity/BrowserTokenClient.h"

#include "identity/Pkce.h"
#include "support/Await.h"
#include "support/FakeHttpClient.h"

#include <QTest>

using namespace Natter;
using namespace Natter::Identity;

namespace {

const BrowserGrant Grant{
    Secret("c-0815"), Secret("v-0815"), Secret("n-0001"), QUrl(QStringLiteral("http://127.0.0.1:5/x"))};

} // namespace

class BrowserTokenTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesTheChallengeOfTheRfc();
    void readsAnswers_data();
    void readsAnswers();
    void neverRepeatsASecret();
    void mayDieBeforeTheAnswer();

private:
    Test::FakeHttpClient m_http;
};

void BrowserTokenTest::makesTheChallengeOfTheRfc()
{
    // RFC 7636, appendix B.
    QCOMPARE(codeChallenge(Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")),
        QByteArray("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
    QCOMPARE(randomText().size(), 43);
    QVERIFY(randomText().reveal() != randomText().reveal());
}

void BrowserTokenTest::readsAnswers_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorKind>("kind"); // Cancelled: a token
    const auto row = [](const char* name, int status, const QByteArray& body, ErrorKind kind) {
        QTest::newRow(name) << status << body << kind;
    };
    row("token", 200, R"({"identity_token":"a.b.c","more":1})", ErrorKind::Cancelled);
    row("invalid_grant", 400, R"({"error":"invalid_grant"})", ErrorKind::WrongCredentials);
    row("400 without body", 400, {}, ErrorKind::WrongCredentials);
    row("401", 401, "<html>", ErrorKind::WrongCredentials);
    row("403", 403, "{}", ErrorKind::WrongCredentials);
    row("404", 404, "<html>", ErrorKind::BadResponse);
    row("429", 429, {}, ErrorKind::RateLimited);
    row("500", 500, "<html>", ErrorKind::ServerFailure);
    row("HTML", 200, "<html>", ErrorKind::BadResponse);
    row("empty", 200, {}, ErrorKind::BadResponse);
    row("truncated", 200, R"({"identity_token":"a.b)", ErrorKind::BadResponse);
    row("no token", 200, R"({"access_token":"a.b.c"})", ErrorKind::BadResponse);
    row("number", 200, R"({"identity_token":7})", ErrorKind::BadResponse);
    row("line break", 200, R"({"identity_token":"a\r\nb"})", ErrorKind::BadResponse);
    row("huge", 200, R"({"identity_token":")" + QByteArray(100'000, 'a') + "\"}", ErrorKind::BadResponse);
}

void BrowserTokenTest::readsAnswers()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(ErrorKind, kind);
    BrowserTokenClient client(m_http, Profile());
    const auto answer = client.redeem(Grant);
    m_http.answer(m_http.count() - 1, status, body);
    const auto token = Test::await(answer);
    QCOMPARE(token.isOk(), kind == ErrorKind::Cancelled);
    if (!token)
        QCOMPARE(token.error().kind, kind);
}

void BrowserTokenTest::neverRepeatsASecret()
{
    BrowserTokenClient client(m_http, Profile());
    const auto answer = client.redeem(Grant);
    m_http.answer(
        m_http.count() - 1, 400, R"({"error":{"message":"C-0815, v-0815 and n-0001","reason":"v-0815"}})");
    const Error error = Test::await(answer).error();
    for (const char* secret : {"c-0815", "v-0815", "n-0001"})
        QVERIFY(!(error.detail + error.code).contains(QLatin1String(secret), Qt::CaseInsensitive));
}

void BrowserTokenTest::mayDieBeforeTheAnswer()
{
    auto client = std::make_unique<BrowserTokenClient>(m_http, Profile());
    const auto answer = client->redeem(Grant);
    client.reset();
    m_http.answer(m_http.count() - 1, 200, R"({"identity_token":"a.b.c"})");
    QCOMPARE(Test::await(answer).error().kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(BrowserTokenTest)
#include "tst_identity_browsertoken.moc"
