// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/DialogList.h"
#include "core/PeerCheck.h"
#include "core/Placeholders.h"
#include "core/Session.h"
#include "store/DialogRepository.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace Natter::Core {

class UserDirectory;

/// The way to a person: at once when they are known, after asking the site when they are not, and as a
/// placeholder when nobody can be asked. One way per person at a time. GUI thread.
class DialogOpener : public QObject
{
    Q_OBJECT

public:
    /// `shown`: the dialogs of the list; kept up to date by the owner.
    DialogOpener(Session& session, Identity::GatewayClient& gateway, UserDirectory& directory,
        Store::DialogRepository& repository, Store::StateRepository& state, const DialogList& shown,
        QObject* parent = nullptr);

    /// Reads the placeholders.
    Answer<void> load();
    /// As DialogService::openDialog(). Waits for `loaded`.
    Answer<PeerId> open(const UserId& user, const Answer<void>& loaded);
    /// As DialogService::makeReachable().
    Answer<void> makeReachable(const PeerId& peer);
    /// Something was exchanged with that person, so the engine has their account.
    void confirm(const PeerId& peer) { m_check.confirm(peer); }

Q_SIGNALS:
    /// The dialog is in the store now; it may be shown already, and be newer there.
    void opened(const Natter::Dialog& dialog);
    /// A placeholder's person does not exist.
    void refused(const Natter::PeerId& peer, const Natter::Error& error);

private:
    void decide(const PeerId& peer, const UserId& user);
    void askFirst(const PeerId& peer, const UserId& user);
    void openPlaceholder(const PeerId& peer, const UserId& user);
    void ensure(const PeerId& peer);
    void finish(const PeerId& peer, const Result<PeerId>& result);
    void verify(const PeerId& peer, const UserId& user);
    void verifyPlaceholders();
    bool isKnownPerson(const PeerId& peer) const;
    UserId spelledId(const PeerId& peer) const;

    Session& m_session;
    UserDirectory& m_directory;
    Store::DialogRepository& m_repository;
    const DialogList& m_shown;
    PeerCheck m_check;
    Placeholders m_placeholders;
    QSet<PeerId> m_refused; ///< the site said, under the right spelling, that there is no such person
    QHash<PeerId, Promise<PeerId>> m_opening;
};

} // namespace Natter::Core
