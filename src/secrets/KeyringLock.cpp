// SPDX-License-Identifier: Apache-2.0
#include "secrets/KeyringLock.h"

#ifdef NATTER_HAS_DBUS
#    include "secrets/SessionBus.h"

#    include <QDBusError>
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

Result<void> judge(const QDBusMessage& answer)
{
    const QDBusPendingReply<QDBusVariant> reply(answer);
    if (!reply.isError()) {
        if (!reply.value().variant().toBool())
            return {};
        return Error{ErrorKind::KeychainLocked, Retry::later(), QStringLiteral("the keyring is locked"), {}};
    }
    switch (reply.error().type()) {
    case QDBusError::NoReply:
    case QDBusError::Timeout:
    case QDBusError::TimedOut:
        return keychainTimeout();
    case QDBusError::Disconnected:
        return Error{
            ErrorKind::KeychainBroken, Retry::later(), reply.error().message(), QStringLiteral("no_bus")};
    default:
        return {};
    }
}

} // namespace

Answer<void> checkKeyringOpen(std::chrono::milliseconds deadline)
{
    QDBusMessage question = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.secrets"),
        QStringLiteral("/org/freedesktop/secrets/aliases/default"),
        QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));
    question << QStringLiteral("org.freedesktop.Secret.Collection") << QStringLiteral("Locked");
    question.setAutoStartService(false);
    return askSessionBus<void>(question, deadline, judge);
}

#else

Answer<void> checkKeyringOpen(std::chrono::milliseconds)
{
    return resolved<void>({});
}

#endif

} // namespace Natter::Secrets
