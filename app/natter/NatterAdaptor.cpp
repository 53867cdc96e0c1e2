// SPDX-License-Identifier: Apache-2.0
#include "NatterAdaptor.h"

#include "DBusService.h"
#include "DeepLink.h"

namespace Natter::App {

NatterAdaptor::NatterAdaptor(DBusService& service)
    : QDBusAbstractAdaptor(&service)
    , m_service(service)
{}

void NatterAdaptor::OpenDialog(const QString& user_id)
{
    Q_EMIT m_service.requestReceived(requestFor(parseUserId(user_id)));
}

} // namespace Natter::App
