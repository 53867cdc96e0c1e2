// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QUrl>

namespace Natter {

/// A release of the app that a site's profile announces. Everything in it is covered by the signature of who
/// makes the brand, so that no site can make up one; nothing of it is shown before core/ReleaseCheck took it.
struct Release
{
    QString version;      ///< MAJOR.MINOR.PATCH
    QUrl url;             ///< where a person gets it, on any host: https, or http on a loopback address
    QByteArray signature; ///< Ed25519, 64 bytes
    QString notes;        ///< one line of plain text, at most 200 characters; may be empty

    /// What is signed, UTF-8: `natter-release 1`, brand id, version, url and notes, each with a line feed
    /// behind it.
    QByteArray signedBytes(const QString& brandId) const;
    /// By numbers: 0.10.0 is newer than 0.9.9.
    bool isNewerThan(const QString& otherVersion) const;

    friend bool operator==(const Release&, const Release&) = default;
};

/// The profile's member `release`: `version`, `url`, `signature` (base64) and perhaps `notes`. Errors:
/// Configuration, naming the member that is wrong. The url must be spelled as it would be sent (ASCII, host
/// in lower case), since it is signed as it stands.
Result<Release> parseRelease(const QJsonObject& object);
QJsonObject releaseObject(const Release& release);

} // namespace Natter
