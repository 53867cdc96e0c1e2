// SPDX-License-Identifier: Apache-2.0
#include "TerminalBrowser.h"

#include <QProcess>
#include <QUrl>

#include <cstdio>

namespace Natter::Doctor {

bool TerminalBrowser::open(const QUrl& page)
{
    const QString address = page.toString(QUrl::FullyEncoded);
    std::fprintf(stderr, "Sign in on this machine at\n%s\n", qPrintable(address));
    if (!m_opensPages)
        return true;
#if defined(Q_OS_WIN)
    QProcess::startDetached(
        QStringLiteral("rundll32"), {QStringLiteral("url.dll,FileProtocolHandler"), address});
#elif defined(Q_OS_MACOS)
    QProcess::startDetached(QStringLiteral("open"), {address});
#else
    QProcess::startDetached(QStringLiteral("xdg-open"), {address});
#endif
    return true; // where no browser starts, the address is there
}

QString TerminalBrowser::doneText() const
{
    return QStringLiteral("You can close this tab and return to natter-doctor.");
}

QString TerminalBrowser::strangerText() const
{
    return QStringLiteral(
        "natter-doctor does not wait for this page. Open the address that it printed last.");
}

} // namespace Natter::Doctor
