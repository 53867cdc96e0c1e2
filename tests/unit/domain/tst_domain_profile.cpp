// SPDX-License-Identifier: Apache-2.0
#include "domain/Profile.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Natter;

namespace {

QJsonObject goodProfile()
{
    QFile file(QStringLiteral(NATTER_TEST_DATA "/domain/profile.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

/// `object` with the member at `path` (`a` or `a.b`) replaced, or removed by an undefined value.
QJsonObject with(QJsonObject object, const QString& path, const QJsonValue& value)
{
    const QString head = path.section('.', 0, 0);
    if (path.contains('.'))
        object.insert(head, with(object.value(head).toObject(), path.section('.', 1), value));
    else if (value.isUndefined())
        object.remove(head);
    else
        object.insert(head, value);
    return object;
}

QByteArray toJson(const QJsonObject& object)
{
    return QJsonDocument(object).toJson();
}

} // namespace

/// The deployment profile: what is taken, what is refused by name, and what may be fetched.
class TestDomainProfile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads()
    {
        const auto profile = parseProfile(toJson(goodProfile()));
        QVERIFY2(profile, profile ? "" : qPrintable(profile.error().detail));
        QCOMPARE(profile->siteName, QStringLiteral("Demo Site"));
        QCOMPARE(profile->appId, QStringLiteral("natter-demo"));
        QCOMPARE(profile->gateway, QUrl(QStringLiteral("https://chat.example/")));
        QCOMPARE(profile->backend, QUrl(QStringLiteral("https://site.example/")));
        QCOMPARE(profile->methods, (QList<LoginMethod>{LoginMethod::Passcode, LoginMethod::Otp}));
        QCOMPARE(profile->loginLabel, QStringLiteral("Phone number"));
        QCOMPARE(profile->engineWebSocket, QUrl(QStringLiteral("wss://chat.example/ws")));
        QCOMPARE(profile->engineDomain, QStringLiteral("chat.example"));
        QCOMPARE(profile->mediaHosts.size(), 5);
        QCOMPARE(profile->accent, QStringLiteral("#2f6fDE"));
        QVERIFY(profile->isWidgetMode);
        QCOMPARE(profile->siteKey(), QStringLiteral("chat.example/natter-demo"));
    }

    void writesWhatItReads()
    {
        const auto profile = parseProfile(toJson(goodProfile()));
        QVERIFY(profile);
        const auto again = parseProfile(serializeProfile(*profile));
        QVERIFY2(again, again ? "" : qPrintable(again.error().detail));
        QCOMPARE(*again, *profile);
    }

    void readsTheOtherProtocols_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("protocol");
        QTest::newRow("mesibo") << "mesibo" << int(LoginProtocolKind::Mesibo);
        QTest::newRow("imbachat") << "imbachat" << int(LoginProtocolKind::Imbachat);
        QTest::newRow("dg") << "dg" << int(LoginProtocolKind::Dg);
    }

    void readsTheOtherProtocols()
    {
        QFETCH(QString, name);
        QFETCH(int, protocol);
        const QJsonObject backend{{"protocol", name}, {"url", "https://site.example/api.php?v=2"},
            {"appid", "com.example.app"}, {"methods", QJsonArray{"browser", "password", "browser"}},
            {"browser_page", "https://site.example/sign-in?from=natter"},
            {"browser_token", "https://site.example/token"}};
        const auto profile = parseProfile(toJson(with(goodProfile(), "backend", backend)));
        QVERIFY2(profile, profile ? "" : qPrintable(profile.error().detail));
        QCOMPARE(int(profile->protocol), protocol);
        QCOMPARE(profile->backend, QUrl(QStringLiteral("https://site.example/api.php?v=2")));
        QCOMPARE(profile->backendAppId, QStringLiteral("com.example.app"));
        QCOMPARE(profile->methods, (QList<LoginMethod>{LoginMethod::Browser, LoginMethod::Password}));
        QCOMPARE(profile->browserPage, QUrl(QStringLiteral("https://site.example/sign-in?from=natter")));
        QCOMPARE(profile->browserToken, QUrl(QStringLiteral("https://site.example/token")));
        const auto again = parseProfile(serializeProfile(*profile));
        QVERIFY(again);
        QCOMPARE(*again, *profile);
    }

    void browserNeedsItsAddresses()
    {
        const QJsonObject browser = with(goodProfile(), "backend.methods", QJsonArray{"browser"});
        const auto withoutPage = parseProfile(toJson(browser));
        QVERIFY(!withoutPage);
        QVERIFY(withoutPage.error().detail.startsWith(QStringLiteral("backend.browser_page: ")));
        const auto withoutToken =
            parseProfile(toJson(with(browser, "backend.browser_page", "https://site.example/sign-in")));
        QVERIFY(!withoutToken);
        QVERIFY(withoutToken.error().detail.startsWith(QStringLiteral("backend.browser_token: ")));
    }

    void optionalMembers()
    {
        QJsonObject object = goodProfile();
        for (const char* member : {"name", "media_hosts", "brand", "version", "future"})
            object.remove(QString::fromLatin1(member));
        const auto profile = parseProfile(toJson(with(object, "backend.login_label", QJsonValue::Undefined)));
        QVERIFY2(profile, profile ? "" : qPrintable(profile.error().detail));
        QCOMPARE(profile->siteName, QStringLiteral("chat.example"));
        QVERIFY(profile->mediaHosts.isEmpty());
        QVERIFY(profile->accent.isEmpty());
        QVERIFY(!profile->isWidgetMode);
        const auto again = parseProfile(serializeProfile(*profile));
        QVERIFY(again);
        QCOMPARE(*again, *profile);
    }

    void namesTheMemberThatIsWrong_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QJsonValue>("value");
        const auto row = [](const char* name, const char* member, const QJsonValue& value) {
            QTest::newRow(name) << QString::fromLatin1(member) << value;
        };
        row("no gateway", "gateway", QJsonValue::Undefined);
        row("gateway is a number", "gateway", 5);
        row("gateway is relative", "gateway", "/api");
        row("gateway is a page script", "gateway", "javascript:alert(1)");
        row("gateway is a file", "gateway", "file:///etc/passwd");
        row("gateway over ws", "gateway", "wss://chat.example/");
        row("plain http", "gateway", "http://chat.example/");
        row("loopback in a name", "gateway", "http://127.0.0.1.evil.test/");
        row("loopback as a user", "gateway", "http://127.0.0.1@evil.test/");
        row("user and password", "gateway", "https://u:p@chat.example/");
        row("query", "gateway", "https://chat.example/?token=x");
        row("fragment", "gateway", "https://chat.example/#x");
        row("no host", "gateway", "https:///x");
        row("blank in host", "gateway", "https://a b/");
        row("no backend", "backend.url", QJsonValue::Undefined);
        row("backend over plain http", "backend.url", "http://site.example");
        row("unknown protocol", "backend.protocol", "carrier-pigeon");
        row("no protocol", "backend.protocol", QJsonValue::Undefined);
        row("no methods", "backend.methods", QJsonValue::Undefined);
        row("methods unknown", "backend.methods", QJsonArray{"magic", 5});
        row("methods not a list", "backend.methods", "otp");
        row("appid breaks a header", "backend.appid", "a\nb");
        row("no engine", "engine.websocket", QJsonValue::Undefined);
        row("engine over http", "engine.websocket", "https://chat.example/ws");
        row("engine over plain ws", "engine.websocket", "ws://chat.example/ws");
        row("no domain", "engine.domain", QJsonValue::Undefined);
        row("domain is a person", "engine.domain", "a@chat.example");
        row("domain has a resource", "engine.domain", "chat.example/x");
        row("domain has a blank", "engine.domain", "chat example");
        row("domain too long", "engine.domain", QString(254, 'a'));
        row("no app id", "app_id", QJsonValue::Undefined);
        row("app id too long", "app_id", QString(129, 'a'));
        row("app id breaks a header", "app_id", "a\r\nX: y");
        row("app id ends in a line break", "app_id", "a\n");
        row("app id climbs", "app_id", "../x");
    }

