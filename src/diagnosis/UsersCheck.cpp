// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "diagnosis/Person.h"
#include "identity/Mapped.h"

namespace Natter::Diagnosis {

namespace {

Result<Finding> judgePage(const Walk& walk, const Result<Identity::UsersPage>& page)
{
    if (!page)
        return page.error();
    if (page->users.isEmpty())
        return Finding::failed(
            Phrase("users-info has no entry with a name for %1, who is signed in").arg(walk.user.toString()),
            Phrase("Answer an entry with user_id and name for every id that can sign in, under the same id "
                   "as in the identity token. The gateway remembers an answer for some minutes."));
    return judgePerson(walk, page->users.first());
}

} // namespace

Check usersCheck()
{
    return {.id = QStringLiteral("users"),
        .title = Phrase("People"),
        .why = Phrase("Names and pictures come from the site's users-info, through the gateway."),
        .needs = {QStringLiteral("verify"), QStringLiteral("session")},
        .run = [](Walk& walk, QObject* scope) {
            return Identity::mapped<Finding>(walk.gateway->users({walk.user.toString()}, walk.engineToken),
                scope, [&walk](const Result<Identity::UsersPage>& page) { return judgePage(walk, page); });
        }};
}

} // namespace Natter::Diagnosis
