// SPDX-License-Identifier: Apache-2.0
#include "CommandLine.h"

#include "DeepLink.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace Natter::App {

CommandLine parseCommandLine(const QStringList& arguments, const Brand& brand)
{
    const auto tr = [](const char* text) {
        return QCoreApplication::translate("Natter::App", text);
    };
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("%1, the desktop messenger of your site.").arg(brand.name));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, tr("Shows this text."));
    const QCommandLineOption version(
        {QStringLiteral("v"), QStringLiteral("version")}, tr("Shows the version."));
    const QCommandLineOption profile(QStringLiteral("profile"),
        tr("Deployment profile: a site's address, a URL or a file."), QStringLiteral("site"));
    const QCommandLineOption openDialog(QStringLiteral("open-dialog"),
        tr("Opens the dialog with that person, in the running %1 when there is one.").arg(brand.name),
        QStringLiteral("user_id"));
    const QCommandLineOption smokeTest(QStringLiteral("smoke-test"),
        tr("Opens the window on an empty folder, reports as JSON what works on this computer, and ends."));
    parser.addOptions({help, version, profile, openDialog, smokeTest});
    parser.addPositionalArgument(QStringLiteral("link"), tr("A %1://dialog/USER_ID link.").arg(brand.scheme),
        QStringLiteral("[link]"));

    CommandLine line;
    if (!parser.parse(arguments)) {
        line.action = CommandLine::Action::Fail;
        line.text = parser.errorText();
        return line;
    }
    if (parser.isSet(help) || parser.isSet(version)) {
        line.action = CommandLine::Action::PrintAndExit;
        line.text =
            parser.isSet(help) ? parser.helpText() : brand.package + QStringLiteral(" " NATTER_VERSION "\n");
        return line;
    }
    if (parser.isSet(smokeTest))
        line.action = CommandLine::Action::SmokeTest;
    line.profile = parser.value(profile);
    if (parser.isSet(openDialog))
        line.request = requestFor(parseUserId(parser.value(openDialog)));
    for (const QString& link : parser.positionalArguments())
        line.request = requestForLink(link, brand.scheme);
    line.request.activationToken =
        qEnvironmentVariable("XDG_ACTIVATION_TOKEN", qEnvironmentVariable("DESKTOP_STARTUP_ID"));
    return line;
}

} // namespace Natter::App
