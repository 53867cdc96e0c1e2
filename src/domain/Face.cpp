// SPDX-License-Identifier: Apache-2.0
#include "domain/Face.h"

#include "base/PlainText.h"
#include "domain/JsonValues.h"

#include <algorithm>

namespace Natter {

QList<Face> facesOf(const User& user)
{
    QList<Face> faces;
    const QJsonObject profiles = user.extra.value(u"profiles").toObject();
    for (auto it = profiles.begin(); it != profiles.end(); ++it) {
        const QJsonObject profile = it.value().toObject();
        const QString id = readUserId(profile.value(u"user_id"));
        const QString name = profile.value(u"name").toString();
        if (!id.isEmpty() && !plainLine(name).isEmpty())
            faces.append({it.key(), UserId(id), name, readWebUrl(profile.value(u"avatar_url"))});
    }
    std::stable_sort(faces.begin(), faces.end(), [](const Face& a, const Face& b) {
        bool isNumber = false;
        bool isOtherNumber = false;
        const qlonglong number = a.number.toLongLong(&isNumber);
        const qlonglong other = b.number.toLongLong(&isOtherNumber);
        if (isNumber != isOtherNumber)
            return isNumber;
        return isNumber ? number < other : a.number < b.number;
    });
    return faces;
}

} // namespace Natter
