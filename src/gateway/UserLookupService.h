// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "gateway/UsersInfoClient.h"

#include <QCache>
#include <QSet>

#include <memory>

namespace Natter::Gateway {

/// Who are these ids? One app's people, from a cache in memory and from users-info: look-ups of the same turn
/// are asked together, an id under way is not asked twice, and while users-info is down the last known answer
/// is given.
class UserLookupService : public QObject
{
    Q_OBJECT

public:
    UserLookupService(UsersInfoClient& client, const Clock& clock, std::chrono::seconds lifetime,
        QObject* parent = nullptr);

    using Entries = QHash<QString, QJsonObject>;
    /// The entries by id as spelled by the site; ids that it does not know are absent. Errors: as
    /// UsersInfoClient, when an id was never answered and cannot be asked now.
    Answer<Entries> lookUp(const QStringList& ids);

private:
    struct Known
    {
        QJsonObject members; ///< empty: the site does not know this id
        std::chrono::milliseconds askedAt{0};
    };
    struct Question
    {
        QStringList ids;
        QSet<QString> missing;
        Promise<Entries> promise;
    };

    bool isFresh(const Known& known) const;
    void askWanted();
    QStringList takeBatch();
    void take(const QStringList& asked, const Result<QList<User>>& answer);
    void settle(const QSet<QString>& done, const std::optional<Error>& failure);
    Result<Entries> collect(const QStringList& ids, const std::optional<Error>& failure) const;

    UsersInfoClient& m_client;
    const Clock& m_clock;
    std::chrono::seconds m_lifetime;
    QCache<QString, Known> m_known;
    QStringList m_wanted;     ///< for the next turn
    QSet<QString> m_underWay; ///< wanted or asked
    QList<std::shared_ptr<Question>> m_questions;
};

} // namespace Natter::Gateway
