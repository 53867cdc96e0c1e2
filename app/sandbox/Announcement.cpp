// SPDX-License-Identifier: Apache-2.0
#include "Announcement.h"

#include "base/PlainText.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

namespace Natter::Sandbox {

namespace {

constexpr int NameWidth = 34;
constexpr int LoginWidth = 30;

QString text(const Secret& secret)
{
    return QString::fromUtf8(secret.reveal());
}

QJsonArray castOf(const People& people, const QString& domain, const Gateway::EngineTokens& tokens)
{
    QJsonArray cast;
    for (const Person& person : people.all()) {
        const auto jid = Jid::forUser(person.id, domain);
        if (!person.isGenerated && jid)
            cast += QJsonObject{
                {QStringLiteral("user_id"), person.id.toString()},
                {QStringLiteral("login"), person.login},
                {QStringLiteral("passcode"), text(person.passcode)},
                {QStringLiteral("name"), person.name},
                {QStringLiteral("engine_token"), text(tokens.issue(*jid, {}).token)},
            };
    }
    return cast;
}

QJsonObject describe(const AppFacts& facts, const SiteFacts& site, const SitePeople& people,
    const Gateway::EngineTokens& tokens)
{
    const SiteApp& app = facts.app;
    const bool isMesibo = app.protocol == LoginProtocolKind::Mesibo;
    QJsonObject described{
        {QStringLiteral("app_id"), app.appId},
        {isMesibo ? QStringLiteral("app_token") : QStringLiteral("secret"), text(facts.key)},
        {QStringLiteral("profile"), facts.profile.toString()},
        {QStringLiteral("backend"), facts.backend.toString()},
        {QStringLiteral("users_info"), QJsonObject{{QStringLiteral("url"), facts.usersInfo.toString()},
                                           {QStringLiteral("login"), site.usersInfoLogin},
                                           {QStringLiteral("password"), text(site.usersInfoPassword)}}},
        {QStringLiteral("engine"), QJsonObject{{QStringLiteral("websocket"), site.webSocket.toString()},
                                       {QStringLiteral("xmpp"), site.xmpp.toString()},
                                       {QStringLiteral("domain"), app.engineDomain}}},
        {QStringLiteral("people"), castOf(people.forApp(app.protocol), app.engineDomain, tokens)},
    };
    if (!app.keyId.isEmpty())
        described.insert(QStringLiteral("key_id"), QString::fromLatin1(app.keyId));
    return described;
}

} // namespace

QByteArray readyJson(const SiteFacts& facts, const SitePeople& people, const Gateway::EngineTokens& tokens)
{
    QJsonObject profiles;
    QJsonObject apps;
    for (const AppFacts& app : facts.apps) {
        const QString name = protocolName(app.app.protocol);
        profiles.insert(name, app.profile.toString());
        apps.insert(name, describe(app, facts, people, tokens));
    }
    // The default app's members stand at the top, too.
    QJsonObject all = describe(facts.apps.first(), facts, people, tokens);
    all.insert(QStringLiteral("gateway"), facts.gateway.toString());
    all.insert(QStringLiteral("faults"), facts.faults.toString());
    all.insert(QStringLiteral("profiles"), profiles);
    all.insert(QStringLiteral("apps"), apps);
    return QJsonDocument(all).toJson(QJsonDocument::Compact) + '\n';
}

QString readyText(const SiteFacts& facts, const People& people)
{
    QString out = QStringLiteral("\nThe Natter sandbox is ready. Start the app with\n\n");
    for (const AppFacts& app : facts.apps)
        out += QStringLiteral("  %1natter --profile '%2'\n")
                   .arg(protocolName(app.app.protocol).leftJustified(10), app.profile.toString());
    out += QStringLiteral("\nWho can sign in (passcode or password, or ask for a code: it appears here):\n\n"
                          "  %1%2%3%4\n")
               .arg(QStringLiteral("login").leftJustified(LoginWidth),
                   QStringLiteral("passcode").leftJustified(10), QStringLiteral("user id").leftJustified(18),
                   QStringLiteral("name"));
    int generated = 0;
    for (const Person& person : people.all()) {
        if (person.isGenerated)
            ++generated;
        else
            out += QStringLiteral("  %1%2%3%4\n")
                       .arg(person.login.leftJustified(LoginWidth), text(person.passcode).leftJustified(10),
                           person.id.toString().leftJustified(18), plainLine(person.name, NameWidth));
    }
    if (generated > 0)
        out += QStringLiteral(
            "  and %1 generated people: ids from 1001, login 19005550000 + id, passcode 0000\n")
                   .arg(generated);
    out +=
        QStringLiteral("\n  site        %1\n  switches    %2   (let something go wrong)\n  gateway     %3\n")
            .arg(facts.site.toString(), facts.faults.toString(), facts.gateway.toString());
    for (const AppFacts& app : facts.apps)
        out += QStringLiteral("  backend     %1   (%2)\n")
                   .arg(app.backend.toString(), protocolName(app.app.protocol));
    out += QStringLiteral("  engine      %1  and  %2\n\n"
                          "Ctrl+C ends all of it; SIGUSR1 crashes and restarts the engine.\n")
               .arg(facts.webSocket.toString(), facts.xmpp.toString());
    return out;
}

void printCode(const QString& login, const Secret& code)
{
    std::fprintf(stderr, "OTP for %s: %s\n", qUtf8Printable(login), code.reveal().constData());
    std::fflush(stderr);
}

} // namespace Natter::Sandbox
