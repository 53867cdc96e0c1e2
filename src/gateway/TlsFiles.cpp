// SPDX-License-Identifier: Apache-2.0
#include "gateway/TlsFiles.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>

#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>

namespace Natter::Gateway {

namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;

Bio bioOf(const QByteArray& bytes)
{
    return {BIO_new_mem_buf(bytes.constData(), int(bytes.size())), BIO_free};
}

/// Qt takes any two, and then no handshake works.
bool isPair(const QSslCertificate& certificate, const QSslKey& key)
{
    const QByteArray certificatePem = certificate.toPem();
    const QByteArray keyPem = key.toPem();
    const Bio certificateBio = bioOf(certificatePem);
    const Bio keyBio = bioOf(keyPem);
    const std::unique_ptr<X509, decltype(&X509_free)> x509(
        PEM_read_bio_X509(certificateBio.get(), nullptr, nullptr, nullptr), X509_free);
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> pkey(
        PEM_read_bio_PrivateKey(keyBio.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
    return x509 && pkey && X509_check_private_key(x509.get(), pkey.get()) == 1;
}

} // namespace

Result<QSslConfiguration> loadTlsFiles(const QString& certificateFile, const QString& keyFile)
{
    const auto wrong = [](const char* key, const QString& why) {
        return Error{ErrorKind::Configuration, Retry::never(),
            QStringLiteral("[gateway] %1: %2").arg(QLatin1String(key), why), {}};
    };
    const auto unreadable = [](const QString& file) {
        return QStringLiteral("cannot read %1 as PEM").arg(file);
    };
    const QList<QSslCertificate> chain = QSslCertificate::fromPath(certificateFile);
    if (chain.isEmpty() || chain.first().isNull())
        return wrong("certificate_file", unreadable(certificateFile));
    QFile file(keyFile);
    if (!file.open(QIODevice::ReadOnly))
        return wrong("key_file", unreadable(keyFile));
#ifdef Q_OS_UNIX
    if (file.permissions() & (QFileDevice::ReadOther | QFileDevice::WriteOther))
        return wrong("key_file", QStringLiteral("%1 can be read by everybody; chmod 640 it").arg(keyFile));
#endif
    const QByteArray pem = file.readAll();
    QSslKey key(pem, QSsl::Rsa);
    if (key.isNull())
        key = QSslKey(pem, QSsl::Ec);
    if (key.isNull())
        return wrong("key_file", unreadable(keyFile));
    if (!isPair(chain.first(), key))
        return wrong(
            "key_file", QStringLiteral("is not the key of the first certificate in %1").arg(certificateFile));

    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificateChain(chain);
    tls.setPrivateKey(key);
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    return tls;
}

} // namespace Natter::Gateway
