// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Jid.h"
#include "gateway/Config.h"
#include "net/HttpClient.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QObject>

namespace Natter::Gateway {

/// The few calls of ejabberd's mod_http_api that the gateway needs. Errors: Network or BadResponse with
/// `engine_unavailable`.
class EngineClient : public QObject
{
    Q_OBJECT

public:
    EngineClient(Net::HttpClient& http, EngineConfig config, QObject* parent = nullptr);

    /// Makes the account with a password nobody knows; one that is there already is fine. Asks the engine
    /// once an hour for each account: should the engine lose its accounts, they come back by themselves. The
    /// account that this API is called by is nobody's: Conflict (`user_id_conflict`).
    Answer<void> ensureAccount(const Jid& address);
    /// Makes it anew: messages, archive and contacts that the engine kept for it are gone. Errors: as
    /// ensureAccount().
    Answer<void> renewAccount(const Jid& address);
    /// The account was there within this hour: ensureAccount() asks nobody.
    bool isSureOf(const Jid& address) const;
    /// Ends every connection of the account.
    Answer<void> endConnections(const Jid& address);
    /// Success when something speaks HTTP there.
    Answer<void> probe();

private:
    Result<void> checkIsNotOwn(const Jid& address) const;
    Answer<Net::HttpResponse> post(const QString& command, const QJsonObject& arguments);

    Net::HttpClient& m_http;
    EngineConfig m_config;
    QHash<QString, QDeadlineTimer> m_known; ///< by address
};

} // namespace Natter::Gateway
