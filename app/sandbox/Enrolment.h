// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/HttpClient.h"

#include "IdentityTokens.h"

#include <QObject>

namespace Natter::Sandbox {

/// Signs people in once at the gateway, as the app would, so that it knows how their ids are spelled: the
/// engine's address of `P11-A` is `p11-a`. It also proves that the site, the gateway and the engine work
/// together.
class Enrolment : public QObject
{
    Q_OBJECT

public:
    Enrolment(Net::HttpClient& http, QUrl gateway, const SiteApp& app, const IdentityTokens& tokens,
        QObject* parent = nullptr);

    /// All at once; `people` must outlive this. Nobody: finished() at once.
    void enrol(const QList<const Person*>& people);

Q_SIGNALS:
    void finished();
    /// Somebody could not be signed in, three times.
    void failed(const Natter::Error& error);

private:
    void requestNonce(const Person* person, int triesLeft);
    void verify(const Person* person, const QString& nonce, int triesLeft);
    void retry(const Person* person, int triesLeft, const Error& error);
    Net::HttpRequest request(const QString& call) const;

    Net::HttpClient& m_http;
    QUrl m_gateway;
    SiteApp m_app;
    const IdentityTokens& m_tokens;
    qsizetype m_outstanding = 0;
};

} // namespace Natter::Sandbox
