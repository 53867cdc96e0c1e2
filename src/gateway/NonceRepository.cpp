// SPDX-License-Identifier: Apache-2.0
#include "gateway/NonceRepository.h"

#include "gateway/Database.h"
#include "gateway/Refusal.h"
#include "gateway/Tokens.h"

namespace Natter::Gateway {

namespace {

constexpr qint64 KeptAfterEndSeconds = 3600;

} // namespace

NonceRepository::NonceRepository(Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{}

Result<NonceRepository::Nonce> NonceRepository::issue(const QString& appId, std::chrono::seconds lifetime)
{
    Nonce nonce{randomToken(), m_clock.now().toSecsSinceEpoch() + qint64(lifetime.count())};
    auto kept =
        m_database.run(QStringLiteral("INSERT INTO nonces (hash, app_id, expires_at) VALUES (?, ?, ?)"),
            {fingerprint(nonce.value), appId, nonce.expiresAt});
    if (!kept)
        return kept.error();
    return nonce;
}

Result<void> NonceRepository::consume(const QString& appId, const QString& hash)
{
    const qint64 now = m_clock.now().toSecsSinceEpoch();
    const auto won = m_database.change(QStringLiteral("UPDATE nonces SET used_at = ? WHERE hash = ? AND "
                                                      "app_id = ? AND used_at IS NULL AND expires_at > ?"),
        {now, hash, appId, now});
    if (!won)
        return won.error();
    if (*won == 1)
        return {};

    auto found = m_database.run(
        QStringLiteral("SELECT used_at FROM nonces WHERE hash = ? AND app_id = ?"), {hash, appId});
    if (!found)
        return found.error();
    if (!found.value().next())
        return refused(ErrorKind::TokenRefused, "nonce_unknown", "The nonce was not issued here.");
    if (!found->value(0).isNull())
        return refused(ErrorKind::TokenRefused, "nonce_used", "The nonce was used already.");
    return refused(ErrorKind::TokenRefused, "nonce_expired", "The nonce has expired.");
}

Result<int> NonceRepository::outstandingCount(const QString& appId)
{
    auto counted = m_database.run(
        QStringLiteral("SELECT COUNT(*) FROM nonces WHERE app_id = ? AND used_at IS NULL AND expires_at > ?"),
        {appId, m_clock.now().toSecsSinceEpoch()});
    if (!counted)
        return counted.error();
    counted.value().next();
    return counted->value(0).toInt();
}

Result<void> NonceRepository::purge()
{
    auto purged = m_database.run(QStringLiteral("DELETE FROM nonces WHERE expires_at < ?"),
        {m_clock.now().toSecsSinceEpoch() - KeptAfterEndSeconds});
    return purged ? Result<void>() : Result<void>(purged.error());
}

} // namespace Natter::Gateway
