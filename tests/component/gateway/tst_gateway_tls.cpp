// SPDX-License-Identifier: Apache-2.0
#include "component/gateway/GatewayFixture.h"
#include "component/gateway/TestCertificate.h"

#include <QSslSocket>
#include <QTemporaryDir>

using namespace Natter;
using namespace Natter::Test;

class GatewayTlsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void speaksTls();
    void refusesOldProtocols();
    void dropsPlainAndSilentClients();
    void limitsBodies();
    void refusesAKeyForAll_data();
    void refusesAKeyForAll();

private:
    void start(GatewayFixture& gateway) const
    {
        gateway.config.certificateFile = m_folder.filePath("certificate.pem");
        gateway.config.keyFile = m_folder.filePath("key.pem");
        gateway.start();
    }
    bool connectTo(const GatewayFixture& gateway, QSslSocket& socket, QSsl::SslProtocol protocol) const
    {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setCaCertificates(QSslCertificate::fromPath(m_folder.filePath("certificate.pem")));
        tls.setProtocol(protocol);
        socket.setSslConfiguration(tls);
        bool isFailed = false;
        connect(&socket, &QSslSocket::errorOccurred, &socket, [&isFailed] { isFailed = true; });
        socket.connectToHostEncrypted("127.0.0.1", gateway.server->port());
        return QTest::qWaitFor([&] { return isFailed || socket.isEncrypted(); }, 30'000) &&
               socket.isEncrypted();
    }

    QTemporaryDir m_folder;
};

void GatewayTlsTest::initTestCase()
{
    if (!QSslSocket::supportsSsl())
        QSKIP("this Qt has no TLS");
    QVERIFY(writeTestCertificate(m_folder.filePath("certificate.pem"), m_folder.filePath("key.pem")));
}

void GatewayTlsTest::speaksTls()
{
    GatewayFixture gateway;
    start(gateway);
    QCOMPARE(gateway.server->url().scheme(), "https");
    QSslSocket socket;
    QVERIFY2(connectTo(gateway, socket, QSsl::TlsV1_2OrLater), qPrintable(socket.errorString()));
    for (int i = 0; i < 2; ++i) {
        QByteArray said;
        socket.write("POST //api/v2/sdk/auth/nonce HTTP/1.1\r\nHost: x\r\n\r\n");
        QVERIFY(QTest::qWaitFor([&] { return (said += socket.readAll()).endsWith("}"); }, 30'000));
        QVERIFY2(said.startsWith("HTTP/1.1 200 "), said.constData());
    }
}

void GatewayTlsTest::refusesOldProtocols()
{
    GatewayFixture gateway;
    start(gateway);
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    for (const QSsl::SslProtocol old : {QSsl::TlsV1_0, QSsl::TlsV1_1}) {
        QSslSocket socket;
        QVERIFY(!connectTo(gateway, socket, old));
    }
    QT_WARNING_POP
}

void GatewayTlsTest::dropsPlainAndSilentClients()
{
    GatewayFixture gateway;
    gateway.config.requestTimeout = std::chrono::seconds(2);
    start(gateway);
    for (const char* text : {"GET /healthz HTTP/1.1\r\n\r\n", ""}) {
        QTcpSocket socket;
        QSignalSpy connected(&socket, &QTcpSocket::connected);
        socket.connectToHost(QHostAddress::LocalHost, gateway.server->port());
        socket.write(text);
        QTRY_COMPARE(connected.size(), 1);
        QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
        QVERIFY(!socket.readAll().startsWith("HTTP"));
    }
    QSslSocket socket;
    QVERIFY(connectTo(gateway, socket, QSsl::TlsV1_2OrLater));
}

void GatewayTlsTest::limitsBodies()
{
    GatewayFixture gateway;
    start(gateway);
    QSslSocket socket;
    QVERIFY(connectTo(gateway, socket, QSsl::TlsV1_2OrLater));
    socket.write("POST /api/v2/sdk/auth/nonce HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n");
    socket.write(QByteArray(1'000'000, 'x'));
    QByteArray said;
    QVERIFY(QTest::qWaitFor(
        [&] {
            said += socket.readAll();
            return socket.state() == QAbstractSocket::UnconnectedState;
        },
        30'000));
    QVERIFY2(said.startsWith("HTTP/1.1 413 "), said.left(100).constData());
}

void GatewayTlsTest::refusesAKeyForAll_data()
{
    QTest::addColumn<int>("mode"); // as QFileDevice counts
    QTest::addColumn<bool>("isGood");
    QTest::newRow("600") << 0x6600 << true;
    QTest::newRow("400") << 0x4400 << true;
    QTest::newRow("640") << 0x6640 << true;
    QTest::newRow("644") << 0x6644 << false;
    QTest::newRow("604") << 0x6604 << false;
    QTest::newRow("602") << 0x6602 << false;
}

void GatewayTlsTest::refusesAKeyForAll()
{
    QFETCH(int, mode);
    QFETCH(bool, isGood);
    GatewayFixture gateway;
    gateway.config.certificateFile = m_folder.filePath("certificate.pem");
    gateway.config.keyFile = m_folder.filePath("open-key.pem");
    QFile::remove(gateway.config.keyFile);
    QVERIFY(QFile::copy(m_folder.filePath("key.pem"), gateway.config.keyFile));
    QVERIFY(QFile::setPermissions(gateway.config.keyFile, QFile::Permissions(mode)));
    const auto checked = Gateway::Server::check(gateway.config);
    QCOMPARE(checked.isOk(), isGood);
    if (!isGood)
        QCOMPARE(checked.error().detail,
            "[gateway] key_file: " + gateway.config.keyFile + " can be read by everybody; chmod 640 it");
}

QTEST_GUILESS_MAIN(GatewayTlsTest)
#include "tst_gateway_tls.moc"
