// SPDX-License-Identifier: Apache-2.0
#include "identity/GatewayClient.h"

#include "support/Await.h"
#include "support/FakeHttpClient.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Natter;
using namespace Natter::Identity;

namespace {

QByteArray profileJson()
{
    Profile profile;
    profile.siteName = QStringLiteral("Demo");
    profile.appId = QStringLiteral("natter-demo");
    profile.gateway = QUrl(QStringLiteral("http://127.0.0.1:1/"));
    profile.backend = QUrl(QStringLiteral("http://127.0.0.1:2/"));
    profile.methods = {LoginMethod::Passcode};
    profile.engineWebSocket = QUrl(QStringLiteral("ws://127.0.0.1:3/ws"));
    profile.engineDomain = QStringLiteral("natter.localhost");
    return serializeProfile(profile);
}

} // namespace

class FetchProfileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksTheRightAddress_data();
    void asksTheRightAddress();
    void refusesOddAddresses_data();
    void refusesOddAddresses();
    void namesTheAddressInErrors_data();
    void namesTheAddressInErrors();
    void passesTransportErrorsOn();
    void readsFiles();
    void refusesOddFiles();
    void cancelsTheRequest();
};

void FetchProfileTest::asksTheRightAddress_data()
{
    QTest::addColumn<QString>("site");
    QTest::addColumn<QString>("url");
    QTest::newRow("host") << "site.example"
                          << "https://site.example/.well-known/natter.json";
    QTest::newRow("blanks around") << "  site.example \n"
                                   << "https://site.example/.well-known/natter.json";
    QTest::newRow("https") << "https://site.example"
                           << "https://site.example/.well-known/natter.json";
    QTest::newRow("https with slash") << "https://site.example/"
                                      << "https://site.example/.well-known/natter.json";
    QTest::newRow("host and port") << "site.example:8443"
                                   << "https://site.example:8443/.well-known/natter.json";
    QTest::newRow("loopback") << "http://127.0.0.1:1234"
                              << "http://127.0.0.1:1234/.well-known/natter.json";
    QTest::newRow("loopback without scheme") << "127.0.0.1:1234"
                                             << "http://127.0.0.1:1234/.well-known/natter.json";
    QTest::newRow("localhost") << "localhost:1234"
                               << "http://localhost:1234/.well-known/natter.json";
    QTest::newRow("full URL") << "https://site.example/chat/profile.json"
                              << "https://site.example/chat/profile.json";
    QTest::newRow("app id") << "https://site.example/?app_id=second"
                            << "https://site.example/.well-known/natter.json?app_id=second";
}

void FetchProfileTest::asksTheRightAddress()
{
    QFETCH(QString, site);
    QFETCH(QString, url);
    Test::FakeHttpClient http;
    const auto answer = fetchProfile(http, site);
    QCOMPARE(http.count(), 1);
    QCOMPARE(http.request(0).url, QUrl(url));
    QCOMPARE(http.request(0).method, QByteArray("GET"));
    http.answer(0, 200, profileJson());
    const auto profile = Test::await(answer);
    QVERIFY(profile.isOk());
    QCOMPARE(profile->appId, QStringLiteral("natter-demo"));
}

