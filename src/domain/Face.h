// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/User.h"

namespace Natter {

/// One of several profiles of a person (`profiles` of users-info, imbachat.md, section 3).
struct Face
{
    QString number; ///< the site's number of the profile, e.g. `11`
    UserId id;
    QString name;   ///< as the site sends it; draw it through plainLine()
    QUrl avatarUrl; ///< empty: none

    friend bool operator==(const Face&, const Face&) = default;
};

/// In the order of their numbers. Profiles without a usable id or name are left out.
QList<Face> facesOf(const User& user);

} // namespace Natter
