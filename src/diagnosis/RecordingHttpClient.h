// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diagnosis/Redaction.h"
#include "net/HttpClient.h"

#include <QObject>

namespace Natter::Diagnosis {

/// Hands requests on and remembers what was asked and what came back, so that the app's own clients can be
/// walked with and looked at. Secrets in answers are told to the redaction before anybody reads them.
class RecordingHttpClient final : public Net::HttpClient
{
public:
    RecordingHttpClient(Net::HttpClient& http, Redaction& redaction);

    Answer<Net::HttpResponse> send(const Net::HttpRequest& request) override;

    /// Forgets what was recorded.
    void beginStep();
    /// A line for each request: method and address.
    QString asked() const;
    /// A line for each answer: status, content type, size and a sketch of the body; or the error.
    QString answered() const;
    /// The newest answer; an error when there is none.
    Result<Net::HttpResponse> lastAnswer() const;

private:
    struct Exchange
    {
        QString asked;
        Result<Net::HttpResponse> answer;
    };

    QString describe(const Net::HttpResponse& response) const;

    Net::HttpClient& m_http;
    Redaction& m_redaction;
    QList<Exchange> m_exchanges;
    int m_step = 0; ///< answers of an earlier step come too late to be noted
    QObject m_context;
};

} // namespace Natter::Diagnosis
