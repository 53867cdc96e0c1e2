// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"
#include "domain/User.h"

namespace Natter::Store {

class Database;

/// Cache of users-info answers, with their age.
class UserRepository
{
public:
    explicit UserRepository(Database& database);

    Answer<QList<User>> all();
    Answer<void> save(const QList<User>& users);

private:
    Database& m_database;
};

} // namespace Natter::Store
