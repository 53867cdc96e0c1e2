// SPDX-License-Identifier: Apache-2.0
#include "secrets/KeychainSecretStore.h"

#include "base/Log.h"
#include "secrets/KeyringLock.h"

#include <qt6keychain/keychain.h>

#include <QTimer>

#include <utility>

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

template <typename Done>
void KeychainSecretStore::start(QKeychain::Job* job, const QString& key, Done done)
{
    // The job belongs to nobody and is left to finish even after the deadline: QtKeychain's callbacks hold a
    // bare pointer to it. It deletes itself.
    job->setAutoDelete(true);
    job->setInsecureFallback(false);
    job->setKey(key);
    QObject::connect(job, &QKeychain::Job::finished, &m_context, [done](QKeychain::Job* finished) {
        const std::optional<Error> error = failureOf(*finished);
        if (error)
            qCWarning(lcSecrets) << *error;
        done(error);
    });
    job->start();
}

template <typename T>
void KeychainSecretStore::giveUpLater(const Promise<T>& promise, QObject* owner)
{
    auto* timer = new QTimer(owner); // not singleShot(): that would keep the promise until the deadline
    QObject::connect(timer, &QTimer::timeout, owner, [promise] { promise.resolve(keychainTimeout()); });
    timer->setSingleShot(true);
    timer->start(m_deadline);
}

Answer<Secret> KeychainSecretStore::read(const QString& key)
{
    const Promise<Secret> promise;
    if (const auto reading = m_readings.value(key)) {
        reading->askers.removeIf([](const auto& asker) { return asker.answer().isFinished(); });
        reading->askers += promise;
        giveUpLater(promise, reading->job ? reading->job.data() : &m_context);
        return promise.answer();
    }
    auto* job = new QKeychain::ReadPasswordJob(m_service);
    const auto reading = std::make_shared<Reading>(Reading{job, {promise}});
    m_readings.insert(key, reading);
    giveUpLater(promise, job);
    start(job, key, [this, key, reading, job](const std::optional<Error>& error) {
        if (error)
            return answer(key, reading, *error);
        if (job->error() == QKeychain::NoError)
            return answer(key, reading, Secret(job->binaryData()));
        // A locked keyring whose prompt was dismissed, or that has nobody to prompt, says "not found" too.
        onDone(checkKeyringOpen(m_deadline), &m_context, [this, key, reading](const Result<void>& isOpen) {
            answer(key, reading,
                isOpen
                    ? Error{ErrorKind::SecretAbsent, Retry::afterLogin(), QStringLiteral("no such entry"), {}}
                    : isOpen.error());
        });
    });
    return promise.answer();
}

void KeychainSecretStore::answer(
    const QString& key, const std::shared_ptr<Reading>& reading, const Result<Secret>& read)
{
    if (m_readings.value(key) == reading)
        m_readings.remove(key);
    for (const Promise<Secret>& asker : std::as_const(reading->askers))
        asker.resolve(read);
}

Answer<void> KeychainSecretStore::write(const QString& key, const Secret& secret)
{
    if (secret.isEmpty() || secret.size() > LongestSecret)
        return resolved<void>(Error{ErrorKind::BadInput, Retry::never(),
            QStringLiteral("%1 bytes are no secret to keep").arg(secret.size()), {}});
    const Promise<void> promise;
    m_readings.remove(key); // who asks from now on gets this one
    auto* job = new QKeychain::WritePasswordJob(m_service);
    job->setBinaryData(secret.reveal());
    giveUpLater(promise, job);
    start(job, key, [promise](const std::optional<Error>& error) {
        promise.resolve(error ? Result<void>(*error) : Result<void>());
    });
    return promise.answer();
}

Answer<void> KeychainSecretStore::remove(const QString& key)
{
    const Promise<void> promise;
    m_readings.remove(key);
    auto* job = new QKeychain::DeletePasswordJob(m_service);
    giveUpLater(promise, job);
    start(job, key, [this, promise](const std::optional<Error>& error) {
        if (error)
            return promise.resolve(*error);
        // A locked keyring "removes" without an error and keeps the entry.
        onDone(checkKeyringOpen(m_deadline), &m_context,
            [promise](const Result<void>& isOpen) { promise.resolve(isOpen); });
    });
    return promise.answer();
}

} // namespace Natter::Secrets
