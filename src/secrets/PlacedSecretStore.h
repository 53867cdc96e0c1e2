// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "secrets/SecretStore.h"

#include <QHash>
#include <QObject>
#include <QThreadPool>

#include <functional>

namespace Natter::Secrets {

/// Remembers which keychain took each secret, in a file that holds nothing secret. A secret that is not found
/// here while another keychain took it is KeychainElsewhere, `code` the name of that keychain, and not
/// SecretAbsent: somebody signed in to another desktop. Read once when made; written in a thread of its own.
class PlacedSecretStore final : public SecretStore
{
public:
    using Identify = std::function<Answer<QString>()>;

    /// `store` outlives it. `identify`: which keychain `store` is just now.
    PlacedSecretStore(SecretStore& store, QString file, Identify identify);
    /// Waits for what is being written.
    ~PlacedSecretStore() override;

    Answer<Secret> read(const QString& key) override;
    Answer<void> write(const QString& key, const Secret& secret) override;
    Answer<void> remove(const QString& key) override;

private:
    void note(const QString& key, const QString& place);
    void save();

    SecretStore& m_store;
    QString m_file;
    Identify m_identify;
    QHash<QString, QString> m_places;
    QThreadPool m_writer;
    QObject m_context;
};

} // namespace Natter::Secrets
