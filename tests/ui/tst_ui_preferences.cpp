// SPDX-License-Identifier: Apache-2.0
#include "support/GuiTest.h"
#include "ui/Preferences.h"

#include <QDir>
#include <QSettings>
#include <QTest>

using namespace Natter;
using Ui::Preferences;

namespace {

QString openDialogs()
{
    QStringList keys = QSettings().allKeys();
    keys.removeIf([](const QString& key) { return !key.startsWith(u"openDialog/"); });
    return keys.join(u' ');
}

} // namespace

/// What the window remembers, in the settings file.
class PreferencesTest : public Test::GuiTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }

    void theTestsHaveSettingsOfTheirOwn()
    {
        QVERIFY2(QSettings().fileName().startsWith(QDir::tempPath()), qPrintable(QSettings().fileName()));
    }

    void remembersAcrossStarts()
    {
        {
            Preferences preferences;
            QCOMPARE(preferences.textScale(), 1.0);
            preferences.setTextScale(1.5);
            preferences.setAppearance(Ui::Appearance::Dark);
            preferences.setGeometry("geometry");
            preferences.setColumnWidth(333);
            preferences.setOpenDialog("site/1", PeerId("2"));
            QCOMPARE(preferences.columnWidth(), 333);
        }
        const Preferences preferences;
        QCOMPARE(preferences.textScale(), 1.5);
        QCOMPARE(preferences.appearance(), Ui::Appearance::Dark);
        QCOMPARE(preferences.geometry(), QByteArray("geometry"));
        QCOMPARE(preferences.columnWidth(), 333);
        QCOMPARE(preferences.openDialog("site/1"), PeerId("2"));
    }

    /// A drag of the splitter sets a width for each pixel; each write would wait for the disk.
    void writesOnceAfterAWhile()
    {
        Preferences preferences;
        for (int width = 280; width < 340; ++width) {
            preferences.setColumnWidth(width);
            QVERIFY(!QSettings().contains("window/columnWidth"));
        }
        QTRY_COMPARE(QSettings().value("window/columnWidth").toInt(), 339);
        QCOMPARE(preferences.columnWidth(), 339);
    }

    void keepsWhatAnotherOneChanged()
    {
        Preferences preferences;
        QSettings().setValue("window/textScale", 1.25);
        preferences.setColumnWidth(300);
        QTRY_COMPARE(QSettings().value("window/columnWidth").toInt(), 300);
        QCOMPARE(Preferences().textScale(), 1.25);
    }

    void forgetsAnAccount()
    {
        {
            Preferences preferences;
            preferences.setOpenDialog("site/1", PeerId("2"));
            preferences.setOpenDialog("site/2", PeerId("3"));
        }
        {
            Preferences preferences;
            preferences.forget("site/1");
            QVERIFY(preferences.openDialog("site/1").isEmpty());
            QTRY_COMPARE(openDialogs(), "openDialog/site%2F2");
            preferences.forget("never/seen");
            preferences.setOpenDialog("site/2", {});
        }
        QCOMPARE(openDialogs(), QString());
    }

    void takesNoRubbish()
    {
        QSettings().setValue("window/textScale", "large");
        QSettings().setValue("window/columnWidth", -7);
        QSettings().setValue("window/appearance", 3);
        const Preferences preferences;
        QCOMPARE(preferences.textScale(), 1.0);
        QVERIFY(preferences.columnWidth() > 0);
        QCOMPARE(preferences.appearance(), Ui::Appearance::System);
    }
};

QTEST_MAIN(PreferencesTest)
#include "tst_ui_preferences.moc"
