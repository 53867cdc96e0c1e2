// SPDX-License-Identifier: Apache-2.0
#include "net/HttpExchange.h"

#include "base/Log.h"

#include <QSslError>

#include <utility>

namespace Natter::Net {

namespace {

constexpr qint64 ReadStep = qint64(64) * 1024;

QString peerOf(const QUrl& url)
{
    return url.port() > 0 ? QStringLiteral("%1:%2").arg(url.host()).arg(url.port()) : url.host();
}

bool isRedirect(int status)
{
    return status >= 300 && status < 400 && status != 304;
}

/// Errors by which QNetworkReply only repeats a status of 400 and above.
bool repeatsStatus(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::NoError:
    case QNetworkReply::AuthenticationRequiredError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::ContentAccessDenied:
    case QNetworkReply::ContentOperationNotPermittedError:
    case QNetworkReply::ContentNotFoundError:
    case QNetworkReply::ContentConflictError:
    case QNetworkReply::ContentGoneError:
    case QNetworkReply::UnknownContentError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::InternalServerError:
    case QNetworkReply::OperationNotImplementedError:
    case QNetworkReply::ServiceUnavailableError:
    case QNetworkReply::UnknownServerError:
        return true;
    default:
        return false;
    }
}

/// What Qt's own text would say, without the URL that Qt puts into it.
QString describe(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
        return QStringLiteral("connection refused");
    case QNetworkReply::RemoteHostClosedError:
        return QStringLiteral("the server closed the connection before its answer was complete");
    case QNetworkReply::HostNotFoundError:
        return QStringLiteral("host not found");
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::UnknownNetworkError:
        return QStringLiteral("the network is unreachable");
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return QStringLiteral("the proxy refused or could not be reached");
    default:
        return QStringLiteral("network error %1").arg(int(error));
    }
}

} // namespace

HttpExchange::HttpExchange(QNetworkReply* reply, const HttpRequest& request, QObject* parent)
    : QObject(parent)
    , m_reply(reply)
    , m_peer(peerOf(request.url))
    , m_maximumBytes(request.maximumBytes)
{
    connect(reply, &QNetworkReply::readyRead, this, &HttpExchange::readBody);
    connect(reply, &QNetworkReply::finished, this, &HttpExchange::finish);
    connect(reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError>& errors) {
        m_tlsProblem = errors.isEmpty() ? QString() : errors.first().errorString();
    });
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        conclude(error(ErrorKind::Timeout, Retry::later(), QStringLiteral("no complete answer in time")));
    });
    m_deadline.setSingleShot(true);
    m_deadline.start(request.deadline);
    connect(&m_watcher, &QFutureWatcherBase::canceled, this, [this] { conclude(Error::cancelled()); });
    m_watcher.setFuture(m_promise.answer());
}

HttpExchange::~HttpExchange()
{
    dropReply();
    m_promise.resolve(Error::cancelled());
}

bool HttpExchange::readBody()
{
    // In steps: a compressed body must not be unpacked further than it may be long.
    while (m_reply->bytesAvailable() > 0) {
        const QByteArray step = m_reply->read(ReadStep);
        if (step.isEmpty())
            break;
        if (m_body.size() + step.size() > m_maximumBytes) {
            conclude(error(ErrorKind::TooLarge, Retry::never(),
                QStringLiteral("the answer is larger than %1 bytes").arg(m_maximumBytes)));
            return false;
        }
        m_body += step;
    }
    return true;
}

void HttpExchange::finish()
{
    if (!readBody())
        return;
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QNetworkReply::NetworkError code = m_reply->error();
    const bool isAnswer = code == QNetworkReply::NoError || (status >= 400 && repeatsStatus(code));
    if (!isAnswer) {
        conclude(failure());
    } else if (status == 0) {
        conclude(error(ErrorKind::BadResponse, Retry::later(), QStringLiteral("the answer is not HTTP")));
    } else if (isRedirect(status)) {
        const QUrl target = m_reply->url().resolved(QUrl::fromEncoded(m_reply->rawHeader("Location")));
        conclude(error(ErrorKind::Redirected, Retry::later(),
            QStringLiteral("a redirect (status %1) to %2").arg(status).arg(peerOf(target))));
    } else {
        conclude(HttpResponse{status, m_reply->rawHeaderPairs(), m_body});
    }
}

void HttpExchange::dropReply()
{
    if (!m_reply)
        return;
    // Only our own connections: abort() works through others that Qt made.
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
    m_reply = nullptr;
}

void HttpExchange::conclude(const Result<HttpResponse>& result)
{
    if (!m_reply)
        return;
    dropReply();
    m_deadline.stop();
    if (!result)
        qCDebug(lcNet) << result.error();
    m_promise.resolve(result);
    deleteLater();
}

Error HttpExchange::failure() const
{
    const QNetworkReply::NetworkError code = m_reply->error();
    switch (code) {
    case QNetworkReply::SslHandshakeFailedError:
        return error(ErrorKind::Tls, Retry::later(),
            m_tlsProblem.isEmpty() ? QStringLiteral("the TLS handshake failed") : m_tlsProblem);
    case QNetworkReply::TimeoutError:
        return error(ErrorKind::Timeout, Retry::later(), QStringLiteral("the connection timed out"));
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::UnknownContentError:
        return error(ErrorKind::BadResponse, Retry::later(), QStringLiteral("the answer is not proper HTTP"));
    default:
        return error(ErrorKind::Network, Retry::later(), describe(code));
    }
}

Error HttpExchange::error(ErrorKind kind, const Retry& retry, const QString& detail) const
{
    return {kind, retry, QStringLiteral("%1: %2").arg(m_peer, detail), {}};
}

} // namespace Natter::Net
