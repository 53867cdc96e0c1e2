// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Secret.h"
#include "net/HttpClient.h"

#include <QJsonObject>

#include <optional>

namespace Natter::Identity {

/// A JSON answer of the gateway or a private backend, taken apart without trusting any of it: an HTML page,
/// an empty body and wrong types are all just "no such member" (qiscus.md, sections 8 and 15).
class JsonReply
{
public:
    /// How the body is read. Lenient: Net::parseLooseJson() where strict JSON is not to be had.
    enum class Reading { Strict, Lenient };

    /// `peer` names who answered, for error details ("gateway, POST auth/nonce").
    JsonReply(QString peer, const Net::HttpResponse& response, Reading reading = Reading::Strict);

    /// The HTTP status, or the body's own `status` when HTTP says 200 and the body names a failure. (Sites
    /// also count there in their own way: 1, 0.)
    int status() const { return m_status; }
    bool isSuccess() const { return m_status >= 200 && m_status < 300; }
    bool isObject() const { return m_problem.isEmpty(); }
    const QJsonObject& body() const { return m_body; }
    /// Whether the body is a refusal of this contract, and not the page of some proxy on the way.
    bool isRefusal() const { return m_body.contains(QLatin1String("error")); }
    /// Machine-readable reason, empty where there is none.
    const QString& reason() const { return m_reason; }
    /// What the peer says about its refusal, on one line.
    const QString& words() const { return m_words; }
    /// Where the contract has the peer's words elsewhere than in `error`. Before redact().
    void setWords(const QString& words);

    /// A failure of that kind; `detail` names the peer, the status and the peer's own words.
    Error failure(ErrorKind kind, Retry retry = Retry::never()) const;
    /// What Retry-After says, when it is there.
    std::optional<Retry> retry() const { return m_retry; }
    /// The answer is not in the contract; `what` says how, unless it is not even JSON.
    Error malformed(const QString& what) const;
    /// The kinds that mean the same for every call: RateLimited, ServerFailure, BadInput, Conflict; anything
    /// else is BadResponse.
    Error commonFailure() const;
    /// Takes `secret` out of the peer's words and reason, in case it repeats what it was sent.
    void redact(const Secret& secret);

private:
    QString m_peer;
    int m_status = 0;
    QJsonObject m_body;
    QString m_problem; ///< why there is no body, empty when there is one
    std::optional<Retry> m_retry;
    QString m_reason;
    QString m_words;
};

/// A token as it can stand in a header: visible ASCII, at most 16 KiB. Empty for anything else.
Secret readToken(const QJsonValue& value);

/// The error as it is; of a redirect it also says what that means of a private backend (mesibo.md, section
/// 2).
Error explained(const Error& error);

/// POST of a JSON object.
Net::HttpRequest jsonPost(const QUrl& url, const QJsonObject& body);

} // namespace Natter::Identity
