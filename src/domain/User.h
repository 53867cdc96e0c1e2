// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Jid.h"

#include <QDateTime>
#include <QJsonObject>
#include <QUrl>

namespace Natter {

/// A person as the site's users-info API describes them (contract imbachat.md, section 3).
struct User
{
    UserId id;       ///< as the site spells it
    QString name;    ///< as the site sends it; draw it through plainLine(); empty while unknown
    QUrl avatarUrl;  ///< empty: none
    QUrl profileUrl; ///< empty: none
    QString badge;
    QDateTime lastLogin;    ///< invalid: unknown
    QJsonObject extra;      ///< members that this version does not know, kept
    QDateTime fetchedAt;    ///< UTC; invalid: never answered
    bool isUnknown = false; ///< users-info answered, and does not know this id

    PeerId peer() const { return peerIdOf(id); }
    /// The name, or the id until there is one.
    QString displayName() const { return name.isEmpty() ? id.toString() : name; }

    friend bool operator==(const User&, const User&) = default;
};

/// Initials for an avatar without a picture: one or two grapheme clusters, upper case where the script has
/// one.
QString initialsOf(const QString& name);

} // namespace Natter

Q_DECLARE_METATYPE(Natter::User)
