// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "base/Question.h"
#include "core/TokenVault.h"
#include "identity/GatewayClient.h"
#include "net/Backoff.h"

#include <QTimer>

#include <optional>
#include <variant>

namespace Natter::Core {

/// The engine token of one account: refresh token from the vault -> gateway -> new refresh token to the
/// vault, and only then the new engine token to whoever asked. One such round at a time, for all askers. The
/// token is good until its end by the gateway's clock, counted from its arrival in monotonic time, or until
/// somebody rejects it. Shortly before its end, at a random moment, it is renewed unasked, so that a session
/// of weeks keeps its refresh token alive.
class EngineTokens : public QObject
{
    Q_OBJECT

public:
    struct Access
    {
        Jid account;
        Secret token;
    };

    EngineTokens(const QString& siteKey, const UserId& user, Identity::GatewayClient& gateway,
        TokenVault& vault, const Clock& clock, QObject* parent = nullptr);

    /// A login has just given this. `isStored` false: nothing of this session goes to the keychain.
    void adopt(const Identity::Session& session, bool isStored);
    /// Forgets everything; askers receive Cancelled, and answers on their way are not heard.
    void drop();

    /// What is good now, if anything is.
    std::optional<Access> current() const;
    /// Begins a round unless one is under way or the token is good; obtained() or failed() follows a round.
    void request();
    /// What is due is renewed now: the computer woke up, or time went by otherwise.
    void renewIfDue();
    /// A good token, after a round if need be.
    Answer<Secret> token();
    void reject(const Secret& token);

    bool isUnlocking() const { return std::holds_alternative<Unlocking>(m_round); }
    /// Why the keychain does not have the newest refresh token. It is tried again later, and by
    /// retryStoring().
    const std::optional<Error>& storingProblem() const { return m_storingProblem; }
    void retryStoring();

Q_SIGNALS:
    /// From the vault to the gateway.
    void unlocked();
    void obtained(const Natter::Identity::Session& session);
    void failed(const Natter::Error& error);
    void storingProblemChanged();

private:
    struct Idle
    {};
    struct Unlocking
    {
        Question question;
    };
    struct Refreshing
    {
        Question question;
    };
    struct Storing
    {
        Question question;
    };

    void begin();
    void awaitRenewal(std::chrono::milliseconds delay);
    void refresh(const StoredToken& stored);
    void take(const Identity::Session& session);
    void use(const Identity::Session& session);
    void finish(const Identity::Session& session);
    void fail(const Error& error);
    void setStoringProblem(const std::optional<Error>& problem);

    const QString m_siteKey;
    const UserId m_user;
    Identity::GatewayClient& m_gateway;
    TokenVault& m_vault;
    const Clock& m_clock;

    std::variant<Idle, Unlocking, Refreshing, Storing> m_round;
    QList<Promise<Secret>> m_askers;
    std::optional<Access> m_access;
    std::chrono::milliseconds m_goodUntil{0}; ///< monotonic
    bool m_isStored = true;

    std::optional<std::chrono::milliseconds> m_renewAt; ///< monotonic
    QTimer m_renewalTimer;
    Net::Backoff m_renewalBackoff;

    std::optional<Error> m_storingProblem;
    Question m_storingAgain;
    QTimer m_storingTimer;
    Net::Backoff m_storingBackoff;
};

} // namespace Natter::Core
