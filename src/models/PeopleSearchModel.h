// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"
#include "core/AccountServices.h"
#include "domain/User.h"
#include "models/DialogListModel.h"

#include <QAbstractListModel>
#include <QSet>
#include <QTimer>

namespace Natter::Models {

/// People for the search field and Ctrl+K: dialogs first, then everybody known, at once; then, after a pause
/// in typing, those whom the site finds. A row is opened with DialogService::openDialog(UserIdRole).
class PeopleSearchModel : public QAbstractListModel
{
    Q_OBJECT

public:
    /// The first ones are DialogListModel's, so that one delegate draws both.
    enum Role {
        PeerRole = DialogListModel::PeerRole,
        NameRole = DialogListModel::NameRole,
        UserRole = DialogListModel::UserRole,
        AvatarRole = DialogListModel::AvatarRole,
        UserIdRole = DialogListModel::IsOnlineRole + 1, ///< UserId, as the site spells it
    };

    explicit PeopleSearchModel(const Core::AccountServices& services, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    QString text() const;
    /// Blank text empties the model.
    void setText(const QString& text);
    /// The site is being asked.
    bool isSearching() const;

Q_SIGNALS:
    void searchingChanged(bool isSearching);
    /// The site could not be asked; what is known locally stays.
    void searchFailed(const Natter::Error& error);

private:
    QList<User> findLocal() const;
    void askSite();
    void append(const QList<User>& users);
    void refreshPeople(const QList<PeerId>& peers);
    void refreshAvatars(const QUrl& url);
    void setSearching(bool isSearching);

    Core::AccountServices m_services;
    QString m_text;
    QList<User> m_users;
    QSet<PeerId> m_shown;
    QTimer m_pause;
    quint64 m_generation = 0; ///< answers for an earlier text are dropped
    bool m_isSearching = false;
};

} // namespace Natter::Models
