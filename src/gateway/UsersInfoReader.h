// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"

#include <QJsonObject>
#include <QList>

namespace Natter::Gateway {

/// One person as users-info describes them, cleaned: `user_id` is text, `name` is there, addresses are
/// absolute http(s) or absent, mail addresses are gone, members that nobody here knows are kept.
struct UsersInfoEntry
{
    QString userId;
    QJsonObject members;
};

/// Reads what real sites answer (imbachat.md, sections 3, 5 and 13): a list, one object, `{data: [...]}`,
/// trailing commas, a byte order mark, PHP warnings before or after the JSON. Entries without a usable id or
/// name are left out. Errors: BadResponse (`users_info_unavailable`) when there is no list in it, or when it
/// says that it refuses.
Result<QList<UsersInfoEntry>> readUsersInfo(const QByteArray& body);

} // namespace Natter::Gateway
