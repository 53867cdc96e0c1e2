// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/StrongId.h"
#include "xmpp/Client.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace Natter::Core {

/// Who is there: a person is available while one of their devices is (RFC 6121, 4). Without a connection that
/// is not known, and nobody counts as available; a resumed stream brings back whom it had. GUI thread.
class PresenceBook : public QObject
{
    Q_OBJECT

public:
    PresenceBook(Xmpp::Client& engine, const Jid& account, QObject* parent = nullptr);

    /// A new stream that is no resumption: everybody's presence is sent anew.
    void clear();

Q_SIGNALS:
    void changed(const Natter::PeerId& peer, bool isAvailable);

private:
    void receive(const Jid& from, bool isAvailable);
    void tellAll(bool areAvailable);

    const Jid m_account;
    QHash<PeerId, QSet<QString>> m_resources;
};

} // namespace Natter::Core
