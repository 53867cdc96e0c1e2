// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>

#include <chrono>

namespace Natter::Secrets {

/// Asks somebody on the session bus; `read` makes the answer of the reply, which may be an error: NoReply at
/// the deadline, Disconnected at once where no bus is reached. Only where there is QtDBus.
template <typename T>
Answer<T> askSessionBus(
    const QDBusMessage& question, std::chrono::milliseconds deadline, Result<T> (*read)(const QDBusMessage&))
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    // QtDBus never answers a question to a bus that is not there.
    if (!bus.isConnected())
        return resolved<T>(
            read(question.createErrorReply(QDBusError::Disconnected, QStringLiteral("no session bus"))));
    const Promise<T> promise;
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(question, int(deadline.count())));
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, watcher, [promise, watcher, read] {
        promise.resolve(read(watcher->reply()));
        watcher->deleteLater();
    });
    return promise.answer();
}

} // namespace Natter::Secrets
