// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/Session.h"
#include "store/UserRepository.h"

#include <QObject>

#include <memory>

namespace Natter::Core {

/// Names and avatars of people. user() answers at once with what is known (else a placeholder: the id) and
/// asks for what is missing or older than 10 minutes: look-ups of 50 ms join, at most 100 ids a request, no
/// id asked twice at a time; failures are tried again with backoff and never hide what is cached.
class UserDirectory : public QObject
{
    Q_OBJECT

public:
    UserDirectory(Session& session, Identity::GatewayClient& gateway, Store::UserRepository& repository,
        const Clock& clock, QObject* parent = nullptr);
    ~UserDirectory() override;

    /// Loads the cache; usersChanged follows.
    Answer<void> load();
    User user(const PeerId& peer);
    /// Takes an answer that came by another way (openDialog, search, sign-in).
    void insert(const QList<User>& users);
    /// Asks the site; the local cache is searched by callers first.
    Answer<QList<User>> search(const QString& text);
    /// Everybody known whose name or id contains `text`, best first.
    QList<User> known(const QString& text, int limit) const;

Q_SIGNALS:
    void usersChanged(const QList<Natter::PeerId>& peers);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Natter::Core
