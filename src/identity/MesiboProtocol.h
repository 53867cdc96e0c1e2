// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"
#include "domain/Profile.h"
#include "identity/LoginProtocol.h"

#include <QJsonObject>
#include <QObject>

#include <optional>

namespace Natter::Net {
class HttpClient;
struct HttpResponse;
} // namespace Natter::Net

namespace Natter::Identity {

/// A private backend as mesibo's messenger has it (mesibo.md, 2 to 6): `{"op": "login"}` without a code asks
/// for one, with a code it gives the token. Its answers are judged by their `result` alone, whatever HTTP
/// says. Asks once, never again by itself.
class MesiboProtocol final : public LoginProtocol
{
public:
    MesiboProtocol(Net::HttpClient& http, const Profile& profile);

    Answer<OtpSent> requestOtp(const QString& login) override;
    Answer<Secret> login(const Credentials& credentials, const Nonce& nonce) override;
    void logout(const Secret& identityToken) override;
    std::optional<std::chrono::seconds> clockOffset() const override { return m_clockOffset; }

    /// A phone number as section 4 wants it: 9 to 15 ASCII digits, country code first. BadInput for anything
    /// else, with the code `country_code_missing` for a number that begins with a single 0.
    static Result<QString> normalizedPhone(const QString& login);

private:
    Result<QJsonObject> question(const QString& login) const;
    void noteClock(const QJsonObject& answer);

    Net::HttpClient& m_http;
    QString m_appId;
    QUrl m_backend;
    std::optional<std::chrono::seconds> m_clockOffset;
    QObject m_context; ///< what is under way ends with the protocol
};

} // namespace Natter::Identity
