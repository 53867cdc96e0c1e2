// SPDX-License-Identifier: Apache-2.0
#include "component/gateway/MesiboSite.h"

using namespace Natter;
using namespace Natter::Test;

/// One-time codes of the backend API: their life, and what bounds guessing and asking.
class GatewayCodesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesTheSameCodeWithinItsLife();
    void pausesAfterGuesses();
    void forgetsGuesses();
    void limitsCodesOfAnHour();
    void limitsCodes();
    void countsTries();
    void endsCodes();
    void usesACodeOnce();
    void refusesOddCodes_data();
    void refusesOddCodes();
    void keepsCodesOfAddressesApart();
};

void GatewayCodesTest::givesTheSameCodeWithinItsLife()
{
    MesiboSite site;
    site.start();
    const QByteArray first = site.code();
    site.clock.advance(std::chrono::seconds(299));
    QCOMPARE(site.code(), first);
    site.clock.advance(std::chrono::seconds(1));
    const QByteArray second = site.code();
    QCOMPARE(second.size(), 6);
    QVERIFY(second != first || site.code() != first); // one in a million, twice
    // Without reuse each is new; the old one is no code any more.
    site.clock.advance(std::chrono::seconds(601));
    const QByteArray old = site.code();
    QByteArray renewed = old;
    for (int i = 0; i < 2 && renewed == old; ++i)
        renewed = site.ask("op=otp&addr=18005551234").json.value("otp").toString().toLatin1();
    QVERIFY(renewed != old);
    QCOMPARE(site.ask(MesiboSite::userAdd("&otp=" + old)).json.value("error").toString(), "BADOTP");
    QCOMPARE(site.ask(MesiboSite::userAdd("&otp=" + renewed)).status, 200);
}

void GatewayCodesTest::pausesAfterGuesses()
{
    MesiboSite site;
    site.start();
    const auto guess = [&site](const QByteArray& code) {
        return site.ask(MesiboSite::userAdd("&otp=" + MesiboSite::wrong(code)))
            .json.value("error")
            .toString();
    };
    // Nine wrong ones, and a right one ends the row; ten begin a pause.
    for (const int guesses : {9, 10}) {
        for (int i = 0; i < guesses;) {
            site.clock.advance(std::chrono::seconds(601));
            const QByteArray code = site.code();
            QCOMPARE(code.size(), 6);
            for (int tries = 0; tries < 4 && i < guesses; ++tries, ++i)
                QCOMPARE(guess(code), "BADOTP");
        }
        const QByteArray code = site.code();
        if (guesses == 9)
            QCOMPARE(site.ask(MesiboSite::userAdd("&otp=" + code)).status, 200);
        else
            QVERIFY(code.isEmpty());
    }
    const auto paused = site.ask("op=otp&addr=18005551234");
    QCOMPARE(paused.status, 429);
    QCOMPARE(paused.json.value("error").toString(), "TOOMANY");
    QCOMPARE(paused.header("Retry-After").toInt(), 900);
    QCOMPARE(site.code("18005550000").size(), 6); // somebody else is not kept waiting
    site.clock.advance(std::chrono::seconds(899));
    QVERIFY(site.code().isEmpty());
    site.clock.advance(std::chrono::seconds(1));
    // One more guess is one more pause, even for the code that is right.
    const QByteArray code = site.code();
    QCOMPARE(code.size(), 6);
    QCOMPARE(guess(code), "BADOTP");
    QCOMPARE(site.ask(MesiboSite::userAdd("&otp=" + code)).json.value("error").toString(), "BADOTP");
    site.clock.advance(std::chrono::seconds(900));
    QCOMPARE(site.ask(MesiboSite::userAdd("&otp=" + site.code())).status, 200);
    // The row is over: the next wrong one begins none.
    const QByteArray next = site.code();
    QCOMPARE(guess(next), "BADOTP");
    QCOMPARE(site.ask(MesiboSite::userAdd("&otp=" + next)).status, 200);
}

void GatewayCodesTest::forgetsGuesses()
{
    MesiboSite site;
    site.start();
    for (int i = 0; i < 2; ++i) {
        const QByteArray code = site.code();
        for (int tries = 0; tries < 5; ++tries)
            QCOMPARE(site.ask(MesiboSite::userAdd("&otp=" + MesiboSite::wrong(code)))
                         .json.value("error")
                         .toString(),
                "BADOTP");
    }
    QVERIFY(site.code().isEmpty());
    site.clock.advance(std::chrono::hours(24));
    const QByteArray code = site.code();
    QCOMPARE(site.ask(MesiboSite::userAdd("&otp=" + MesiboSite::wrong(code))).json.value("error").toString(),
        "BADOTP");
    QCOMPARE(site.ask(MesiboSite::userAdd("&otp=" + code)).status, 200);
}

