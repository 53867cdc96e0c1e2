// SPDX-License-Identifier: Apache-2.0
#include "Composition.h"
#include "DesktopBrowser.h"
#include "support/FakeBrowser.h"
#include "support/FakeClock.h"
#include "support/FakeHttpClient.h"
#include "support/FakeSecretStore.h"
#include "support/GuiTest.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Natter;

/// What a brand decides.
class tst_app_brand : public Test::GuiTest
{
    Q_OBJECT

private Q_SLOTS:
    /// Nobody may lose accounts, settings or links by an upgrade.
    void nattersOwnStaysWhatItWas()
    {
        const App::Brand brand;
        QCOMPARE(brand.name, "Natter");
        QCOMPARE(brand.package, "natter");
        QCOMPARE(brand.id, "org.natter.Natter");
        QCOMPARE(brand.scheme, "natter");
        QCOMPARE(brand.dataName, "Natter");
        QVERIFY(brand.profile.isEmpty());
    }

    void opensItsSiteAtFirst_data()
    {
        QTest::addColumn<QString>("profile"); // the brand's
        QTest::addColumn<QString>("site");    // the command line's
        QTest::addColumn<QString>("asked");
        QTest::newRow("no site of its own") << ""
                                            << ""
                                            << "";
        QTest::newRow("its site") << "https://acme.example"
                                  << ""
                                  << "acme.example";
        QTest::newRow("another one is asked for") << "https://acme.example"
                                                  << "https://other.example"
                                                  << "other.example";
        QTest::newRow("only by the command line") << ""
                                                  << "https://other.example"
                                                  << "other.example";
    }
    void opensItsSiteAtFirst()
    {
        QFETCH(QString, profile);
        QFETCH(QString, site);
        QFETCH(QString, asked);
        App::Brand brand;
        brand.profile = profile;
        const QTemporaryDir folder;
        Test::FakeHttpClient http;
        Test::FakeSecretStore secrets;
        Test::FakeBrowser browser;
        const Test::FakeClock clock;
        App::Composition composition(brand, folder.path(), http, secrets, browser, clock);
        composition.start(site);
        QCOMPARE(http.count(), asked.isEmpty() ? 0 : 1);
        if (!asked.isEmpty())
            QCOMPARE(http.request(0).url.host(), asked);
    }

    void namesItselfInTheBrowser()
    {
        const QString usual = QGuiApplication::applicationDisplayName();
        QGuiApplication::setApplicationDisplayName("Acme Chat");
        App::Brand brand;
        brand.scheme = "acme";
        const App::DesktopBrowser browser(brand);
        QCOMPARE(browser.linkScheme(), "acme");
        for (const QString& text : {browser.doneText(), browser.strangerText()})
            QVERIFY2(text.contains("Acme Chat") && !text.contains("Natter"), qPrintable(text));
        QGuiApplication::setApplicationDisplayName(usual);
    }
};

QTEST_MAIN(tst_app_brand)
#include "tst_app_brand.moc"
