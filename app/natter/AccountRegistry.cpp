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

namespace Natter::App {

namespace {

constexpr qint64 MaximumBytes = 1'048'576;

bool isSame(const KnownAccount& a, const KnownAccount& b)
{
    return a.user == b.user && a.profile.siteKey() == b.profile.siteKey();
}

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
            m_accounts.append({entry[u"site"].toString(), *profile, user});
        else
            qCWarning(lcUi) << "an entry of accounts.json is unreadable and was passed over";
    }
}

std::optional<KnownAccount> AccountRegistry::latest(const QString& site) const
{
    for (const KnownAccount& account : m_accounts) {
        if (site.isEmpty() || account.site == site)
            return account;
    }
    return std::nullopt;
}

void AccountRegistry::remember(const KnownAccount& account)
{
    m_accounts.removeIf([&account](const KnownAccount& known) { return isSame(known, account); });
    m_accounts.prepend(account);
    save();
}

void AccountRegistry::forget(const KnownAccount& account)
{
    m_accounts.removeIf([&account](const KnownAccount& known) { return isSame(known, account); });
    save();
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
            {QStringLiteral("user_id"), account.user.toString()},
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
