// SPDX-License-Identifier: Apache-2.0
#include "models/DialogListModel.h"

#include "base/PlainText.h"
#include "core/AvatarCache.h"
#include "core/DialogService.h"
#include "core/MessageService.h"
#include "core/UserDirectory.h"

#include <QImage>

#include <algorithm>
#include <numeric>

namespace Natter::Models {

DialogListModel::DialogListModel(const Core::AccountServices& services, QObject* parent)
    : QAbstractListModel(parent)
    , m_services(services)
{
    using namespace Core;
    connect(&services.dialogs, &DialogService::dialogsReset, this, &DialogListModel::reset);
    connect(&services.dialogs, &DialogService::dialogChanged, this, &DialogListModel::place);
    connect(&services.dialogs, &DialogService::dialogRemoved, this, &DialogListModel::drop);
    connect(&services.directory, &UserDirectory::usersChanged, this, &DialogListModel::refreshPeople);
    connect(&services.avatars, &AvatarCache::avatarChanged, this, &DialogListModel::refreshAvatars);
    connect(&services.messages, &MessageService::composingChanged, this,
        [this](const PeerId& peer, bool isComposing) {
            setMember(m_composing, peer, isComposing, IsComposingRole);
        });
    connect(&services.messages, &MessageService::presenceChanged, this,
        [this](
            const PeerId& peer, bool isAvailable) { setMember(m_online, peer, isAvailable, IsOnlineRole); });
    reset();
}

int DialogListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_peers.size());
}

QVariant DialogListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const PeerId& peer = m_peers.at(index.row());
    const Dialog* dialog = m_services.dialogs.find(peer);
    if (dialog == nullptr)
        return {};
    switch (role) {
    case PeerRole:
        return QVariant::fromValue(peer);
    case Qt::DisplayRole:
    case NameRole:
        return plainLine(m_services.directory.user(peer).displayName());
    case UserRole:
        return QVariant::fromValue(m_services.directory.user(peer));
    case AvatarRole: {
        const QUrl url = m_services.directory.user(peer).avatarUrl;
        m_avatarUrls.insert(peer, url);
        return m_services.avatars.avatar(url);
    }
    case UnreadRole:
        return dialog->unreadCount;
    case DraftRole:
        return dialog->draft;
    case IsComposingRole:
        return m_composing.contains(peer);
    case IsPinnedRole:
        return dialog->isPinned;
    case IsMutedRole:
        return dialog->isMuted;
    case IsOnlineRole:
        return m_online.contains(peer);
    default:
        return lastMessageData(*dialog, role);
    }
}

QVariant DialogListModel::lastMessageData(const Dialog& dialog, int role) const
{
    const auto& last = dialog.lastMessage;
    switch (role) {
    case LastTextRole:
        return last ? plainLine(last->body) : QString();
    case TimeRole:
        return last ? last->time : QDateTime();
    case IsOutgoingRole:
        return last && last->isOutgoing;
    case StateRole:
        return QVariant::fromValue(last ? last->state : DeliveryState::Received);
    default:
        return {};
    }
}

QModelIndex DialogListModel::indexOf(const PeerId& peer) const
{
    const qsizetype row = m_peers.indexOf(peer);
    return row < 0 ? QModelIndex() : index(int(row));
}

int DialogListModel::totalUnread() const
{
    return m_totalUnread;
}

void DialogListModel::reset()
{
    beginResetModel();
    m_peers.clear();
    m_avatarUrls.clear();
    for (const Dialog& dialog : m_services.dialogs.dialogs())
        m_peers.append(dialog.peer);
    endResetModel();
    updateTotalUnread();
}

// The service tells one change at a time, so its order is this model's order but for this one row.
void DialogListModel::place(const PeerId& peer)
{
    const QList<Dialog>& dialogs = m_services.dialogs.dialogs();
    const auto found = std::find_if(
        dialogs.cbegin(), dialogs.cend(), [&peer](const Dialog& dialog) { return dialog.peer == peer; });
    if (found == dialogs.cend())
        return;
    const int to = int(found - dialogs.cbegin());
    const int from = int(m_peers.indexOf(peer));
    if (from < 0) {
        beginInsertRows({}, to, to);
        m_peers.insert(to, peer);
        endInsertRows();
    } else {
        if (from != to) {
            beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
            m_peers.move(from, to);
            endMoveRows();
        }
        refresh(peer, {LastTextRole, TimeRole, UnreadRole, IsOutgoingRole, StateRole, DraftRole, IsPinnedRole,
                          IsMutedRole});
    }
    updateTotalUnread();
}

void DialogListModel::drop(const PeerId& peer)
{
    const int row = int(m_peers.indexOf(peer));
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_peers.removeAt(row);
    m_avatarUrls.remove(peer);
    endRemoveRows();
    updateTotalUnread();
}

void DialogListModel::refresh(const PeerId& peer, const QList<int>& roles)
{
    const QModelIndex row = indexOf(peer);
    if (row.isValid())
        Q_EMIT dataChanged(row, row, roles);
}

void DialogListModel::refreshPeople(const QList<PeerId>& peers)
{
    for (const PeerId& peer : peers)
        refresh(peer, {Qt::DisplayRole, NameRole, UserRole, AvatarRole});
}

void DialogListModel::refreshAvatars(const QUrl& url)
{
    for (auto it = m_avatarUrls.cbegin(); it != m_avatarUrls.cend(); ++it) {
        if (it.value() == url)
            refresh(it.key(), {AvatarRole});
    }
}

void DialogListModel::setMember(QSet<PeerId>& set, const PeerId& peer, bool isMember, int role)
{
    if (isMember == set.contains(peer))
        return;
    if (isMember)
        set.insert(peer);
    else
        set.remove(peer);
    refresh(peer, {role});
}

void DialogListModel::updateTotalUnread()
{
    const QList<Dialog>& dialogs = m_services.dialogs.dialogs();
    const int total = std::accumulate(dialogs.cbegin(), dialogs.cend(), 0,
        [](int sum, const Dialog& dialog) { return sum + dialog.unreadCount; });
    if (total == m_totalUnread)
        return;
    m_totalUnread = total;
    Q_EMIT totalUnreadChanged(total);
}

} // namespace Natter::Models
