// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "Request.h"

#include <QLocalServer>
#include <QLockFile>
#include <QObject>

namespace Natter::App {

/// One Natter per user and data folder. The first one holds a lock and listens; later ones hand it their
/// request and end. The lock file tells a crashed first one from a living one.
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    /// `folder`: the app's data folder, which also makes the name.
    explicit SingleInstance(const QString& folder, QObject* parent = nullptr);

    /// True: this is the first one, and requestReceived() will come.
    bool tryBecomeFirst();
    /// Before the event loop runs: hands over, waiting at most two seconds for the first one to take it.
    bool forward(const Request& request);

Q_SIGNALS:
    void requestReceived(const Natter::App::Request& request);

private:
    void acceptConnection();

    QString m_name;
    QLockFile m_lock;
    QLocalServer m_server;
};

} // namespace Natter::App
