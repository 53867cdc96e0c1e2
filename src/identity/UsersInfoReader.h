// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/User.h"

#include <QJsonValue>

namespace Natter::Identity {

/// In UTF-16 units; longer ids are refused wherever they come from.
constexpr qsizetype LongestUserId = 256;

/// Entries of a users-info answer (imbachat.md, section 3) as people. Takes an array, a single entry, or an
/// object with `data`. Entries without a usable `user_id` or `name` are dropped, of doubles the later one
/// stays, URLs that are not absolute http(s) are dropped, members that are not known are kept in `extra`.
QList<User> readUsersInfo(const QJsonValue& value);

/// The URL in it when it is an absolute http(s) one of reasonable length, else an empty one.
QUrl readWebUrl(const QJsonValue& value);

} // namespace Natter::Identity
