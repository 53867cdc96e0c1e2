// SPDX-License-Identifier: Apache-2.0
#include "ApplicationAdaptor.h"

#include "DBusService.h"

namespace Natter::App {

namespace {

QString activationTokenOf(const QVariantMap& platformData)
{
    const QString token = platformData.value(QStringLiteral("activation-token")).toString();
    return token.isEmpty() ? platformData.value(QStringLiteral("desktop-startup-id")).toString() : token;
}

} // namespace

ApplicationAdaptor::ApplicationAdaptor(DBusService& service)
    : QDBusAbstractAdaptor(&service)
    , m_service(service)
{}

void ApplicationAdaptor::Activate(const QVariantMap& platform_data)
{
    Request request;
    request.activationToken = activationTokenOf(platform_data);
    Q_EMIT m_service.requestReceived(request);
}

void ApplicationAdaptor::Open(const QStringList& uris, const QVariantMap& platform_data)
{
    for (const QString& uri : uris) {
        Request request = requestForLink(uri, m_service.scheme());
        request.activationToken = activationTokenOf(platform_data);
        Q_EMIT m_service.requestReceived(request);
    }
}

void ApplicationAdaptor::ActivateAction(const QString&, const QVariantList&, const QVariantMap& platform_data)
{
    Activate(platform_data);
}

} // namespace Natter::App
