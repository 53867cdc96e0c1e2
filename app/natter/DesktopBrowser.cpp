// SPDX-License-Identifier: Apache-2.0
#include "DesktopBrowser.h"

#include <QDesktopServices>
#include <QGuiApplication>

namespace Natter::App {

bool DesktopBrowser::open(const QUrl& page)
{
    return QDesktopServices::openUrl(page);
}

QString DesktopBrowser::doneText() const
{
    return tr("You can close this tab and return to %1.", "the app's name")
        .arg(QGuiApplication::applicationDisplayName());
}

QString DesktopBrowser::strangerText() const
{
    return tr("%1 does not wait for this page. Return to %1 and start the sign-in there.", "the app's name")
        .arg(QGuiApplication::applicationDisplayName());
}

} // namespace Natter::App
