// SPDX-License-Identifier: Apache-2.0
#include "core/DialogOpener.h"

#include "core/UserDirectory.h"

namespace Natter::Core {

namespace {

/// Nobody could be asked right now.
bool isOffline(const SessionStatus& status)
{
    using Phase = SessionStatus::Phase;
    return status.phase == Phase::Offline || status.phase == Phase::Waiting ||
           status.phase == Phase::KeychainLocked || status.phase == Phase::Refused ||
           status.phase == Phase::LoginNeeded;
}

bool isAboutThePerson(const Error& error)
{
    return error.kind == ErrorKind::NotFound || error.kind == ErrorKind::BadInput;
}

Error badId(const QString& detail, const QString& code)
{
    return {ErrorKind::BadInput, Retry::never(), detail, code};
}

} // namespace

DialogOpener::DialogOpener(Session& session, Identity::GatewayClient& gateway, UserDirectory& directory,
    Store::DialogRepository& repository, Store::StateRepository& state, const DialogList& shown,
    QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_directory(directory)
    , m_repository(repository)
    , m_shown(shown)
    , m_check(session, gateway)
    , m_placeholders(state)
{
    connect(&session, &Session::online, this, &DialogOpener::verifyPlaceholders);
}

Answer<void> DialogOpener::load()
{
    return m_placeholders.load();
}

Answer<PeerId> DialogOpener::open(const UserId& user, const Answer<void>& loaded)
{
    if (!Jid::forUser(user, m_session.profile().engineDomain)) {
        return resolved<PeerId>(
            badId(QStringLiteral("the user id cannot be an address"), QStringLiteral("bad_id")));
    }
    const PeerId peer = peerIdOf(user);
    if (peer == peerIdOf(m_session.userId()))
        return resolved<PeerId>(badId(QStringLiteral("a dialog with oneself"), QStringLiteral("own_id")));
    const auto opening = m_opening.constFind(peer);
    if (opening != m_opening.cend())
        return opening->answer();
    const Promise<PeerId> promise;
    m_opening.insert(peer, promise);
    onDone(loaded, this, [this, peer, user](const Result<void>& outcome) {
        if (outcome)
            decide(peer, user);
        else
            finish(peer, outcome.error());
    });
    return promise.answer();
}

void DialogOpener::decide(const PeerId& peer, const UserId& user)
{
    if (m_shown.find(peer) != nullptr || isKnownPerson(peer)) {
        ensure(peer);
        verify(peer, isKnownPerson(peer) ? spelledId(peer) : user);
    } else if (isOffline(m_session.status())) {
        openPlaceholder(peer, user);
    } else {
        askFirst(peer, user);
    }
}

void DialogOpener::askFirst(const PeerId& peer, const UserId& user)
{
    onDone(m_check.ask(user), this, [this, peer, user](const Result<User>& answer) {
        if (answer) {
            m_directory.insert({*answer});
            ensure(peer);
        } else if (isAboutThePerson(answer.error())) {
            finish(peer, answer.error());
        } else {
            openPlaceholder(peer, user);
        }
    });
}

void DialogOpener::openPlaceholder(const PeerId& peer, const UserId& user)
{
    m_placeholders.insert(user);
    ensure(peer);
}

void DialogOpener::ensure(const PeerId& peer)
{
    onDone(m_repository.ensure(peer), this, [this, peer](const Result<Dialog>& dialog) {
        if (dialog)
            Q_EMIT opened(*dialog);
        finish(peer, dialog ? Result<PeerId>(peer) : Result<PeerId>(dialog.error()));
    });
}

void DialogOpener::finish(const PeerId& peer, const Result<PeerId>& result)
{
    m_opening.take(peer).resolve(result);
}

/// In the background, for somebody whose dialog is open: once per run of the app.
void DialogOpener::verify(const PeerId& peer, const UserId& user)
{
    if (m_check.isConfirmed(peer) && !m_placeholders.contains(peer))
        return;
    onDone(m_check.ask(user), this, [this, peer](const Result<User>& answer) {
        if (answer) {
            m_placeholders.remove(peer);
            m_directory.insert({*answer});
        } else if (isAboutThePerson(answer.error()) && m_placeholders.contains(peer)) {
            m_placeholders.remove(peer);
            m_refused.insert(peer);
            Q_EMIT refused(peer, answer.error());
        }
    });
}

void DialogOpener::verifyPlaceholders()
{
    const QList<UserId> users = m_placeholders.users();
    for (const UserId& user : users)
        verify(peerIdOf(user), user);
}

bool DialogOpener::isKnownPerson(const PeerId& peer) const
{
    const User user = m_directory.user(peer);
    return user.fetchedAt.isValid() && !user.isUnknown;
}

/// The id as the site or the person who opened the dialog spells it; the gateway may not know the lower case.
UserId DialogOpener::spelledId(const PeerId& peer) const
{
    return m_placeholders.contains(peer) ? m_placeholders.user(peer) : m_directory.user(peer).id;
}

Answer<void> DialogOpener::makeReachable(const PeerId& peer)
{
    if (m_check.isConfirmed(peer))
        return resolved<void>({});
    // Under a guessed spelling, NotFound says nothing about the person.
    const bool isSpellingKnown =
        m_placeholders.contains(peer) || m_refused.contains(peer) || isKnownPerson(peer);
    const Promise<void> promise;
    onDone(m_check.ask(spelledId(peer)), this, [promise, isSpellingKnown](const Result<User>& answer) {
        const bool isFine = answer || (!isSpellingKnown && answer.error().kind == ErrorKind::NotFound);
        promise.resolve(isFine ? Result<void>() : Result<void>(answer.error()));
    });
    return promise.answer();
}

} // namespace Natter::Core