    void namesTheMemberThatIsWrong()
    {
        QFETCH(QString, member);
        QFETCH(QJsonValue, value);
        const auto profile = parseProfile(toJson(with(goodProfile(), member, value)));
        QVERIFY(!profile);
        QCOMPARE(profile.error().kind, ErrorKind::Configuration);
        QVERIFY2(profile.error().detail.startsWith(member + ": "), qPrintable(profile.error().detail));
    }

    void isNoProfile_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("html") << QByteArray("<!DOCTYPE html>");
        QTest::newRow("truncated") << toJson(goodProfile()).chopped(5);
        QTest::newRow("list") << QByteArray("[]");
        QTest::newRow("deep") << QByteArray("{\"a\":").repeated(100'000);
        QTest::newRow("empty object") << QByteArray("{}");
        QTest::newRow("wrong types") << QByteArray(R"({"app_id":[],"backend":1,"engine":"x","brand":[]})");
        QTest::newRow("30 MB") << QByteArray(30'000'000, ' ');
    }

    void isNoProfile()
    {
        QFETCH(QByteArray, json);
        const auto profile = parseProfile(json);
        QVERIFY(!profile);
        QCOMPARE(profile.error().kind, ErrorKind::Configuration);
        QVERIFY(profile.error().detail.size() < 300);
    }

