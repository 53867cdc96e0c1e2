// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Jid.h"
#include "store/StateRepository.h"

#include <QHash>
#include <QObject>

namespace Natter::Core {

/// The people whose dialogs were opened while nobody could say whether they exist, with the id as it was
/// given. Kept on disk until the site was asked. GUI thread.
class Placeholders : public QObject
{
    Q_OBJECT

public:
    explicit Placeholders(Store::StateRepository& state, QObject* parent = nullptr);

    Answer<void> load();
    bool contains(const PeerId& peer) const { return m_users.contains(peer); }
    UserId user(const PeerId& peer) const { return m_users.value(peer); }
    QList<UserId> users() const { return m_users.values(); }
    void insert(const UserId& user);
    void remove(const PeerId& peer);

private:
    void save();

    Store::StateRepository& m_state;
    QHash<PeerId, UserId> m_users;
};

} // namespace Natter::Core
