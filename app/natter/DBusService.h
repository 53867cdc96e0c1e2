// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "Request.h"

#include <QObject>

namespace Natter::App {

/// The session bus' door, `org.natter.Natter` at `/org/natter/Natter`: org.freedesktop.Application (Desktop
/// Entry Specification, "D-Bus activation") and org.natter.Natter1.OpenDialog(s user_id). GUI thread.
class DBusService : public QObject
{
    Q_OBJECT

public:
    explicit DBusService(QObject* parent = nullptr);

    /// False when there is no session bus or somebody else has the name; the app works without.
    bool publish();

Q_SIGNALS:
    void requestReceived(const Natter::App::Request& request);
};

} // namespace Natter::App
