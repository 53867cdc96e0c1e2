// SPDX-License-Identifier: Apache-2.0
#include "core/LoginFlow.h"

#include "base/Question.h"
#include "core/GrantedSignIn.h"

#include <QTimer>

#include <algorithm>
#include <optional>
#include <utility>

namespace Natter::Core {

namespace {

constexpr qint64 ShortestNonceMs = 10'000;
// What the gateway may have a repetition wait for.
constexpr std::chrono::milliseconds ShortestPause{1000};
constexpr std::chrono::milliseconds LongestPause{5000};

} // namespace

class LoginFlow::Private
{
public:
    // The steps: one of them at a time holds what it needs and the question it waits for.
    struct Idle
    {};

    /// What was typed, and whether the gateway had it asked once more already.
    struct Typed
    {
        Identity::Credentials credentials;
        bool isRepeated = false;
    };

    struct AskingNonce
    {
        std::optional<Typed> typed; ///< without: in the browser
        bool isSecondTry = false;
        Question question;
    };

    struct AskingBrowser
    {
        Question question;
    };

    struct AskingBackend
    {
        std::optional<Typed> typed;
        Question question;
    };

    struct Verifying
    {
        std::optional<Typed> typed;
        Question question;
        std::unique_ptr<QTimer> pause = {}; ///< runs before the backend is asked once more
    };

    struct Storing
    {
        std::unique_ptr<GrantedSignIn> granted;
        Question question;
    };

    struct NotStored
    {
        std::unique_ptr<GrantedSignIn> granted;
    };

    struct Done
    {
        bool isStored = false;
        Secret identityToken = {};
    };
    using State =
        std::variant<Idle, AskingNonce, AskingBrowser, AskingBackend, Verifying, Storing, NotStored, Done>;

    bool isWaitingForSomething() const
    {
        return !std::holds_alternative<Idle>(state) && !std::holds_alternative<Done>(state);
    }
    void enter(State next);
    void fail(const Error& error);

    void askNonce(const std::optional<Typed>& typed, bool isSecondTry);
    void takeNonce(const Identity::Nonce& nonce);
    void askBrowser(const Identity::Nonce& nonce);
    void followBrowser();
    void askBackend(const Typed& typed, const Identity::Nonce& nonce);
    void takeOtpAnswer(const Result<Identity::OtpSent>& sent);
    void takeIdentityToken(const Result<Secret>& token);
    void verify(const Secret& identityToken, const std::optional<Typed>& typed);
    void takeRefusal(const Error& error);
    void repeat();
    void store(std::unique_ptr<GrantedSignIn> granted);
    void takeStored(const Result<void>& outcome);
    void finish(const GrantedSignIn& granted, bool isStored);

