// SPDX-License-Identifier: Apache-2.0
#include "gateway/DatabaseConfig.h"

#include <QHostAddress>

namespace Natter::Gateway {

bool DatabaseConfig::isLocal() const
{
    return host.isEmpty() || host.startsWith(u'/') || host == u"localhost" || QHostAddress(host).isLoopback();
}

bool operator==(const DatabaseConfig& a, const DatabaseConfig& b)
{
    return a.driver == b.driver && a.name == b.name && a.host == b.host && a.port == b.port &&
           a.user == b.user && constantTimeEquals(a.password.reveal(), b.password.reveal()) &&
           a.tls == b.tls && a.tlsRootFile == b.tlsRootFile && a.connections == b.connections &&
           a.timeout == b.timeout;
}

} // namespace Natter::Gateway
