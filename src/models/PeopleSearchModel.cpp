// SPDX-License-Identifier: Apache-2.0
#include "models/PeopleSearchModel.h"

#include "base/PlainText.h"
#include "core/AvatarCache.h"
#include "core/DialogService.h"
#include "core/Session.h"
#include "core/UserDirectory.h"

#include <QImage>

#include <chrono>

namespace Natter::Models {

namespace {

constexpr std::chrono::milliseconds TypingPause{250};
constexpr int MaximumLocal = 50;
constexpr int MaximumTextLength = 128;

} // namespace

PeopleSearchModel::PeopleSearchModel(const Core::AccountServices& services, QObject* parent)
    : QAbstractListModel(parent)
    , m_services(services)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(TypingPause);
    connect(&m_pause, &QTimer::timeout, this, &PeopleSearchModel::askSite);
    connect(&services.directory, &Core::UserDirectory::usersChanged, this, &PeopleSearchModel::refreshPeople);
    connect(&services.avatars, &Core::AvatarCache::avatarChanged, this, &PeopleSearchModel::refreshAvatars);
}

int PeopleSearchModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_users.size());
}

QVariant PeopleSearchModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const User& user = m_users.at(index.row());
    switch (role) {
    case PeerRole:
        return QVariant::fromValue(user.peer());
    case Qt::DisplayRole:
    case NameRole:
        return plainLine(user.displayName());
    case UserRole:
        return QVariant::fromValue(user);
    case AvatarRole:
        return m_services.avatars.avatar(user.avatarUrl);
    case UserIdRole:
        return QVariant::fromValue(user.id);
    default:
        return {};
    }
}

QString PeopleSearchModel::text() const
{
    return m_text;
}

void PeopleSearchModel::setText(const QString& text)
{
    const QString wanted = plainLine(text, MaximumTextLength);
    if (wanted == m_text)
        return;
    ++m_generation;
    m_text = wanted;
    beginResetModel();
    m_users.clear();
    m_shown = {peerIdOf(m_services.session.userId())};
    endResetModel();
    if (m_text.isEmpty()) {
        m_pause.stop();
        setSearching(false);
        return;
    }
    append(findLocal());
    m_pause.start();
    setSearching(true);
}

bool PeopleSearchModel::isSearching() const
{
    return m_isSearching;
}

QList<User> PeopleSearchModel::findLocal() const
{
    QList<User> found;
    for (const Dialog& dialog : m_services.dialogs.dialogs()) {
        const User user = m_services.directory.user(dialog.peer);
        if (user.name.contains(m_text, Qt::CaseInsensitive) ||
            user.id.toString().contains(m_text, Qt::CaseInsensitive))
            found.append(user);
    }
    return found + m_services.directory.known(m_text, MaximumLocal);
}

void PeopleSearchModel::askSite()
{
    onDone(m_services.directory.search(m_text), this,
        [this, generation = m_generation](const Result<QList<User>>& found) {
            if (generation != m_generation)
                return;
            setSearching(false);
            if (found)
                append(*found);
            else
                Q_EMIT searchFailed(found.error());
        });
}

void PeopleSearchModel::append(const QList<User>& users)
{
    QList<User> added;
    for (const User& user : users) {
        const PeerId peer = user.peer();
        if (user.isUnknown || m_shown.contains(peer))
            continue;
        m_shown.insert(peer);
        added.append(user);
    }
    if (added.isEmpty())
        return;
    beginInsertRows({}, int(m_users.size()), int(m_users.size() + added.size() - 1));
    m_users += added;
    endInsertRows();
}

void PeopleSearchModel::refreshPeople(const QList<PeerId>& peers)
{
    const QSet<PeerId> changed(peers.cbegin(), peers.cend());
    for (qsizetype row = 0; row < m_users.size(); ++row) {
        const PeerId peer = m_users.at(row).peer();
        if (!changed.contains(peer))
            continue;
        m_users[row] = m_services.directory.user(peer);
        const QModelIndex cell = index(int(row));
        Q_EMIT dataChanged(cell, cell);
    }
}

void PeopleSearchModel::refreshAvatars(const QUrl& url)
{
    for (qsizetype row = 0; row < m_users.size(); ++row) {
        if (m_users.at(row).avatarUrl == url)
            Q_EMIT dataChanged(index(int(row)), index(int(row)), {AvatarRole});
    }
}

void PeopleSearchModel::setSearching(bool isSearching)
{
    if (m_isSearching == isSearching)
        return;
    m_isSearching = isSearching;
    Q_EMIT searchingChanged(isSearching);
}

} // namespace Natter::Models
