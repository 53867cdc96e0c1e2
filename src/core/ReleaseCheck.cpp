// SPDX-License-Identifier: Apache-2.0
#include "core/ReleaseCheck.h"

#include "base/Log.h"
#include "jwt/Ed25519.h"

#include <utility>

namespace Natter::Core {

ReleaseCheck::ReleaseCheck(const QByteArray& publicKey, QString brandId, QString ownVersion)
    : m_publicKey(QByteArray::fromBase64(publicKey))
    , m_brandId(std::move(brandId))
    , m_ownVersion(std::move(ownVersion))
{}

bool ReleaseCheck::accepts(const Release& release) const
{
    if (m_publicKey.isEmpty())
        return false;
    if (!Jwt::isSignedByEd25519(m_publicKey, release.signedBytes(m_brandId), release.signature)) {
        qCWarning(lcCore) << "a release is announced whose signature is wrong:" << release.version;
        return false;
    }
    if (!release.isNewerThan(m_ownVersion)) {
        qCInfo(lcCore) << "a release is announced that is not newer:" << release.version;
        return false;
    }
    return true;
}

} // namespace Natter::Core
