// SPDX-License-Identifier: Apache-2.0
#include "AccountRegistry.h"

#include "base/Log.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QThreadPool>

#include <algorithm>

namespace Natter::App {

namespace {

constexpr qint64 MaximumBytes = 1'048'576;

QString pathIn(const QString& folder)
{
    return QDir(folder).absoluteFilePath(QStringLiteral("accounts.json"));
}

/// One thread, so that writes stay in order; the application's end waits for it.
QThreadPool& writer()
{
    static QThreadPool pool;
    pool.setMaxThreadCount(1);
    return pool;
}

} // namespace

AccountRegistry::AccountRegistry(const QString& folder)
    : m_folder(folder)
{
    QFile file(pathIn(folder));
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QJsonArray entries =
        QJsonDocument::fromJson(file.read(MaximumBytes)).object().value(u"accounts").toArray();
    for (const auto& entry : entries) {
        const QJsonObject profileJson = entry[u"profile"].toObject();
        const Result<Profile> profile = parseProfile(QJsonDocument(profileJson).toJson());
        const UserId user(entry[u"user_id"].toString());
        if (profile && !user.isEmpty())
            m_accounts.append({entry[u"site"].toString(), *profile, user, qint64(entry[u"used"].toDouble())});
        else
            qCWarning(lcUi) << "an entry of accounts.json is unreadable and was passed over";
    }
}

std::optional<KnownAccount> AccountRegistry::latest(const QString& site) const
{
    std::optional<KnownAccount> latest;
    for (const KnownAccount& account : m_accounts) {
        if ((site.isEmpty() || account.site == site) && (!latest || account.used > latest->used))
            latest = account;
    }
    return latest;
}

void AccountRegistry::remember(const KnownAccount& account)
{
    const auto known = find(account);
    const bool isNew = known == m_accounts.end();
    KnownAccount& entry = isNew ? m_accounts.emplace_back(account) : *known;
    const qint64 used = isNew ? nextUse() : entry.used;
    entry = account;
    entry.used = used;
    save();
}

void AccountRegistry::markUsed(const KnownAccount& account)
{
    const auto known = find(account);
    if (known == m_accounts.end() || (known->used > 0 && known->used == nextUse() - 1))
        return;
    known->used = nextUse();
    save();
}

void AccountRegistry::forget(const KnownAccount& account)
{
    m_accounts.removeIf([&account](const KnownAccount& known) { return known.isSame(account); });
    save();
}

QList<KnownAccount>::iterator AccountRegistry::find(const KnownAccount& account)
{
    return std::find_if(m_accounts.begin(), m_accounts.end(),
        [&account](const KnownAccount& known) { return known.isSame(account); });
}

qint64 AccountRegistry::nextUse() const
{
    qint64 latest = 0;
    for (const KnownAccount& account : m_accounts)
        latest = std::max(latest, account.used);
    return latest + 1;
}

QString AccountRegistry::folderOf(const KnownAccount& account) const
{
    const QString name = account.profile.siteKey() + u'\n' + account.user.toString();
    const QByteArray digest =
        QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha256).toHex().left(32);
    return QDir(m_folder).absoluteFilePath(QStringLiteral("accounts/") + QString::fromLatin1(digest));
}

void AccountRegistry::save() const
{
    QJsonArray entries;
    for (const KnownAccount& account : m_accounts) {
        entries.append(QJsonObject{{QStringLiteral("site"), account.site},
            {QStringLiteral("user_id"), account.user.toString()}, {QStringLiteral("used"), account.used},
            {QStringLiteral("profile"),
                QJsonDocument::fromJson(serializeProfile(account.profile)).object()}});
    }
    const QByteArray json = QJsonDocument(QJsonObject{{QStringLiteral("accounts"), entries}}).toJson();
    writer().start([path = pathIn(m_folder), json] {
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit())
            qCWarning(lcUi) << "accounts.json could not be written:" << file.errorString();
    });
}

} // namespace Natter::App
