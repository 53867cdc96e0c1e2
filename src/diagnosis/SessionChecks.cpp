// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "identity/Mapped.h"

#include <QUuid>

namespace Natter::Diagnosis {

namespace {

/// What --login promises to end again is noted here.
void keep(Walk& walk, const Identity::Session& session)
{
    walk.redaction.add(session.engineToken);
    walk.redaction.add(session.refreshToken);
    walk.user = session.user.id;
    walk.account = session.account;
    walk.engineToken = session.engineToken;
    walk.refreshToken = session.refreshToken;
}

class VerifyCheck final : public Check
{
public:
    VerifyCheck()
        : Check({QStringLiteral("verify"), QStringLiteral("Verification"),
              QStringLiteral("The gateway checks the token and opens a session with it."),
              {QStringLiteral("login")}})
    {}

    Answer<Finding> run(Walk& walk) override
    {
        return Identity::mapped<Finding>(walk.gateway->verify(walk.identityToken), &m_context,
            [&walk](const Result<Identity::Session>& session) -> Result<Finding> {
                if (!session)
                    return session.error();
                keep(walk, *session);
                Finding finding;
                finding.summary = QStringLiteral("signed in as user %1, address %2")
                                      .arg(walk.user.toString(), walk.account.toString());
                return finding;
            });
    }
};

/// The app's own session: looked at, never refreshed or ended by the report.
class SessionCheck final : public Check
{
public:
    SessionCheck()
        : Check({QStringLiteral("session"), QStringLiteral("This app's session"),
              QStringLiteral("The gateway and the engine know who asks by the session's token."),
              {QStringLiteral("profile")}})
    {}

    Answer<Finding> run(Walk& walk) override
    {
        const auto account = Jid::forUser(walk.options.session->user, walk.profile->engineDomain);
        if (!account)
            return resolved<Finding>(Error{
                ErrorKind::BadInput, Retry::never(), QStringLiteral("the user id cannot be an address"), {}});
        walk.user = walk.options.session->user;
        walk.account = *account;
        return Identity::mapped<Finding>(walk.options.session->bearer(), &m_context,
            [&walk](const Result<Secret>& bearer) -> Result<Finding> {
                if (!bearer)
                    return bearer.error();
                walk.redaction.add(*bearer);
                walk.engineToken = *bearer;
                Finding finding;
                finding.summary = QStringLiteral("signed in as user %1").arg(walk.user.toString());
                finding.asked = QStringLiteral("the token of the running session");
                finding.answered = QStringLiteral("a token of %1 bytes").arg(bearer->size());
                return finding;
            });
    }
};

class RefreshCheck final : public Check
{
public:
    RefreshCheck()
        : Check({QStringLiteral("refresh"), QStringLiteral("Refresh"),
              QStringLiteral(
                  "The session is kept up with it: without it people sign in again every few minutes."),
              {QStringLiteral("verify")}})
    {}

    Answer<Finding> run(Walk& walk) override
    {
        const QString requestId = QUuid::createUuid().toString(QUuid::Id128);
        return Identity::mapped<Finding>(walk.gateway->refresh(walk.refreshToken, requestId), &m_context,
            [&walk](const Result<Identity::Session>& session) -> Result<Finding> {
                if (!session)
                    return session.error();
                keep(walk, *session);
                Finding finding;
                finding.summary = QStringLiteral("new tokens, good for %1 s")
                                      .arg(walk.gatewayNow().secsTo(session->engineExpiresAt));
                return finding;
            });
    }
};

class LogoutCheck final : public Check
{
public:
    LogoutCheck()
        : Check({LogoutStep, QStringLiteral("Sign-out"),
              QStringLiteral("It ends the session that this walk opened, and shows that a sign-out works."),
              {QStringLiteral("verify")}})
    {}

    QString reasonToSkip(const Walk& walk) const override
    {
        return walk.refreshToken.isEmpty() ? QStringLiteral("nothing to end") : QString();
    }

    Answer<Finding> run(Walk& walk) override
    {
        walk.engine.close();
        m_walk = &walk;
        onDone(walk.gateway->logout(walk.refreshToken, false), &m_context, [this](const Result<void>& done) {
            if (!done)
                return m_promise.resolve(done.error());
            onDone(m_walk->gateway->refresh(m_walk->refreshToken, QUuid::createUuid().toString(QUuid::Id128)),
                &m_context,
                [this](const Result<Identity::Session>& session) { m_promise.resolve(judge(session)); });
        });
        return m_promise.answer();
    }

private:
    static Result<Finding> judge(const Result<Identity::Session>& session)
    {
        Finding finding;
        if (session) {
            finding.status = StepStatus::Failed;
            finding.summary = QStringLiteral("the session goes on after its sign-out");
            finding.mend =
                QStringLiteral("The gateway must revoke the refresh token at logout. Is this one database "
                               "for all gateways?");
            return finding;
        }
        const ErrorKind kind = session.error().kind;
        if (kind != ErrorKind::Revoked && kind != ErrorKind::Unauthorized && kind != ErrorKind::TokenExpired)
            return session.error();
        finding.summary = QStringLiteral("the session is ended");
        return finding;
    }

    Walk* m_walk = nullptr;
    Promise<Finding> m_promise;
};

} // namespace

std::unique_ptr<Check> makeVerifyCheck()
{
    return std::make_unique<VerifyCheck>();
}

std::unique_ptr<Check> makeSessionCheck()
{
    return std::make_unique<SessionCheck>();
}

std::unique_ptr<Check> makeRefreshCheck()
{
    return std::make_unique<RefreshCheck>();
}

std::unique_ptr<Check> makeLogoutCheck()
{
    return std::make_unique<LogoutCheck>();
}

} // namespace Natter::Diagnosis
