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

} // namespace

QByteArray readyJson(const SiteFacts& facts, const People& people, const Gateway::EngineTokens& tokens)
{
    QJsonArray cast;
    for (const Person& person : people.all()) {
        const auto jid = Jid::forUser(person.id, facts.engineDomain);
        if (!person.isGenerated && jid)
            cast += QJsonObject{
                {QStringLiteral("user_id"), person.id.toString()},
                {QStringLiteral("login"), person.login},
                {QStringLiteral("passcode"), text(person.passcode)},
                {QStringLiteral("name"), person.name},
                {QStringLiteral("engine_token"), text(tokens.issue(*jid, {}).token)},
            };
    }
    const QJsonObject all{
        {QStringLiteral("app_id"), facts.appId},
        {QStringLiteral("secret"), text(facts.signingSecret)},
        {QStringLiteral("gateway"), facts.gateway.toString()},
        {QStringLiteral("profile"), facts.profile.toString()},
        {QStringLiteral("backend"), facts.backend.toString()},
        {QStringLiteral("users_info"), QJsonObject{{QStringLiteral("url"), facts.usersInfo.toString()},
                                           {QStringLiteral("login"), facts.usersInfoLogin},
                                           {QStringLiteral("password"), text(facts.usersInfoPassword)}}},
        {QStringLiteral("engine"), QJsonObject{{QStringLiteral("websocket"), facts.webSocket.toString()},
                                       {QStringLiteral("xmpp"), facts.xmpp.toString()},
                                       {QStringLiteral("domain"), facts.engineDomain}}},
        {QStringLiteral("people"), cast},
    };
    return QJsonDocument(all).toJson(QJsonDocument::Compact) + '\n';
}

QString readyText(const SiteFacts& facts, const People& people)
{
    QString out =
        QStringLiteral("\nThe Natter sandbox is ready.\n\n  Start the app with   natter --profile %1\n\n"
                       "Who can sign in (passcode, or ask for a code: it appears here):\n\n  %2%3%4%5\n")
            .arg(facts.profile.toString(), QStringLiteral("login").leftJustified(LoginWidth),
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
    out += QStringLiteral("\n  site        %6\n  gateway     %1\n  backend     %2\n  users-info  %3\n  "
                          "engine      %4  and  %5\n\n"
                          "Ctrl+C ends all of it; SIGUSR1 crashes and restarts the engine.\n")
               .arg(facts.gateway.toString(), facts.backend.toString(), facts.usersInfo.toString(),
                   facts.webSocket.toString(), facts.xmpp.toString(), facts.site.toString());
    return out;
}

void printCode(const QString& login, const Secret& code)
{
    std::fprintf(stderr, "OTP for %s: %s\n", qUtf8Printable(login), code.reveal().constData());
    std::fflush(stderr);
}

} // namespace Natter::Sandbox
