// SPDX-License-Identifier: Apache-2.0
#include "FreePorts.h"

#include <QTcpServer>

#include <memory>
#include <vector>

namespace Natter::Sandbox {

Result<QList<quint16>> findFreePorts(int count)
{
    QList<quint16> ports;
    std::vector<std::unique_ptr<QTcpServer>> holders; // all held until the last is found, so that they differ
    for (int i = 0; i < count; ++i) {
        auto& holder = holders.emplace_back(std::make_unique<QTcpServer>());
        if (!holder->listen(QHostAddress::LocalHost))
            return Error{ErrorKind::Network, Retry::now(), holder->errorString(), {}};
        ports += holder->serverPort();
    }
    return ports;
}

bool isPortFree(quint16 port)
{
    QTcpServer probe;
    return port != 0 && probe.listen(QHostAddress::LocalHost, port);
}

} // namespace Natter::Sandbox
