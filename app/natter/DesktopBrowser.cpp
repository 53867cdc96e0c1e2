// SPDX-License-Identifier: Apache-2.0
#include "DesktopBrowser.h"

#include <QDesktopServices>

namespace Natter::App {

bool DesktopBrowser::open(const QUrl& page)
{
    return QDesktopServices::openUrl(page);
}

QString DesktopBrowser::doneText() const
{
    return tr("You can close this tab and return to Natter.");
}

QString DesktopBrowser::strangerText() const
{
    return tr("Natter does not wait for this page. Return to Natter and start the sign-in there.");
}

} // namespace Natter::App
