// SPDX-License-Identifier: Apache-2.0
#include "secrets/KeychainSecretStore.h"

#include "base/Log.h"
#include "secrets/KeyringLock.h"

#include <qt6keychain/keychain.h>

#include <QTimer>

namespace Natter::Secrets {

namespace {

constexpr qsizetype LongestSecret = 2000;

/// EntryNotFound is not an error of the keychain and is judged by who asked.
std::optional<Error> failureOf(const QKeychain::Job& job)
{
    switch (job.error()) {
    case QKeychain::NoError:
    case QKeychain::EntryNotFound:
        return std::nullopt;
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return Error{ErrorKind::KeychainLocked, Retry::later(), job.errorString(), {}};
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError:
        break;
    }
    return Error{ErrorKind::KeychainBroken, Retry::later(), job.errorString(), {}};
}

} // namespace

KeychainSecretStore::KeychainSecretStore(QString service, std::chrono::milliseconds deadline)
    : m_service(std::move(service))
    , m_deadline(deadline)
{}

template <typename T, typename Done>
void KeychainSecretStore::start(QKeychain::Job* job, const QString& key, const Promise<T>& promise, Done done)
{
    // The job belongs to nobody and is left to finish even after the deadline: QtKeychain's callbacks hold a
    // bare pointer to it. It deletes itself.
    job->setAutoDelete(true);
    job->setInsecureFallback(false);
    job->setKey(key);
    auto* timer = new QTimer(job); // not singleShot(): that would keep the promise until the deadline
    QObject::connect(timer, &QTimer::timeout, job, [promise] { promise.resolve(keychainTimeout()); });
    timer->setSingleShot(true);
    timer->start(m_deadline);
    QObject::connect(job, &QKeychain::Job::finished, &m_context, [promise, done](QKeychain::Job* finished) {
        if (const std::optional<Error> error = failureOf(*finished)) {
            qCWarning(lcSecrets) << *error;
            promise.resolve(*error);
        } else {
            done(finished);
        }
    });
    job->start();
}

Answer<Secret> KeychainSecretStore::read(const QString& key)
{
    const Promise<Secret> promise;
    auto* job = new QKeychain::ReadPasswordJob(m_service);
    start(job, key, promise, [this, promise, job](const QKeychain::Job* finished) {
        if (finished->error() == QKeychain::NoError) {
            promise.resolve(Secret(job->binaryData()));
            return;
        }
        // A locked keyring whose prompt was dismissed, or that has nobody to prompt, says "not found" too.
        onDone(checkKeyringOpen(m_deadline), &m_context, [promise](const Result<void>& isOpen) {
            promise.resolve(isOpen ? Error{ErrorKind::SecretAbsent, Retry::afterLogin(),
                                         QStringLiteral("no such entry"), {}}
                                   : isOpen.error());
        });
    });
    return promise.answer();
}

Answer<void> KeychainSecretStore::write(const QString& key, const Secret& secret)
{
    if (secret.isEmpty() || secret.size() > LongestSecret)
        return resolved<void>(Error{ErrorKind::BadInput, Retry::never(),
            QStringLiteral("%1 bytes are no secret to keep").arg(secret.size()), {}});
    const Promise<void> promise;
    auto* job = new QKeychain::WritePasswordJob(m_service);
    job->setBinaryData(secret.reveal());
    start(job, key, promise, [promise](const QKeychain::Job*) { promise.resolve({}); });
    return promise.answer();
}

Answer<void> KeychainSecretStore::remove(const QString& key)
{
    const Promise<void> promise;
    start(new QKeychain::DeletePasswordJob(m_service), key, promise, [this, promise](const QKeychain::Job*) {
        // A locked keyring "removes" without an error and keeps the entry.
        onDone(checkKeyringOpen(m_deadline), &m_context,
            [promise](const Result<void>& isOpen) { promise.resolve(isOpen); });
    });
    return promise.answer();
}

} // namespace Natter::Secrets
