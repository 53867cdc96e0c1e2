// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/AccountRepository.h"
#include "gateway/DatabasePool.h"
#include "gateway/EngineClient.h"
#include "gateway/UserLookupService.h"

#include <QJsonArray>

namespace Natter::Gateway {

/// One app's people as clients see them: users-info entries with the engine address added. Errors are
/// refusals.
class DirectoryService : public QObject
{
    Q_OBJECT

public:
    DirectoryService(const AppConfig& app, const Clock& clock, Net::HttpClient& http, DatabasePool& database,
        EngineClient& engine, QObject* parent = nullptr);

    /// People by id. An id that the site does not know under that spelling is tried as the address of an
    /// account.
    Answer<QJsonArray> people(const QStringList& ids);
    /// At most 50. Errors: NotFound (`search_unavailable`) when the site has none.
    Answer<QJsonArray> search(const QString& text);

    struct Dialog
    {
        QJsonObject user;
        Jid address;
    };
    /// Makes sure that messages to this person can be kept. Errors: NotFound (`user_unknown`), Conflict, ...
    Answer<Dialog> openDialog(const UserId& user);

Q_SIGNALS:
    void usersInfoAsked(bool isAnswered);

private:
    Answer<QStringList> otherSpellings(const QStringList& ids);
    void addOtherSpellings(const UserLookupService::Entries& known, const QStringList& unknown,
        const Promise<QJsonArray>& promise);
    QJsonArray listed(const UserLookupService::Entries& entries) const;
    void ensureDialog(const QJsonObject& user, const Promise<Dialog>& promise);

    const AppConfig& m_app;
    const Clock& m_clock;
    DatabasePool& m_database;
    EngineClient& m_engine;
    UsersInfoClient m_usersInfo;
    UserLookupService m_lookUp;
};

} // namespace Natter::Gateway
