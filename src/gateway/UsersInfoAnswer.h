// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"
#include "domain/User.h"

namespace Natter::Gateway {

/// How a site writes the names that it sends.
enum class NameForm { Plain, Escaped };

/// Reads what real sites answer (imbachat.md, sections 3, 5 and 13): what domain's readUsersInfo() takes, in
/// text with trailing commas, a byte order mark, or PHP warnings before or after the JSON. Errors:
/// BadResponse (`users_info_unavailable`) when there is no list in it, or when it says that it refuses.
Result<QList<User>> readUsersInfoAnswer(const QByteArray& body, NameForm form = NameForm::Plain);

} // namespace Natter::Gateway
