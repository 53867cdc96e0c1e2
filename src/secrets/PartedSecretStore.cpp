// SPDX-License-Identifier: Apache-2.0
#include "secrets/PartedSecretStore.h"

#include <QCryptographicHash>
#include <QList>

#include <algorithm>

namespace Natter::Secrets {

namespace {

const QByteArray Magic = QByteArrayLiteral("natter-parts 1 ");
const QString BothRows = QStringLiteral("ab");

QString partKey(const QString& key, QChar row, int part)
{
    return QStringLiteral("%1#%2.%3").arg(key, row).arg(part);
}

QByteArray digestOf(const QByteArray& bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

Error malformed()
{
    return {ErrorKind::SecretAbsent, Retry::afterLogin(), QStringLiteral("parts of the entry are missing"),
        QStringLiteral("malformed")};
}

} // namespace

/// `natter-parts 1 ROW SIZE DIGEST`.
struct PartedSecretStore::Manifest
{
    QChar row;
    qsizetype size = 0;
    QByteArray digest;

    static std::optional<Manifest> parse(const Secret& entry)
    {
        const QByteArray& bytes = entry.reveal();
        if (!bytes.startsWith(Magic))
            return std::nullopt;
        const QList<QByteArray> fields = bytes.mid(Magic.size()).split(' ');
        const bool isWhole = fields.size() == 3 && (fields.at(0) == "a" || fields.at(0) == "b");
        const qsizetype size = isWhole ? fields.at(1).toLongLong() : 0;
        if (size <= 0 || size > LongestSecret)
            return Manifest{};
        return Manifest{QChar::fromLatin1(fields.at(0).front()), size, fields.at(2)};
    }
    Secret toEntry() const
    {
        return Secret(Magic + QString(row).toLatin1() + ' ' + QByteArray::number(size) + ' ' + digest);
    }
    int parts() const { return int((size + PartSize - 1) / PartSize); }
};

struct PartedSecretStore::Reading
{
    QString key;
    Manifest manifest;
    Promise<Secret> promise;
    QByteArray bytes;
    int part = 0;
};

struct PartedSecretStore::Writing
{
    QString key;
    Secret secret;
    Promise<void> promise;
    std::optional<Manifest> manifest; ///< for a long one
    int part = 0;
};

PartedSecretStore::PartedSecretStore(SecretStore& store)
    : m_store(store)
{}

void PartedSecretStore::enqueue(const std::function<void()>& call)
{
    m_waiting.enqueue(call);
    if (!m_isBusy)
        next();
}

void PartedSecretStore::next()
{
    m_isBusy = !m_waiting.isEmpty();
    if (m_isBusy)
        m_waiting.dequeue()();
}

Answer<Secret> PartedSecretStore::read(const QString& key)
{
    const Promise<Secret> promise;
    enqueue([this, key, promise] {
        onDone(m_store.read(key), &m_context, [this, key, promise](const Result<Secret>& entry) {
            const auto manifest = entry ? Manifest::parse(*entry) : std::nullopt;
            if (manifest && manifest->size > 0) {
                const auto reading = std::make_shared<Reading>(Reading{key, *manifest, promise, {}, 0});
                reading->bytes.reserve(manifest->size + PartSize); // never moved, so never left behind
                return readPart(reading);
            }
            promise.resolve(manifest ? malformed() : entry);
            next();
        });
    });
    return promise.answer();
}

void PartedSecretStore::readPart(const std::shared_ptr<Reading>& reading)
{
    if (reading->part == reading->manifest.parts()) {
        const bool isWhole = reading->bytes.size() == reading->manifest.size &&
                             digestOf(reading->bytes) == reading->manifest.digest;
        reading->promise.resolve(isWhole ? Result<Secret>(Secret(std::move(reading->bytes))) : malformed());
        return next();
    }
    const QString key = partKey(reading->key, reading->manifest.row, reading->part);
    onDone(m_store.read(key), &m_context, [this, reading](const Result<Secret>& part) {
        if (!part) {
            reading->promise.resolve(
                part.error().kind == ErrorKind::SecretAbsent ? malformed() : part.error());
            return next();
        }
        reading->bytes += part->reveal();
        ++reading->part;
        readPart(reading);
    });
}

Answer<void> PartedSecretStore::write(const QString& key, const Secret& secret)
{
    if (secret.isEmpty() || secret.size() > LongestSecret)
        return resolved<void>(Error{ErrorKind::BadInput, Retry::never(),
            QStringLiteral("%1 bytes are no secret to keep").arg(secret.size()), {}});
    const auto writing = std::make_shared<Writing>(Writing{key, secret, {}, std::nullopt, 0});
    enqueue([this, writing] {
        const QByteArray bytes = writing->secret.reveal();
        if (bytes.size() <= PartSize && !bytes.startsWith(Magic))
            return writeEntry(writing);
        onDone(m_store.read(writing->key), &m_context, [this, writing](const Result<Secret>& old) {
            if (!old && old.error().kind != ErrorKind::SecretAbsent) {
                writing->promise.resolve(old.error());
                return next();
            }
            const auto before = old ? Manifest::parse(*old) : std::nullopt;
            const QByteArray bytes = writing->secret.reveal();
            const QChar row = before && before->row == u'a' ? u'b' : u'a';
            writing->manifest = Manifest{row, bytes.size(), digestOf(bytes)};
            writePart(writing);
        });
    });
    return writing->promise.answer();
}

void PartedSecretStore::writePart(const std::shared_ptr<Writing>& writing)
{
    if (writing->part == writing->manifest->parts())
        return writeEntry(writing);
    const QString key = partKey(writing->key, writing->manifest->row, writing->part);
    const Secret part(writing->secret.reveal().mid(writing->part * PartSize, PartSize));
    onDone(m_store.write(key, part), &m_context, [this, writing](const Result<void>& outcome) {
        if (!outcome) {
            writing->promise.resolve(outcome);
            return next();
        }
        ++writing->part;
        writePart(writing);
    });
}

void PartedSecretStore::writeEntry(const std::shared_ptr<Writing>& writing)
{
    const Secret entry = writing->manifest ? writing->manifest->toEntry() : writing->secret;
    onDone(m_store.write(writing->key, entry), &m_context, [this, writing](const Result<void>& outcome) {
        writing->promise.resolve(outcome);
        if (!outcome)
            return next();
        QString leftOver = BothRows;
        if (writing->manifest)
            leftOver.remove(writing->manifest->row);
        sweep(writing->key, leftOver);
    });
}

Answer<void> PartedSecretStore::remove(const QString& key)
{
    const Promise<void> promise;
    enqueue([this, key, promise] {
        onDone(m_store.remove(key), &m_context, [this, key, promise](const Result<void>& outcome) {
            promise.resolve(outcome);
            if (!outcome)
                return next();
            sweep(key, BothRows);
        });
    });
    return promise.answer();
}

void PartedSecretStore::sweep(const QString& key, const QString& rows)
{
    if (rows.isEmpty())
        return next();
    sweepRow(key, rows, 0);
}

void PartedSecretStore::sweepRow(const QString& key, const QString& rows, int part)
{
    onDone(m_store.read(partKey(key, rows.front(), part)), &m_context,
        [this, key, rows, part](const Result<Secret>& found) {
            if (found)
                sweepRow(key, rows, part + 1);
            else
                removeParts(key, rows, part - 1);
        });
}

void PartedSecretStore::removeParts(const QString& key, const QString& rows, int last)
{
    if (last < 0)
        return sweep(key, rows.mid(1));
    onDone(m_store.remove(partKey(key, rows.front(), last)), &m_context,
        [this, key, rows, last](const Result<void>&) { removeParts(key, rows, last - 1); });
}

} // namespace Natter::Secrets
