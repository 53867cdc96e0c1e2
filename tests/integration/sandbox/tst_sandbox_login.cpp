// SPDX-License-Identifier: Apache-2.0
#include "jwt/Token.h"
#include "sandbox/LoginDesk.h"
#include "support/FakeClock.h"

#include <QJsonDocument>
#include <QTest>

using namespace Natter;
using namespace Natter::Sandbox;
using namespace std::chrono_literals;

namespace {

const Secret SigningKey("a-key-of-more-than-thirty-two-bytes!");

Gateway::Request jsonRequest(const QJsonObject& user)
{
    return {"POST", "/backend/auth/verify",
        QJsonDocument(QJsonObject{{QStringLiteral("user"), user}}).toJson(QJsonDocument::Compact)};
}

QJsonObject credentials(const QString& login, const QString& passcode)
{
    return {{QStringLiteral("app_id"), QStringLiteral("natter-demo")},
        {QStringLiteral("phone_number"), login}, {QStringLiteral("passcode"), passcode},
        {QStringLiteral("nonce"), QStringLiteral("n-1")}};
}

QString reasonOf(const Gateway::Response& response)
{
    return QJsonDocument::fromJson(response.body).object()[u"error"][u"reason"].toString();
}

QByteArray headerOf(const Gateway::Response& response, const QByteArray& name)
{
    for (const auto& [key, value] : response.headers) {
        if (key == name)
            return value;
    }
    return {};
}

} // namespace

class tst_sandbox_login : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void signsATokenForTheRightPasscode();
    void takesManySpellings_data();
    void takesManySpellings();
    void refusesWhatIsMalformed_data();
    void refusesWhatIsMalformed();
    void refusesAWrongPasscode();
    void throttlesGuessing();
    void aCodeWorksOnce();
    void aCodeEnds();
    void aCodeDiesOfGuessing();
    void tellsNobodyWhichNumbersExist();
    void asksForCodesAreThrottled();

private:
    Gateway::Response verify(const QString& login, const QString& passcode)
    {
        return m_desk->verify(jsonRequest(credentials(login, passcode)));
    }
    Gateway::Response askForCode(const QString& login)
    {
        return m_desk->sendCode(jsonRequest(credentials(login, {})));
    }

    Test::FakeClock m_clock;
    FaultSwitches m_faults;
    IdentityTokens m_tokens{{{LoginProtocolKind::Qiscus, SigningKey}}, m_clock, m_faults};
    People m_people;
    std::unique_ptr<LoginDesk> m_desk;
    QHash<QString, QString> m_codes; ///< last one delivered to each login
};

void tst_sandbox_login::init()
{
    m_codes.clear();
    m_desk = std::make_unique<LoginDesk>(m_people, m_tokens, m_faults, m_clock);
    m_desk->setPostman([this](const QString& login, const Secret& code) {
        m_codes.insert(login, QString::fromLatin1(code.reveal()));
    });
}

void tst_sandbox_login::signsATokenForTheRightPasscode()
{
    const auto response = verify(QStringLiteral("18005550001"), QStringLiteral("4711"));
    QCOMPARE(response.status, 200);
    const QString compact =
        QJsonDocument::fromJson(response.body).object().value(u"identity_token").toString();
    const auto token = Jwt::Token::parse(Secret(compact.toLatin1()));
    QVERIFY(token.isOk());
    QVERIFY(token->verify({Jwt::Algorithm::HS256}, SigningKey).isOk());
    const QList<QByteArray> parts = compact.toLatin1().split('.');
    const auto decoded = [&parts](int part) {
        return QJsonDocument::fromJson(QByteArray::fromBase64(parts.at(part), QByteArray::Base64UrlEncoding))
            .object();
    };
    QCOMPARE(decoded(0).value(u"ver").toString(), QStringLiteral("v2"));
    QCOMPARE(decoded(0).value(u"typ").toString(), QStringLiteral("JWT"));
    const QJsonObject claims = decoded(1);
    const qint64 now = m_clock.now().toSecsSinceEpoch();
    QCOMPARE(claims.value(u"iss").toString(), QStringLiteral("natter-demo"));
    QCOMPARE(claims.value(u"iat").toInteger(), now);
    QCOMPARE(claims.value(u"nbf").toInteger(), now);
    QCOMPARE(claims.value(u"exp").toInteger(), now + 120);
    QCOMPARE(claims.value(u"nce").toString(), QStringLiteral("n-1"));
    QCOMPARE(claims.value(u"prn").toString(), QStringLiteral("1"));
    QCOMPARE(claims.value(u"name").toString(), QStringLiteral("Ada Lindgren"));
}

void tst_sandbox_login::takesManySpellings_data()
{
    QTest::addColumn<QByteArray>("body");
    const auto json = [](const QJsonObject& user) {
        return QJsonDocument(QJsonObject{{QStringLiteral("user"), user}}).toJson();
    };
    QTest::newRow("plus and blanks") << json(
        credentials(QStringLiteral("+1 800 555 0001"), QStringLiteral("4711")));
    QTest::newRow("dashes and parentheses")
        << json(credentials(QStringLiteral("1-(800)-555.0001"), QStringLiteral(" 4711 ")));
    QTest::newRow("arabic digits") << json(
        credentials(QStringLiteral("١٨٠٠٥٥٥٠٠٠١"), QStringLiteral("4711")));
    QTest::newRow("e-mail in capitals")
        << json(credentials(QStringLiteral("ZOE@Example.com"), QStringLiteral("2134")));
    QJsonObject numbers = credentials({}, {});
    numbers.insert(QStringLiteral("phone_number"), Q_INT64_C(18005550001));
    numbers.insert(QStringLiteral("passcode"), 4711);
    QTest::newRow("numbers") << json(numbers);
    QTest::newRow("form") << QByteArray(
        "app_id=natter-demo&phone_number=%2B18005550001&passcode=4711&nonce=n");
    QTest::newRow("nested form") << QByteArray(
        "user%5Bapp_id%5D=natter-demo&user%5Bphone_number%5D=18005550001&"
        "user%5Bpasscode%5D=4711&user%5Bnonce%5D=n");
}

