// SPDX-License-Identifier: Apache-2.0
#include "component/gateway/GatewayProcess.h"
#include "component/gateway/TestCertificate.h"

#include <QSslSocket>

using namespace Natter;
using namespace Natter::Test;

namespace {

/// With TLS, by a certificate of its own.
class TlsGatewayProcess : public GatewayProcess
{
public:
    TlsGatewayProcess()
    {
        renew();
        configure("audit_log = stdout\ncertificate_file = certificate.pem\nkey_file = key.pem\n");
        start();
    }

    /// Other files for the next time they are read.
    void renew(const QString& certificate = "certificate.pem", const QString& key = "key.pem")
    {
        if (!writeTestCertificate(folder.filePath(certificate), folder.filePath(key)))
            qFatal("cannot make a certificate");
    }
    QByteArray fileBytes(const QString& name) const
    {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QSslCertificate certificateFile() const
    {
        return QSslCertificate::fromPath(folder.filePath("certificate.pem")).value(0);
    }
    /// The one that a new connection meets; null when no handshake comes about.
    QSslCertificate served()
    {
        QSslSocket socket;
        return connectTo(socket) ? socket.peerCertificate() : QSslCertificate();
    }
    bool connectTo(QSslSocket& socket)
    {
        socket.setPeerVerifyMode(QSslSocket::VerifyNone);
        QSignalSpy failed(&socket, &QSslSocket::errorOccurred);
        socket.connectToHostEncrypted("127.0.0.1", quint16(url.port()));
        return QTest::qWaitFor([&] { return !failed.isEmpty() || socket.isEncrypted(); }, 30'000) &&
               socket.isEncrypted();
    }
    static QByteArray ask(QSslSocket& socket)
    {
        QByteArray said;
        socket.write("POST /api/v2/sdk/auth/nonce HTTP/1.1\r\nHost: x\r\n\r\n");
        const bool isWhole =
            QTest::qWaitFor([&] { return (said += socket.readAll()).endsWith("}"); }, 30'000);
        return isWhole ? said : QByteArray();
    }
    /// Its word on one more reload.
    bool reloads()
    {
        const auto words = [this] {
            return output().count("config_reloaded") + output().count("not reloaded");
        };
        const auto before = words();
        const auto good = output().count("config_reloaded");
        raise(SIGHUP);
        return QTest::qWaitFor([&] { return words() > before; }, 30'000) &&
               output().count("config_reloaded") > good;
    }
};

} // namespace

class GatewayProcessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stopsWhenItsRequestsAreAnswered();
    void stopsInTheEnd();
    void keepsItsFilesToItself();
    void reloads();
    void reloadsFromItsFirstWordOn();
    void servesANewCertificate();
    void keepsTheCertificateThatWorks_data();
    void keepsTheCertificateThatWorks();
};

void GatewayProcessTest::stopsWhenItsRequestsAreAnswered()
{
    GatewayProcess gateway;
    gateway.configure();
    gateway.start();
    const QByteArray bearer = gateway.login().user().value("token").toString().toLatin1();
    QVERIFY(!bearer.isEmpty());
    gateway.usersInfo.setScript([](const auto& asked) -> std::optional<ScriptedPeer::Reply> {
        QTest::qWait(500);
        return GatewayFixture::answerUsers(asked);
    });
    QNetworkReply* reply = gateway.send("GET", "users?ids=7", {}, {{"Authorization", "Bearer " + bearer}});
    QTRY_VERIFY(!gateway.usersInfo.asked().isEmpty() || reply->isFinished());
    gateway.raise(SIGTERM);
    const auto answered = GatewayFixture::take(reply);
    QCOMPARE(answered.status, 200);
    QCOMPARE(answered.results().value("users").toArray().size(), 1);
    QVERIFY(gateway.endsWell(30'000));
}

void GatewayProcessTest::stopsInTheEnd()
{
    // A request that never gets its answer does not keep it.
    GatewayProcess gateway;
    gateway.configure();
    gateway.start();
    const QByteArray bearer = gateway.login().user().value("token").toString().toLatin1();
    gateway.usersInfo.setScript([](const auto&) { return std::nullopt; });
    gateway.send("GET", "users?ids=7", {}, {{"Authorization", "Bearer " + bearer}});
    QTRY_VERIFY(!gateway.usersInfo.asked().isEmpty());
    gateway.raise(SIGTERM);
    QVERIFY(gateway.endsWell(60'000));
}

void GatewayProcessTest::keepsItsFilesToItself()
{
    GatewayProcess gateway;
    gateway.configure();
    gateway.start();
    QCOMPARE(gateway.login().status, 200);
    for (const QFileInfo& file : QDir(gateway.folder.path()).entryInfoList({"gateway.sqlite*"}))
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup),
            QFile::Permissions());
}

void GatewayProcessTest::reloads()
{
    GatewayProcess gateway;
    gateway.configure();
    gateway.start();
    QCOMPARE(gateway.login().status, 200);
    // Bad: the reason is in the log, and the old one stays.
    gateway.keep("secret", "the next signing secret");
    gateway.configure("audit_log = stdout\n", "nonsense = 1\n");
    gateway.raise(SIGHUP);
    QTRY_VERIFY_WITH_TIMEOUT(gateway.output().contains("[app natter-demo] nonsense"), 30'000);
    QVERIFY(gateway.output().contains("not reloaded"));
    QCOMPARE(gateway.login().status, 200);
    // Good.
    gateway.configure();
    gateway.raise(SIGHUP);
    QTRY_VERIFY_WITH_TIMEOUT(gateway.output().contains("config_reloaded"), 30'000);
    QCOMPARE(gateway.login().reason(), "signature_invalid");
    QCOMPARE(gateway.login("2", "the next signing secret").status, 200);
    QVERIFY(gateway.output().contains("\"event\":\"login_accepted\""));
    QVERIFY(!gateway.output().contains("the next signing secret"));
}

void GatewayProcessTest::reloadsFromItsFirstWordOn()
{
    for (int i = 0; i < 10; ++i) {
        GatewayProcess gateway;
        gateway.configure();
        gateway.start();
        gateway.raise(SIGHUP);
        QTRY_VERIFY_WITH_TIMEOUT(
            gateway.output().contains("config_reloaded") || !gateway.isRunning(), 30'000);
        QVERIFY(gateway.isRunning());
    }
}

void GatewayProcessTest::servesANewCertificate()
{
    TlsGatewayProcess gateway;
    const QSslCertificate old = gateway.certificateFile();
    QCOMPARE(gateway.url.scheme(), "https");
    QCOMPARE(gateway.served(), old);
    QSslSocket before;
    QVERIFY(gateway.connectTo(before));

    gateway.renew();
    QVERIFY(gateway.certificateFile() != old);
    QCOMPARE(gateway.served(), old); // files alone change nothing
    QVERIFY(gateway.reloads());
    QCOMPARE(gateway.served(), gateway.certificateFile());
    // Who was connected stays so.
    QVERIFY(TlsGatewayProcess::ask(before).startsWith("HTTP/1.1 200 "));
    QCOMPARE(before.peerCertificate(), old);
    QSslSocket after;
    QVERIFY(gateway.connectTo(after));
    QVERIFY(TlsGatewayProcess::ask(after).startsWith("HTTP/1.1 200 "));
}

void GatewayProcessTest::keepsTheCertificateThatWorks_data()
{
    QTest::addColumn<QString>("broken");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("reason");
    const QByteArray certificate = "[gateway] certificate_file: cannot read";
    const QByteArray key = "[gateway] key_file: cannot read";
    QTest::newRow("empty certificate") << "certificate.pem" << QByteArray() << certificate;
    QTest::newRow("no certificate") << "certificate.pem" << QByteArray("not a certificate\n") << certificate;
    QTest::newRow("torn certificate")
        << "certificate.pem" << QByteArray("-----BEGIN CERTIFICATE-----\nMIIB") << certificate;
    QTest::newRow("empty key") << "key.pem" << QByteArray() << key;
    QTest::newRow("no key") << "key.pem" << QByteArray("not a key\n") << key;
    QTest::newRow("certificate for a key") << "key.pem" << QByteArray("CERTIFICATE") << key;
    QTest::newRow("key of another") << "key.pem" << QByteArray("OTHER KEY")
                                    << QByteArray("[gateway] key_file: is not the key of the first");
    QTest::newRow("certificate of another") << "certificate.pem" << QByteArray("OTHER CERTIFICATE")
                                            << QByteArray("[gateway] key_file: is not the key of the first");
}

void GatewayProcessTest::keepsTheCertificateThatWorks()
{
    QFETCH(QString, broken);
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, reason);
    TlsGatewayProcess gateway;
    const QSslCertificate old = gateway.certificateFile();
    gateway.renew("other-certificate.pem", "other-key.pem");
    if (bytes == "OTHER KEY")
        bytes = gateway.fileBytes("other-key.pem");
    else if (bytes == "OTHER CERTIFICATE")
        bytes = gateway.fileBytes("other-certificate.pem");
    else if (bytes == "CERTIFICATE")
        bytes = gateway.fileBytes("certificate.pem");
    const QByteArray good = gateway.fileBytes(broken);
    gateway.keep(broken, bytes);
    QVERIFY(!gateway.reloads());
    QVERIFY2(gateway.output().contains(reason), gateway.output().constData());
    QVERIFY(gateway.output().contains("the old configuration stays in force"));
    QCOMPARE(gateway.served(), old);
    QSslSocket socket;
    QVERIFY(gateway.connectTo(socket));
    QVERIFY(TlsGatewayProcess::ask(socket).startsWith("HTTP/1.1 200 "));
    // The same is said before a start.
    QProcess check;
    check.setProcessChannelMode(QProcess::MergedChannels);
    check.start(QStringLiteral(NATTER_GATEWAY),
        {"--check-config", "--config", gateway.folder.filePath("gateway.conf")});
    QVERIFY(check.waitForFinished(30'000));
    QCOMPARE(check.exitCode(), 1);
    QVERIFY(check.readAll().contains(reason));

    gateway.keep(broken, good);
    QVERIFY(gateway.reloads());
    QCOMPARE(gateway.served(), old);
}

QTEST_GUILESS_MAIN(GatewayProcessTest)
#include "tst_gateway_process.moc"
