// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDBusAbstractAdaptor>
#include <QStringList>
#include <QVariantMap>

namespace Natter::App {

class DBusService;

/// org.freedesktop.Application (Desktop Entry Specification, "D-Bus activation"). GUI thread.
class ApplicationAdaptor : public QDBusAbstractAdaptor
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Application")

public:
    explicit ApplicationAdaptor(DBusService& service);

public Q_SLOTS: // the names are the interface's
    void Activate(const QVariantMap& platform_data);
    /// Links of the brand's scheme.
    void Open(const QStringList& uris, const QVariantMap& platform_data);
    void ActivateAction(
        const QString& name, const QVariantList& parameters, const QVariantMap& platform_data);

private:
    DBusService& m_service;
};

} // namespace Natter::App
