// SPDX-License-Identifier: Apache-2.0
#include "core/DialogService.h"

#include "base/Log.h"
#include "core/DialogList.h"
#include "core/DialogOpener.h"
#include "core/DialogReloader.h"

#include <type_traits>

namespace Natter::Core {

namespace {

void logFailure(const Result<void>& result)
{
    if (!result)
        qCWarning(lcCore) << "a dialog cannot be written" << result.error();
}

} // namespace

class DialogService::Private
{
public:
    Private(DialogService* service, Session& session, Identity::GatewayClient& gateway,
        UserDirectory& directory, Store::DialogRepository& repository, Store::StateRepository& state)
        : q(service)
        , ownPeer(peerIdOf(session.userId()))
        , repository(repository)
        , reloader(repository)
        , opener(session, gateway, directory, repository, state, list)
    {}

    void load();
    void failLoading(const Error& error);
    void put(const Dialog& dialog);
    template <typename Value, typename Argument>
    void set(const PeerId& peer, Value Dialog::*member, std::type_identity_t<Argument> value,
        Answer<void> (Store::DialogRepository::*write)(const PeerId&, Argument));
    void takeOpened(const Dialog& dialog);
    void takeRefused(const PeerId& peer, const Error& error);
    void noteReached(const Dialog& dialog);

    DialogService* const q;
    const PeerId ownPeer;
    Store::DialogRepository& repository;
    DialogList list;
    DialogReloader reloader;
    DialogOpener opener;
    std::optional<Promise<void>> loading;
};

DialogService::DialogService(Session& session, Identity::GatewayClient& gateway, UserDirectory& directory,
    Store::DialogRepository& repository, Store::StateRepository& state, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, session, gateway, directory, repository, state))
{
    connect(&d->reloader, &DialogReloader::loaded, this, [this](const Dialog& dialog) { d->put(dialog); });
    connect(&d->opener, &DialogOpener::opened, this, [this](const Dialog& dialog) { d->takeOpened(dialog); });
    connect(&d->opener, &DialogOpener::refused, this,
        [this](const PeerId& peer, const Error& error) { d->takeRefused(peer, error); });
}

DialogService::~DialogService() = default;

Answer<void> DialogService::load()
{
    if (d->loading)
        return d->loading->answer();
    d->loading.emplace();
    auto answer = d->loading->answer();
    d->load();
    return answer;
}

void DialogService::Private::load()
{
    onDone(opener.load(), q, [this](const Result<void>& loaded) {
        if (!loaded) {
            failLoading(loaded.error());
            return;
        }
        onDone(repository.all(), q, [this](const Result<QList<Dialog>>& dialogs) {
            if (!dialogs) {
                failLoading(dialogs.error());
                return;
            }
            list.reset(*dialogs);
            for (const Dialog& dialog : list.all())
                noteReached(dialog);
            Q_EMIT q->dialogsReset();
            loading->resolve({});
        });
    });
}

/// The next load() tries again.
void DialogService::Private::failLoading(const Error& error)
{
    const Promise<void> promise = *loading;
    loading.reset();
    promise.resolve(error);
}

const QList<Dialog>& DialogService::dialogs() const
{
    return d->list.all();
}

const Dialog* DialogService::find(const PeerId& peer) const
{
    return d->list.find(peer);
}

Answer<PeerId> DialogService::openDialog(const UserId& user)
{
    return d->opener.open(user, load());
}

void DialogService::Private::takeOpened(const Dialog& dialog)
{
    // One that is shown already may be newer in memory than what was read.
    if (list.find(dialog.peer) == nullptr)
        put(dialog);
    Q_EMIT q->dialogOpened(dialog.peer);
}

void DialogService::Private::takeRefused(const PeerId& peer, const Error& error)
{
    const Dialog* dialog = list.find(peer);
    if (dialog != nullptr && !dialog->lastMessage) {
        onDone(repository.remove(peer), q, logFailure);
        list.remove(peer);
        Q_EMIT q->dialogRemoved(peer);
    }
    Q_EMIT q->dialogRefused(peer, error);
}

void DialogService::Private::put(const Dialog& dialog)
{
    noteReached(dialog);
    if (list.put(dialog))
        Q_EMIT q->dialogChanged(dialog.peer);
}

/// Shown at once; what is being read of it from the store is older.
template <typename Value, typename Argument>
void DialogService::Private::set(const PeerId& peer, Value Dialog::*member,
    std::type_identity_t<Argument> value,
    Answer<void> (Store::DialogRepository::*write)(const PeerId&, Argument))
{
    const Dialog* dialog = list.find(peer);
    if (dialog == nullptr || dialog->*member == value)
        return;
    Dialog changed = *dialog;
    changed.*member = value;
    onDone((repository.*write)(peer, value), q, logFailure);
    reloader.noteChanged(peer);
    put(changed);
}

void DialogService::Private::noteReached(const Dialog& dialog)
{
    const auto& last = dialog.lastMessage;
    if (last && last->state != DeliveryState::Waiting && last->state != DeliveryState::Failed)
        opener.confirm(dialog.peer);
}

void DialogService::markRead(const PeerId& peer)
{
    const Dialog* dialog = find(peer);
    const bool isUnread = dialog != nullptr && dialog->unreadCount > 0;
    // What is being read from the store may bring unread messages that are not shown yet.
    if (!isUnread && !d->reloader.isReading())
        return;
    onDone(d->repository.markRead(peer), this, logFailure);
    d->reloader.noteChanged(peer);
    if (isUnread) {
        Dialog read = *dialog;
        read.unreadCount = 0;
        d->put(read);
    }
}

void DialogService::setDraft(const PeerId& peer, const QString& draft)
{
    d->set(peer, &Dialog::draft, draft, &Store::DialogRepository::setDraft);
}

void DialogService::setPinned(const PeerId& peer, bool isPinned)
{
    d->set(peer, &Dialog::isPinned, isPinned, &Store::DialogRepository::setPinned);
}

void DialogService::setMuted(const PeerId& peer, bool isMuted)
{
    d->set(peer, &Dialog::isMuted, isMuted, &Store::DialogRepository::setMuted);
}

void DialogService::reload(const QList<PeerId>& peers)
{
    d->reloader.reload(peers);
}

void DialogService::addContacts(const QList<PeerId>& peers)
{
    QList<PeerId> added;
    for (const PeerId& peer : peers) {
        if (find(peer) == nullptr && peer != d->ownPeer)
            added.append(peer);
    }
    if (added.isEmpty())
        return;
    onDone(d->repository.addContacts(added), this, [this](const Result<QList<Dialog>>& created) {
        if (!created) {
            qCWarning(lcCore) << "contacts cannot be written" << created.error();
            return;
        }
        for (const Dialog& dialog : *created) {
            if (find(dialog.peer) == nullptr)
                d->put(dialog);
        }
    });
}

Answer<void> DialogService::makeReachable(const PeerId& peer)
{
    return d->opener.makeReachable(peer);
}

} // namespace Natter::Core
