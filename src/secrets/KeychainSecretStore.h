// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "secrets/SecretStore.h"

#include <QObject>

#include <chrono>

namespace QKeychain {
class Job;
}

namespace Natter::Secrets {

/// The operating system's keychain through QtKeychain: Secret Service or KWallet, macOS Keychain, Windows
/// Credential Store. One question at a time reaches it; the others wait within their deadline. Secrets are
/// bytes, not empty, at most 2,000 (Windows takes 2,560 with what QtKeychain adds): else BadInput. Longer
/// ones go through PartedSecretStore.
class KeychainSecretStore final : public SecretStore
{
public:
    /// `service`: under which name entries are kept, e.g. "natter".
    explicit KeychainSecretStore(
        QString service, std::chrono::milliseconds deadline = std::chrono::seconds(20));

    Answer<Secret> read(const QString& key) override;
    Answer<void> write(const QString& key, const Secret& secret) override;
    Answer<void> remove(const QString& key) override;

private:
    /// Runs `job` within the deadline. `done(job)` once the keychain has answered, be it "not found";
    /// other failures go to `promise`.
    template <typename T, typename Done>
    void start(QKeychain::Job* job, const QString& key, const Promise<T>& promise, Done done);

    QString m_service;
    std::chrono::milliseconds m_deadline;
    QObject m_context;
};

} // namespace Natter::Secrets