    LoginFlow* q = nullptr;
    Profile profile;
    std::unique_ptr<Identity::LoginProtocol> protocol;
    Identity::BrowserFlow& browser;
    Identity::GatewayClient& gateway;
    TokenVault& vault;
    const Clock& clock;
    State state;
    Question otp;
};

void LoginFlow::Private::enter(State next)
{
    const Step before = q->step();
    state = std::move(next);
    if (q->step() != before)
        Q_EMIT q->stepChanged(q->step());
}

void LoginFlow::Private::fail(const Error& error)
{
    const Step failedStep = q->step();
    enter(Idle{});
    Q_EMIT q->failed(failedStep, error);
}

void LoginFlow::Private::askNonce(const std::optional<Typed>& typed, bool isSecondTry)
{
    enter(AskingNonce{
        typed, isSecondTry, Question(gateway.requestNonce(), [this](const Result<Identity::Nonce>& nonce) {
            if (nonce)
                takeNonce(*nonce);
            else
                fail(nonce.error());
        })});
}

void LoginFlow::Private::takeNonce(const Identity::Nonce& nonce)
{
    const auto asked = std::move(std::get<AskingNonce>(state));
    const bool isShort = nonce.expiresAt.isValid() && clock.now().msecsTo(nonce.expiresAt) < ShortestNonceMs;
    // Two short ones in a row: this computer's clock is wrong, and the gateway is the judge of its nonces.
    if (isShort && !asked.isSecondTry)
        askNonce(asked.typed, true);
    else if (asked.typed)
        askBackend(*asked.typed, nonce);
    else
        askBrowser(nonce);
}

void LoginFlow::Private::askBrowser(const Identity::Nonce& nonce)
{
    enter(AskingBrowser{
        Question(browser.signIn(nonce), [this](const Result<Secret>& token) { takeIdentityToken(token); })});
}

/// The page came back: what is left of its question is the site's to answer.
void LoginFlow::Private::followBrowser()
{
    if (auto* asking = std::get_if<AskingBrowser>(&state))
        enter(AskingBackend{std::nullopt, std::move(asking->question)});
}

void LoginFlow::Private::askBackend(const Typed& typed, const Identity::Nonce& nonce)
{
    enter(AskingBackend{typed, Question(protocol->login(typed.credentials, nonce),
                                   [this](const Result<Secret>& token) { takeIdentityToken(token); })});
}

void LoginFlow::Private::takeOtpAnswer(const Result<Identity::OtpSent>& sent)
{
    if (!sent)
        Q_EMIT q->failed(Step::Idle, sent.error());
    else if (sent->identityToken.isEmpty())
        Q_EMIT q->otpSent(*sent);
    else if (!isWaitingForSomething())
        verify(sent->identityToken, std::nullopt);
}

void LoginFlow::Private::takeIdentityToken(const Result<Secret>& token)
{
    const auto* asking = std::get_if<AskingBackend>(&state);
    const std::optional<Typed> typed = asking ? asking->typed : std::nullopt;
    if (token)
        verify(*token, typed);
    else
        fail(token.error());
}

void LoginFlow::Private::verify(const Secret& identityToken, const std::optional<Typed>& typed)
{
    enter(Verifying{typed, Question(gateway.verify(identityToken),
                               [this, identityToken](const Result<Identity::Session>& session) {
                                   if (session)
                                       store(std::make_unique<GrantedSignIn>(
                                           profile.siteKey(), *session, identityToken, gateway, vault));
                                   else
                                       takeRefusal(session.error());
                               })});
}

/// A site that signs without a nonce or a time of its own gives the same token twice within a second, and
/// each is good once. A moment later it gives another one.
void LoginFlow::Private::takeRefusal(const Error& error)
{
    auto& verifying = std::get<Verifying>(state);
    const bool isWorthRepeating =
        error.kind == ErrorKind::TokenRefused && error.retry.when == Retry::When::Later;
    if (!isWorthRepeating || !verifying.typed || verifying.typed->isRepeated)
        return fail(error);
    verifying.typed->isRepeated = true;
    verifying.pause = std::make_unique<QTimer>();
    verifying.pause->setSingleShot(true);
    QObject::connect(
        verifying.pause.get(), &QTimer::timeout, q, [this] { repeat(); }, Qt::QueuedConnection);
    verifying.pause->start(std::clamp(error.retry.after, ShortestPause, LongestPause));
}

void LoginFlow::Private::repeat()
{
    // Cancelled since then, perhaps.
    if (const auto* verifying = std::get_if<Verifying>(&state); verifying && verifying->pause)
        askNonce(std::optional(verifying->typed), false);
}

void LoginFlow::Private::store(std::unique_ptr<GrantedSignIn> granted)
{
    Question question(granted->keep(), [this](const Result<void>& outcome) { takeStored(outcome); });
    enter(Storing{std::move(granted), std::move(question)});
}

void LoginFlow::Private::takeStored(const Result<void>& outcome)
{
    auto storing = std::move(std::get<Storing>(state));
    if (outcome)
        return finish(*storing.granted, true);
    enter(NotStored{std::move(storing.granted)});
    Q_EMIT q->failed(Step::Keychain, outcome.error());
}

void LoginFlow::Private::finish(const GrantedSignIn& granted, bool isStored)
{
    enter(Done{isStored, granted.identityToken()});
    Q_EMIT q->finished(granted.session());
}

LoginFlow::LoginFlow(Profile profile, std::unique_ptr<Identity::LoginProtocol> protocol,
    Identity::BrowserFlow& browser, Identity::GatewayClient& gateway, TokenVault& vault, const Clock& clock,
    QObject* parent)
    : QObject(parent)
    , d(new Private{this, std::move(profile), std::move(protocol), browser, gateway, vault, clock, {}, {}})
{
    connect(&browser, &Identity::BrowserFlow::returned, this, [this] { d->followBrowser(); });
    connect(&browser, &Identity::BrowserFlow::strayReturned, this, &LoginFlow::browserStrayReturned);
}

LoginFlow::~LoginFlow() = default;

const Profile& LoginFlow::profile() const
{
    return d->profile;
}

LoginFlow::Step LoginFlow::step() const
{
    static constexpr Step Steps[] = {Step::Idle, Step::Nonce, Step::Browser, Step::Backend, Step::Verify,
        Step::Keychain, Step::Keychain, Step::Done};
    static_assert(std::size(Steps) == std::variant_size_v<Private::State>);
    return Steps[d->state.index()];
}

bool LoginFlow::isStored() const
{
    const auto* done = std::get_if<Private::Done>(&d->state);
    return done && done->isStored;
}

Secret LoginFlow::identityToken() const
{
    const auto* done = std::get_if<Private::Done>(&d->state);
    return done ? done->identityToken : Secret();
}

void LoginFlow::requestOtp(const QString& login)
{
    d->otp = Question(d->protocol->requestOtp(login),
        [this](const Result<Identity::OtpSent>& sent) { d->takeOtpAnswer(sent); });
}

void LoginFlow::submit(const Identity::Credentials& credentials)
{
    if (!d->isWaitingForSomething())
        d->askNonce(Private::Typed{credentials}, false);
}

void LoginFlow::signInWithBrowser()
{
    if (!d->isWaitingForSomething())
        d->askNonce(std::nullopt, false);
}

void LoginFlow::openBrowserAgain()
{
    d->browser.openAgain();
}

std::chrono::milliseconds LoginFlow::browserPatience() const
{
    return d->browser.patience();
}

bool LoginFlow::takeBrowserReturn(const Identity::BrowserReturn& back)
{
    return d->browser.take(back);
}

void LoginFlow::retryKeychain()
{
    if (auto* notStored = std::get_if<Private::NotStored>(&d->state))
        d->store(std::move(notStored->granted));
}

void LoginFlow::continueWithoutKeychain()
{
    if (auto* notStored = std::get_if<Private::NotStored>(&d->state)) {
        const auto granted = std::move(notStored->granted);
        granted->keepInMemory();
        d->finish(*granted, false);
    }
}

void LoginFlow::cancel()
{
    d->otp = {};
    if (const auto* storing = std::get_if<Private::Storing>(&d->state))
        storing->granted->giveBack();
    else if (const auto* notStored = std::get_if<Private::NotStored>(&d->state))
        notStored->granted->giveBack();
    if (d->isWaitingForSomething())
        d->enter(Private::Idle{});
}

} // namespace Natter::Core
