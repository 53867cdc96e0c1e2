// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "diagnosis/Inquiry.h"
#include "identity/LoginProtocol.h"

#include <functional>
#include <memory>

namespace Natter::Diagnosis {

namespace {

/// More than a browser is waited for, so that its own words are told.
constexpr std::chrono::minutes TimeToType{6};

Finding noPage()
{
    return Finding::failed(Phrase("this site does not sign in through the browser"),
        Phrase("Name a person with --login instead, or add browser to backend.methods."));
}

bool isCodeRefused(const Result<Secret>& token)
{
    return !token && token.error().kind == ErrorKind::WrongCredentials &&
           token.error().code != u"access_denied";
}

Finding codeRefused(const Error& error)
{
    return Finding::failed(Phrase::verbatim(error.detail),
        Phrase("The site does not take the code that its own page has just given. It must know it once, for "
               "some minutes, on all of its servers, and compare code_verifier with the page's "
               "code_challenge (RFC 7636, 4.6)."));
}

Finding tokenGiven(const Secret& token)
{
    return Finding::good(Phrase("it gave an identity token of %1 bytes").arg(token.size()));
}

class TrialSignIn final : public Inquiry
{
public:
    TrialSignIn(Walk& walk, QObject* scope)
        : Inquiry(walk, scope)
        , m_protocol(Identity::makeLoginProtocol(*walk.profile, walk.http))
    {}

    void begin() override
    {
        const auto& methods = m_walk.profile->methods;
        if (m_walk.isTrialInBrowser())
            askBrowser();
        else if (methods.contains(LoginMethod::Passcode))
            askProof(Proof::Passcode);
        else if (methods.contains(LoginMethod::Password))
            askProof(Proof::Password);
        else
            askCode();
    }

private:
    void askBrowser()
    {
        if (!m_walk.profile->methods.contains(LoginMethod::Browser))
            return conclude(noPage());
        m_browserFlow = std::make_unique<Identity::BrowserFlow>(*m_walk.profile, m_walk.http,
            *m_walk.options.trial->browser, m_walk.options.trial->browserPatience);
        askNonce([this](const Identity::Nonce& nonce) {
            onDone(m_browserFlow->signIn(nonce), this, [this](const Result<Secret>& token) {
                conclude(isCodeRefused(token) ? codeRefused(token.error()) : judge(token));
            });
        });
    }

    void askCode()
    {
        onDone(m_protocol->requestOtp(m_walk.options.trial->login), this,
            [this](const Result<Identity::OtpSent>& sent) {
                if (!sent)
                    conclude(sent.error());
                else if (!sent->identityToken.isEmpty())
                    conclude(judge(sent->identityToken));
                else
                    askProof(Proof::OneTimeCode);
            });
    }

    void askProof(Proof kind)
    {
        onDone(m_walk.options.trial->ask(kind), this, [this](const Result<Secret>& proof) {
            if (!proof)
                return conclude(proof.error());
            m_walk.redaction.add(*proof);
            askNonce([this, proof = *proof](const Identity::Nonce& nonce) {
                onDone(m_protocol->login({m_walk.options.trial->login, proof}, nonce), this,
                    [this](const Result<Secret>& token) { conclude(judge(token)); });
            });
        });
    }

    /// A new one: the last may be old by now, and the backend has seen it.
    void askNonce(const std::function<void(const Identity::Nonce&)>& goOn)
    {
        onDone(m_walk.gateway->requestNonce(), this, [this, goOn](const Result<Identity::Nonce>& nonce) {
            if (!nonce)
                return conclude(nonce.error());
            m_walk.redaction.add(nonce->value);
            m_walk.trialNonce = *nonce;
            goOn(*nonce);
        });
    }

    Result<Finding> judge(const Result<Secret>& token)
    {
        if (!token)
            return token.error();
        m_walk.redaction.add(*token);
        m_walk.identityToken = *token;
        return tokenGiven(*token);
    }

    std::unique_ptr<Identity::LoginProtocol> m_protocol;
    std::unique_ptr<Identity::BrowserFlow> m_browserFlow;
};

Phrase reasonForNoLogin(const Walk& walk)
{
    if (!walk.options.trial)
        return Phrase("needs --login or --browser");
    const bool isPageBad = walk.isTrialInBrowser() && !walk.isBrowserPageGood &&
                           walk.profile->methods.contains(LoginMethod::Browser);
    return isPageBad ? Phrase("the sign-in page in the browser does not work") : Phrase();
}

} // namespace

Check loginCheck()
{
    return {.id = QStringLiteral("login"),
        .title = Phrase("Sign-in at the site"),
        .why = Phrase("A right login must give an identity token."),
        .needs = {QStringLiteral("backend")},
        .run = inquire<TrialSignIn>,
        .reasonToSkip = reasonForNoLogin,
        .limit = TimeToType};
}

} // namespace Natter::Diagnosis
