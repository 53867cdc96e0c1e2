// SPDX-License-Identifier: Apache-2.0
#include "DeepLink.h"
#include "Request.h"

#include <QTest>

using namespace Natter;

class tst_app_deeplink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void accepted_data()
    {
        QTest::addColumn<QString>("link");
        QTest::addColumn<QString>("id");
        QTest::newRow("integer") << "natter://dialog/2"
                                 << "2";
        QTest::newRow("trailing slash") << "natter://dialog/2/"
                                        << "2";
        QTest::newRow("no authority") << "natter:dialog/P11-A"
                                      << "P11-A";
        QTest::newRow("case of the id is kept, of the scheme not") << "NATTER://Dialog/P11-A"
                                                                   << "P11-A";
        QTest::newRow("e-mail") << "natter://dialog/zoe%40example.com"
                                << "zoe@example.com";
        QTest::newRow("bare at") << "natter://dialog/zoe@example.com"
                                 << "zoe@example.com";
        QTest::newRow("escaped slash") << "natter://dialog/a%2Fb"
                                       << "a/b";
        QTest::newRow("utf-8") << "natter://dialog/%D0%96" << QString::fromUtf8("Ж");
        QTest::newRow("blanks around") << "  natter://dialog/2\n"
                                       << "2";
        QTest::newRow("escaped percent is decoded once") << "natter://dialog/%2541"
                                                         << "%41";
    }
    void accepted()
    {
        QFETCH(QString, link);
        const Result<UserId> id = App::parseDeepLink(link, "natter");
        QVERIFY(id.isOk());
        QTEST(id->toString(), "id");
    }

    void refused_data()
    {
        QTest::addColumn<QString>("link");
        QTest::newRow("empty") << "";
        QTest::newRow("other scheme") << "http://dialog/2";
        QTest::newRow("longer scheme") << "natter2://dialog/2";
        QTest::newRow("shorter scheme") << "natte://dialog/2";
        QTest::newRow("no scheme") << "//dialog/2";
        QTest::newRow("nothing but the scheme") << "natter:";
        QTest::newRow("other verb") << "natter://login/2";
        QTest::newRow("no id") << "natter://dialog/";
        QTest::newRow("blank id") << "natter://dialog/%20";
        QTest::newRow("query") << "natter://dialog/2?text=hello";
        QTest::newRow("fragment") << "natter://dialog/2#token";
        QTest::newRow("further path") << "natter://dialog/2/send";
        QTest::newRow("half escape") << "natter://dialog/%4";
        QTest::newRow("not utf-8") << "natter://dialog/%FF%FE";
        QTest::newRow("NUL") << "natter://dialog/a%00b";
        QTest::newRow("line break") << "natter://dialog/a%0Ab";
        QTest::newRow("long id") << "natter://dialog/" + QString(257, u'a');
        QTest::newRow("10 kB") << "natter://dialog/" + QString(10'000, u'a');
    }
    void refused()
    {
        QFETCH(QString, link);
        const Result<UserId> id = App::parseDeepLink(link, "natter");
        QVERIFY(!id.isOk());
        QCOMPARE(id.error().kind, ErrorKind::BadInput);
    }

    void anotherBrandHasItsOwnScheme()
    {
        const QString scheme = "acme-chat.v+2"; // each character that a scheme may hold
        const auto id = App::parseDeepLink("ACME-chat.v+2://dialog/P11-A", scheme);
        QVERIFY(id.isOk());
        QCOMPARE(id->toString(), "P11-A");
        const App::Request back = App::requestForLink(scheme + "://sign-in?state=s&code=c", scheme);
        QVERIFY(back.signIn);
        QCOMPARE(back.signIn->code, "c");
        for (const QString foreign :
            {"natter://dialog/2", "acme-chatxv+2://dialog/2", "acme-chat.v://dialog/2"}) {
            QVERIFY(!App::parseDeepLink(foreign, scheme).isOk());
            QVERIFY(!App::requestForLink(foreign, scheme).notice.isEmpty());
        }
        QVERIFY(!App::parseSignInLink("natter://sign-in?state=s&code=c", scheme).isOk());
        QVERIFY(!App::parseDeepLink(scheme + "://dialog/2", "natter").isOk());
    }

    void signIn_data()
    {
        QTest::addColumn<QString>("link");
        QTest::addColumn<QString>("state"); // empty: refused
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("error");
        const auto row = [](const char* name, const QString& link, const QString& state = {},
                             const QString& code = {}, const QString& error = {}) {
            QTest::newRow(name) << link << state << code << error;
        };
        row("code", "natter://sign-in?state=s-1&code=c%2F1", "s-1", "c/1");
        row("other order, more", "NATTER:Sign-in?code=c&x=y&state=s", "s", "c");
        row("slash", "natter://sign-in/?state=s&code=c", "s", "c");
        row("refused", "natter://sign-in?state=s&error=access_denied", "s", {}, "access_denied");
        row("no state", "natter://sign-in?code=c");
        row("no code", "natter://sign-in?state=s");
        row("code and error", "natter://sign-in?state=s&code=c&error=e");
        row("state twice", "natter://sign-in?state=s&state=s&code=c");
        row("fragment", "natter://sign-in?state=s&code=c#x");
        row("no query", "natter://sign-in");
        row("path", "natter://sign-in/x?state=s&code=c");
        row("other scheme", "https://sign-in?state=s&code=c");
        row("dialog", "natter://dialog/2");
        row("10 kB", "natter://sign-in?state=s&code=" + QString(10'000, u'a'));
    }
    void signIn()
    {
        QFETCH(QString, link);
        QFETCH(QString, state);
        const Result<Identity::BrowserReturn> back = App::parseSignInLink(link, "natter");
        QCOMPARE(back.isOk(), !state.isEmpty());
        const App::Request request = App::requestForLink(link, "natter");
        QCOMPARE(request.signIn.has_value(), !state.isEmpty());
        if (!back) {
            QCOMPARE(back.error().kind, ErrorKind::BadInput);
            return;
        }
        QCOMPARE(back->state, state);
        QTEST(back->code, "code");
        QTEST(back->error, "error");
        const Result<App::Request> forwarded = App::parseRequest(App::serializeRequest(request));
        QVERIFY(forwarded.isOk());
        QCOMPARE(*forwarded, request);
    }
};

QTEST_APPLESS_MAIN(tst_app_deeplink)
#include "tst_app_deeplink.moc"
