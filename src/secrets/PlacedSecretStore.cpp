// SPDX-License-Identifier: Apache-2.0
#include "secrets/PlacedSecretStore.h"

#include "base/Log.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace Natter::Secrets {

namespace {

constexpr qint64 MaximumBytes = 1'048'576;

/// Failures that another keychain than the usual one would cause.
bool mayBeElsewhere(const Error& error)
{
    return error.kind == ErrorKind::SecretAbsent || error.kind == ErrorKind::KeychainBroken;
}

Error elsewhere(const QString& place)
{
    return {ErrorKind::KeychainElsewhere, Retry::later(),
        QStringLiteral("the secret is in another keychain: ") + place, place};
}

} // namespace

PlacedSecretStore::PlacedSecretStore(SecretStore& store, QString file, Identify identify)
    : m_store(store)
    , m_file(std::move(file))
    , m_identify(std::move(identify))
{
    m_writer.setMaxThreadCount(1);
    QFile stored(m_file);
    if (!stored.open(QIODevice::ReadOnly))
        return;
    const QJsonObject places = QJsonDocument::fromJson(stored.read(MaximumBytes)).object();
    for (auto it = places.begin(); it != places.end(); ++it) {
        if (it.value().isString())
            m_places.insert(it.key(), it.value().toString().left(64));
    }
}

PlacedSecretStore::~PlacedSecretStore()
{
    m_writer.waitForDone();
}

Answer<Secret> PlacedSecretStore::read(const QString& key)
{
    const Promise<Secret> promise;
    onDone(m_store.read(key), &m_context, [this, key, promise](const Result<Secret>& found) {
        const QString place = m_places.value(key);
        if (found || place.isEmpty() || !mayBeElsewhere(found.error()))
            return promise.resolve(found);
        onDone(m_identify(), &m_context, [promise, found, place](const Result<QString>& here) {
            promise.resolve(here && *here != place ? elsewhere(place) : found);
        });
    });
    return promise.answer();
}

Answer<void> PlacedSecretStore::write(const QString& key, const Secret& secret)
{
    const Promise<void> promise;
    onDone(m_store.write(key, secret), &m_context, [this, key, promise](const Result<void>& outcome) {
        promise.resolve(outcome);
        if (!outcome)
            return;
        onDone(m_identify(), &m_context, [this, key](const Result<QString>& here) {
            if (here)
                note(key, *here);
        });
    });
    return promise.answer();
}

Answer<void> PlacedSecretStore::remove(const QString& key)
{
    const Promise<void> promise;
    onDone(m_store.remove(key), &m_context, [this, key, promise](const Result<void>& outcome) {
        if (outcome)
            note(key, {});
        promise.resolve(outcome);
    });
    return promise.answer();
}

void PlacedSecretStore::note(const QString& key, const QString& place)
{
    if (m_places.value(key) == place)
        return;
    if (place.isEmpty())
        m_places.remove(key);
    else
        m_places.insert(key, place);
    save();
}

void PlacedSecretStore::save()
{
    QJsonObject places;
    for (auto it = m_places.cbegin(); it != m_places.cend(); ++it)
        places.insert(it.key(), it.value());
    m_writer.start([path = m_file, json = QJsonDocument(places).toJson()] {
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit())
            qCWarning(lcSecrets) << "cannot remember the keychain:" << file.errorString();
    });
}

} // namespace Natter::Secrets
