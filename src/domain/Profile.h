// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"
#include "domain/Release.h"

#include <QStringList>
#include <QUrl>

#include <optional>

namespace Natter {

/// A login method that the site's private backend offers. A password is the person's own, a passcode one that
/// the site gave them; both are typed.
enum class LoginMethod { Passcode, Password, Otp, Browser };

/// Which contract the private backend and its identity tokens follow.
enum class LoginProtocolKind { Qiscus, Mesibo, Imbachat, Dg };

/// Deployment profile, `/.well-known/natter.json`: everything the app must know about a site. See
/// src/domain/README.md for the JSON. All URLs are absolute and https/wss, or http/ws on a loopback address.
struct Profile
{
    QString siteName;
    QString appId;
    QUrl gateway; ///< ends in `/`
    LoginProtocolKind protocol = LoginProtocolKind::Qiscus;
    QUrl backend;         ///< Qiscus: a folder, ends in `/`; the others: the address that is posted to
    QString backendAppId; ///< Mesibo: the `appid` that the backend expects; empty: `appId`
    QUrl browserPage;     ///< where a browser sign-in begins; set with LoginMethod::Browser
    QUrl browserToken;    ///< where its code is given for an identity token; set with LoginMethod::Browser
    QList<LoginMethod> methods;
    QString loginLabel; ///< what a login is called here ("Phone number"); empty: our own words
    QUrl engineWebSocket;
    QString engineDomain;
    QStringList mediaHosts; ///< `host` or `host:port` from which avatars may be fetched; at most 64
    QString accent;         ///< `#rrggbb`, or empty
    bool isWidgetMode = false;
    std::optional<Release> release; ///< of the app, announced and not checked; a malformed one is none

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
