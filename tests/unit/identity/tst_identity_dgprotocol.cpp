// SPDX-License-Identifier: Apache-2.0
#include "identity/DgProtocol.h"

#include "support/Await.h"
#include "support/FakeHttpClient.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Natter;
using namespace Natter::Identity;

namespace {

const Credentials Ada{QStringLiteral(" ada "), Secret("pw-1")};
const Nonce AnyNonce{Secret("n-0001"), {}};
const Error Unreachable{ErrorKind::Network, Retry::later(), QStringLiteral("host: refused"), {}};

Profile demoProfile()
{
    Profile profile;
    profile.protocol = LoginProtocolKind::Dg;
    profile.backend = QUrl(QStringLiteral("http://127.0.0.1:9/dg/token"));
    return profile;
}

} // namespace

/// The client's side of dg.md, sections 2 and 11.
class DgProtocolTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void sendsJson();
    void takesTheToken_data();
    void takesTheToken();
    void asksNoFurther_data();
    void asksNoFurther();
    void asksThreeTimesMore_data();
    void asksThreeTimesMore();
    void waitsLongerEachTime();
    void takesALateSuccess();
    void neverRepeatsThePassword();
    void refusesEmptyInputWithoutAsking();
    void hasNoCodes();
    void mayDieBetweenTheTries();
    void cancelsBetweenTheTries();
    void cancelsTheRequest();

private:
    std::unique_ptr<Test::FakeHttpClient> m_http;
    std::unique_ptr<DgProtocol> m_protocol;
};

void DgProtocolTest::init()
{
    m_http = std::make_unique<Test::FakeHttpClient>();
    m_protocol = std::make_unique<DgProtocol>(*m_http, demoProfile(), 0.001);
}

void DgProtocolTest::cleanup()
{
    m_protocol.reset();
    m_http.reset();
}

void DgProtocolTest::sendsJson()
{
    const auto login = m_protocol->login(Ada, AnyNonce);
    QCOMPARE(m_http->request(0).method, QByteArray("POST"));
    QCOMPARE(m_http->request(0).url, demoProfile().backend);
    const QJsonObject expected{{QStringLiteral("login"), QStringLiteral("ada")},
        {QStringLiteral("password"), QStringLiteral("pw-1")},
        {QStringLiteral("nonce"), QStringLiteral("n-0001")}};
    QCOMPARE(QJsonDocument::fromJson(m_http->request(0).body).object(), expected);
}

void DgProtocolTest::takesTheToken_data()
{
    QTest::addColumn<QByteArray>("more");
    QTest::newRow("alone") << QByteArray();
    QTest::newRow("with end") << QByteArray(R"(,"expires_at":4000000000)");
    QTest::newRow("end in the past") << QByteArray(R"(,"expires_at":1)");
    QTest::newRow("odd end") << QByteArray(R"(,"expires_at":"soon")");
}

void DgProtocolTest::takesTheToken()
{
    QFETCH(QByteArray, more);
    const auto login = m_protocol->login(Ada, AnyNonce);
    m_http->answer(0, 200, R"({"auth_token":"a.b.c")" + more + "}");
    const auto token = Test::await(login);
    QVERIFY(token.isOk());
    QCOMPARE(token->reveal(), QByteArray("a.b.c"));
}

void DgProtocolTest::asksNoFurther_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("401") << 401 << ErrorKind::WrongCredentials;
    QTest::newRow("403") << 403 << ErrorKind::WrongCredentials;
    QTest::newRow("400") << 400 << ErrorKind::BadInput;
    QTest::newRow("429") << 429 << ErrorKind::RateLimited;
}

void DgProtocolTest::asksNoFurther()
{
    QFETCH(int, status);
    QFETCH(ErrorKind, kind);
    const auto login = m_protocol->login(Ada, AnyNonce);
    m_http->answer(0, status, R"({"error":{"message":"no"}})");
    QCOMPARE(Test::await(login).error().kind, kind);
    QTest::qWait(30);
    QCOMPARE(m_http->count(), 1);

    const auto redirected = m_protocol->login(Ada, AnyNonce);
    m_http->fail(1, {ErrorKind::Redirected, Retry::later(), QStringLiteral("elsewhere"), {}});
    QCOMPARE(Test::await(redirected).error().kind, ErrorKind::Redirected);
    QTest::qWait(30);
    QCOMPARE(m_http->count(), 2);
}

void DgProtocolTest::asksThreeTimesMore_data()
{
    QTest::addColumn<int>("status"); // 0: no answer
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("unreachable") << 0 << QByteArray() << ErrorKind::Network;
    QTest::newRow("500") << 500 << QByteArray() << ErrorKind::ServerFailure;
    QTest::newRow("503 HTML") << 503 << QByteArray("<html>") << ErrorKind::ServerFailure;
    QTest::newRow("404") << 404 << QByteArray("<html>") << ErrorKind::BadResponse;
    QTest::newRow("HTML") << 200 << QByteArray("<html>") << ErrorKind::BadResponse;
    QTest::newRow("empty") << 200 << QByteArray() << ErrorKind::BadResponse;
    QTest::newRow("no token") << 200 << QByteArray("{}") << ErrorKind::BadResponse;
    QTest::newRow("token of another type")
        << 200 << QByteArray(R"({"auth_token":[]})") << ErrorKind::BadResponse;
    QTest::newRow("nested") << 200 << QByteArray(R"({"data":{"auth_token":"a.b.c"}})")
                            << ErrorKind::BadResponse;
}

