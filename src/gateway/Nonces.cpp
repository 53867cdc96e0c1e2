// SPDX-License-Identifier: Apache-2.0
#include "gateway/Nonces.h"

#include "gateway/Refusal.h"
#include "gateway/Tokens.h"
#include "jwt/Base64Url.h"
#include "jwt/Signature.h"

#include <QtEndian>

namespace Natter::Gateway {

namespace {

constexpr qsizetype EndBytes = sizeof(qint64);
constexpr qsizetype BodyBytes = 16 + EndBytes;
constexpr qsizetype ProofBytes = 16;

} // namespace

Nonces::Nonces(Secret key, const Clock& clock)
    : m_key(std::move(key))
    , m_clock(clock)
{}

Nonces::Nonce Nonces::issue(const QString& appId, std::chrono::seconds lifetime) const
{
    const qint64 end = m_clock.now().toSecsSinceEpoch() + qint64(lifetime.count());
    QByteArray body(EndBytes, '\0');
    qToBigEndian(end, body.data());
    body += randomBytes().left(BodyBytes - EndBytes);
    return {Secret(Jwt::toBase64Url(body + proofOf(appId, body))), end};
}

Result<qint64> Nonces::endOf(const QString& appId, const Secret& nonce) const
{
    const auto bytes = Jwt::fromBase64Url(nonce.reveal());
    if (!bytes || bytes->size() != BodyBytes + ProofBytes ||
        !constantTimeEquals(bytes->mid(BodyBytes), proofOf(appId, bytes->left(BodyBytes))))
        return refused(ErrorKind::TokenRefused, "nonce_unknown", "The nonce was not issued here.");
    const auto end = qFromBigEndian<qint64>(bytes->constData());
    if (end <= m_clock.now().toSecsSinceEpoch())
        return refused(ErrorKind::TokenRefused, "nonce_expired", "The nonce has expired.");
    return end;
}

QByteArray Nonces::proofOf(const QString& appId, const QByteArray& body) const
{
    return Jwt::hmac(Jwt::Algorithm::HS256, m_key, body + appId.toUtf8()).left(ProofBytes);
}

} // namespace Natter::Gateway
