// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/StrongId.h"
#include "xmpp/Client.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace Natter::Core {

/// XEP-0085, both ways. Out: `composing` once when typing starts, `paused` when it ends or nothing was typed
/// for a while. In: a person types until they pause, a message comes, or a while has passed. GUI thread.
class ComposingStates : public QObject
{
    Q_OBJECT

public:
    struct Times
    {
        std::chrono::milliseconds idle{5'000};      ///< out: nothing typed
        std::chrono::milliseconds lifetime{30'000}; ///< in: nothing heard
    };

    ComposingStates(Xmpp::Client& engine, const QString& domain, QObject* parent = nullptr);
    ComposingStates(Xmpp::Client& engine, const QString& domain, const Times& times, QObject* parent);

    /// The person at this computer typed, or stopped.
    void setComposing(const PeerId& peer, bool isComposing);
    /// A message goes out, which says by itself that typing has ended.
    void noteSent(const PeerId& peer);
    /// Somebody else types, or stopped.
    void receive(const PeerId& peer, bool isComposing);

Q_SIGNALS:
    void changed(const Natter::PeerId& peer, bool isComposing);

private:
    void pause();
    void endAll();

    Xmpp::Client& m_engine;
    const QString m_domain;
    const Times m_times;
    PeerId m_typingTo; ///< empty: not typing
    QTimer m_idle;
    QHash<PeerId, QTimer*> m_composing;
};

} // namespace Natter::Core
