// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"
#include "gateway/Request.h"
#include "gateway/Response.h"
#include "net/HttpClient.h"

#include "FaultSwitches.h"
#include "LoginDesk.h"
#include "People.h"

#include <QObject>
#include <QUrlQuery>

namespace Natter::Sandbox {

/// The demo site as an owner of mesibo's published backend runs it (mesibo.md, sections 3 to 7): one address,
/// `login` in two steps and `logout`. It makes no token itself; codes and tokens come from the gateway's
/// backend API. Its answers have the published oddities: HTML's content type, 200 for refusals, a redirect
/// for bodies that it cannot read.
class MesiboBackend : public QObject
{
    Q_OBJECT

public:
    /// `gateway` ends in `/`. Whom nobody knows gets a code, too, and nobody delivers it.
    MesiboBackend(const People& people, Net::HttpClient& http, const QUrl& gateway, Secret appToken,
        const Clock& clock, const FaultSwitches& faults, QObject* parent = nullptr);
    void setPostman(LoginDesk::Postman postman) { m_postman = std::move(postman); }

    Answer<Gateway::Response> handle(const Gateway::Request& request);

    /// White space, `+`, `0` and such go from the left, as in the published code.
    static QString trimmedPhone(const QString& typed);

private:
    Answer<Gateway::Response> sendCode(const QString& phone);
    Answer<Gateway::Response> signIn(const QString& phone, const QString& code, const QJsonObject& fields);
    void ask(QUrlQuery query, std::function<void(const QJsonObject& answer)> then);
    QJsonObject answer(const QString& operation) const;

    const People& m_people;
    Net::HttpClient& m_http;
    QUrl m_api;
    Secret m_appToken;
    const Clock& m_clock;
    const FaultSwitches& m_faults;
    LoginDesk::Postman m_postman;
};

} // namespace Natter::Sandbox
