// SPDX-License-Identifier: Apache-2.0
#include "secrets/KeychainProbe.h"

#include "secrets/KeychainIdentity.h"

#ifdef NATTER_HAS_DBUS
#    include "secrets/SessionBus.h"

#    include <QDBusError>
#    include <QDBusPendingReply>
#    include <QDBusVariant>
#    include <QLibrary>
#endif

namespace Natter::Secrets {

using Condition = KeychainState::Condition;

#ifdef NATTER_HAS_DBUS

namespace {

Result<Condition> conditionFrom(const QDBusMessage& answer)
{
    const QDBusPendingReply<QDBusVariant> reply(answer);
    if (!reply.isError())
        return reply.value().variant().toBool() ? Condition::Locked : Condition::Available;
    switch (reply.error().type()) {
    case QDBusError::NoReply:
    case QDBusError::Timeout:
    case QDBusError::TimedOut:
        return Condition::Silent;
    case QDBusError::UnknownObject:
    case QDBusError::UnknownMethod:
    case QDBusError::UnknownInterface:
    case QDBusError::UnknownProperty:
    case QDBusError::InvalidArgs:
        return Condition::Available; // a service without a default collection makes one when it is needed
    default:
        return Condition::Absent;
    }
}

Answer<Condition> askSecretService(std::chrono::milliseconds deadline)
{
    // QtKeychain loads it when it is needed; nothing links it.
    QLibrary library(QStringLiteral("secret-1"), 0);
    if (!library.load())
        return resolved<Condition>(Condition::Absent);
    QDBusMessage question = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.secrets"),
        QStringLiteral("/org/freedesktop/secrets/aliases/default"),
        QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));
    question << QStringLiteral("org.freedesktop.Secret.Collection") << QStringLiteral("Locked");
    return askSessionBus<Condition>(question, deadline, conditionFrom);
}

} // namespace

#endif

Answer<KeychainState> KeychainProbe::ask(std::chrono::milliseconds deadline)
{
    const Promise<KeychainState> promise;
    onDone(identifyKeychain(deadline), &m_context, [this, promise, deadline](const Result<QString>& backend) {
        if (!backend)
            return promise.resolve(backend.error());
#ifdef NATTER_HAS_DBUS
        if (*backend == u"secret_service")
            return onDone(
                askSecretService(deadline), &m_context, [promise](const Result<Condition>& condition) {
                    promise.resolve(KeychainState{
                        QStringLiteral("secret_service"), condition ? *condition : Condition::Silent});
                });
#else
        Q_UNUSED(this)
        Q_UNUSED(deadline)
#endif
        promise.resolve(KeychainState{*backend, Condition::Available});
    });
    return promise.answer();
}

} // namespace Natter::Secrets
