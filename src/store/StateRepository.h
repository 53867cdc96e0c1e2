// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"

#include <optional>

namespace Natter::Store {

class Database;

/// Small named values: archive positions, known gaps, the open dialog. Nothing secret.
class StateRepository
{
public:
    explicit StateRepository(Database& database);

    Answer<std::optional<QByteArray>> value(const QString& key);
    Answer<void> setValue(const QString& key, const QByteArray& value);
    Answer<void> remove(const QString& key);

private:
    Database& m_database;
};

} // namespace Natter::Store
