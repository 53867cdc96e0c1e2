// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "secrets/SecretStore.h"

#include <QHash>
#include <QObject>
#include <QPointer>

#include <chrono>
#include <memory>
#include <optional>

namespace QKeychain {
class Job;
}

namespace Natter::Secrets {

/// The operating system's keychain through QtKeychain: Secret Service or KWallet, macOS Keychain, Windows
/// Credential Store. One question at a time reaches it; the others wait within their deadline. Who asks again
/// for a secret that the keychain is still silent about joins that question: a person who unlocks it late has
/// been prompted once, and the next to ask gets the answer. Secrets are
/// bytes, not empty, at most 2,000 (Windows takes 2,560 with what QtKeychain adds): else BadInput. Longer
/// ones go through PartedSecretStore.
class KeychainSecretStore final : public SecretStore
{
public:
    /// `service`: under which name entries are kept, e.g. "natter"; Windows goes by their keys alone.
    explicit KeychainSecretStore(
        QString service, std::chrono::milliseconds deadline = std::chrono::seconds(20));

    Answer<Secret> read(const QString& key) override;
    Answer<void> write(const QString& key, const Secret& secret) override;
    Answer<void> remove(const QString& key) override;

private:
    struct Reading
    {
        QPointer<QObject> job;
        QList<Promise<Secret>> askers;
    };

    /// `done(error)` once the keychain has answered; "not found" is no error.
    template <typename Done>
    void start(QKeychain::Job* job, const QString& key, Done done);
    /// At the deadline, unless `owner` has gone before.
    template <typename T>
    void giveUpLater(const Promise<T>& promise, QObject* owner);
    void answer(const QString& key, const std::shared_ptr<Reading>& reading, const Result<Secret>& read);

    QString m_service;
    std::chrono::milliseconds m_deadline;
    QHash<QString, std::shared_ptr<Reading>> m_readings; ///< under way, to be joined, by key
    QObject m_context;
};

} // namespace Natter::Secrets
