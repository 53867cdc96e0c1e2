// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Error.h"

#include <QObject>
#include <QUrl>

namespace Natter::Xmpp {

/// Carries whole XML documents as text frames (RFC 7395, 3.1: one frame, one element). GUI thread.
/// After closed() it can be opened again.
class Transport : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void open(const QUrl& url) = 0;
    virtual void send(const QString& frame) = 0;
    /// Ends the connection; closed() follows with Cancelled unless it was closed already.
    virtual void close() = 0;
    virtual bool isOpen() const = 0;

Q_SIGNALS:
    void opened();
    void frameReceived(const QString& frame);
    /// Once per open(): Network, Timeout, Tls, Protocol (no `xmpp` subprotocol, binary frame), TooLarge,
    /// Cancelled.
    void closed(const Natter::Error& error);
};

} // namespace Natter::Xmpp
