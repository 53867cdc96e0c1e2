// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Question.h"
#include "core/Session.h"
#include "net/Backoff.h"

#include <QSet>
#include <QTimer>

#include <map>

namespace Natter::Core {

/// The ids that users-info is to be asked for: gathered for 50 ms, sent in batches of at most 100 ids, four
/// requests at a time, no id twice at once. A failed batch waits, with backoff, together with everything
/// behind it; a batch that the gateway calls malformed is halved until the id that it dislikes is alone.
class UserLookups : public QObject
{
    Q_OBJECT

public:
    UserLookups(Session& session, Identity::GatewayClient& gateway, QObject* parent = nullptr);

    /// Whether an id can be asked for at all.
    static bool isPossible(const UserId& id);
    void want(const UserId& id);
    /// Their answers came by another way: those not asked yet need not be asked any more.
    void settle(const QSet<PeerId>& peers);
    /// Nothing is asked from hold() to release().
    void hold();
    void release();

Q_SIGNALS:
    /// `leftOut`: users-info answered and does not know them.
    void answered(const QList<Natter::User>& users, const QList<Natter::UserId>& leftOut);

private:
    using Batch = QList<UserId>;

    void askNext();
    Batch takeBatch();
    void ask(const Batch& batch);
    void take(const Batch& batch, const Result<Identity::UsersPage>& page);
    void takeUsers(const Batch& batch, const QList<User>& users);
    void takeFailure(const Batch& batch, const Error& error);
    void retryNow();

    Session& m_session;
    Identity::GatewayClient& m_gateway;
    Batch m_wanted;
    QSet<PeerId> m_open; ///< wanted or asked
    QList<Batch> m_halves;
    std::map<quint64, Question> m_asked;
    quint64 m_lastQuestion = 0;
    bool m_isHeld = false;
    QTimer m_join;
    QTimer m_pause;
    Net::Backoff m_backoff;
};

} // namespace Natter::Core
