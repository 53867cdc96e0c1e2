// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/ServerProbe.h"

#include "base/Loopback.h"
#include "domain/Profile.h"

#include <QNetworkProxy>
#include <QSslCertificate>
#include <QSslSocket>

namespace Natter::Diagnosis {

namespace {

constexpr qint64 DaysToRenew = 14;

bool isEncrypted(const QUrl& url)
{
    return url.scheme() == u"https" || url.scheme() == u"wss";
}

} // namespace

ServerProbe::ServerProbe(const QUrl& url)
    : m_url(url)
    , m_port(url.port(isEncrypted(url) ? 443 : 80))
    , m_socket(new QSslSocket(this))
{
    if (isLoopbackHost(url.host()))
        m_socket->setProxy(QNetworkProxy::NoProxy);
    connect(m_socket, &QAbstractSocket::connected, this, [this] {
        if (!isEncrypted(m_url))
            conclude(StepStatus::Ok, QStringLiteral("answers, plain, on this machine only"));
    });
    connect(m_socket, &QSslSocket::encrypted, this, &ServerProbe::judgeCertificate);
    connect(m_socket, &QSslSocket::sslErrors, this, [this](const QList<QSslError>& errors) {
        QStringList reasons;
        for (const QSslError& error : errors)
            reasons += error.errorString();
        conclude(StepStatus::Failed, reasons.join(QStringLiteral("; ")));
    });
    connect(m_socket, &QAbstractSocket::errorOccurred, this,
        [this] { conclude(StepStatus::Failed, m_socket->errorString()); });
}

Answer<ReportDetail> ServerProbe::look()
{
    if (!isTrustedTransport(m_url))
        conclude(StepStatus::Failed, QStringLiteral("plain %1 to another machine").arg(m_url.scheme()));
    else if (isEncrypted(m_url))
        m_socket->connectToHostEncrypted(m_url.host(), static_cast<quint16>(m_port));
    else
        m_socket->connectToHost(m_url.host(), static_cast<quint16>(m_port));
    return m_promise.answer();
}

void ServerProbe::judgeCertificate()
{
    const QSslCertificate certificate = m_socket->peerCertificate();
    const qint64 days = QDateTime::currentDateTimeUtc().daysTo(certificate.expiryDate());
    const QString issuer = certificate.issuerInfo(QSslCertificate::CommonName).value(0);
    conclude(days < DaysToRenew ? StepStatus::Warning : StepStatus::Ok,
        QStringLiteral("%1, certificate of %2, ends %3 (in %4 days)")
            .arg(m_socket->sessionProtocol() == QSsl::TlsV1_3 ? QStringLiteral("TLS 1.3")
                                                              : QStringLiteral("TLS 1.2"),
                issuer.isEmpty() ? QStringLiteral("an unnamed authority") : issuer,
                certificate.expiryDate().date().toString(Qt::ISODate), QString::number(days)));
}

void ServerProbe::conclude(StepStatus status, const QString& found)
{
    const QString expected = isEncrypted(m_url)
                                 ? QStringLiteral("a trusted certificate for %1, for another %2 days")
                                       .arg(m_url.host())
                                       .arg(DaysToRenew)
                                 : QStringLiteral("https or wss; plain only on this machine");
    m_promise.resolve(
        ReportDetail{QStringLiteral("%1:%2").arg(m_url.host()).arg(m_port), found, expected, status});
    m_socket->disconnect(this);
    m_socket->abort();
}

} // namespace Natter::Diagnosis
