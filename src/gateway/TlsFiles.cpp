// SPDX-License-Identifier: Apache-2.0
#include "gateway/TlsFiles.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>

namespace Natter::Gateway {

Result<QSslConfiguration> loadTlsFiles(const QString& certificateFile, const QString& keyFile)
{
    const auto wrong = [](const char* key, const QString& file) {
        return Error{ErrorKind::Configuration, Retry::never(),
            QStringLiteral("[gateway] %1: cannot read %2 as PEM").arg(QLatin1String(key), file), {}};
    };
    const QList<QSslCertificate> chain = QSslCertificate::fromPath(certificateFile);
    if (chain.isEmpty() || chain.first().isNull())
        return wrong("certificate_file", certificateFile);
    QFile file(keyFile);
    if (!file.open(QIODevice::ReadOnly))
        return wrong("key_file", keyFile);
    const QByteArray pem = file.readAll();
    QSslKey key(pem, QSsl::Rsa);
    if (key.isNull())
        key = QSslKey(pem, QSsl::Ec);
    if (key.isNull())
        return wrong("key_file", keyFile);

    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificateChain(chain);
    tls.setPrivateKey(key);
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    return tls;
}

} // namespace Natter::Gateway
