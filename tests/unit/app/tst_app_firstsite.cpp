// SPDX-License-Identifier: Apache-2.0
#include "FirstSite.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace Natter;

class tst_app_firstsite : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.filePath("person"));
        QSettings::setPath(QSettings::IniFormat, QSettings::SystemScope, m_folder.filePath("computer"));
        QCoreApplication::setOrganizationName("Natter");
        QCoreApplication::setApplicationName("Natter");
    }

    void firstOfPersonComputerBrand_data()
    {
        QTest::addColumn<QVariant>("person");
        QTest::addColumn<QVariant>("computer");
        QTest::addColumn<QString>("site");
        const QString brand = "https://brand.example";
        const QString own = "https://own.example";
        const QString office = "https://office.example";
        QTest::newRow("nothing is set") << QVariant() << QVariant() << brand;
        QTest::newRow("computer") << QVariant() << QVariant(office) << office;
        QTest::newRow("person before computer") << QVariant(own) << QVariant(office) << own;
        QTest::newRow("an empty one hides none") << QVariant("") << QVariant(office) << office;
        QTest::newRow("blanks") << QVariant("  ") << QVariant(" " + office + " ") << office;
        QTest::newRow("no text") << QVariant(QStringList{own, office}) << QVariant() << brand;
    }

    void firstOfPersonComputerBrand()
    {
        QFETCH(QVariant, person);
        QFETCH(QVariant, computer);
        write(QSettings::UserScope, person);
        write(QSettings::SystemScope, computer);
        QTEST(App::firstSite("https://brand.example"), "site");
    }

private:
    static void write(QSettings::Scope scope, const QVariant& profile)
    {
        QSettings settings(QSettings::IniFormat, scope, "Natter", "Natter");
        if (profile.isValid())
            settings.setValue("profile", profile);
        else
            settings.remove("profile");
        settings.sync();
        QCOMPARE(settings.status(), QSettings::NoError);
    }

    const QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(tst_app_firstsite)
#include "tst_app_firstsite.moc"
