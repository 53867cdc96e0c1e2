// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/ServerProbe.h"

#include "base/Loopback.h"
#include "domain/Profile.h"

#include <QNetworkProxy>
#include <QSslCertificate>
#include <QSslSocket>

#include <algorithm>
#include <utility>

namespace Natter::Diagnosis {

namespace {

constexpr qint64 DaysToRenew = 14;

bool isEncrypted(const QUrl& url)
{
    return url.scheme() == u"https" || url.scheme() == u"wss";
}

Phrase mendForCertificate(QSslError::SslError problem)
{
    switch (problem) {
    case QSslError::CertificateExpired:
        return Phrase("Renew the certificate, and let the server load the new one.");
    case QSslError::CertificateNotYetValid:
        return Phrase("The certificate is for later. Set this computer's clock, or the one of whoever made "
                      "the certificate.");
    case QSslError::HostNameMismatch:
        return Phrase("The certificate is for another name. Get one that names this host among its "
                      "subjectAltNames, or correct the address.");
    default:
        return Phrase("Give the server a certificate of a known authority, and let it send the "
                      "authority's intermediate certificates along. Certificates that are not trusted are "
                      "never accepted.");
    }
}

Phrase mendForSocket(QAbstractSocket::SocketError problem)
{
    switch (problem) {
    case QAbstractSocket::HostNotFoundError:
        return Phrase("Give the name an address in the DNS, or correct the name.");
    case QAbstractSocket::ConnectionRefusedError:
        return Phrase("Nobody listens at this port. Start the server, or correct the port.");
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
    case QAbstractSocket::RemoteHostClosedError:
        return Phrase("This port speaks no TLS, or only an old kind of it. Let the server offer TLS 1.2 or "
                      "1.3 there, or correct the port.");
    default:
        return Phrase("Check that the server runs, that name and port are right, and that no firewall is "
                      "between.");
    }
}

Phrase encryptIt()
{
    return Phrase("Use https and wss: plain http and ws are for addresses of this machine only.");
}

} // namespace

ServerProbe::ServerProbe(const QUrl& url, QStringList roles, std::chrono::milliseconds limit)
    : m_url(url)
    , m_roles(std::move(roles))
    , m_port(url.port(isEncrypted(url) ? 443 : 80))
    , m_socket(new QSslSocket(this))
{
    if (isLoopbackHost(url.host()))
        m_socket->setProxy(QNetworkProxy::NoProxy);
    connect(m_socket, &QAbstractSocket::connected, this, &ServerProbe::judgeConnection);
    connect(m_socket, &QSslSocket::encrypted, this, &ServerProbe::judgeCertificate);
    connect(m_socket, &QSslSocket::sslErrors, this, &ServerProbe::judgeProblems);
    connect(m_socket, &QAbstractSocket::errorOccurred, this, [this](QAbstractSocket::SocketError problem) {
        conclude(StepStatus::Failed, m_socket->errorString(), mendForSocket(problem));
    });
    m_limit.setSingleShot(true);
    m_limit.setInterval(limit);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        if (m_socket->state() == QAbstractSocket::ConnectedState)
            conclude(StepStatus::Failed, QStringLiteral("takes the connection, but answers no TLS greeting"),
                mendForSocket(QAbstractSocket::SslHandshakeFailedError));
        else
            conclude(StepStatus::Failed, QStringLiteral("no connection in time"),
                mendForSocket(QAbstractSocket::SocketTimeoutError));
    });
}

Answer<ServerProbe::Look> ServerProbe::look()
{
    m_limit.start();
    if (!isTrustedTransport(m_url))
        conclude(StepStatus::Failed, QStringLiteral("plain %1 to another machine").arg(m_url.scheme()),
            encryptIt());
    else if (isEncrypted(m_url))
        m_socket->connectToHostEncrypted(m_url.host(), static_cast<quint16>(m_port));
    else
        m_socket->connectToHost(m_url.host(), static_cast<quint16>(m_port));
    return m_promise.answer();
}

void ServerProbe::judgeConnection()
{
    if (!isEncrypted(m_url))
        conclude(StepStatus::Ok, QStringLiteral("answers, plain, on this machine only"));
}

void ServerProbe::judgeProblems(const QList<QSslError>& problems)
{
    // A certificate that nobody vouches for is other than it should be in any case: that is told first.
    static const QList<QSslError::SslError> byWeight{
        QSslError::CertificateExpired, QSslError::CertificateNotYetValid, QSslError::HostNameMismatch};
    QStringList reasons;
    QSslError::SslError worst = QSslError::HostNameMismatch;
    for (const QSslError& problem : problems) {
        reasons += problem.errorString();
        if (byWeight.indexOf(problem.error()) < byWeight.indexOf(worst))
            worst = problem.error();
    }
    conclude(StepStatus::Failed, reasons.join(QStringLiteral("; ")), mendForCertificate(worst));
}

void ServerProbe::judgeCertificate()
{
    const QSslCertificate certificate = m_socket->peerCertificate();
    const qint64 days = QDateTime::currentDateTimeUtc().daysTo(certificate.expiryDate());
    const QString issuer = certificate.issuerInfo(QSslCertificate::CommonName).value(0);
    const bool isEnding = days < DaysToRenew;
    conclude(isEnding ? StepStatus::Warning : StepStatus::Ok,
        QStringLiteral("%1, certificate of %2, ends %3 (in %4 days)")
            .arg(m_socket->sessionProtocol() == QSsl::TlsV1_3 ? QStringLiteral("TLS 1.3")
                                                              : QStringLiteral("TLS 1.2"),
                issuer.isEmpty() ? QStringLiteral("an unnamed authority") : issuer,
                certificate.expiryDate().date().toString(Qt::ISODate), QString::number(days)),
        isEnding ? mendForCertificate(QSslError::CertificateExpired) : Phrase());
}

void ServerProbe::conclude(StepStatus status, const QString& found, const Phrase& mend)
{
    QString name = QStringLiteral("%1:%2").arg(m_url.host()).arg(m_port);
    if (!m_roles.isEmpty())
        name.prepend(m_roles.join(QStringLiteral(", ")) + u' ');
    const QString expected = isEncrypted(m_url)
                                 ? QStringLiteral("a trusted certificate for %1, for another %2 days")
                                       .arg(m_url.host())
                                       .arg(DaysToRenew)
                                 : QStringLiteral("https or wss; plain only on this machine");
    m_promise.resolve(Look{{name, found, expected, status}, mend});
    m_limit.stop();
    m_socket->disconnect(this);
    m_socket->abort();
}

} // namespace Natter::Diagnosis
