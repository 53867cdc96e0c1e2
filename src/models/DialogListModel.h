// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/Dialog.h"
#include "domain/User.h"

#include <QAbstractListModel>
#include <QSet>

namespace Natter::Core {
struct AccountServices;
}

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
};

} // namespace Natter::Models
