// SPDX-License-Identifier: Apache-2.0
#include "domain/Face.h"
#include "domain/Permissions.h"
#include "domain/UsersInfoReader.h"
#include "net/LooseJson.h"

#include <QJsonArray>

#include <cstdint>
#include <cstdlib>

/// Whatever a site says of its people: each person that is found has an id, and is found again as the same in
/// their own entry.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    using namespace Natter;
    const QByteArray text(reinterpret_cast<const char*>(data), qsizetype(size));
    const QJsonDocument document = Net::parseLooseJson(text);
    const QJsonValue answer =
        document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    const QList<User> users = readUsersInfo(answer);
    for (const User& user : users) {
        if (user.id.isEmpty() || readUsersInfo(QJsonArray{usersInfoEntry(user)}) != QList<User>{user})
            std::abort();
        (void)permissionsOf(user);
        (void)facesOf(user);
    }
    return 0;
}
