// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "diagnosis/ClockOffset.h"
#include "diagnosis/Inquiry.h"
#include "diagnosis/Refusal.h"
#include "identity/LoginProtocol.h"

#include <QRandomGenerator>

#include <cstdlib>
#include <memory>

namespace Natter::Diagnosis {

namespace {

/// 555-01xx is nobody's number, and no area begins with 999. One of a hundred, so that a backend that counts
/// wrong tries is not out of patience with it.
QString nobody()
{
    return QStringLiteral("199955501%1")
        .arg(QRandomGenerator::global()->bounded(100), 2, 10, QLatin1Char('0'));
}

class WrongLogin final : public Inquiry
{
public:
    WrongLogin(Walk& walk, QObject* scope)
        : Inquiry(walk, scope)
        , m_protocol(Identity::makeLoginProtocol(*walk.profile, walk.http))
    {}

    void begin() override
    {
        const auto& methods = m_walk.profile->methods;
        const bool isCode =
            !methods.contains(LoginMethod::Passcode) && !methods.contains(LoginMethod::Password);
        const Secret wrong(isCode ? "000000" : "natter-doctor-wrong");
        onDone(m_protocol->login({nobody(), wrong}, *m_walk.trialNonce), this,
            [this](const Result<Secret>& token) { conclude(withClock(judgeRefusal(token))); });
    }

private:
    /// What the backend itself says of the time; the Date header may be that of a proxy before it.
    Result<Finding> withClock(Result<Finding> finding) const
    {
        const auto offset = m_protocol->clockOffset();
        if (!finding || !offset)
            return finding;
        const qint64 apart = (*offset - m_walk.gatewayAhead).count();
        finding.value().details +=
            {QStringLiteral("clock (ts)"), clockOffsetWords(apart, QStringLiteral("the gateway")),
                QStringLiteral("within %1 s").arg(GatewayLeeway),
                std::abs(apart) > GatewayLeeway ? StepStatus::Warning : StepStatus::Ok};
        return finding;
    }

    std::unique_ptr<Identity::LoginProtocol> m_protocol;
};

} // namespace

Check backendCheck()
{
    return {.id = QStringLiteral("backend"),
        .title = Phrase("Private backend"),
        .why =
            Phrase("It decides who may sign in. The app tells a wrong code from a broken server by its "
                   "refusal, so a login of nobody is tried here and must be refused in the contract's way."),
        .needs = {QStringLiteral("nonce")},
        .run = inquire<WrongLogin>,
        .reasonToSkip =
            [](const Walk& walk) {
                return walk.signsInByBrowserOnly() ? Phrase("this site signs in through the browser only")
                                                   : Phrase();
            },
        .isOptional = true};
}

} // namespace Natter::Diagnosis
