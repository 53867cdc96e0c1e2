// SPDX-License-Identifier: Apache-2.0
#include "FirstSite.h"

#include <QCoreApplication>
#include <QSettings>

namespace Natter::App {

QString firstSite(const QString& ofBrand)
{
    // One after the other: an empty value of the person's would hide the computer's.
    for (const QSettings::Scope scope : {QSettings::UserScope, QSettings::SystemScope}) {
        const QSettings settings(QSettings::defaultFormat(), scope, QCoreApplication::organizationName(),
            QCoreApplication::applicationName());
        QString site = settings.value(QStringLiteral("profile")).toString().trimmed();
        if (!site.isEmpty())
            return site;
    }
    return ofBrand;
}

} // namespace Natter::App
