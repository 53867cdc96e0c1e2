// SPDX-License-Identifier: Apache-2.0
#include "DBusService.h"

#include "ApplicationAdaptor.h"
#include "NatterAdaptor.h"

#include <QDBusConnection>

namespace Natter::App {

DBusService::DBusService(const Brand& brand, QObject* parent)
    : QObject(parent)
    , m_name(brand.id)
    , m_scheme(brand.scheme)
{
    new ApplicationAdaptor(*this);
    new NatterAdaptor(*this);
}

bool DBusService::publish()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    const QString path = u'/' + QString(m_name).replace(u'.', u'/');
    return bus.isConnected() && bus.registerObject(path, this) && bus.registerService(m_name);
}

} // namespace Natter::App
