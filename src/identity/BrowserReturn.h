// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QUrlQuery>

namespace Natter::Identity {

/// What a site's page sends back, by the loopback redirect or by a link of the app (`natter://sign-in`).
struct BrowserReturn
{
    QString state;
    QString code;
    QString error; ///< of RFC 6749, 4.1.2.1, e.g. `access_denied`

    friend bool operator==(const BrowserReturn&, const BrowserReturn&) = default;
};

/// The members of a return; a member that is there twice counts as missing.
inline BrowserReturn readBrowserReturn(const QUrlQuery& query)
{
    const auto only = [&query](const char* name) {
        const QStringList values = query.allQueryItemValues(QString::fromLatin1(name), QUrl::FullyDecoded);
        return values.size() == 1 ? values.first() : QString();
    };
    return {only("state"), only("code"), only("error")};
}

} // namespace Natter::Identity
