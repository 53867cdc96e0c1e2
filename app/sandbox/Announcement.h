// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/EngineTokens.h"

#include "DemoSite.h"

#include <QUrl>

namespace Natter::Sandbox {

/// One of the apps, for those who want to sign in to it.
struct AppFacts
{
    SiteApp app;
    Secret key; ///< what its backend signs with; mesibo: the app token
    QUrl profile;
    QUrl backend;
    QUrl usersInfo;
};

/// Addresses and secrets of a running sandbox, for those who want to talk to it.
struct SiteFacts
{
    QList<AppFacts> apps; ///< the first is the default
    QUrl gateway;
    QUrl site;   ///< for a browser
    QUrl faults; ///< the page with the switches
    QString usersInfoLogin;
    Secret usersInfoPassword;
    QUrl webSocket;
    QUrl xmpp; ///< plain TCP
};

/// One line of JSON, with an engine token for each person of the cast in each app.
QByteArray readyJson(const SiteFacts& facts, const SitePeople& people, const Gateway::EngineTokens& tokens);

/// The same for a person who reads: who can sign in, how, and where.
QString readyText(const SiteFacts& facts, const People& people);

/// Writes `OTP for LOGIN: CODE` on the terminal (stderr), the sandbox's way of sending a code.
void printCode(const QString& login, const Secret& code);

} // namespace Natter::Sandbox
