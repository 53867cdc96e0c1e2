// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFile>
#include <QSslCertificate>

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>

namespace Natter::Test {

/// A fresh self-signed certificate for 127.0.0.1 and its EC key, written as two PEM files that only the owner
/// can read. Made anew for each test, so that no private key lies in the repository.
inline bool writeTestCertificate(const QString& certificateFile, const QString& keyFile)
{
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), X509_free);
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_NAME* name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(
        name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("127.0.0.1"), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    X509_set_pubkey(certificate.get(), key.get());
    if (!key || X509_sign(certificate.get(), key.get(), EVP_sha256()) == 0)
        return false;

    const std::unique_ptr<BIO, decltype(&BIO_free)> text(BIO_new(BIO_s_mem()), BIO_free);
    const auto save = [&text](const QString& path) {
        char* bytes = nullptr;
        const long size = BIO_get_mem_data(text.get(), &bytes);
        QFile file(path);
        const bool isSaved = file.open(QIODevice::WriteOnly) && file.write(bytes, size) == size &&
                             file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        BIO_reset(text.get());
        return isSaved;
    };
    return PEM_write_bio_X509(text.get(), certificate.get()) == 1 && save(certificateFile) &&
           PEM_write_bio_PrivateKey(text.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1 &&
           save(keyFile);
}

} // namespace Natter::Test
