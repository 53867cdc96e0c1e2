// SPDX-License-Identifier: Apache-2.0
#include "DBusService.h"

#include "DeepLink.h"

#include <QDBusAbstractAdaptor>
#include <QDBusConnection>
#include <QStringList>

namespace Natter::App {

namespace {

QString activationTokenOf(const QVariantMap& platformData)
{
    const QString token = platformData.value(QStringLiteral("activation-token")).toString();
    return token.isEmpty() ? platformData.value(QStringLiteral("desktop-startup-id")).toString() : token;
}

} // namespace

class ApplicationAdaptor : public QDBusAbstractAdaptor
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Application")

public:
    explicit ApplicationAdaptor(DBusService* service)
        : QDBusAbstractAdaptor(service)
        , m_service(service)
    {}

public Q_SLOTS:
    void Activate(const QVariantMap& platform_data)
    {
        Request request;
        request.activationToken = activationTokenOf(platform_data);
        Q_EMIT m_service->requestReceived(request);
    }
    void Open(const QStringList& uris, const QVariantMap& platform_data)
    {
        for (const QString& uri : uris) {
            Request request = requestForLink(uri);
            request.activationToken = activationTokenOf(platform_data);
            Q_EMIT m_service->requestReceived(request);
        }
    }
    void ActivateAction(const QString&, const QVariantList&, const QVariantMap& platform_data)
    {
        Activate(platform_data);
    }

private:
    DBusService* m_service;
};

class NatterAdaptor : public QDBusAbstractAdaptor
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.natter.Natter1")

public:
    explicit NatterAdaptor(DBusService* service)
        : QDBusAbstractAdaptor(service)
        , m_service(service)
    {}

public Q_SLOTS:
    void OpenDialog(const QString& user_id)
    {
        Q_EMIT m_service->requestReceived(requestFor(parseUserId(user_id)));
    }

private:
    DBusService* m_service;
};

DBusService::DBusService(QObject* parent)
    : QObject(parent)
{
    new ApplicationAdaptor(this);
    new NatterAdaptor(this);
}

bool DBusService::publish()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    return bus.isConnected() && bus.registerObject(QStringLiteral("/org/natter/Natter"), this) &&
           bus.registerService(QStringLiteral("org.natter.Natter"));
}

} // namespace Natter::App

#include "DBusService.moc"
