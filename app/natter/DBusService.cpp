// SPDX-License-Identifier: Apache-2.0
#include "DBusService.h"

#include "ApplicationAdaptor.h"
#include "NatterAdaptor.h"

#include <QDBusConnection>

namespace Natter::App {

DBusService::DBusService(QObject* parent)
    : QObject(parent)
{
    new ApplicationAdaptor(*this);
    new NatterAdaptor(*this);
}

bool DBusService::publish()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    return bus.isConnected() && bus.registerObject(QStringLiteral("/org/natter/Natter"), this) &&
           bus.registerService(QStringLiteral("org.natter.Natter"));
}

} // namespace Natter::App
