// SPDX-License-Identifier: Apache-2.0
#include "Options.h"

#include <QCommandLineParser>

#include <array>
#include <optional>

namespace Natter::Sandbox {

namespace {

constexpr int MostExtraPeople = 20'000;

constexpr std::array<std::pair<const char*, Fault>, 4> FaultNames{{
    {"users-info-down", Fault::UsersInfoDown},
    {"users-info-slow", Fault::UsersInfoSlow},
    {"users-info-malformed", Fault::UsersInfoMalformed},
    {"nonce-expired", Fault::NonceExpired},
}};

std::optional<Fault> faultNamed(const QString& name)
{
    for (const auto& [known, fault] : FaultNames) {
        if (name == QLatin1String(known))
            return fault;
    }
    return std::nullopt;
}

QString faultList()
{
    QStringList names;
    for (const auto& entry : FaultNames)
        names += QLatin1String(entry.first);
    return names.join(QLatin1String(", "));
}

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
        {QStringLiteral("fault"), QStringLiteral("Let something go wrong: %1.").arg(faultList()),
            QStringLiteral("NAME")},
        {QStringLiteral("until-stdin-closes"), QStringLiteral("End when stdin is closed.")},
    });
}

Error refused(const QString& why)
{
    return {ErrorKind::BadInput, Retry::never(), why, {}};
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
    for (const QString& name : parser.values(QStringLiteral("fault"))) {
        const auto fault = faultNamed(name);
        if (!fault)
            return refused(QStringLiteral("Unknown fault '%1'; known: %2.").arg(name, faultList()));
        options.faults.insert(*fault);
    }
    return options;
}

QString helpText()
{
    QCommandLineParser parser;
    declareOptions(parser);
    return parser.helpText();
}

} // namespace Natter::Sandbox
