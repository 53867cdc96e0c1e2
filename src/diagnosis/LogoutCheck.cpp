// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "diagnosis/Inquiry.h"

#include <QUuid>

namespace Natter::Diagnosis {

namespace {

Result<Finding> judgeSignOut(const Result<Identity::Session>& session)
{
    if (session)
        return Finding::failed(Phrase("the session goes on after its sign-out"),
            Phrase("The gateway must revoke the refresh token at logout. Is this one database for all "
                   "gateways?"));
    const ErrorKind kind = session.error().kind;
    if (kind != ErrorKind::Revoked && kind != ErrorKind::Unauthorized && kind != ErrorKind::TokenExpired)
        return session.error();
    return Finding::good(Phrase("the session is ended"));
}

class SignOut final : public Inquiry
{
public:
    using Inquiry::Inquiry;

    void begin() override
    {
        m_walk.engine.close();
        onDone(m_walk.gateway->logout(m_walk.refreshToken, false), this, [this](const Result<void>& done) {
            if (!done)
                return conclude(done.error());
            onDone(m_walk.gateway->refresh(m_walk.refreshToken, QUuid::createUuid().toString(QUuid::Id128)),
                this, [this](const Result<Identity::Session>& session) { conclude(judgeSignOut(session)); });
        });
    }
};

} // namespace

Check logoutCheck()
{
    return {.id = QStringLiteral("logout"),
        .title = Phrase("Sign-out"),
        .why = Phrase("It ends the session that this walk opened, and shows that a sign-out works."),
        .needs = {QStringLiteral("verify")},
        .run = inquire<SignOut>,
        .reasonToSkip =
            [](const Walk& walk) {
                return walk.refreshToken.isEmpty() ? Phrase("nothing to end") : Phrase();
            },
        .whenStopped = Check::WhenStopped::Run};
}

} // namespace Natter::Diagnosis
