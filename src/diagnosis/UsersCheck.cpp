// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "identity/Mapped.h"

namespace Natter::Diagnosis {

namespace {

class UsersCheck final : public Check
{
public:
    UsersCheck()
        : Check({QStringLiteral("users"), QStringLiteral("People"),
              QStringLiteral("Names and pictures come from the site's users-info, through the gateway."), {}})
    {}

    QString reasonToSkip(const Walk& walk) const override
    {
        return walk.engineToken.isEmpty() ? QStringLiteral("nobody is signed in") : QString();
    }

    Answer<Finding> run(Walk& walk) override
    {
        return Identity::mapped<Finding>(walk.gateway->users({walk.user.toString()}, walk.engineToken),
            &m_context, [&walk](const Result<Identity::UsersPage>& page) { return judge(walk, page); });
    }

private:
    static Result<Finding> judge(const Walk& walk, const Result<Identity::UsersPage>& page)
    {
        if (!page)
            return page.error();
        Finding finding;
        if (page->users.isEmpty()) {
            finding.status = StepStatus::Failed;
            finding.summary = QStringLiteral("users-info has no entry with a name for %1, who is signed in")
                                  .arg(walk.user.toString());
            finding.mend =
                QStringLiteral("Answer an entry with user_id and name for every id that can sign in, under "
                               "the same id as in the identity token.");
            return finding;
        }
        const User& user = page->users.first();
        const bool isShown = user.avatarUrl.isEmpty() || walk.profile->allowsMedia(user.avatarUrl);
        finding.details = {
            {QStringLiteral("name"), user.name, {}},
            {QStringLiteral("avatar_url"),
                user.avatarUrl.isEmpty() ? QStringLiteral("none") : user.avatarUrl.toDisplayString(),
                QStringLiteral("on one of media_hosts: ") +
                    walk.profile->mediaHosts.join(QStringLiteral(", ")),
                isShown ? StepStatus::Ok : StepStatus::Warning},
        };
        finding.summary = QStringLiteral("%1 is %2").arg(user.id.toString(), user.name);
        if (!isShown) {
            finding.status = StepStatus::Warning;
            finding.summary += QStringLiteral("; the picture's host, %1, is not among media_hosts")
                                   .arg(user.avatarUrl.host());
            finding.mend =
                QStringLiteral("Add the host to media_hosts of the profile, or no picture is shown.");
        }
        return finding;
    }
};

} // namespace

std::unique_ptr<Check> makeUsersCheck()
{
    return std::make_unique<UsersCheck>();
}

} // namespace Natter::Diagnosis
