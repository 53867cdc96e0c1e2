// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"

#include <QList>

namespace Natter::Gateway {

class Database;

using Migration = Result<void> (*)(Database&);

/// The schema's one truth: a fresh database is all of these, in order. Append only; never change one that
/// shipped.
const QList<Migration>& migrations();

} // namespace Natter::Gateway
