// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/Release.h"

namespace Natter::Core {

/// Decides which of the releases that sites announce a person hears of: those that are newer than this app
/// and signed, for this brand, by the owner of its key. The link may be on any host, since it is signed too.
class ReleaseCheck
{
public:
    /// `publicKey`: Ed25519, base64; empty: no release is taken.
    ReleaseCheck(const QByteArray& publicKey, QString brandId, QString ownVersion);

    /// Logs why a release is not taken, when there is a key.
    bool accepts(const Release& release) const;

private:
    QByteArray m_publicKey;
    QString m_brandId;
    QString m_ownVersion;
};

} // namespace Natter::Core
