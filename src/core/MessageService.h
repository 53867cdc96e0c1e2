// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/Session.h"
#include "domain/Message.h"
#include "store/MessageRepository.h"
#include "store/StateRepository.h"

#include <QObject>

#include <memory>

namespace Natter::Core {

class DialogService;

/// Messages in and out. Incoming ones are gathered for a few milliseconds and stored in one transaction
/// before anybody sees them; outgoing ones are stored before they are sent, and sent again after a crash or
/// reconnect unless the archive shows that they arrived. Nothing is shown twice.
class MessageService : public QObject
{
    Q_OBJECT

public:
    MessageService(Session& session, Xmpp::Client& engine, DialogService& dialogs,
        Store::MessageRepository& messages, Store::StateRepository& state, const Clock& clock,
        QObject* parent = nullptr);
    ~MessageService() override;

    /// Stores, then sends when online. The answer is the stored message (Waiting). BadInput: empty or over 64
    /// KiB.
    Answer<Message> send(const PeerId& peer, const QString& body);
    /// A Failed one goes back to Waiting.
    void retry(const OriginId& id);
    void discard(const Message& message);
    void setComposing(const PeerId& peer, bool isComposing);

    /// Newest page from the store.
    Answer<QList<Message>> newest(const PeerId& peer, int limit);
    /// The page before: store first, then the archive. An empty list: the beginning is reached.
    Answer<QList<Message>> older(const PeerId& peer, const MessageCursor& before, int limit);

Q_SIGNALS:
    /// Stored and new, in order; own ones from this and other devices too.
    void messagesAdded(const QList<Natter::Message>& messages);
    void messagesChanged(const QList<Natter::Message>& messages);
    void messageRemoved(const Natter::Message& message);
    void composingChanged(const Natter::PeerId& peer, bool isComposing);
    /// While true, "Loading earlier messages...": catching up from the archive.
    void catchingUpChanged(bool isCatchingUp);
    void presenceChanged(const Natter::PeerId& peer, bool isAvailable);
    /// Typed failure to read or write the store; shown as a banner.
    void failed(const Natter::Error& error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Natter::Core
