// SPDX-License-Identifier: Apache-2.0
#include "core/DialogService.h"

#include "base/Log.h"
#include "core/DialogList.h"
#include "core/DialogReloader.h"
#include "core/PeerCheck.h"
#include "core/Placeholders.h"
#include "core/UserDirectory.h"

namespace Natter::Core {

namespace {

void logFailure(const Result<void>& result)
{
    if (!result)
        qCWarning(lcCore) << "a dialog cannot be written" << result.error();
}

/// Nobody could be asked right now.
bool isOffline(const SessionStatus& status)
{
    using Phase = SessionStatus::Phase;
    return status.phase == Phase::Offline || status.phase == Phase::Waiting ||
           status.phase == Phase::KeychainLocked || status.phase == Phase::LoginNeeded;
}

bool isAboutThePerson(const Error& error)
{
    return error.kind == ErrorKind::NotFound || error.kind == ErrorKind::BadInput;
}

} // namespace

class DialogService::Private
{
public:
    Private(DialogService* service, Session& session, Identity::GatewayClient& gateway,
        UserDirectory& directory, Store::DialogRepository& repository, Store::StateRepository& state)
        : q(service)
        , session(session)
        , directory(directory)
        , repository(repository)
        , reloader(repository)
        , check(session, gateway)
        , placeholders(state)
    {}

    void load();
    void decide(const PeerId& peer, const UserId& user);
    void askFirst(const PeerId& peer, const UserId& user);
    void openPlaceholder(const PeerId& peer, const UserId& user);
    void open(const PeerId& peer);
    void finishOpening(const PeerId& peer, const Result<PeerId>& result);
    void verify(const PeerId& peer, const UserId& user);
    void refuse(const PeerId& peer, const Error& error);
    void verifyPlaceholders();
    void put(const Dialog& dialog);
    void noteReached(const Dialog& dialog);
    bool isKnownPerson(const PeerId& peer) const;
    UserId spelledId(const PeerId& peer) const;

    DialogService* const q;
    Session& session;
    UserDirectory& directory;
    Store::DialogRepository& repository;
    DialogList list;
    DialogReloader reloader;
    PeerCheck check;
    Placeholders placeholders;
    QSet<PeerId> refused; ///< the site said, under the right spelling, that there is no such person
    std::optional<Promise<void>> loading;
    QHash<PeerId, Promise<PeerId>> opening;
};

DialogService::DialogService(Session& session, Identity::GatewayClient& gateway, UserDirectory& directory,
    Store::DialogRepository& repository, Store::StateRepository& state, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, session, gateway, directory, repository, state))
{
    connect(&d->reloader, &DialogReloader::loaded, this, [this](const Dialog& dialog) { d->put(dialog); });
    connect(&session, &Session::online, this, [this] { d->verifyPlaceholders(); });
}

DialogService::~DialogService() = default;

Answer<void> DialogService::load()
{
    if (!d->loading) {
        d->loading.emplace();
        const auto answer = d->loading->answer();
        d->load();
        return answer;
    }
    return d->loading->answer();
}

