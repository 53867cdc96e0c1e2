// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QIdentityProxyModel>

namespace Natter::Ui {

/// Gives the rows of a Models::MessageListModel the words that a screen reader says. Older messages are
/// fetched by loadOlder() alone: item views ask for more whenever their last row is in sight, and here that
/// is always.
class MessageRowsModel : public QIdentityProxyModel
{
    Q_OBJECT

public:
    using QIdentityProxyModel::QIdentityProxyModel;

    QVariant data(const QModelIndex& index, int role) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    /// Asks the source for the page before, if there is one.
    void loadOlder();

private:
    QString description(const QModelIndex& index) const;
};

} // namespace Natter::Ui
