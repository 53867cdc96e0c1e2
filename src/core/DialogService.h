// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/Session.h"
#include "domain/Dialog.h"
#include "store/DialogRepository.h"
#include "store/StateRepository.h"

#include <QObject>

#include <memory>

namespace Natter::Core {

class UserDirectory;

/// The dialogs of the account, from the store first. openDialog() is the one way to get to a person.
class DialogService : public QObject
{
    Q_OBJECT

public:
    DialogService(Session& session, Identity::GatewayClient& gateway, UserDirectory& directory,
        Store::DialogRepository& repository, Store::StateRepository& state, QObject* parent = nullptr);
    ~DialogService() override;

    /// Reads them from the store; dialogsReset() follows.
    Answer<void> load();
    const QList<Dialog>& dialogs() const; ///< pinned first, then newest
    const Dialog* find(const PeerId& peer) const;

    /// Opens or creates the dialog with that person (architecture.md, openDialog). An existing dialog, or a
    /// person in the cache, opens at once, offline too; somebody new is created once the site says that it
    /// knows them. Offline and not known: created at once as a placeholder and checked when online. Errors:
    /// NotFound, BadInput (impossible id, or one's own), Storage. dialogOpened() tells the window to show it.
    Answer<PeerId> openDialog(const UserId& user);

    void markRead(const PeerId& peer);
    void setDraft(const PeerId& peer, const QString& draft);
    void setPinned(const PeerId& peer, bool isPinned);
    /// What comes in it draws no attention.
    void setMuted(const PeerId& peer, bool isMuted);
    /// Told by the message service: messages were stored for these peers.
    void reload(const QList<PeerId>& peers);
    /// Contacts of the engine's roster become dialogs, below those in which something was said.
    void addContacts(const QList<PeerId>& peers);
    /// Makes sure that the engine keeps messages to that person: somebody who never signed in has no account
    /// there until the gateway was asked. At once when it is known already. NotFound: the site has no such
    /// person.
    Answer<void> makeReachable(const PeerId& peer);

Q_SIGNALS:
    void dialogsReset();
    void dialogChanged(const Natter::PeerId& peer); ///< new or changed; find() has it
    void dialogRemoved(const Natter::PeerId& peer); ///< find() has it no longer
    void dialogOpened(const Natter::PeerId& peer);
    /// A person whose placeholder was opened offline turned out unknown to the site. The dialog goes, unless
    /// something was written in it.
    void dialogRefused(const Natter::PeerId& peer, const Natter::Error& error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Natter::Core
