// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDBusAbstractAdaptor>

namespace Natter::App {

class DBusService;

/// org.natter.Natter1: what other programs of the desktop may ask for. GUI thread.
class NatterAdaptor : public QDBusAbstractAdaptor
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.natter.Natter1")

public:
    explicit NatterAdaptor(DBusService& service);

public Q_SLOTS: // the names are the interface's
    void OpenDialog(const QString& user_id);

private:
    DBusService& m_service;
};

} // namespace Natter::App
