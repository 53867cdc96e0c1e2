// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Person.h"

#include "base/PlainText.h"
#include "diagnosis/Walk.h"

namespace Natter::Diagnosis {

Finding judgePerson(const Walk& walk, const User& user)
{
    const QString name = plainLine(user.name, 80);
    const bool isShown =
        user.avatarUrl.isEmpty() || !walk.profile || walk.profile->allowsMedia(user.avatarUrl);
    Finding finding = Finding::good(Phrase("%1 is %2").arg(user.id.toString()).arg(name));
    if (!isShown)
        finding = Finding::warned(Phrase("%1 is %2; the picture's host, %3, is not among media_hosts")
                                      .arg(user.id.toString())
                                      .arg(name)
                                      .arg(user.avatarUrl.host()),
            Phrase("Add the host to media_hosts of the profile, or no picture is shown."));
    const QStringList hosts = walk.profile ? walk.profile->mediaHosts : QStringList();
    finding.details = {
        {QStringLiteral("name"), name, {}},
        {QStringLiteral("avatar_url"),
            user.avatarUrl.isEmpty() ? QStringLiteral("none") : user.avatarUrl.toDisplayString(),
            QStringLiteral("none, or on one of media_hosts: ") + hosts.join(QStringLiteral(", ")),
            finding.status},
    };
    return finding;
}

} // namespace Natter::Diagnosis
