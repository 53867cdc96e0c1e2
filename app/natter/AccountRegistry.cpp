// SPDX-License-Identifier: Apache-2.0
#include "AccountRegistry.h"

#include "base/Async.h"
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
#include <utility>

namespace Natter::App {

namespace {

/// Each account carries its site's profile, which may be 256 KiB.
constexpr qint64 MaximumBytes = 16'777'216;

QString pathIn(const QString& folder)
{
    return QDir(folder).absoluteFilePath(QStringLiteral("accounts.json"));
}

const QString Here = QStringLiteral("here");
const QString Everywhere = QStringLiteral("everywhere");

QJsonObject entryOf(const KnownAccount& account)
{
    return {{QStringLiteral("site"), account.site}, {QStringLiteral("user_id"), account.user.toString()},
        {QStringLiteral("used"), account.used},
        {QStringLiteral("profile"), QJsonDocument::fromJson(serializeProfile(account.profile)).object()}};
}

/// One thread, so that writes stay in order; the application's end waits for it.
QThreadPool& writer()
{
    static QThreadPool pool;
    pool.setMaxThreadCount(1);
    return pool;
}

} // namespace

AccountRegistry::AccountRegistry(const QString& folder, QObject* parent)
    : QObject(parent)
    , m_folder(folder)
{
    read();
}

void AccountRegistry::read()
{
    QFile file(pathIn(m_folder));
    if (!file.exists())
        return;
    if (!file.open(QIODevice::ReadOnly))
        return moveAside(file.errorString());
    const QByteArray json = file.read(MaximumBytes + 1);
    file.close(); // before it may be moved
    if (json.size() > MaximumBytes)
        return moveAside(QStringLiteral("it is too large"));
    const QJsonValue entries = QJsonDocument::fromJson(json).object().value(u"accounts");
    if (!entries.isArray())
        return moveAside(QStringLiteral("it is no list of accounts"));
    for (const auto& entry : entries.toArray()) {
        if (!readEntry(entry.toObject())) {
            m_unread.append(entry);
            qCWarning(lcUi) << "an entry of accounts.json is unreadable and kept as it is";
        }
    }
}

bool AccountRegistry::readEntry(const QJsonObject& entry)
{
    const Result<Profile> profile = parseProfile(QJsonDocument(entry.value(u"profile").toObject()).toJson());
    const UserId user(entry.value(u"user_id").toString());
    if (!profile || user.isEmpty())
        return false;
    const KnownAccount account{
        entry.value(u"site").toString(), *profile, user, qint64(entry.value(u"used").toDouble())};
    if (find(account) != m_accounts.end() || isLeaving(account))
        return true;
    const QString leaving = entry.value(u"leaving").toString();
    if (leaving.isEmpty())
        m_accounts.append(account);
    else
        m_leaving.append({account, leaving == Everywhere});
    return true;
}

void AccountRegistry::moveAside(const QString& why)
{
    const QString path = pathIn(m_folder);
    const QString aside = path + QStringLiteral(".unreadable");
    QString free = aside;
    for (int number = 2; QFile::exists(free); ++number)
        free = aside + QString::number(number);
    m_isBlocked = !QFile::rename(path, free);
    qCWarning(lcUi) << "accounts.json is unreadable:" << why << (m_isBlocked ? "not movable" : "moved aside");
    m_readError = Error{ErrorKind::Storage, Retry::never(), why, QStringLiteral("accounts_unreadable")};
}

std::optional<KnownAccount> AccountRegistry::latest(const QString& site) const
{
    return latestWhere(
        [&site](const KnownAccount& account) { return site.isEmpty() || account.site == site; });
}

std::optional<KnownAccount> AccountRegistry::latestOf(const QString& siteKey) const
{
    return latestWhere(
        [&siteKey](const KnownAccount& account) { return account.profile.siteKey() == siteKey; });
}

template <typename Predicate>
std::optional<KnownAccount> AccountRegistry::latestWhere(Predicate isMeant) const
{
    std::optional<KnownAccount> latest;
    for (const KnownAccount& account : m_accounts) {
        if (isMeant(account) && (!latest || account.used > latest->used))
            latest = account;
    }
    return latest;
}

void AccountRegistry::remember(const KnownAccount& account)
{
    stopLeaving(account);
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

void AccountRegistry::markLeaving(const KnownAccount& account, bool everywhere)
{
    if (isLeaving(account))
        return;
    m_accounts.removeIf([&account](const KnownAccount& known) { return known.isSame(account); });
    m_leaving.append({account, everywhere});
    save();
}

void AccountRegistry::forget(const KnownAccount& account)
{
    if (!isLeaving(account))
        return;
    const QString folder = folderOf(account);
    const auto remove = [folder]() -> Result<void> {
        if (!QDir(folder).exists() || QDir(folder).removeRecursively())
            return {};
        return Error{ErrorKind::Storage, Retry::later(), QStringLiteral("a folder cannot be removed"), {}};
    };
    runInOrder(remove, [this, account] {
        if (stopLeaving(account))
            save();
    });
}

bool AccountRegistry::isLeaving(const KnownAccount& account) const
{
    return std::any_of(m_leaving.cbegin(), m_leaving.cend(),
        [&account](const LeavingAccount& leaving) { return leaving.account.isSame(account); });
}

bool AccountRegistry::stopLeaving(const KnownAccount& account)
{
    return m_leaving.removeIf(
               [&account](const LeavingAccount& leaving) { return leaving.account.isSame(account); }) > 0;
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

void AccountRegistry::save()
{
    if (m_isBlocked)
        return Q_EMIT writeFailed(*m_readError);
    QJsonArray entries;
    for (const KnownAccount& account : m_accounts)
        entries.append(entryOf(account));
    for (const LeavingAccount& leaving : m_leaving) {
        QJsonObject entry = entryOf(leaving.account);
        entry.insert(QStringLiteral("leaving"), leaving.everywhere ? Everywhere : Here);
        entries.append(entry);
    }
    for (const auto& entry : m_unread)
        entries.append(entry);
    const QByteArray json = QJsonDocument(QJsonObject{{QStringLiteral("accounts"), entries}}).toJson();
    const auto write = [path = pathIn(m_folder), json]() -> Result<void> {
        QSaveFile file(path);
        if (file.open(QIODevice::WriteOnly) && file.write(json) == json.size() && file.commit())
            return {};
        qCWarning(lcUi) << "accounts.json could not be written:" << file.errorString();
        return Error{
            ErrorKind::Storage, Retry::later(), file.errorString(), QStringLiteral("accounts_unwritable")};
    };
    runInOrder(write, [] {});
}

void AccountRegistry::runInOrder(std::function<Result<void>()> work, std::function<void()> done)
{
    const Promise<void> promise;
    onDone(promise.answer(), this, [this, done = std::move(done)](const Result<void>& outcome) {
        if (outcome)
            done();
        else
            Q_EMIT writeFailed(outcome.error());
    });
    writer().start([promise, work = std::move(work)] { promise.resolve(work()); });
}

} // namespace Natter::App
