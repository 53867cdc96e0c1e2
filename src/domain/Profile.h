// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"

#include <QStringList>
#include <QUrl>

namespace Natter {

/// A login method that the site's private backend offers.
enum class LoginMethod { Passcode, Otp };

/// Which contract the private backend speaks (contracts/README.md).
enum class LoginProtocolKind { Qiscus };

/// Deployment profile, `/.well-known/natter.json`: everything the app must know about a site. See
/// src/domain/README.md for the JSON. All URLs are absolute and https/wss, or http/ws on a loopback address.
struct Profile
{
    QString siteName;
    QString appId;
    QUrl gateway; ///< ends in `/`
    LoginProtocolKind protocol = LoginProtocolKind::Qiscus;
    QUrl backend; ///< ends in `/`
    QList<LoginMethod> methods;
    QString loginLabel; ///< what a login is called here ("Phone number"); empty: our own words
    QUrl engineWebSocket;
    QString engineDomain;
    QStringList mediaHosts; ///< `host` or `host:port` from which avatars may be fetched
    QString accent;         ///< `#rrggbb`, or empty
    bool isWidgetMode = false;

    /// Stable name of the site for storage and keychain: gateway authority + app id.
    QString siteKey() const;
    /// True when avatars may be fetched from there: http(s) as allowed, and a host that the profile names.
    bool allowsMedia(const QUrl& url) const;

    friend bool operator==(const Profile&, const Profile&) = default;
};

/// Reads natter.json. Errors are ErrorKind::Configuration and name the member that is wrong.
Result<Profile> parseProfile(const QByteArray& json);
QByteArray serializeProfile(const Profile& profile);

/// https/wss anywhere, http/ws only for 127.0.0.0/8, ::1 and localhost.
bool isTrustedTransport(const QUrl& url);

} // namespace Natter
