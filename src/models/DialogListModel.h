// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/AccountServices.h"
#include "domain/Dialog.h"
#include "domain/User.h"

#include <QAbstractListModel>
#include <QSet>
#include <QUrl>

namespace Natter::Models {

/// The dialog list in the order in which it is shown. Moves and changes rows, never resets but at load.
class DialogListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        PeerRole = Qt::UserRole, ///< PeerId
        NameRole,                ///< QString, plain, one line
        UserRole,                ///< User
        AvatarRole,              ///< QImage, null while there is none
        LastTextRole,            ///< QString, plain, one line
        TimeRole,                ///< QDateTime UTC, invalid when nothing was said
        UnreadRole,              ///< int
        IsOutgoingRole,          ///< bool: last message is one's own
        StateRole,               ///< DeliveryState of the last message
        DraftRole,               ///< QString
        IsComposingRole,         ///< bool
        IsPinnedRole,
        IsMutedRole,
        IsOnlineRole, ///< bool, presence
    };

    explicit DialogListModel(const Core::AccountServices& services, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    /// Invalid when the dialog is not there.
    QModelIndex indexOf(const PeerId& peer) const;
    int totalUnread() const;

Q_SIGNALS:
    void totalUnreadChanged(int count);

private:
    void reset();
    void place(const PeerId& peer);
    void drop(const PeerId& peer);
    void refresh(const PeerId& peer, const QList<int>& roles);
    void refreshPeople(const QList<PeerId>& peers);
    void refreshAvatars(const QUrl& url);
    void setMember(QSet<PeerId>& set, const PeerId& peer, bool isMember, int role);
    void updateTotalUnread();
    QVariant lastMessageData(const Dialog& dialog, int role) const;

    Core::AccountServices m_services;
    QList<PeerId> m_peers; ///< the rows
    QSet<PeerId> m_composing;
    QSet<PeerId> m_online;
    mutable QHash<PeerId, QUrl> m_avatarUrls; ///< what was asked for while drawing
    int m_totalUnread = 0;
};

} // namespace Natter::Models
