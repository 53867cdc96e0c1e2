// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/Message.h"

#include <QAbstractListModel>

namespace Natter::Core {
struct AccountServices;
}

namespace Natter::Models {

/// The messages of one dialog, oldest first. Older pages are inserted at the top on request; the view never
/// jumps.
class MessageListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        MessageRole = Qt::UserRole, ///< Message
        BodyRole,                   ///< QString, plain
        TimeRole,                   ///< QDateTime UTC
        IsOutgoingRole,
        StateRole,        ///< DeliveryState
        StartsDayRole,    ///< bool: first of a (local) day
        StartsGroupRole,  ///< bool: other sender than before, or over 5 minutes later
        EndsGroupRole,    ///< bool: the tail goes here
        StartsUnreadRole, ///< bool: the "Unread messages" line stands above
    };

    explicit MessageListModel(const Core::AccountServices& services, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    PeerId peer() const;
    /// Empties, then loads the newest page. `unreadCount`: where the unread line goes.
    void setPeer(const PeerId& peer, int unreadCount);

    bool canFetchMore(const QModelIndex& parent) const override; ///< older ones, at the top
    void fetchMore(const QModelIndex& parent) override;
    bool isLoading() const;

Q_SIGNALS:
    void loadingChanged(bool isLoading);
    void loaded();
};

} // namespace Natter::Models
