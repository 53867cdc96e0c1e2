// SPDX-License-Identifier: Apache-2.0
#include "Options.h"

#include "SiteApp.h"

#include <QCommandLineParser>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace Natter::Sandbox {

namespace {

constexpr int MostExtraPeople = 20'000;

void declareOptions(QCommandLineParser& parser)
{
    parser.setApplicationDescription(QStringLiteral(
        "Runs a whole Natter site on this machine: demo site, gateway, chat engine, people and bots.\n"
        "Everything listens on 127.0.0.1 and ends with this process."));
    parser.addOptions({
        {{QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Show this help.")},
        {QStringLiteral("version"), QStringLiteral("Show the version.")},
        {QStringLiteral("ready-json"),
            QStringLiteral("Print one line of JSON on stdout when everything answers.")},
        {QStringLiteral("data"), QStringLiteral("Keep all state in DIR."), QStringLiteral("DIR")},
        {QStringLiteral("people"),
            QStringLiteral("Add N generated people, each with a dialog with person 1."), QStringLiteral("N")},
        {QStringLiteral("fault"),
            QStringLiteral("Let something go wrong from when everything answers; more than once for more."),
            QStringLiteral("NAME")},
        {QStringLiteral("protocol"),
            QStringLiteral("Offer sign-in by qiscus (the default), mesibo, imbachat, dg or all; more than "
                           "once for more."),
            QStringLiteral("KIND")},
        {QStringLiteral("release"),
            QStringLiteral("Let the profiles announce the release that stands in FILE: a JSON object with "
                           "version, url, signature and perhaps notes."),
            QStringLiteral("FILE")},
        {QStringLiteral("until-stdin-closes"), QStringLiteral("End when stdin is closed.")},
    });
}

Error refused(const QString& why)
{
    return {ErrorKind::BadInput, Retry::never(), why, {}};
}

Result<QList<LoginProtocolKind>> readProtocols(const QStringList& names)
{
    QList<LoginProtocolKind> protocols;
    for (const QString& name : names) {
        qsizetype found = 0;
        for (const LoginProtocolKind kind : AllProtocols) {
            if (name != u"all" && name != protocolName(kind))
                continue;
            ++found;
            if (!protocols.contains(kind))
                protocols += kind;
        }
        if (found == 0)
            return refused(
                QStringLiteral("Unknown protocol '%1'; known: qiscus, mesibo, imbachat, dg, all.").arg(name));
    }
    return protocols;
}

Result<Release> readRelease(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return refused(QStringLiteral("Cannot read %1: %2.").arg(path, file.errorString()));
    auto release = parseRelease(QJsonDocument::fromJson(file.readAll()).object());
    return release ? release : refused(QStringLiteral("%1: %2.").arg(path, release.error().detail));
}

} // namespace

Result<Options> parseOptions(const QStringList& arguments)
{
    QCommandLineParser parser;
    declareOptions(parser);
    if (!parser.parse(arguments))
        return refused(parser.errorText());
    if (!parser.positionalArguments().isEmpty())
        return refused(QStringLiteral("Unexpected argument '%1'.").arg(parser.positionalArguments().first()));

    Options options;
    options.isHelpWanted = parser.isSet(QStringLiteral("help"));
    options.isVersionWanted = parser.isSet(QStringLiteral("version"));
    options.isReadyJson = parser.isSet(QStringLiteral("ready-json"));
    options.endsWithStdin = parser.isSet(QStringLiteral("until-stdin-closes"));
    options.dataFolder = parser.value(QStringLiteral("data"));
    if (parser.isSet(QStringLiteral("data")) && options.dataFolder.isEmpty())
        return refused(QStringLiteral("--data needs a folder."));
    if (parser.isSet(QStringLiteral("people"))) {
        bool isNumber = false;
        options.extraPeople = parser.value(QStringLiteral("people")).toInt(&isNumber);
        if (!isNumber || options.extraPeople < 0 || options.extraPeople > MostExtraPeople)
            return refused(QStringLiteral("--people needs a number from 0 to %1.").arg(MostExtraPeople));
    }
    if (parser.isSet(QStringLiteral("protocol"))) {
        const auto protocols = readProtocols(parser.values(QStringLiteral("protocol")));
        if (!protocols)
            return protocols.error();
        options.protocols = *protocols;
    }
    if (parser.isSet(QStringLiteral("release"))) {
        const auto release = readRelease(parser.value(QStringLiteral("release")));
        if (!release)
            return release.error();
        options.release = *release;
    }
    for (const QString& fault : parser.values(QStringLiteral("fault"))) {
        if (auto added = addFault(options.faults, fault); !added)
            return added.error();
    }
    return options;
}

QString helpText()
{
    QCommandLineParser parser;
    declareOptions(parser);
    QString text = parser.helpText();
    text += QStringLiteral("\nFaults (the page /faults of the site switches them while it runs):\n");
    for (const FaultEntry& entry : faultCatalog()) {
        const QString name = QLatin1String(entry.name) + QLatin1String(entry.takesSeconds ? "=SECONDS" : "");
        text += QStringLiteral("  %1 %2\n").arg(name.leftJustified(24), QLatin1String(entry.summary));
    }
    return text;
}

} // namespace Natter::Sandbox
