// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Question.h"
#include "identity/Browser.h"
#include "identity/BrowserReturn.h"
#include "identity/BrowserTokenClient.h"

#include <QObject>

#include <chrono>
#include <memory>

namespace Natter::Identity {

/// Signing in at the site's own page, in the system's browser (RFC 8252): opens the page, waits for its
/// return on the loopback or through a link of the app (`natter://sign-in`), and gives the code for an
/// identity token. The state is bound to the nonce, the code to a verifier that never leaves this process but
/// to redeem it (RFC 7636). One visit at a time; what does not carry its state is passed over and the wait
/// goes on.
class BrowserFlow : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds Patience = std::chrono::minutes(5);

    BrowserFlow(const Profile& profile, Net::HttpClient& http, Browser& browser,
        std::chrono::milliseconds patience = Patience, QObject* parent = nullptr);
    ~BrowserFlow() override;

    /// The page's address with all that src/domain/README.md says it gets; the grant has no code yet.
    static QUrl pageFor(const Profile& profile, const BrowserGrant& grant, const Secret& state,
        const QString& linkScheme = {});

    /// The identity token. Cancelling the answer ends the visit. Errors: NotFound `no_browser`, Network
    /// `no_loopback`, Timeout `browser_timeout`, WrongCredentials `access_denied` (the person or the site
    /// said no), Configuration and ServerFailure as the page says, and those of BrowserTokenClient.
    Answer<Secret> signIn(const Nonce& nonce);
    /// The page once more, in case its tab was closed. The time left stays what it is.
    void openAgain();
    std::chrono::milliseconds patience() const { return m_patience; }

    /// The link's door. False when nobody waits for it.
    bool take(const BrowserReturn& back);

Q_SIGNALS:
    /// The code is here; it is being redeemed.
    void returned();
    /// Something came back that does not belong to this visit.
    void strayReturned();

private:
    class Visit;

    void redeem(const Secret& code);
    void conclude(const Result<Secret>& token);
    void endVisit();

    const Profile m_profile;
    Browser& m_browser;
    const std::chrono::milliseconds m_patience;
    BrowserTokenClient m_tokens;
    std::unique_ptr<Visit> m_visit;
};

} // namespace Natter::Identity
