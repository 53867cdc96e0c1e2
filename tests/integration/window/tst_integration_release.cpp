// SPDX-License-Identifier: Apache-2.0
#include "WindowUnderTest.h"
#include "support/GuiTest.h"
#include "support/ReleaseSigning.h"
#include "support/SandboxProcess.h"

#include <QJsonDocument>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>

using namespace Natter;
using namespace Natter::Test;

/// A site announces a release, and the app believes its brand's key and nobody else.
class tst_integration_release : public Test::GuiTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_signing = std::make_unique<ReleaseSigning>(QStringLiteral(NATTER_PACKAGING_README));
        const Release release = m_signing->sign(
            "org.natter.Natter", "99.0.0", "https://get.example/natter", "Starts twice as fast.");
        QFile file(m_folder.filePath("release.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QJsonDocument(releaseObject(release)).toJson());
        file.close();
        QVERIFY2(m_sandbox.start({"--release", file.fileName()}), m_sandbox.error().constData());
    }
    void init() { QSettings().clear(); }

    void tellsCalmly()
    {
        App::Brand brand;
        brand.updateKey = m_signing->publicKey();
        WindowUnderTest app(m_folder.filePath("told"), brand);
        app.start(m_sandbox.profileUrl());
        app.signIn(m_sandbox.person("1"));
        QVERIFY(app.reads("Natter 99.0.0 is available. "));
        QVERIFY(app.reads("Starts twice as fast."));
        app.picture("release");
        app.click(app.find<QPushButton>("Show me"));
        QCOMPARE(app.browser.pages, QList<QUrl>{QUrl("https://get.example/natter")});
        app.click(app.find<QPushButton>("Not now"));
        QVERIFY(!app.reads("99.0.0 is available", 200));
        app.choose("Version 99.0.0 is available");
        QCOMPARE(app.browser.pages.size(), 2);
        app.browser.isThere = false;
        app.choose("Version 99.0.0 is available");
        QVERIFY(app.reads("No browser could be started"));
    }

    void believesNobodyElse_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QString>("id");
        const ReleaseSigning stranger(QStringLiteral(NATTER_PACKAGING_README));
        QTest::newRow("no key") << QByteArray() << "org.natter.Natter";
        QTest::newRow("another key") << stranger.publicKey() << "org.natter.Natter";
        QTest::newRow("another brand") << m_signing->publicKey() << "com.acme.Chat";
    }
    void believesNobodyElse()
    {
        QFETCH(QByteArray, key);
        QFETCH(QString, id);
        App::Brand brand;
        brand.updateKey = key;
        brand.id = id;
        WindowUnderTest app(m_folder.filePath(QString::fromLatin1(QTest::currentDataTag())), brand);
        app.start(m_sandbox.profileUrl());
        app.signIn(m_sandbox.person("1"));
        QVERIFY(!app.reads("is available", 1000));
        QVERIFY(!app.window().product().release());
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<ReleaseSigning> m_signing;
    SandboxProcess m_sandbox;
};

QTEST_MAIN(tst_integration_release)
#include "tst_integration_release.moc"
