// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "secrets/SecretStore.h"

#include <QObject>
#include <QQueue>

#include <functional>
#include <memory>

namespace Natter::Secrets {

/// Keeps secrets of up to 64 KiB in a store whose entries are small (Windows: 2,560 bytes). A long secret is
/// kept in numbered parts, `KEY#a.0`, `KEY#a.1`, ..., and the entry `KEY` holds the manifest: which parts,
/// how long, and a digest. The manifest is written last and the next secret goes to the other row of parts
/// (`b`), so that a crash at any moment leaves the old or the new secret readable. What is left over is
/// removed after each write and with the secret. A short secret is its entry. A manifest without its parts is
/// SecretAbsent with code `malformed`. One call at a time reaches the store, in order. BadInput: empty, or
/// over 64 KiB.
class PartedSecretStore final : public SecretStore
{
public:
    static constexpr qsizetype PartSize = 2000;
    static constexpr qsizetype LongestSecret = qsizetype(64) * 1024;

    /// `store` outlives it.
    explicit PartedSecretStore(SecretStore& store);

    Answer<Secret> read(const QString& key) override;
    Answer<void> write(const QString& key, const Secret& secret) override;
    Answer<void> remove(const QString& key) override;

private:
    struct Manifest;
    struct Writing;
    struct Reading;

    void enqueue(const std::function<void()>& call);
    /// The call under way has ended.
    void next();

    void readPart(const std::shared_ptr<Reading>& reading);
    void writePart(const std::shared_ptr<Writing>& writing);
    void writeEntry(const std::shared_ptr<Writing>& writing);
    /// Removes what there is of these rows, from the last part down, so that no gap ever hides a part.
    void sweep(const QString& key, const QString& rows);
    void sweepRow(const QString& key, const QString& rows, int part);
    void removeParts(const QString& key, const QString& rows, int last);

    SecretStore& m_store;
    QQueue<std::function<void()>> m_waiting;
    bool m_isBusy = false;
    QObject m_context;
};

} // namespace Natter::Secrets
