// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"
#include "core/AccountServices.h"
#include "domain/Message.h"

#include <QAbstractListModel>

namespace Natter::Models {

/// The messages of one dialog, oldest first. Older pages are inserted at the top on request; the view never
/// jumps.
class MessageListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        MessageRole = Qt::UserRole, ///< Message
        RowIdRole,                  ///< qint64, its row in the store
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
    /// Older ones are in the archive, and there is no connection to it; fetchMore() waits until there is.
    bool isOlderOutOfReach() const { return m_isOlderOutOfReach; }

Q_SIGNALS:
    void loadingChanged(bool isLoading);
    void olderOutOfReachChanged(bool isOutOfReach);
    void loaded();
    /// The page that was asked for could not be read; fetchMore() may be tried again.
    void failed(const Natter::Error& error);

private:
    void takeNewest(const Result<QList<Message>>& page);
    void takeOlder(const Result<QList<Message>>& page);
    void add(const QList<Message>& messages);
    void change(const QList<Message>& messages);
    void removeRowOf(const Message& message);
    void merge(QList<Message> messages);
    void insertRun(qsizetype row, const QList<Message>& run);
    void replace(qsizetype row, const Message& message);
    void refreshGrouping(qsizetype first, qsizetype last);
    void findUnreadLine();
    void setLoading(bool isLoading);
    void setOlderOutOfReach(bool isOutOfReach);
    qsizetype rowOf(qint64 rowId) const;
    bool startsDay(qsizetype row) const;
    bool startsGroup(qsizetype row) const;

    Core::AccountServices m_services;
    PeerId m_peer;
    QList<Message> m_messages;
    int m_unreadCount = 0;    ///< as given to setPeer()
    qint64 m_unreadRowId = 0; ///< the message below the unread line, 0: none
    quint64 m_generation = 0; ///< answers for an earlier peer are dropped
    bool m_isLoading = false;
    bool m_hasOlder = false;
    bool m_isOlderOutOfReach = false;
};

} // namespace Natter::Models
