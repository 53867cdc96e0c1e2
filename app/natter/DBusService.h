// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "Brand.h"
#include "Request.h"

#include <QObject>

namespace Natter::App {

/// The session bus' door, under the brand's id (`org.natter.Natter` at `/org/natter/Natter`):
/// org.freedesktop.Application (Desktop Entry Specification, "D-Bus activation") and
/// org.natter.Natter1.OpenDialog(s user_id), which is the same for every brand. GUI thread.
class DBusService : public QObject
{
    Q_OBJECT

public:
    explicit DBusService(const Brand& brand, QObject* parent = nullptr);

    /// False when there is no session bus or somebody else has the name; the app works without.
    bool publish();
    /// Of the links that it takes.
    const QString& scheme() const { return m_scheme; }

Q_SIGNALS:
    void requestReceived(const Natter::App::Request& request);

private:
    QString m_name;
    QString m_scheme;
};

} // namespace Natter::App
