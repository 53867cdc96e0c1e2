// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/DialogRowsModel.h"

#include "models/DialogListModel.h"
#include "ui/TimeText.h"

namespace Natter::Ui {

using Models::DialogListModel;

QVariant DialogRowsModel::data(const QModelIndex& index, int role) const
{
    return role == Qt::AccessibleTextRole ? description(index) : QIdentityProxyModel::data(index, role);
}

QString DialogRowsModel::description(const QModelIndex& index) const
{
    QStringList parts{index.data(DialogListModel::NameRole).toString()};
    if (index.data(DialogListModel::IsOnlineRole).toBool())
        parts += tr("online");
    if (index.data(DialogListModel::IsPinnedRole).toBool())
        parts += tr("pinned");
    if (index.data(DialogListModel::IsMutedRole).toBool())
        parts += tr("muted");
    if (const int unread = index.data(DialogListModel::UnreadRole).toInt(); unread > 0)
        parts += tr("%n unread message(s)", nullptr, unread);
    if (index.data(DialogListModel::IsComposingRole).toBool()) {
        parts += tr("typing…");
    } else if (const QString draft = index.data(DialogListModel::DraftRole).toString(); !draft.isEmpty()) {
        parts += tr("Draft: %1").arg(draft);
    } else if (const QString last = index.data(DialogListModel::LastTextRole).toString(); !last.isEmpty()) {
        parts += index.data(DialogListModel::IsOutgoingRole).toBool() ? tr("You: %1").arg(last) : last;
        parts += TimeText::row(index.data(DialogListModel::TimeRole).toDateTime());
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace Natter::Ui