void GatewayCodesTest::limitsCodesOfAnHour()
{
    MesiboSite site;
    site.start();
    for (int i = 0; i < 10; ++i) {
        QCOMPARE(site.code().size(), 6);
        site.clock.advance(std::chrono::seconds(i % 3 == 2 ? 601 : 0));
    }
    const auto limited = site.ask("op=otp&addr=18005551234");
    QCOMPARE(limited.json.value("error").toString(), "TOOMANY");
    QCOMPARE(limited.header("Retry-After").toInt(), 3600 - 3 * 601);
    site.clock.advance(std::chrono::seconds(3599 - 3 * 601));
    QVERIFY(site.code().isEmpty());
    site.clock.advance(std::chrono::seconds(1));
    QCOMPARE(site.code().size(), 6);
}

void GatewayCodesTest::limitsCodes()
{
    MesiboSite site;
    site.start();
    for (int i = 0; i < 3; ++i)
        QCOMPARE(site.code().size(), 6);
    const auto limited = site.ask("op=otp&addr=%2B1 800 555 1234&reuse=1"); // the same phone
    QCOMPARE(limited.status, 429);
    QCOMPARE(limited.json.value("error").toString(), "TOOMANY");
    QCOMPARE(limited.header("Retry-After").toInt(), 600);
    QCOMPARE(site.code("18005550000").size(), 6);
    site.clock.advance(std::chrono::seconds(600));
    QCOMPARE(site.code().size(), 6);
}

void GatewayCodesTest::countsTries()
{
    MesiboSite site;
    site.start();
    const QByteArray code = site.code();
    const QByteArray wrong = code == "000000" ? "000001" : "000000";
    for (int i = 0; i < 4; ++i)
        QCOMPARE(site.ask(MesiboSite::userAdd("&otp=" + wrong)).json.value("error").toString(), "BADOTP");
    QCOMPARE(site.ask(MesiboSite::userAdd("&otp=" + code)).status, 200);

    const QByteArray next = site.code();
    const QByteArray bad = next == "000000" ? "000001" : "000000";
    for (int i = 0; i < 5; ++i)
        QCOMPARE(site.ask(MesiboSite::userAdd("&otp=" + bad)).status, 401);
    QCOMPARE(site.ask(MesiboSite::userAdd("&otp=" + next)).json.value("error").toString(), "BADOTP");
    QVERIFY(!site.code().isEmpty()); // and the next one is a new one
    // As many tries as were asked for.
    const QByteArray once =
        site.ask("op=otp&addr=18005550000&tries=1").json.value("otp").toString().toLatin1();
    QCOMPARE(site.ask(MesiboSite::userAdd(
                          "&otp=" + QByteArray(once == "000000" ? "000001" : "000000"), "18005550000"))
                 .status,
        401);
    QCOMPARE(site.ask(MesiboSite::userAdd("&otp=" + once, "18005550000")).status, 401);
}

void GatewayCodesTest::endsCodes()
{
    MesiboSite site;
    site.start();
    const QByteArray code = site.code();
    site.clock.advance(std::chrono::seconds(300));
    QCOMPARE(site.ask(MesiboSite::userAdd("&otp=" + code)).json.value("error").toString(), "BADOTP");
}

void GatewayCodesTest::usesACodeOnce()
{
    MesiboSite site;
    site.start();
    const QByteArray code = site.code();
    QCOMPARE(site.ask(MesiboSite::userAdd("&otp=" + code)).status, 200);
    QCOMPARE(site.ask(MesiboSite::userAdd("&otp=" + code)).json.value("error").toString(), "BADOTP");
}

void GatewayCodesTest::refusesOddCodes_data()
{
    QTest::addColumn<QByteArray>("otp");
    for (const char* otp : {"true", "null", "1.5", "[]", "{}", "\"\"", "\"0\"", "-1", "[\"CODE\",\"1\"]",
             "\"\\uff11\\uff12\\uff13\\uff14\\uff15\\uff16\"", "\"CODE0\"", "\"0CODE\"", "{\"a\":\"CODE\"}"})
        QTest::newRow(otp) << QByteArray(otp);
    QTest::newRow("long") << '"' + QByteArray(40'000, '1') + '"';
}

void GatewayCodesTest::refusesOddCodes()
{
    QFETCH(QByteArray, otp);
    MesiboSite site;
    site.start();
    const QByteArray code = site.code();
    const QByteArray head =
        "{op:'useradd',token:'natter-demo-app-token',addr:'18005551234',appid:'natter-demo',otp:";
    const auto refused = site.json(head + QByteArray(otp).replace("CODE", code) + '}');
    QCOMPARE(refused.status, 401);
    QCOMPARE(refused.json.value("error").toString(), "BADOTP");
    QCOMPARE(site.json(head + "' " + code + " '}").status, 200);
}

void GatewayCodesTest::keepsCodesOfAddressesApart()
{
    MesiboSite site;
    site.start();
    const QByteArray one = site.code("18005551111");
    const QByteArray two = site.code("18005552222");
    if (one != two)
        QCOMPARE(site.ask(MesiboSite::userAdd("&otp=" + one, "18005552222")).status, 401);
    QCOMPARE(site.ask(MesiboSite::userAdd("&otp=" + two, "18005552222")).status, 200);
}

QTEST_GUILESS_MAIN(GatewayCodesTest)
#include "tst_gateway_codes.moc"