    void loopbackMayBePlain()
    {
        QJsonObject object = with(goodProfile(), "gateway", "http://127.0.0.1:8080");
        object = with(object, "backend.url", "http://localhost:9/base");
        object = with(object, "engine.websocket", "ws://[::1]:5280/ws");
        const auto profile = parseProfile(toJson(object));
        QVERIFY2(profile, profile ? "" : qPrintable(profile.error().detail));
        QCOMPARE(profile->gateway.toString(), QStringLiteral("http://127.0.0.1:8080/"));
        QCOMPARE(profile->backend.toString(), QStringLiteral("http://localhost:9/base/"));
        QCOMPARE(profile->siteKey(), QStringLiteral("127.0.0.1:8080/natter-demo"));
    }

    void textsAreOneShortLine()
    {
        const auto profile =
            parseProfile(toJson(with(goodProfile(), "name", QString(QString(1000, 'x') + "\n\u202E"))));
        QVERIFY(profile);
        QVERIFY(profile->siteName.size() <= 200);
        const auto odd = parseProfile(toJson(with(goodProfile(), "brand.accent", "red; background: url(x)")));
        QVERIFY(odd);
        QVERIFY(odd->accent.isEmpty());
    }

    void allowsMedia_data()
    {
        QTest::addColumn<bool>("isAllowed");
        for (const char* url : {"https://site.example/a.png", "https://SITE.example/a.png",
                 "https://site.example:443/a", "https://cdn.example:8443/a", "https://bücher.example/",
                 "https://xn--bcher-kva.example/", "http://[::1]:99/a"})
            QTest::newRow(url) << true;
        for (const char* url : {"http://site.example/a", "https://site.example:444/a",
                 "https://cdn.example/a", "https://evil.example/", "https://site.example.evil.test/",
                 "https://evil.test/site.example", "https://site.example@evil.test/",
                 "https://u:p@site.example/", "https://u@site.example/", "ftp://site.example/a",
                 "file:///site.example", "data:image/png;base64,AAAA", "//site.example/a", "site.example", "",
                 "https://sub.site.example/", "https://site.example./a", "wss://site.example/"})
            QTest::newRow(qPrintable("not: " + QString::fromUtf8(url))) << false;
    }

    void allowsMedia()
    {
        QFETCH(bool, isAllowed);
        QString url = QString::fromUtf8(QTest::currentDataTag());
        if (url.startsWith("not: "))
            url.remove(0, 5);
        const auto profile = parseProfile(toJson(goodProfile()));
        QVERIFY(profile);
        QCOMPARE(profile->allowsMedia(QUrl(url)), isAllowed);
    }

    void oddMediaHostsAreLeftOut()
    {
        const auto profile = parseProfile(toJson(with(goodProfile(), "media_hosts",
            QJsonArray{"ok.example", "", 5, "*", "a/b", "u@ok2.example", "a b", "*.example",
                "ok.example:99999", "x?y"})));
        QVERIFY(profile);
        QVERIFY(profile->mediaHosts.contains("ok.example"));
        for (const QString& host : profile->mediaHosts)
            QVERIFY2(!host.contains('/') && !host.contains('@') && !host.contains(' '), qPrintable(host));
        QVERIFY(!profile->allowsMedia(QUrl(QStringLiteral("https://any.example/"))));
    }

    void mediaHostsAreFewAndDistinct()
    {
        QJsonArray hosts{"a.example", "A.example", "a.example:443"};
        for (int i = 0; i < 1000; ++i)
            hosts += QStringLiteral("h%1").arg(i);
        const auto profile = parseProfile(toJson(with(goodProfile(), "media_hosts", hosts)));
        QVERIFY2(profile, profile ? "" : qPrintable(profile.error().detail));
        QCOMPARE(profile->mediaHosts.size(), 64);
        QCOMPARE(profile->mediaHosts.mid(0, 2), QStringList({"a.example", "h0"}));
    }

    void trustsTransport_data()
    {
        QTest::addColumn<bool>("isTrusted");
        for (const char* url : {"https://a.example", "wss://a.example", "http://127.0.0.1",
                 "http://127.8.9.10:80/x", "ws://localhost:5280/ws", "http://LOCALHOST/", "http://[::1]/"})
            QTest::newRow(url) << true;
        for (const char* url : {"http://a.example", "ws://a.example", "http://127.0.0.1.evil.com",
                 "http://localhost.evil", "http://127.0.0.1@evil.com/", "http://evil.com/127.0.0.1",
                 "http://127.0.0.999/", "http://0.0.0.0/", "http://10.0.0.1/", "http://192.168.0.1/",
                 "ftp://127.0.0.1/", "file:///", "", "http://", "javascript:1"})
            QTest::newRow(qPrintable("not: " + QString::fromUtf8(url))) << false;
    }

    void trustsTransport()
    {
        QFETCH(bool, isTrusted);
        QString url = QString::fromUtf8(QTest::currentDataTag());
        if (url.startsWith("not: "))
            url.remove(0, 5);
        QCOMPARE(isTrustedTransport(QUrl(url)), isTrusted);
    }
};

QTEST_GUILESS_MAIN(TestDomainProfile)
#include "tst_domain_profile.moc"
