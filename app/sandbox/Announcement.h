// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/EngineTokens.h"

#include "People.h"

#include <QUrl>

namespace Natter::Sandbox {

/// Addresses and secrets of a running sandbox, for those who want to talk to it.
struct SiteFacts
{
    QString appId;
    Secret signingSecret;
    QUrl gateway;
    QUrl profile;
    QUrl site; ///< for a browser
    QUrl backend;
    QUrl usersInfo;
    QString usersInfoLogin;
    Secret usersInfoPassword;
    QUrl webSocket;
    QUrl xmpp; ///< plain TCP
    QString engineDomain;
};

/// One line of JSON, with an engine token for each person of the cast.
QByteArray readyJson(const SiteFacts& facts, const People& people, const Gateway::EngineTokens& tokens);

/// The same for a person who reads: who can sign in, how, and where.
QString readyText(const SiteFacts& facts, const People& people);

/// Writes `OTP for LOGIN: CODE` on the terminal (stderr), the sandbox's way of sending a code.
void printCode(const QString& login, const Secret& code);

} // namespace Natter::Sandbox
