// SPDX-License-Identifier: Apache-2.0
#include "ui/chat/MessageRowsModel.h"

#include "domain/Message.h"
#include "models/MessageListModel.h"
#include "ui/TimeText.h"
#include "ui/widgets/StateMark.h"

namespace Natter::Ui {

using Models::MessageListModel;

QVariant MessageRowsModel::data(const QModelIndex& index, int role) const
{
    return role == Qt::AccessibleTextRole ? description(index) : QIdentityProxyModel::data(index, role);
}

bool MessageRowsModel::canFetchMore(const QModelIndex&) const
{
    return false;
}

void MessageRowsModel::fetchMore(const QModelIndex&) {}

void MessageRowsModel::loadOlder()
{
    if (sourceModel() != nullptr && sourceModel()->canFetchMore({}))
        sourceModel()->fetchMore({});
}

QString MessageRowsModel::description(const QModelIndex& index) const
{
    const QString body = index.data(MessageListModel::BodyRole).toString();
    const QString time = TimeText::clock(index.data(MessageListModel::TimeRole).toDateTime());
    if (!index.data(MessageListModel::IsOutgoingRole).toBool())
        return tr("%1, %2", "message, time").arg(body, time);
    return tr("You: %1, %2, %3", "message, time, state such as 'sent'")
        .arg(body, time, stateWord(index.data(MessageListModel::StateRole).value<DeliveryState>()));
}

} // namespace Natter::Ui
