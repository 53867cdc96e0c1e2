// SPDX-License-Identifier: Apache-2.0
#include "DBusService.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QTest>

#include <memory>

using namespace Natter;
using App::DBusService;
using App::Request;

/// The door on the session bus, asked through a connection of its own as another program would. Runs on a
/// private bus.
class tst_app_dbus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_requests.clear();
        m_service = std::make_unique<DBusService>(App::Brand());
        connect(m_service.get(), &DBusService::requestReceived, this,
            [this](const Request& request) { m_requests += request; });
        QVERIFY(m_service->publish());
    }
    void cleanup()
    {
        m_service.reset();
        QDBusConnection::sessionBus().unregisterService(QStringLiteral("org.natter.Natter"));
    }

    void opensDialogs()
    {
        QCOMPARE(call("org.natter.Natter1", "OpenDialog", {QStringLiteral("P11-A")}), QString());
        QCOMPARE(m_requests.size(), 1);
        QCOMPARE(m_requests.first().openDialog, UserId(QStringLiteral("P11-A")));
        QVERIFY(m_requests.first().notice.isEmpty());
    }

    void badIdsBecomeANotice_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("empty") << QString();
        QTest::newRow("blank") << QStringLiteral("  ");
        QTest::newRow("control character") << QStringLiteral("a\nb");
        QTest::newRow("oversize") << QString(10'000, u'x');
    }
    void badIdsBecomeANotice()
    {
        QFETCH(QString, id);
        QCOMPARE(call("org.natter.Natter1", "OpenDialog", {id}), QString());
        QCOMPARE(m_requests.size(), 1);
        QVERIFY(!m_requests.first().openDialog);
        QVERIFY(!m_requests.first().notice.isEmpty());
    }

    void opensLinks()
    {
        const QStringList links{QStringLiteral("natter://dialog/2"),
            QStringLiteral("natter:dialog/a%40b.com"), QStringLiteral("https://evil.example/"),
            QStringLiteral("natter://dialog/2?send=hello")};
        const QVariantMap platform{{QStringLiteral("activation-token"), QStringLiteral("token-1")}};
        QCOMPARE(call("org.freedesktop.Application", "Open", {links, platform}), QString());
        QCOMPARE(m_requests.size(), 4);
        QCOMPARE(m_requests.at(0).openDialog, UserId(QStringLiteral("2")));
        QCOMPARE(m_requests.at(1).openDialog, UserId(QStringLiteral("a@b.com")));
        for (const qsizetype bad : {2, 3}) {
            QVERIFY(!m_requests.at(bad).openDialog);
            QVERIFY(!m_requests.at(bad).notice.isEmpty());
        }
        for (const Request& request : std::as_const(m_requests))
            QCOMPARE(request.activationToken, QStringLiteral("token-1"));
    }

    void comesToTheFront()
    {
        const QVariantMap platform{{QStringLiteral("desktop-startup-id"), QStringLiteral("id-1")}};
        QCOMPARE(call("org.freedesktop.Application", "Activate", {platform}), QString());
        QCOMPARE(m_requests.size(), 1);
        QVERIFY(!m_requests.first().openDialog);
        QCOMPARE(m_requests.first().activationToken, QStringLiteral("id-1"));
    }

    void refusesWhatItDoesNotKnow()
    {
        QVERIFY(!call("org.natter.Natter1", "OpenDialog", {}).isEmpty());
        QVERIFY(!call("org.natter.Natter1", "OpenDialog", {2}).isEmpty());
        QVERIFY(!call("org.natter.Natter1", "SendMessage", {QStringLiteral("2")}).isEmpty());
        QVERIFY(
            !call("org.freedesktop.Application", "Open", {QStringLiteral("natter://dialog/2")}).isEmpty());
        QVERIFY(m_requests.isEmpty());
    }

    void leavesTheNameToWhoHasIt()
    {
        QDBusConnection other = QDBusConnection::connectToBus(QDBusConnection::SessionBus, "holder");
        QDBusConnection::sessionBus().unregisterService(QStringLiteral("org.natter.Natter"));
        QVERIFY(other.registerService(QStringLiteral("org.natter.Natter")));
        DBusService second{App::Brand()};
        QVERIFY(!second.publish());
        QVERIFY(other.unregisterService(QStringLiteral("org.natter.Natter")));
        QDBusConnection::disconnectFromBus("holder");
    }

    void twoBrandsAreTwoDoors()
    {
        App::Brand brand;
        brand.id = QStringLiteral("com.acme.Chat");
        brand.scheme = QStringLiteral("acme");
        DBusService other(brand);
        QVERIFY(other.publish());
        QList<Request> requests;
        connect(&other, &DBusService::requestReceived, this,
            [&requests](const Request& request) { requests += request; });
        const QStringList links{QStringLiteral("acme://dialog/2"), QStringLiteral("natter://dialog/2")};
        QDBusMessage message = QDBusMessage::createMethodCall(brand.id, QStringLiteral("/com/acme/Chat"),
            QStringLiteral("org.freedesktop.Application"), QStringLiteral("Open"));
        message.setArguments({links, QVariantMap()});
        QCOMPARE(ask(message), QString());
        QCOMPARE(requests.size(), 2);
        QCOMPARE(requests.at(0).openDialog, UserId(QStringLiteral("2")));
        QVERIFY(!requests.at(1).openDialog);
        QVERIFY(m_requests.isEmpty());
        QVERIFY(QDBusConnection::sessionBus().unregisterService(brand.id));
    }

private:
    /// The name of the error, empty: none.
    static QString call(const char* interface, const char* method, const QVariantList& arguments)
    {
        QDBusMessage message = QDBusMessage::createMethodCall(QStringLiteral("org.natter.Natter"),
            QStringLiteral("/org/natter/Natter"), QLatin1String(interface), QLatin1String(method));
        message.setArguments(arguments);
        return ask(message);
    }

    static QString ask(const QDBusMessage& message)
    {
        QDBusConnection peer = QDBusConnection::connectToBus(QDBusConnection::SessionBus, "peer");
        QDBusPendingCallWatcher watcher(peer.asyncCall(message));
        if (!QTest::qWaitFor([&watcher] { return watcher.isFinished(); }, 30'000))
            return QStringLiteral("no answer");
        return watcher.isError() ? watcher.error().name() : QString();
    }

    std::unique_ptr<DBusService> m_service;
    QList<Request> m_requests;
};

QTEST_GUILESS_MAIN(tst_app_dbus)
#include "tst_app_dbus.moc"