void tst_sandbox_login::takesManySpellings()
{
    QFETCH(QByteArray, body);
    QCOMPARE(m_desk->verify({"POST", "/", body}).status, 200);
}

void tst_sandbox_login::refusesWhatIsMalformed_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("not json") << QByteArray("{\"user\":");
    QTest::newRow("array") << QByteArray("[1,2]");
    QTest::newRow("user is a list") << QByteArray("{\"user\":[]}");
    QTest::newRow("no nonce") << QByteArray(
        R"({"user":{"app_id":"natter-demo","phone_number":"18005550001","passcode":"4711"}})");
    QTest::newRow("other app") << QByteArray(
        R"({"user":{"app_id":"x","phone_number":"1","passcode":"4711","nonce":"n"}})");
    QTest::newRow("passcode is an object") << QByteArray(
        R"({"user":{"app_id":"natter-demo","phone_number":"18005550001","passcode":{"a":1},"nonce":"n"}})");
    QTest::newRow("endless number") << QByteArray(
        R"({"user":{"app_id":"natter-demo","passcode":"4711","nonce":"n","phone_number":")" +
        QByteArray(100'000, '1') + "\"}}");
}

void tst_sandbox_login::refusesWhatIsMalformed()
{
    QFETCH(QByteArray, body);
    const auto response = m_desk->verify({"POST", "/", body});
    QCOMPARE(response.status, 400);
    QVERIFY(!reasonOf(response).isEmpty());
}

void tst_sandbox_login::refusesAWrongPasscode()
{
    const auto response = verify(QStringLiteral("18005550001"), QStringLiteral("4712"));
    QCOMPARE(response.status, 401);
    QCOMPARE(reasonOf(response), QStringLiteral("wrong_credentials"));
    QVERIFY(!response.body.contains("4712"));
    // Somebody else's passcode is nobody's passcode here.
    QCOMPARE(verify(QStringLiteral("18005550001"), QStringLiteral("2718")).status, 401);
}

void tst_sandbox_login::throttlesGuessing()
{
    const QString login = QStringLiteral("18005550002");
    for (int i = 0; i < 10; ++i)
        QCOMPARE(verify(login, QStringLiteral("0000")).status, 401);
    const auto refused = verify(login, QStringLiteral("2718"));
    QCOMPARE(refused.status, 429);
    QCOMPARE(headerOf(refused, "Retry-After"), QByteArray("300"));
    QCOMPARE(verify(QStringLiteral("18005550003"), QStringLiteral("3141")).status, 200);
    m_clock.advance(5min);
    QCOMPARE(verify(login, QStringLiteral("2718")).status, 200);
}

void tst_sandbox_login::aCodeWorksOnce()
{
    const QString login = QStringLiteral("18005550001");
    QCOMPARE(askForCode(QStringLiteral("+1 (800) 555 0001")).status, 200);
    const QString code = m_codes.value(login);
    QCOMPARE(code.size(), 6);
    QCOMPARE(verify(login, code).status, 200);
    const auto again = verify(login, code);
    QCOMPARE(again.status, 401);
    QCOMPARE(reasonOf(again), QStringLiteral("wrong_credentials"));
}

void tst_sandbox_login::aCodeEnds()
{
    const QString login = QStringLiteral("18005550001");
    (void)askForCode(login);
    const QString old = m_codes.value(login);
    m_clock.advance(5min);
    const auto late = verify(login, old);
    QCOMPARE(late.status, 401);
    QCOMPARE(reasonOf(late), QStringLiteral("code_expired"));
    (void)askForCode(login);
    QCOMPARE(verify(login, m_codes.value(login)).status, 200);
}

void tst_sandbox_login::aCodeDiesOfGuessing()
{
    const QString login = QStringLiteral("18005550001");
    (void)askForCode(login);
    const QString code = m_codes.value(login);
    const QString wrong = code == u"000000" ? QStringLiteral("000001") : QStringLiteral("000000");
    for (int i = 0; i < 5; ++i)
        QCOMPARE(reasonOf(verify(login, wrong)), QStringLiteral("wrong_credentials"));
    QCOMPARE(reasonOf(verify(login, code)), QStringLiteral("code_expired"));
}

void tst_sandbox_login::tellsNobodyWhichNumbersExist()
{
    const QString known = QStringLiteral("18005550001");
    const QString unknown = QStringLiteral("19998887777");
    QCOMPARE(askForCode(unknown).body, askForCode(known).body);
    QVERIFY(!m_codes.contains(unknown));
    QCOMPARE(verify(unknown, QStringLiteral("4712")).body, verify(known, QStringLiteral("4712")).body);
    m_clock.advance(6min);
    QCOMPARE(verify(unknown, QStringLiteral("123456")).body, verify(known, QStringLiteral("123456")).body);
}

void tst_sandbox_login::asksForCodesAreThrottled()
{
    const QString login = QStringLiteral("18005550001");
    for (int i = 0; i < 5; ++i)
        QCOMPARE(askForCode(login).status, 200);
    const auto refused = askForCode(login);
    QCOMPARE(refused.status, 429);
    QVERIFY(headerOf(refused, "Retry-After").toInt() > 0);
}

QTEST_GUILESS_MAIN(tst_sandbox_login)
#include "tst_sandbox_login.moc"
