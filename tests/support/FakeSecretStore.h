// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "secrets/SecretStore.h"

#include <QHash>

#include <optional>

namespace Natter::Test {

/// A keychain in memory that can be locked, broken or slow.
class FakeSecretStore final : public Secrets::SecretStore
{
public:
    std::optional<Error> failure;      ///< every call fails with it while set
    std::optional<Error> writeFailure; ///< as `failure`, writes only
    bool isSilent = false;             ///< calls never answer while set
    bool isSilentAfterWrites = false;  ///< writes happen, but never answer while set
    QHash<QString, QByteArray> entries;
    int reads = 0; ///< how often one was asked for

    Answer<Secret> read(const QString& key) override
    {
        ++reads;
        if (isSilent)
            return m_forever.emplace_back().first.answer();
        if (failure)
            return resolved<Secret>(*failure);
        if (!entries.contains(key))
            return resolved<Secret>(Error{ErrorKind::SecretAbsent, Retry::never(), {}, {}});
        return resolved<Secret>(Secret(entries.value(key)));
    }
    Answer<void> write(const QString& key, const Secret& secret) override
    {
        if (isSilent)
            return m_forever.emplace_back().second.answer();
        if (failure)
            return resolved<void>(*failure);
        if (writeFailure)
            return resolved<void>(*writeFailure);
        entries.insert(key, secret.reveal());
        if (isSilentAfterWrites)
            return m_forever.emplace_back().second.answer();
        return resolved<void>({});
    }
    Answer<void> remove(const QString& key) override
    {
        if (failure)
            return resolved<void>(*failure);
        entries.remove(key);
        return resolved<void>({});
    }

private:
    std::vector<std::pair<Promise<Secret>, Promise<void>>> m_forever;
};

} // namespace Natter::Test
