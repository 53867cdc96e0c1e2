// SPDX-License-Identifier: Apache-2.0
#include "CommandLine.h"

#include <QCommandLineParser>
#include <QFileInfo>

namespace Natter::Doctor {

namespace {

constexpr int LongestLimit = 600;

const QString Footer =
    QStringLiteral("\nThe passcode for --login comes from NATTER_DOCTOR_PASSCODE, else from the terminal "
                   "without echo, else from a\n"
                   "line of standard input; a one-time code always from terminal or standard input. The "
                   "login for --users-info comes\n"
                   "from NATTER_DOCTOR_USERS_INFO_LOGIN and NATTER_DOCTOR_USERS_INFO_PASSWORD.\n"
                   "Where people sign in through the browser only, --login prints the address of the page.\n"
                   "Ctrl+C signs out what was signed in; once more, and it ends at once.\n"
                   "Ends with 0 when nothing failed, 1 when something did, 2 when it was called wrongly, 130 "
                   "or 143 when\n"
                   "it was interrupted.\n");

Error refused(const QString& why)
{
    return {ErrorKind::BadInput, Retry::never(), why, {}};
}

} // namespace

Result<CommandLine> parseCommandLine(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Walks through a Natter deployment step by step and says what is wrong and how to mend it."));
    parser.addPositionalArgument(QStringLiteral("site"),
        QStringLiteral("The site's address, the URL of its natter.json, or such a file."),
        QStringLiteral("SITE"));
    parser.addOptions({
        {{QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Show this help.")},
        {{QStringLiteral("v"), QStringLiteral("version")}, QStringLiteral("Show the version.")},
        {QStringLiteral("login"), QStringLiteral("Sign in as USER, look at everything, and sign out again."),
            QStringLiteral("USER")},
        {QStringLiteral("browser"),
            QStringLiteral("The same, but at the site's page in the browser, which is opened.")},
        {QStringLiteral("users-info"), QStringLiteral("Ask the site's users-info API directly, too."),
            QStringLiteral("URL")},
        {QStringLiteral("user"), QStringLiteral("Whom --users-info asks for; without it, who signed in."),
            QStringLiteral("ID")},
        {QStringLiteral("json"), QStringLiteral("Print one JSON document.")},
        {QStringLiteral("full"),
            QStringLiteral("Print what was asked and what came back for good steps, too.")},
        {QStringLiteral("step-limit"), QStringLiteral("Give up on a step after SECONDS (20)."),
            QStringLiteral("SECONDS")},
    });
    if (!parser.parse(arguments))
        return refused(parser.errorText());

    CommandLine line;
    if (parser.isSet(QStringLiteral("help")))
        line.textToPrint = parser.helpText() + Footer;
    else if (parser.isSet(QStringLiteral("version")))
        line.textToPrint = QStringLiteral("natter-doctor " NATTER_VERSION "\n");
    if (!line.textToPrint.isEmpty())
        return line;
    if (parser.positionalArguments().size() != 1 || parser.positionalArguments().first().trimmed().isEmpty())
        return refused(QStringLiteral("Name one site."));
    line.site = parser.positionalArguments().first();
    if (line.site.endsWith(u".json") && QFileInfo(line.site).isFile())
        line.site = QFileInfo(line.site).absoluteFilePath();
    line.login = parser.value(QStringLiteral("login"));
    if (parser.isSet(QStringLiteral("login")) && line.login.trimmed().isEmpty())
        return refused(QStringLiteral("--login needs a user."));
    line.isInBrowser = parser.isSet(QStringLiteral("browser"));
    if (parser.isSet(QStringLiteral("users-info"))) {
        line.usersInfo = QUrl(parser.value(QStringLiteral("users-info")), QUrl::TolerantMode);
        if (!line.usersInfo.isValid() || line.usersInfo.host().isEmpty() ||
            !line.usersInfo.userInfo().isEmpty())
            return refused(QStringLiteral("--users-info needs an address without a user name in it."));
    }
    line.usersInfoId = parser.value(QStringLiteral("user"));
    line.isJson = parser.isSet(QStringLiteral("json"));
    line.isFull = parser.isSet(QStringLiteral("full"));
    if (parser.isSet(QStringLiteral("step-limit"))) {
        bool isNumber = false;
        const int seconds = parser.value(QStringLiteral("step-limit")).toInt(&isNumber);
        if (!isNumber || seconds < 1 || seconds > LongestLimit)
            return refused(QStringLiteral("--step-limit needs 1 to %1 seconds.").arg(LongestLimit));
        line.stepLimit = std::chrono::seconds(seconds);
    }
    return line;
}

} // namespace Natter::Doctor
