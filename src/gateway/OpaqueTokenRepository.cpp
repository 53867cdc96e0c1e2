// SPDX-License-Identifier: Apache-2.0
#include "gateway/OpaqueTokenRepository.h"

#include "gateway/Database.h"
#include "gateway/Refusal.h"
#include "gateway/Tokens.h"

namespace Natter::Gateway {

namespace {

constexpr qint64 KeptTokenSeconds = 3600;

Error refusal(const char* reason, const char* message)
{
    return refused(ErrorKind::TokenRefused, reason, message);
}

} // namespace

OpaqueTokenRepository::OpaqueTokenRepository(Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{}

Result<Secret> OpaqueTokenRepository::issue(
    const QString& appId, const UserId& user, const Secret& nonce, std::chrono::seconds lifetime)
{
    Secret token = randomToken();
    auto kept = m_database.run(QStringLiteral("INSERT INTO opaque_tokens (hash, app_id, user_id, nonce, "
                                              "expires_at) VALUES (?, ?, ?, ?, ?)"),
        {fingerprint(token), appId, user.toString(),
            nonce.isEmpty() ? QStringLiteral("") : QString::fromUtf8(nonce.reveal()),
            now() + qint64(lifetime.count())});
    if (!kept)
        return kept.error();
    return token;
}

Result<OpaqueTokenRepository::Owner> OpaqueTokenRepository::redeem(const QString& appId, const QString& hash)
{
    const auto won = m_database.change(
        QStringLiteral("UPDATE opaque_tokens SET used_at = ? WHERE hash = ? AND app_id = ? AND used_at IS "
                       "NULL AND revoked_at IS NULL AND expires_at > ?"),
        {now(), hash, appId, now()});
    if (!won)
        return won.error();
    auto found = m_database.run(QStringLiteral("SELECT user_id, nonce, used_at, revoked_at FROM "
                                               "opaque_tokens WHERE hash = ? AND app_id = ?"),
        {hash, appId});
    if (!found)
        return found.error();
    if (!found.value().next())
        return refusal("token_unknown", "The token was not issued here.");
    if (*won == 1)
        return Owner{UserId(found->value(0).toString()), Secret(found->value(1).toString().toUtf8())};
    if (!found->value(3).isNull())
        return refusal("token_revoked", "The token was revoked.");
    if (!found->value(2).isNull())
        return refusal("token_used", "The token was used already.");
    return refusal("token_expired", "The token has expired.");
}

Result<void> OpaqueTokenRepository::revoke(const QString& appId, const QString& hash)
{
    auto revoked = m_database.run(
        QStringLiteral("UPDATE opaque_tokens SET revoked_at = ? WHERE hash = ? AND app_id = ?"),
        {now(), hash, appId});
    return revoked ? Result<void>() : Result<void>(revoked.error());
}

Result<void> OpaqueTokenRepository::revokeAll(const QString& appId, const UserId& user)
{
    auto revoked = m_database.run(QStringLiteral("UPDATE opaque_tokens SET revoked_at = ? WHERE app_id = ? "
                                                 "AND user_id = ? AND revoked_at IS NULL"),
        {now(), appId, user.toString()});
    return revoked ? Result<void>() : Result<void>(revoked.error());
}

Result<void> OpaqueTokenRepository::purge()
{
    auto purged = m_database.run(
        QStringLiteral("DELETE FROM opaque_tokens WHERE expires_at < ?"), {now() - KeptTokenSeconds});
    return purged ? Result<void>() : Result<void>(purged.error());
}

} // namespace Natter::Gateway
