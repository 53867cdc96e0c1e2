// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/User.h"

#include <QJsonValue>

namespace Natter {

/// The entries of a users-info answer (imbachat.md, sections 3, 5 and 13): the list itself, that or the
/// single entry of an object's `data`, or a single object. An object that is no entry counts as one here, and
/// is then no person.
QJsonArray usersInfoEntries(const QJsonValue& answer);

/// The people among them. Entries without a usable `user_id` or `name` are dropped, of doubles the later one
/// stays. What is not an absolute http(s) address is dropped, and so are mail addresses; members that are not
/// known are kept in `User::extra`, together with `permissions`, `profiles` (one level deep, cleaned in the
/// same way) and `chat_role`.
QList<User> readUsersInfo(const QJsonValue& answer);

/// The person as a users-info entry: what readUsersInfo() reads back as the same User.
QJsonObject usersInfoEntry(const User& user);

} // namespace Natter