void DialogService::Private::load()
{
    const auto fail = [this](const Error& error) {
        const Promise<void> promise = *loading;
        loading.reset();
        promise.resolve(error);
    };
    onDone(placeholders.load(), q, [this, fail](const Result<void>& loaded) {
        if (!loaded) {
            fail(loaded.error());
            return;
        }
        onDone(repository.all(), q, [this, fail](const Result<QList<Dialog>>& dialogs) {
            if (!dialogs) {
                fail(dialogs.error());
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
    const auto address = Jid::forUser(user, d->session.profile().engineDomain);
    if (!address) {
        return resolved<PeerId>(Error{ErrorKind::BadInput, Retry::never(),
            QStringLiteral("the user id cannot be an address"), QStringLiteral("bad_id")});
    }
    const PeerId peer = peerIdOf(user);
    if (peer == peerIdOf(d->session.userId())) {
        return resolved<PeerId>(Error{ErrorKind::BadInput, Retry::never(),
            QStringLiteral("a dialog with oneself"), QStringLiteral("own_id")});
    }
    const auto opening = d->opening.constFind(peer);
    if (opening != d->opening.cend())
        return opening->answer();
    const Promise<PeerId> promise;
    d->opening.insert(peer, promise);
    onDone(load(), this, [this, peer, user](const Result<void>& loaded) {
        if (loaded)
            d->decide(peer, user);
        else
            d->finishOpening(peer, loaded.error());
    });
    return promise.answer();
}

void DialogService::Private::decide(const PeerId& peer, const UserId& user)
{
    if (list.find(peer) != nullptr || isKnownPerson(peer)) {
        open(peer);
        verify(peer, isKnownPerson(peer) ? spelledId(peer) : user);
    } else if (isOffline(session.status())) {
        openPlaceholder(peer, user);
    } else {
        askFirst(peer, user);
    }
}

void DialogService::Private::askFirst(const PeerId& peer, const UserId& user)
{
    onDone(check.ask(user), q, [this, peer, user](const Result<User>& answer) {
        if (answer) {
            directory.insert({*answer});
            open(peer);
        } else if (isAboutThePerson(answer.error())) {
            finishOpening(peer, answer.error());
        } else {
            openPlaceholder(peer, user);
        }
    });
}

void DialogService::Private::openPlaceholder(const PeerId& peer, const UserId& user)
{
    placeholders.insert(user);
    open(peer);
}

void DialogService::Private::open(const PeerId& peer)
{
    onDone(repository.ensure(peer), q, [this, peer](const Result<Dialog>& dialog) {
        if (!dialog) {
            finishOpening(peer, dialog.error());
            return;
        }
        // One that is shown already may be newer in memory than what was read.
        if (list.find(peer) == nullptr)
            put(*dialog);
        Q_EMIT q->dialogOpened(peer);
        finishOpening(peer, peer);
    });
}

void DialogService::Private::finishOpening(const PeerId& peer, const Result<PeerId>& result)
{
    opening.take(peer).resolve(result);
}

/// In the background, for somebody whose dialog is open: once per run of the app.
void DialogService::Private::verify(const PeerId& peer, const UserId& user)
{
    if (check.isConfirmed(peer) && !placeholders.contains(peer))
        return;
    onDone(check.ask(user), q, [this, peer](const Result<User>& answer) {
        if (answer) {
            placeholders.remove(peer);
            directory.insert({*answer});
        } else if (isAboutThePerson(answer.error()) && placeholders.contains(peer)) {
            refuse(peer, answer.error());
        }
    });
}

void DialogService::Private::refuse(const PeerId& peer, const Error& error)
{
    placeholders.remove(peer);
    refused.insert(peer);
    const Dialog* dialog = list.find(peer);
    if (dialog != nullptr && !dialog->lastMessage) {
        onDone(repository.remove(peer), q, logFailure);
        list.remove(peer);
        Q_EMIT q->dialogRemoved(peer);
    }
    Q_EMIT q->dialogRefused(peer, error);
}

void DialogService::Private::verifyPlaceholders()
{
    const QList<UserId> users = placeholders.users();
    for (const UserId& user : users)
        verify(peerIdOf(user), user);
}

bool DialogService::Private::isKnownPerson(const PeerId& peer) const
{
    const User user = directory.user(peer);
    return user.fetchedAt.isValid() && !user.isUnknown;
}

/// The id as the site or the person who opened the dialog spells it; the gateway may not know the lower case.
UserId DialogService::Private::spelledId(const PeerId& peer) const
{
    return placeholders.contains(peer) ? placeholders.user(peer) : directory.user(peer).id;
}

void DialogService::Private::put(const Dialog& dialog)
{
    noteReached(dialog);
    if (list.put(dialog))
        Q_EMIT q->dialogChanged(dialog.peer);
}

/// Something was exchanged with that person, so the engine has their account.
void DialogService::Private::noteReached(const Dialog& dialog)
{
    const auto& last = dialog.lastMessage;
    if (last && last->state != DeliveryState::Waiting && last->state != DeliveryState::Failed)
        check.confirm(dialog.peer);
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
    const Dialog* dialog = find(peer);
    if (dialog == nullptr || dialog->draft == draft)
        return;
    Dialog drafted = *dialog;
    drafted.draft = draft;
    onDone(d->repository.setDraft(peer, draft), this, logFailure);
    d->reloader.noteChanged(peer);
    d->put(drafted);
}

void DialogService::reload(const QList<PeerId>& peers)
{
    d->reloader.reload(peers);
}

void DialogService::addContacts(const QList<PeerId>& peers)
{
    QList<PeerId> added;
    for (const PeerId& peer : peers) {
        if (find(peer) == nullptr && peer != peerIdOf(d->session.userId()))
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
    if (d->check.isConfirmed(peer))
        return resolved<void>({});
    // Under a guessed spelling, NotFound says nothing about the person.
    const bool isSpellingKnown =
        d->placeholders.contains(peer) || d->refused.contains(peer) || d->isKnownPerson(peer);
    const Promise<void> promise;
    onDone(d->check.ask(d->spelledId(peer)), this, [promise, isSpellingKnown](const Result<User>& answer) {
        const bool isFine = answer || (!isSpellingKnown && answer.error().kind == ErrorKind::NotFound);
        promise.resolve(isFine ? Result<void>() : Result<void>(answer.error()));
    });
    return promise.answer();
}

} // namespace Natter::Core
