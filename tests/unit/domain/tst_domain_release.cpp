// SPDX-License-Identifier: Apache-2.0
#include "domain/Profile.h"
#include "domain/Release.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Natter;

namespace {

QJsonObject goodRelease()
{
    return {{"version", "1.4.0"}, {"url", "https://get.example/natter?v=1.4.0#linux"},
        {"signature", QString::fromLatin1(QByteArray(64, 's').toBase64())},
        {"notes", "Faster start — at last"}};
}

} // namespace

/// The release that a profile announces: what is taken, what is refused by name, and what exactly is signed.
class TestDomainRelease : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads()
    {
        const auto release = parseRelease(goodRelease());
        QVERIFY2(release, release ? "" : qPrintable(release.error().detail));
        QCOMPARE(release->version, "1.4.0");
        QCOMPARE(release->url, QUrl("https://get.example/natter?v=1.4.0#linux"));
        QCOMPARE(release->signature, QByteArray(64, 's'));
        QCOMPARE(releaseObject(*release), goodRelease());
        QCOMPARE(release->signedBytes("org.natter.Natter"),
            QByteArray(
                "natter-release 1\norg.natter.Natter\n1.4.0\nhttps://get.example/natter?v=1.4.0#linux\n"
                "Faster start \xe2\x80\x94 at last\n"));
    }

    void notesMayBeMissing()
    {
        QJsonObject object = goodRelease();
        object.remove("notes");
        const auto release = parseRelease(object);
        QVERIFY(release.isOk());
        QVERIFY(release->signedBytes("a.b").endsWith("#linux\n\n"));
        QCOMPARE(releaseObject(*release), object);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QJsonValue>("value");
        const auto row = [](const char* name, const char* member, const QJsonValue& value) {
            QTest::newRow(name) << QString::fromLatin1(member) << value;
        };
        row("no version", "version", QJsonValue::Undefined);
        row("a number", "version", 1.4);
        row("two parts", "version", "1.4");
        row("four parts", "version", "1.4.0.1");
        row("leading zero", "version", "1.04.0");
        row("suffix", "version", "1.4.0-rc1");
        row("v", "version", "v1.4.0");
        row("line feed", "version", "1.4.0\n");
        row("huge number", "version", "1.4.4294967297");
        row("other digits", "version", QString::fromUtf8("1.4.٣"));
        row("no url", "url", QJsonValue::Undefined);
        row("relative", "url", "/get");
        row("plain http", "url", "http://get.example/");
        row("script", "url", "javascript:alert(1)");
        row("file", "url", "file:///etc/passwd");
        row("user", "url", "https://get.example@evil.example/");
        row("line feed in url", "url", "https://get.example/\nx");
        row("not encoded", "url", QString::fromUtf8("https://gét.example/"));
        row("capitals", "url", "https://GET.example/");
        row("blank", "url", "https://get.example/a b");
        row("long", "url", "https://get.example/" + QString(2048, 'a'));
        row("no signature", "signature", QJsonValue::Undefined);
        row("empty", "signature", "");
        row("short", "signature", QString::fromLatin1(QByteArray(63, 's').toBase64()));
        row("over long", "signature", QString::fromLatin1(QByteArray(65, 's').toBase64()));
        row("no base64", "signature", QString(88, '!'));
        row("array", "signature", QJsonArray{1, 2});
        row("two lines", "notes", "one\ntwo");
        row("essay", "notes", QString(201, 'n'));
        row("override", "notes", QString::fromUtf8("abc\u202edef"));
    }
    void refuses()
    {
        QFETCH(QString, member);
        QFETCH(QJsonValue, value);
        QJsonObject object = goodRelease();
        if (value.isUndefined())
            object.remove(member);
        else
            object.insert(member, value);
        const auto release = parseRelease(object);
        QVERIFY(!release.isOk());
        QCOMPARE(release.error().kind, ErrorKind::Configuration);
        QVERIFY2(release.error().detail.startsWith("release." + member), qPrintable(release.error().detail));

        // A site whose announcement is wrong is a site all the same.
        QFile file(QStringLiteral(NATTER_TEST_DATA "/domain/profile.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QJsonObject root = QJsonDocument::fromJson(file.readAll()).object();
        root.insert("release", object);
        const auto profile = parseProfile(QJsonDocument(root).toJson());
        QVERIFY(profile.isOk());
        QVERIFY(!profile->release);
    }

    void isPartOfTheProfile()
    {
        QFile file(QStringLiteral(NATTER_TEST_DATA "/domain/profile.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QJsonObject root = QJsonDocument::fromJson(file.readAll()).object();
        QVERIFY(!parseProfile(QJsonDocument(root).toJson())->release);
        root.insert("release", goodRelease());
        const auto profile = parseProfile(QJsonDocument(root).toJson());
        QCOMPARE(profile->release, std::optional(*parseRelease(goodRelease())));
        QCOMPARE(*parseProfile(serializeProfile(*profile)), *profile);
    }

    void isNewer_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("own");
        QTest::addColumn<bool>("isNewer");
        QTest::newRow("patch") << "1.4.1"
                               << "1.4.0" << true;
        QTest::newRow("by number") << "0.10.0"
                                   << "0.9.9" << true;
        QTest::newRow("major") << "2.0.0"
                               << "1.99.99" << true;
        QTest::newRow("same") << "1.4.0"
                              << "1.4.0" << false;
        QTest::newRow("older") << "1.3.9"
                               << "1.4.0" << false;
        QTest::newRow("older by number") << "0.9.9"
                                         << "0.10.0" << false;
    }
    void isNewer()
    {
        QFETCH(QString, version);
        QFETCH(QString, own);
        Release release;
        release.version = version;
        QTEST(release.isNewerThan(own), "isNewer");
    }
};

QTEST_APPLESS_MAIN(TestDomainRelease)
#include "tst_domain_release.moc"
