// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "identity/LoginProtocol.h"
#include "identity/Mapped.h"

namespace Natter::Diagnosis {

namespace {

constexpr std::chrono::minutes TimeToType{5};

class LoginCheck final : public Check
{
public:
    LoginCheck()
        : Check({QStringLiteral("login"), QStringLiteral("Sign-in at the backend"),
              QStringLiteral("A right login must give an identity token."), {QStringLiteral("backend")},
              TimeToType})
    {}

    QString reasonToSkip(const Walk& walk) const override
    {
        return walk.options.trial ? QString() : QStringLiteral("needs --login");
    }

    Answer<Finding> run(Walk& walk) override
    {
        m_walk = &walk;
        m_protocol = Identity::makeLoginProtocol(*walk.profile, walk.http);
        const auto& methods = walk.profile->methods;
        if (methods.contains(LoginMethod::Passcode))
            askProof(Proof::Passcode);
        else if (methods.contains(LoginMethod::Password))
            askProof(Proof::Password);
        else
            onDone(m_protocol->requestOtp(walk.options.trial->login), &m_context,
                [this](const Result<Identity::OtpSent>& sent) {
                    if (!sent)
                        m_promise.resolve(sent.error());
                    else if (!sent->identityToken.isEmpty())
                        m_promise.resolve(judge(sent->identityToken));
                    else
                        askProof(Proof::OneTimeCode);
                });
        return m_promise.answer();
    }

private:
    void askProof(Proof kind)
    {
        onDone(m_walk->options.trial->ask(kind), &m_context, [this](const Result<Secret>& proof) {
            if (!proof)
                return m_promise.resolve(proof.error());
            m_walk->redaction.add(*proof);
            askNonce(*proof);
        });
    }

    /// A new one: the last may be old by now, and the backend has seen it.
    void askNonce(const Secret& proof)
    {
        onDone(
            m_walk->gateway->requestNonce(), &m_context, [this, proof](const Result<Identity::Nonce>& nonce) {
                if (!nonce)
                    return m_promise.resolve(nonce.error());
                m_walk->redaction.add(nonce->value);
                m_walk->trialNonce = *nonce;
                onDone(m_protocol->login({m_walk->options.trial->login, proof}, *nonce), &m_context,
                    [this](const Result<Secret>& token) { m_promise.resolve(judge(token)); });
            });
    }

    Result<Finding> judge(const Result<Secret>& token)
    {
        if (!token)
            return token.error();
        m_walk->redaction.add(*token);
        m_walk->identityToken = *token;
        Finding finding;
        finding.summary = QStringLiteral("it gave an identity token of %1 bytes").arg(token->size());
        return finding;
    }

    Walk* m_walk = nullptr;
    std::unique_ptr<Identity::LoginProtocol> m_protocol;
    Promise<Finding> m_promise;
};

} // namespace

std::unique_ptr<Check> makeLoginCheck()
{
    return std::make_unique<LoginCheck>();
}

} // namespace Natter::Diagnosis
