// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/Request.h"
#include "gateway/Response.h"

#include "People.h"

#include <QUrl>

namespace Natter::Sandbox {

/// The demo site's users-info and search, behind HTTP Basic (imbachat.md, sections 2, 3 and 5).
class UsersInfo
{
public:
    static constexpr int MostIds = 100;
    static constexpr int MostFound = 50;

    /// What the site says beyond the sample of the contract, and how.
    enum class Style {
        Plain,
        Wordpress, ///< names HTML-escaped, `permissions` and `chat_role` (imbachat.md, section 3)
    };

    /// `site` ends in `/`; `now` is what last logins are counted back from.
    UsersInfo(const People& people, QUrl site, const QString& login, Secret password, const QDateTime& now,
        Style style = Style::Plain);

    /// `?user_ids=1,2`, `?ids=1,2` or the path's last part: an array of those whom the site knows.
    Gateway::Response lookUp(const Gateway::Request& request) const;
    /// `?query=`, `?str=` or the path's last part: an array of `{user_id, name}`.
    Gateway::Response search(const Gateway::Request& request) const;

    /// Empty when this person has none.
    QUrl avatarUrl(const Person& person) const;
    /// Whether the request knows the API's login and password.
    bool isAuthorized(const Gateway::Request& request) const;
    /// The 401 that the contract spells out.
    static Gateway::Response unauthorized();
    static QJsonValue idOf(const Person& person);

private:
    QString nameOf(const Person& person) const;
    QJsonObject entryOf(const Person& person) const;
    QJsonObject faceOf(const Person& person) const;

    const People& m_people;
    QUrl m_site;
    QString m_login;
    Secret m_password;
    QDateTime m_now;
    Style m_style;
};

} // namespace Natter::Sandbox
