// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/Profile.h"
#include "identity/LoginProtocol.h"

#include <QObject>

namespace Natter::Net {
class HttpClient;
}

namespace Natter::Identity {

/// A private backend as Qiscus' customers have it (qiscus.md, 3.3): `POST {backend}auth/verify`, and `POST
/// {backend}auth/otp` -> `{"resend_after": 30, "message": "..."}` for one-time codes. Asks once, never again
/// by itself.
class QiscusProtocol final : public LoginProtocol
{
public:
    QiscusProtocol(Net::HttpClient& http, const Profile& profile);

    Answer<OtpSent> requestOtp(const QString& login) override;
    Answer<Secret> login(const Credentials& credentials, const Nonce& nonce) override;

    /// What goes into `phone_number`: a phone number without blanks, dashes, parentheses and leading `+`, in
    /// ASCII digits; any other login (an e-mail, `P11-A`) as it is, without blanks around it.
    static QString normalizedLogin(const QString& login);

private:
    Net::HttpClient& m_http;
    QString m_appId;
    QUrl m_backend;
    QObject m_context; ///< what is under way ends with the protocol
};

} // namespace Natter::Identity
