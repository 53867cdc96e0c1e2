// SPDX-License-Identifier: Apache-2.0
#include "secrets/KeyringLock.h"

#ifdef NATTER_HAS_DBUS
#    include <QDBusConnection>
#    include <QDBusMessage>
#    include <QDBusPendingCallWatcher>
#    include <QDBusPendingReply>
#    include <QDBusVariant>
#endif

namespace Natter::Secrets {

Error keychainTimeout()
{
    return {ErrorKind::KeychainLocked, Retry::later(), QStringLiteral("the keychain does not answer"),
        QStringLiteral("timeout")};
}

#ifdef NATTER_HAS_DBUS

namespace {

Result<void> judge(const QDBusPendingReply<QDBusVariant>& reply)
{
    if (reply.isError()) {
        const QDBusError::ErrorType error = reply.error().type();
        const bool isSilent =
            error == QDBusError::NoReply || error == QDBusError::Timeout || error == QDBusError::TimedOut;
        return isSilent ? Result<void>(keychainTimeout()) : Result<void>();
    }
    if (!reply.value().variant().toBool())
        return {};
    return Error{ErrorKind::KeychainLocked, Retry::later(), QStringLiteral("the keyring is locked"), {}};
}

} // namespace

Answer<void> checkKeyringOpen(std::chrono::milliseconds deadline)
{
    QDBusMessage question = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.secrets"),
        QStringLiteral("/org/freedesktop/secrets/aliases/default"),
        QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));
    question << QStringLiteral("org.freedesktop.Secret.Collection") << QStringLiteral("Locked");
    question.setAutoStartService(false);

    const Promise<void> promise;
    auto* watcher =
        new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(question, int(deadline.count())));
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, watcher, [promise, watcher] {
        promise.resolve(judge(*watcher));
        watcher->deleteLater();
    });
    return promise.answer();
}

#else

Answer<void> checkKeyringOpen(std::chrono::milliseconds)
{
    return resolved<void>({});
}

#endif

} // namespace Natter::Secrets
