// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "gateway/Config.h"

#include <QObject>
#include <QUrl>

#include <memory>

namespace Natter::Gateway {

/// The whole gateway: HTTP front, users-info proxy and engine accounts on one thread's event loop, SQL on
/// threads of its own. The API is described in this folder's README.
class Server : public QObject
{
    Q_OBJECT

public:
    Server(Config config, const Clock& clock, QObject* parent = nullptr);
    ~Server() override;

    /// What can be said of a configuration without starting: all but the database and the port. Errors:
    /// Configuration.
    static Result<void> check(const Config& config);

    /// Opens the database, runs migrations and listens. Errors: Configuration, Storage, Network (port taken).
    Result<void> start();
    /// Puts another configuration in force and opens the audit log again; requests under way end by the old
    /// one. Addresses, ports and the database cannot change. Errors: Configuration; then the old one stays.
    Result<void> reload(const Config& config);
    /// Takes no more connections, answers what is under way and then emits stopped().
    void stop();
    quint16 port() const;
    /// 0 without a listener for metrics.
    quint16 metricsPort() const;
    /// `http(s)://address:port/`
    QUrl url() const;

Q_SIGNALS:
    void stopped();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Natter::Gateway
