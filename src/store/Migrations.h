// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"

#include <QSqlDatabase>

namespace Natter::Store {

/// The schema's one truth: a fresh database is all migrations run, an old one those that it lacks. How many
/// were run is the file's `PRAGMA user_version`. To be run inside one transaction. A file of a newer Natter
/// is left alone: Storage with code `newer_schema`.
Result<void> migrate(QSqlDatabase& db);

/// The version that migrate() leads to.
int latestSchemaVersion();

} // namespace Natter::Store
