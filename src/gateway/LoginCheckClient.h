// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/StrongId.h"
#include "gateway/Config.h"
#include "net/HttpClient.h"

#include <QObject>

namespace Natter::Gateway {

/// Asks a site's login check ("authUser", imbachat.md, section 5) once; a password is never sent twice.
class LoginCheckClient : public QObject
{
    Q_OBJECT

public:
    explicit LoginCheckClient(Net::HttpClient& http, QObject* parent = nullptr);

    /// Whose login that is. Errors: Unauthorized (`login_refused`), always in the same words, since the
    /// site's own may tell which of login and password is wrong; Network and BadResponse
    /// (`login_check_unavailable`).
    Answer<UserId> check(const AppConfig& app, const QString& login, const Secret& password);

private:
    Net::HttpClient& m_http;
};

/// What the site answered. Errors: as LoginCheckClient::check().
Result<UserId> readLoginCheck(const Net::HttpResponse& response);

} // namespace Natter::Gateway
