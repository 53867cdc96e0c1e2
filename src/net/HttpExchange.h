// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/HttpClient.h"

#include <QFutureWatcher>
#include <QNetworkReply>
#include <QTimer>

namespace Natter::Net {

/// One request under way: reads the body within its limit, keeps the deadline, and resolves the answer
/// exactly once. Deletes itself when it is over.
class HttpExchange final : public QObject
{
    Q_OBJECT

public:
    HttpExchange(QNetworkReply* reply, const HttpRequest& request, QObject* parent);
    ~HttpExchange() override;

    Answer<HttpResponse> answer() const { return m_promise.answer(); }

private:
    /// False when the body passed its limit and the exchange is over.
    bool readBody();
    void finish();
    void dropReply();
    void conclude(const Result<HttpResponse>& result);
    Error failure() const;
    Error error(ErrorKind kind, const Retry& retry, const QString& detail) const;

    QNetworkReply* m_reply; ///< null once the exchange is over
    Promise<HttpResponse> m_promise;
    QFutureWatcher<Result<HttpResponse>> m_watcher;
    QTimer m_deadline;
    QString m_peer; ///< host and port
    QString m_tlsProblem;
    QByteArray m_body;
    qint64 m_maximumBytes;
};

} // namespace Natter::Net
