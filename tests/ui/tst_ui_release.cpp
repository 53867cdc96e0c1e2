// SPDX-License-Identifier: Apache-2.0
#include "support/GuiTest.h"
#include "ui/Gallery.h"
#include "ui/Samples.h"

#include "ui/dialogs/AboutDialog.h"
#include "ui/dialogs/AccountMenu.h"
#include "ui/dialogs/DialogListWidget.h"
#include "ui/dialogs/ReleaseWidget.h"

#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QVBoxLayout>

using namespace Natter;
using namespace Natter::Ui;
using namespace Natter::Test;

namespace {

Release release(const QString& version, const QString& notes = {})
{
    return {version, QUrl("https://get.example/" + version), QByteArray(64, 's'), notes};
}

} // namespace

/// How a newer release is told of: calmly, and once dismissed only to who looks for it.
class ReleaseTest : public Test::GuiTest
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QSettings().clear();
        m_theme.reset(); // gives back the look before the next one takes it
        m_theme = std::make_unique<Theme>();
        m_theme->apply();
    }

    void saysNothingWithoutOne()
    {
        Preferences preferences;
        Product product(preferences);
        QWidget column;
        auto* widget = new ReleaseWidget(*m_theme, product, &column);
        column.show();
        QVERIFY(widget->isHidden());
        AccountSwitch accounts([] { return QList<AccountEntry>(); });
        AccountMenu menu(*m_theme, preferences, accounts, product, nullptr);
        QVERIFY(!lineOf(menu));
        QVERIFY(!AboutDialog(product).informativeText().contains("available"));
        QVERIFY(AboutDialog(product).text().endsWith(" " NATTER_VERSION));
    }

    void showsAndDismisses()
    {
        Preferences preferences;
        Product product(preferences);
        QWidget column;
        auto* widget = new ReleaseWidget(*m_theme, product, &column);
        AccountSwitch accounts([] { return QList<AccountEntry>(); });
        AccountMenu menu(*m_theme, preferences, accounts, product, nullptr);
        QSignalSpy wanted(&product, &Product::releaseWanted);

        product.offerRelease(release("1.4.0", "<b>Faster</b> & calmer"));
        QVERIFY(!widget->isHidden());
        QVERIFY(widget->accessibleName().startsWith("Natter 1.4.0 is available."));
        QVERIFY(widget->accessibleName().contains("<b>Faster</b> & calmer"));
        click(widget, "Show me");
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.takeFirst().first().toUrl(), QUrl("https://get.example/1.4.0"));
        QVERIFY(!widget->isHidden());

        click(widget, "Not now");
        QVERIFY(widget->isHidden());
        QVERIFY(lineOf(menu)); // who looks for it still finds it
        lineOf(menu)->trigger();
        QCOMPARE(wanted.size(), 1);
        QVERIFY(AboutDialog(product).informativeText().contains("https://get.example/1.4.0"));
        product.offerRelease(release("1.4.0"));
        QVERIFY(widget->isHidden());
        product.offerRelease(release("1.3.0")); // another site is late
        QVERIFY(widget->isHidden());
        QCOMPARE(product.release()->version, "1.4.0");

        product.offerRelease(release("1.4.1"));
        QVERIFY(!widget->isHidden());
    }

    void staysDismissedAfterARestart()
    {
        {
            Preferences preferences;
            Product product(preferences);
            product.offerRelease(release("1.4.0"));
            product.dismissRelease();
        }
        Preferences preferences;
        Product product(preferences);
        product.offerRelease(release("1.4.0"));
        QVERIFY(product.release());
        QVERIFY(!product.isReleaseNews());
        product.offerRelease(release("1.5.0"));
        QVERIFY(product.isReleaseNews());
    }

    void pictures_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<bool>("rtl");
        QTest::addColumn<double>("scale");
        QTest::newRow("release-light") << false << false << 1.0;
        QTest::newRow("release-dark") << true << false << 1.0;
        QTest::newRow("release-rtl") << false << true << 1.0;
        QTest::newRow("release-200") << true << false << 2.0;
    }
    void pictures()
    {
        QFETCH(bool, dark);
        QFETCH(bool, rtl);
        QFETCH(double, scale);
        m_theme->setAppearance(dark ? Appearance::Dark : Appearance::Light);
        m_theme->setTextScale(scale);
        // Of the whole application: windows have no direction of the one that they belong to.
        QGuiApplication::setLayoutDirection(rtl ? Qt::RightToLeft : Qt::LeftToRight);
        Preferences preferences;
        Product product(preferences);
        product.setHomepage("https://natter.org/");
        const auto source = dialogModel(sampleDialogs());
        QWidget column;
        auto* list = new DialogListWidget(*m_theme);
        list->setModel(source.get());
        auto* layout = new QVBoxLayout(&column);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
        layout->addWidget(new ReleaseWidget(*m_theme, product));
        layout->addWidget(list, 1);
        column.resize(340, 400);
        product.offerRelease(release("1.4.0", "Starts twice as fast and remembers what you were writing."));
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        QVERIFY(colourCount(picture(&column, name)) >= 16);
        AboutDialog about(product);
        QVERIFY(colourCount(picture(&about, QString(name).replace("release", "about"))) >= 16);
        const QImage close = about.button(QMessageBox::Close)->grab().toImage();
        QVERIFY(close.pixelColor(close.width() / 2, 3) == m_theme->colours().surfaceRaised);
        const auto* logo = about.findChild<QLabel*>(QStringLiteral("qt_msgboxex_icon_label"));
        QCOMPARE(logo->x() > about.width() / 2, rtl);
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    }

private:
    static void click(QWidget* widget, const QString& text)
    {
        const auto buttons = widget->findChildren<QPushButton*>();
        for (QPushButton* button : buttons) {
            if (button->text() == text)
                return button->click();
        }
        QFAIL("no such button");
    }
    static QAction* lineOf(const AccountMenu& menu)
    {
        const auto actions = menu.actions();
        for (QAction* action : actions) {
            if (action->isVisible() && action->text() == "Version 1.4.0 is available")
                return action;
        }
        return nullptr;
    }

    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(ReleaseTest)
#include "tst_ui_release.moc"
