// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QIdentityProxyModel>

namespace Natter::Ui {

/// Gives the rows of a Models::DialogListModel the words that a screen reader says.
class DialogRowsModel : public QIdentityProxyModel
{
    Q_OBJECT

public:
    using QIdentityProxyModel::QIdentityProxyModel;

    QVariant data(const QModelIndex& index, int role) const override;

private:
    QString description(const QModelIndex& index) const;
};

} // namespace Natter::Ui
