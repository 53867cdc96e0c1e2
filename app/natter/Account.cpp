// SPDX-License-Identifier: Apache-2.0
#include "Account.h"

#include "identity/LoginProtocol.h"
#include "xmpp/WebSocketTransport.h"

#include <QDir>

#include <utility>

namespace Natter::App {

Account::Account(KnownAccount known, const QString& folder, Net::HttpClient& http, Core::TokenVault& vault,
    const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_known(std::move(known))
    , m_http(http)
    , m_database(QDir(folder).filePath(QStringLiteral("store.sqlite")))
    , m_users(m_database)
    , m_dialogRows(m_database)
    , m_messageRows(m_database)
    , m_state(m_database)
    , m_gateway(http, m_known.profile)
    , m_engine(std::make_unique<Xmpp::WebSocketTransport>(), clock)
    , m_session(m_known.profile, m_known.user, m_gateway, vault, m_engine, clock)
    , m_directory(m_session, m_gateway, m_users, clock)
    , m_avatars(m_known.profile, http, QDir(folder).filePath(QStringLiteral("avatars")))
    , m_dialogs(m_session, m_gateway, m_directory, m_dialogRows, m_state)
    , m_messages(m_session, m_engine, m_dialogs, m_messageRows, m_state, clock)
    , m_report(
          m_known.site, m_session, http, [] { return std::make_unique<Xmpp::WebSocketTransport>(); }, clock)
{}

Core::AccountServices Account::services()
{
    return {m_session, m_dialogs, m_messages, m_directory, m_avatars};
}

void Account::tellSite()
{
    Identity::makeLoginProtocol(m_known.profile, m_http)->logout(std::exchange(m_identityToken, {}));
}

Answer<void> Account::close()
{
    const Promise<void> promise;
    onDone(m_avatars.close(), this, [this, promise](const Result<void>&) {
        onDone(m_database.close(), this, [promise](const Result<void>& closed) { promise.resolve(closed); });
    });
    return promise.answer();
}

void Account::load()
{
    onDone(m_database.open(), this, [this](const Result<void>& opened) {
        if (!opened)
            Q_EMIT loadFailed(opened.error());
    });
    // The worker takes these in order after open(); names are there when the dialogs are.
    onDone(m_directory.load(), this, [this](const Result<void>&) {
        onDone(m_dialogs.load(), this, [this](const Result<void>& read) {
            if (!read)
                return;
            m_isLoaded = true;
            Q_EMIT loaded();
        });
    });
}

} // namespace Natter::App