void DgProtocolTest::asksThreeTimesMore()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(ErrorKind, kind);
    const auto login = m_protocol->login(Ada, AnyNonce);
    for (int i = 0; i < 4; ++i) {
        QVERIFY(m_http->waitForCount(i + 1, 30'000));
        QCOMPARE(m_http->request(i).body, m_http->request(0).body);
        if (status == 0)
            m_http->fail(i, Unreachable);
        else
            m_http->answer(i, status, body);
    }
    QCOMPARE(Test::await(login).error().kind, kind);
    QTest::qWait(30);
    QCOMPARE(m_http->count(), 4);
}

void DgProtocolTest::waitsLongerEachTime()
{
    using namespace std::chrono_literals;
    QVERIFY(std::equal(std::begin(DgProtocol::Pauses), std::end(DgProtocol::Pauses),
        std::begin(
            {std::chrono::milliseconds(1s), std::chrono::milliseconds(2s), std::chrono::milliseconds(4s)})));
    DgProtocol patient(*m_http, demoProfile(), 0.05);
    QElapsedTimer timer;
    timer.start();
    const auto login = patient.login(Ada, AnyNonce);
    for (int i = 0; i < 4; ++i) {
        QVERIFY(m_http->waitForCount(i + 1, 30'000));
        m_http->fail(i, Unreachable);
    }
    QCOMPARE(Test::await(login).error(), Unreachable);
    QVERIFY2(timer.elapsed() >= 330, "50, 100 and 200 ms, less the timers' grain");
}

void DgProtocolTest::takesALateSuccess()
{
    const auto login = m_protocol->login(Ada, AnyNonce);
    m_http->fail(0, Unreachable);
    QVERIFY(m_http->waitForCount(2, 30'000));
    m_http->answer(1, 200, R"({"auth_token":"a.b.c"})");
    QCOMPARE(Test::await(login)->reveal(), QByteArray("a.b.c"));
}

void DgProtocolTest::neverRepeatsThePassword()
{
    const auto login = m_protocol->login(Ada, AnyNonce);
    m_http->answer(0, 401, R"({"error":{"message":"PW-1 is wrong for n-0001","reason":"pw-1"}})");
    const Error error = Test::await(login).error();
    QVERIFY(error.detail.contains(QStringLiteral("is wrong for")));
    QVERIFY(!(error.detail + error.code).contains(QStringLiteral("pw-1"), Qt::CaseInsensitive));
    QVERIFY(!(error.detail + error.code).contains(QStringLiteral("n-0001")));
}

void DgProtocolTest::refusesEmptyInputWithoutAsking()
{
    const Credentials odd[] = {{QStringLiteral(" "), Secret("1")}, {QStringLiteral("a"), Secret()},
        {QString(300, u'x'), Secret("1")}, {QStringLiteral("a"), Secret(QByteArray(300, 'x'))}};
    for (const Credentials& credentials : odd)
        QCOMPARE(Test::await(m_protocol->login(credentials, AnyNonce)).error().kind, ErrorKind::BadInput);
    QCOMPARE(m_http->count(), 0);
}

void DgProtocolTest::hasNoCodes()
{
    QCOMPARE(Test::await(m_protocol->requestOtp(QStringLiteral("a"))).error().kind, ErrorKind::Configuration);
    QCOMPARE(m_http->count(), 0);
}

void DgProtocolTest::mayDieBetweenTheTries()
{
    const auto login = m_protocol->login(Ada, AnyNonce);
    m_http->fail(0, Unreachable);
    QCoreApplication::processEvents();
    m_protocol.reset();
    QCOMPARE(Test::await(login).error().kind, ErrorKind::Cancelled);
    QTest::qWait(30);
    QCOMPARE(m_http->count(), 1);
}

void DgProtocolTest::cancelsBetweenTheTries()
{
    DgProtocol patient(*m_http, demoProfile(), 0.05);
    {
        const ScopedRequest request(patient.login(Ada, AnyNonce));
        m_http->fail(0, Unreachable);
        QTest::qWait(10);
    }
    QTest::qWait(150);
    QCOMPARE(m_http->count(), 1);
}

void DgProtocolTest::cancelsTheRequest()
{
    {
        const ScopedRequest request(m_protocol->login(Ada, AnyNonce));
    }
    QTRY_VERIFY(m_http->exchanges().at(0).promise.isCancelled());
}

QTEST_GUILESS_MAIN(DgProtocolTest)
#include "tst_identity_dgprotocol.moc"
