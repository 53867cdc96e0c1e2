// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "diagnosis/Inquiry.h"
#include "diagnosis/Refusal.h"
#include "identity/Pkce.h"

#include <optional>

namespace Natter::Diagnosis {

namespace {

/// Where a browser would come back to; nobody listens there, and nothing is sent to it.
const QUrl NoRedirect(QStringLiteral("http://127.0.0.1:49151/natter-doctor"));

bool isHtml(const Net::HttpResponse& response)
{
    return response.header("Content-Type").trimmed().toLower().startsWith("text/html");
}

/// What keeps people from signing in there; nothing when a page is shown, or when it leads on to one.
std::optional<Result<Finding>> pageProblem(const Result<Net::HttpResponse>& answer)
{
    if (!answer && answer.error().kind == ErrorKind::Redirected) {
        if (!answer.error().detail.endsWith(NoRedirect.authority()))
            return std::nullopt;
        return Finding::failed(Phrase("the page sends the browser back at once, without asking anybody"),
            Phrase("Look at the site's log: the page refuses everybody, or it takes a code for given "
                   "before a person has signed in."));
    }
    if (!answer)
        return Result<Finding>(answer.error());
    if (answer->status == 200 && isHtml(*answer))
        return std::nullopt;
    if (answer->status == 200)
        return Finding::failed(Phrase("the page is not HTML, so a browser shows no form"),
            Phrase("Let backend.browser_page name the page where people sign in."));
    return Finding::failed(Phrase("the page answers with status %1").arg(answer->status),
        Phrase("Let the page take response_type, app_id, redirect_uri, state, nonce, code_challenge and "
               "code_challenge_method, with any port of 127.0.0.1 in redirect_uri (RFC 8252, 7.3)."));
}

Finding judgeHosts(const Profile& profile)
{
    Finding finding =
        Finding::good(Phrase("the page shows itself, and a code that it never gave is refused"));
    QStringList known = profile.mediaHosts;
    for (const QUrl& url : {profile.gateway, profile.backend, profile.engineWebSocket})
        known += url.authority();
    const QString expected = QStringLiteral("a host of the profile: ") + known.join(QStringLiteral(", "));
    for (const auto& [name, url] : {std::pair(QStringLiteral("browser_page"), profile.browserPage),
             std::pair(QStringLiteral("browser_token"), profile.browserToken)}) {
        const bool isKnown = known.contains(url.authority());
        if (!isKnown && finding.status == StepStatus::Ok)
            finding = Finding::warned(
                Phrase("people are sent to %1, which the profile names nowhere else").arg(url.authority()),
                Phrase("Passwords are typed there: make sure that the address is right. A page on the "
                       "site's own host that leads on to it is easier to trust."));
        finding.details +=
            ReportDetail{name, url.authority(), expected, isKnown ? StepStatus::Ok : StepStatus::Warning};
    }
    return finding;
}

/// The site's sign-in page as far as it can be looked at without a person: it must show itself for an address
/// like the app's, and a code that it never gave must be worth nothing.
class PageLook final : public Inquiry
{
public:
    PageLook(Walk& walk, QObject* scope)
        : Inquiry(walk, scope)
        , m_tokens(walk.http, *walk.profile)
    {}

    void begin() override
    {
        const Secret state = Identity::randomText();
        m_walk.redaction.add(state);
        m_walk.redaction.add(Secret(Identity::codeChallenge(m_grant.verifier)));
        m_grant.nonce = m_walk.trialNonce->value;
        Net::HttpRequest request;
        request.url = Identity::BrowserFlow::pageFor(*m_walk.profile, m_grant, state);
        request.headers = {{"Accept", "text/html"}};
        onDone(m_walk.http.send(request), this, [this](const Result<Net::HttpResponse>& answer) {
            if (const auto problem = pageProblem(answer))
                return conclude(*problem);
            askForToken();
        });
    }

private:
    void askForToken()
    {
        m_grant.code = Identity::randomText();
        m_walk.redaction.add(m_grant.code);
        m_walk.redaction.add(m_grant.verifier);
        onDone(m_tokens.redeem(m_grant), this, [this](const Result<Secret>& token) {
            Result<Finding> finding = judgeRefusal(token);
            m_walk.isBrowserPageGood = finding && finding->status != StepStatus::Failed;
            if (finding && finding->status == StepStatus::Ok)
                finding = judgeHosts(*m_walk.profile);
            conclude(finding);
        });
    }

    Identity::BrowserTokenClient m_tokens;
    Identity::BrowserGrant m_grant{{}, Identity::randomText(), {}, NoRedirect};
};

} // namespace

Check browserCheck()
{
    return {.id = QStringLiteral("browser"),
        .title = Phrase("Sign-in in the browser"),
        .why = Phrase("People sign in at the site's own page, and the app gives the code from there for an "
                      "identity token."),
        .needs = {QStringLiteral("backend")},
        .run = inquire<PageLook>,
        .reasonToSkip =
            [](const Walk& walk) {
                return walk.profile->methods.contains(LoginMethod::Browser)
                           ? Phrase()
                           : Phrase("this site does not sign in through the browser");
            },
        .isOptional = true};
}

} // namespace Natter::Diagnosis
