// SPDX-License-Identifier: Apache-2.0
#include "CommandLine.h"

#include <QTest>

using namespace Natter;
using App::CommandLine;

class tst_app_commandline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensDialogByOptionAndByLink()
    {
        const CommandLine byOption = App::parseCommandLine({"natter", "--open-dialog", "P11-A"}, {});
        QCOMPARE(byOption.action, CommandLine::Action::Run);
        QCOMPARE(byOption.request.openDialog->toString(), "P11-A");
        const CommandLine byLink = App::parseCommandLine({"natter", "natter://dialog/2"}, {});
        QCOMPARE(byLink.request.openDialog->toString(), "2");
    }
    void malformedLinkBecomesNotice()
    {
        const CommandLine line = App::parseCommandLine({"natter", "natter://dialog/2?send=1"}, {});
        QCOMPARE(line.action, CommandLine::Action::Run);
        QVERIFY(!line.request.openDialog);
        QVERIFY(!line.request.notice.isEmpty());
    }
    void printsVersionAndHelp()
    {
        const CommandLine version = App::parseCommandLine({"natter", "--version"}, {});
        QCOMPARE(version.action, CommandLine::Action::PrintAndExit);
        QCOMPARE(version.text, "natter " NATTER_VERSION "\n");
        QVERIFY(App::parseCommandLine({"natter", "--help"}, {}).text.contains("--open-dialog"));
    }
    void speaksOfItsBrand()
    {
        App::Brand brand;
        brand.name = "Acme Chat";
        brand.package = "acme-chat";
        brand.scheme = "acme";
        QCOMPARE(
            App::parseCommandLine({"acme-chat", "--version"}, brand).text, "acme-chat " NATTER_VERSION "\n");
        const QString help = App::parseCommandLine({"acme-chat", "--help"}, brand).text;
        QVERIFY2(help.contains("Acme Chat") && help.contains("acme://dialog/"), qPrintable(help));
        QVERIFY2(!help.contains("natter", Qt::CaseInsensitive), qPrintable(help));
        const CommandLine own = App::parseCommandLine({"acme-chat", "acme://dialog/2"}, brand);
        QCOMPARE(own.request.openDialog->toString(), "2");
        const CommandLine foreign = App::parseCommandLine({"acme-chat", "natter://dialog/2"}, brand);
        QVERIFY(!foreign.request.openDialog);
        QVERIFY(!foreign.request.notice.isEmpty());
    }
    void unknownOptionFails()
    {
        const CommandLine line = App::parseCommandLine({"natter", "--nonsense"}, {});
        QCOMPARE(line.action, CommandLine::Action::Fail);
        QVERIFY(line.text.contains("nonsense"));
    }
    void takesProfile()
    {
        QCOMPARE(App::parseCommandLine({"natter", "--profile", "site.example"}, {}).profile, "site.example");
    }
};

QTEST_APPLESS_MAIN(tst_app_commandline)
#include "tst_app_commandline.moc"