void FetchProfileTest::refusesOddAddresses_data()
{
    QTest::addColumn<QString>("site");
    QTest::newRow("empty") << "";
    QTest::newRow("blanks") << "   ";
    QTest::newRow("plain http") << "http://site.example";
    QTest::newRow("ftp") << "ftp://site.example";
    QTest::newRow("password in it") << "https://me:secret@site.example";
    QTest::newRow("words") << "my site please";
    QTest::newRow("scheme only") << "https://";
    QTest::newRow("javascript") << "javascript:alert(1)";
    QTest::newRow("long") << QString(20'000, u'x');
}

void FetchProfileTest::refusesOddAddresses()
{
    QFETCH(QString, site);
    Test::FakeHttpClient http;
    const auto profile = Test::await(fetchProfile(http, site));
    QVERIFY(!profile.isOk());
    QCOMPARE(profile.error().kind, ErrorKind::Configuration);
    QVERIFY(!profile.error().detail.contains(QStringLiteral("secret")));
    QVERIFY(profile.error().detail.size() < 1000);
    QCOMPARE(http.count(), 0);
}

void FetchProfileTest::namesTheAddressInErrors_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("absent") << 404 << QByteArray("<html>") << ErrorKind::NotFound;
    QTest::newRow("failing") << 502 << QByteArray() << ErrorKind::ServerFailure;
    QTest::newRow("refused") << 403 << QByteArray() << ErrorKind::BadResponse;
    QTest::newRow("no content") << 204 << QByteArray() << ErrorKind::BadResponse;
    QTest::newRow("HTML") << 200 << QByteArray("<html></html>") << ErrorKind::Configuration;
    QTest::newRow("truncated") << 200 << profileJson().left(100) << ErrorKind::Configuration;
    QTest::newRow("incomplete") << 200 << QByteArray("{}") << ErrorKind::Configuration;
}

void FetchProfileTest::namesTheAddressInErrors()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(ErrorKind, kind);
    Test::FakeHttpClient http;
    const auto answer = fetchProfile(http, QStringLiteral("site.example"));
    http.answer(0, status, body);
    const auto profile = Test::await(answer);
    QVERIFY(!profile.isOk());
    QCOMPARE(profile.error().kind, kind);
    QVERIFY(
        profile.error().detail.startsWith(QStringLiteral("https://site.example/.well-known/natter.json: ")));
}

void FetchProfileTest::passesTransportErrorsOn()
{
    Test::FakeHttpClient http;
    const auto answer = fetchProfile(http, QStringLiteral("site.example"));
    http.fail(0, Error{ErrorKind::Tls, Retry::never(), QStringLiteral("self-signed certificate"), {}});
    const auto profile = Test::await(answer);
    QCOMPARE(profile.error().kind, ErrorKind::Tls);
    QCOMPARE(profile.error().detail,
        QStringLiteral("https://site.example/.well-known/natter.json: self-signed certificate"));
}

void FetchProfileTest::readsFiles()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("natter demo.json"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(profileJson());
    file.close();
    Test::FakeHttpClient http;
    QVERIFY(Test::await(fetchProfile(http, path)).isOk());
    QVERIFY(Test::await(fetchProfile(http, QUrl::fromLocalFile(path).toString())).isOk());
    QCOMPARE(http.count(), 0);
}

void FetchProfileTest::refusesOddFiles()
{
    QTemporaryDir folder;
    const QString absent = folder.filePath(QStringLiteral("absent.json"));
    Test::FakeHttpClient http;
    const auto missing = Test::await(fetchProfile(http, absent));
    QCOMPARE(missing.error().kind, ErrorKind::NotFound);
    QVERIFY(missing.error().detail.contains(absent));
    QCOMPARE(Test::await(fetchProfile(http, folder.path())).error().kind, ErrorKind::NotFound);

    const QString large = folder.filePath(QStringLiteral("large.json"));
    QFile file(large);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(30 * 1024 * 1024));
    file.close();
    QCOMPARE(Test::await(fetchProfile(http, large)).error().kind, ErrorKind::TooLarge);
#ifdef Q_OS_UNIX
    QCOMPARE(Test::await(fetchProfile(http, QStringLiteral("/dev/zero"))).error().kind, ErrorKind::NotFound);
#endif
}

void FetchProfileTest::cancelsTheRequest()
{
    Test::FakeHttpClient http;
    {
        const ScopedRequest request(fetchProfile(http, QStringLiteral("site.example")));
    }
    QTRY_VERIFY(http.exchanges().at(0).promise.isCancelled());
}

QTEST_GUILESS_MAIN(FetchProfileTest)
#include "tst_identity_fetchprofile.moc"
