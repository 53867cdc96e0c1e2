// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "diagnosis/Advice.h"
#include "identity/LoginProtocol.h"
#include "identity/Mapped.h"

#include <QRandomGenerator>

namespace Natter::Diagnosis {

namespace {

/// 555-01xx is nobody's number, and no area begins with 999. One of a hundred, so that a backend that counts
/// wrong tries is not out of patience with it.
QString nobody()
{
    return QStringLiteral("199955501%1")
        .arg(QRandomGenerator::global()->bounded(100), 2, 10, QLatin1Char('0'));
}

class BackendCheck final : public Check
{
public:
    BackendCheck()
        : Check({QStringLiteral("backend"), QStringLiteral("Private backend"),
              QStringLiteral(
                  "It decides who may sign in. The app tells a wrong code from a broken server by its "
                  "refusal, so a login of nobody is tried here and must be refused in the contract's way."),
              {QStringLiteral("nonce")}})
    {}

    QString reasonToSkip(const Walk& walk) const override
    {
        const auto& methods = walk.profile->methods;
        return methods == QList<LoginMethod>{LoginMethod::Browser}
                   ? QStringLiteral("this site signs in through the browser only")
                   : QString();
    }

    Answer<Finding> run(Walk& walk) override
    {
        m_protocol = Identity::makeLoginProtocol(*walk.profile, walk.http);
        const bool isCode = !walk.profile->methods.contains(LoginMethod::Passcode) &&
                            !walk.profile->methods.contains(LoginMethod::Password);
        const Secret wrong(isCode ? "000000" : "natter-doctor-wrong");
        return Identity::mapped<Finding>(
            m_protocol->login({nobody(), wrong}, *walk.trialNonce), &m_context, judge);
    }

private:
    static Result<Finding> judge(const Result<Secret>& token)
    {
        Finding finding;
        if (token) {
            finding.status = StepStatus::Failed;
            finding.summary = QStringLiteral("it gave a token to a number and a code that nobody has");
            finding.mend =
                QStringLiteral("Compare the code with the person's before a token is signed, and answer 401 "
                               "otherwise. As it is, anybody can be anybody.");
            return finding;
        }
        switch (token.error().kind) {
        case ErrorKind::WrongCredentials:
        case ErrorKind::CodeExpired:
            finding.summary = QStringLiteral("it refuses a wrong login as it should");
            return finding;
        case ErrorKind::BadInput:
            finding.status = StepStatus::Warning;
            finding.summary = QStringLiteral("it calls a wrong login malformed: ") + token.error().detail;
            finding.mend =
                QStringLiteral("Answer 401 when login and code do not match, and 400 only for missing "
                               "fields.");
            return finding;
        case ErrorKind::RateLimited:
            finding.status = StepStatus::Warning;
            finding.summary = QStringLiteral("it is throttling: ") + token.error().detail;
            finding.mend = mendFor(token.error());
            return finding;
        default:
            return token.error();
        }
    }

    std::unique_ptr<Identity::LoginProtocol> m_protocol;
};

} // namespace

std::unique_ptr<Check> makeBackendCheck()
{
    return std::make_unique<BackendCheck>();
}

} // namespace Natter::Diagnosis
