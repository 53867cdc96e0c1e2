// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFile>
#include <QProcess>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTemporaryDir>
#include <QTest>

namespace Natter::Test {

/// A certificate authority of the test's own, made by openssl in a folder that goes with it. As long as it is
/// trusted, everything in this process believes it.
class TestAuthority
{
public:
    TestAuthority()
        : m_before(QSslConfiguration::defaultConfiguration())
    {
        run({"req", "-x509", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-keyout",
            "ca.key", "-out", "ca.pem", "-days", "30", "-subj", "/CN=Test authority"});
        run({"req", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-keyout",
            "server.key", "-out", "server.csr", "-subj", "/CN=server"});
    }
    ~TestAuthority() { QSslConfiguration::setDefaultConfiguration(m_before); }

    void trust() const
    {
        QSslConfiguration configuration = m_before;
        configuration.addCaCertificate(QSslCertificate(read("ca.pem")));
        QSslConfiguration::setDefaultConfiguration(configuration);
    }

    /// What a server needs that calls itself `name` ("IP:127.0.0.1") for so many days; below 0 they are over.
    QSslConfiguration server(const QByteArray& name, int days) const
    {
        QFile extension(m_folder.filePath("extension"));
        if (extension.open(QIODevice::WriteOnly))
            extension.write("subjectAltName=" + name + '\n');
        extension.close();
        run({"x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
            "-extfile", "extension", "-days", QString::number(days), "-out", "server.pem"});
        QSslConfiguration configuration = m_before;
        configuration.setLocalCertificate(QSslCertificate(read("server.pem")));
        configuration.setPrivateKey(QSslKey(read("server.key"), QSsl::Ec));
        return configuration;
    }

private:
    void run(const QStringList& arguments) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start("openssl", arguments);
        if (!process.waitForFinished(60'000) || process.exitCode() != 0)
            qFatal("openssl: %s", process.readAllStandardError().constData());
    }
    QByteArray read(const QString& name) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
    const QSslConfiguration m_before;
};

} // namespace Natter::Test
