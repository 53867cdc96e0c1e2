// SPDX-License-Identifier: Apache-2.0
#include "gateway/OtpRepository.h"

#include "gateway/Database.h"
#include "gateway/Refusal.h"
#include "gateway/Tokens.h"
#include "jwt/Signature.h"

#include <QtEndian>

#include <algorithm>

namespace Natter::Gateway {

namespace {

constexpr int Codes = 1'000'000;
constexpr int Digits = 6;
constexpr int MostAsked = 3;
constexpr qint64 AskedWithinSeconds = 600;
constexpr int MostAskedAnHour = 10;
constexpr qint64 HourSeconds = 3600;
// Wrong ones in a row. Whoever guesses on after them has four guesses an hour, of a million codes.
constexpr int FailuresBeforePause = 10;
constexpr qint64 PauseSeconds = 900;
constexpr qint64 KeptSeconds = 86'400;

Error wrongCode()
{
    return refused(ErrorKind::TokenRefused, "otp_refused", "The code is wrong, spent or expired.");
}

} // namespace

OtpRepository::OtpRepository(Database& database, const Clock& clock, Secret key)
    : m_database(database)
    , m_clock(clock)
    , m_key(std::move(key))
{}

Result<Secret> OtpRepository::issue(const QString& appId, const QString& address, const Terms& terms)
{
    const qint64 end = now() + terms.lifetime.count();
    const qint64 askedBefore = now() - AskedWithinSeconds;
    const qint64 hourBefore = now() - HourSeconds;
    const QString salt = fingerprint(randomToken());
    Result<QString> kept = QString();
    auto issued = m_database.inTransaction([&]() -> Result<void> {
        auto made = m_database.run(
            QStringLiteral("INSERT INTO otps (app_id, address, salt, tries_left, expires_at, asked_count, "
                           "asked_since) VALUES (?, ?, ?, ?, ?, 0, ?) ON CONFLICT DO NOTHING"),
            {appId, address, salt, terms.tries, end, now()});
        if (!made)
            return made.error();
        const auto counted = m_database.change(
            QStringLiteral("UPDATE otps SET "
                           "asked_count = CASE WHEN asked_since <= ? THEN 1 ELSE asked_count + 1 END, "
                           "asked_since = CASE WHEN asked_since <= ? THEN ? ELSE asked_since END, "
                           "asked_in_hour = CASE WHEN hour_since <= ? THEN 1 ELSE asked_in_hour + 1 END, "
                           "hour_since = CASE WHEN hour_since <= ? THEN ? ELSE hour_since END, "
                           "failed_in_row = CASE WHEN asked_since <= ? THEN 0 ELSE failed_in_row END "
                           "WHERE app_id = ? AND address = ? AND (asked_count < ? OR asked_since <= ?) AND "
                           "(asked_in_hour < ? OR hour_since <= ?) AND paused_until <= ?"),
            {askedBefore, askedBefore, now(), hourBefore, hourBefore, now(), now() - KeptSeconds, appId,
                address, MostAsked, askedBefore, MostAskedAnHour, hourBefore, now()});
        if (!counted)
            return counted.error();
        if (*counted == 0)
            return tooManyCodes(appId, address);
        QString renew = QStringLiteral("UPDATE otps SET salt = ?, tries_left = ?, expires_at = ?, used_at = "
                                       "NULL WHERE app_id = ? AND address = ?");
        QVariantList values{salt, terms.tries, end, appId, address};
        if (terms.isReused) {
            renew += QStringLiteral(" AND (used_at IS NOT NULL OR tries_left <= 0 OR expires_at <= ?)");
            values.append(now());
        }
        if (auto renewed = m_database.run(renew, values); !renewed)
            return renewed.error();
        kept = readSalt(appId, address);
        return kept ? Result<void>() : Result<void>(kept.error());
    });
    if (!issued)
        return issued.error();
    return codeOf(appId, address, *kept);
}

Result<void> OtpRepository::check(const QString& appId, const QString& address, const Secret& code)
{
    // A failure until the opposite is shown.
    const auto tried = m_database.change(
        QStringLiteral("UPDATE otps SET tries_left = tries_left - 1, failed_in_row = failed_in_row + 1, "
                       "paused_until = CASE WHEN failed_in_row + 1 >= ? THEN ? ELSE paused_until END WHERE "
                       "app_id = ? AND address = ? AND used_at IS NULL AND tries_left > 0 AND expires_at > ? "
                       "AND paused_until <= ?"),
        {FailuresBeforePause, now() + PauseSeconds, appId, address, now(), now()});
    if (!tried)
        return tried.error();
    const auto salt = *tried == 1 ? readSalt(appId, address) : Result(QString());
    if (!salt)
        return salt.error();
    if (salt->isEmpty() || !constantTimeEquals(codeOf(appId, address, *salt).reveal(), code.reveal()))
        return wrongCode();
    const auto won = m_database.change(
        QStringLiteral("UPDATE otps SET used_at = ?, failed_in_row = 0, paused_until = 0 WHERE app_id = ? "
                       "AND address = ? AND salt = ? AND used_at IS NULL"),
        {now(), appId, address, *salt});
    if (!won)
        return won.error();
    return *won == 1 ? Result<void>() : Result<void>(wrongCode());
}

Result<void> OtpRepository::purge()
{
    const qint64 before = now() - KeptSeconds;
    auto purged = m_database.run(
        QStringLiteral("DELETE FROM otps WHERE expires_at < ? AND asked_since < ?"), {before, before});
    return purged ? Result<void>() : Result<void>(purged.error());
}

Error OtpRepository::tooManyCodes(const QString& appId, const QString& address)
{
    auto found = m_database.run(
        QStringLiteral("SELECT asked_count, asked_since, asked_in_hour, hour_since, paused_until FROM otps "
                       "WHERE app_id = ? AND address = ?"),
        {appId, address});
    if (!found)
        return found.error();
    qint64 end = now();
    if (found.value().next()) {
        end = found->value(4).toLongLong();
        if (found->value(0).toInt() >= MostAsked)
            end = std::max(end, found->value(1).toLongLong() + AskedWithinSeconds);
        if (found->value(2).toInt() >= MostAskedAnHour)
            end = std::max(end, found->value(3).toLongLong() + HourSeconds);
    }
    return refused(ErrorKind::RateLimited, "too_many_codes", "Too many codes for this address.",
        Retry::later(std::chrono::seconds(std::max<qint64>(end - now(), 1))));
}

Result<QString> OtpRepository::readSalt(const QString& appId, const QString& address)
{
    auto found = m_database.run(
        QStringLiteral("SELECT salt FROM otps WHERE app_id = ? AND address = ?"), {appId, address});
    if (!found)
        return found.error();
    return found.value().next() ? found->value(0).toString() : QString();
}

Secret OtpRepository::codeOf(const QString& appId, const QString& address, const QString& salt) const
{
    const QByteArray digest =
        Jwt::hmac(Jwt::Algorithm::HS256, m_key, (appId + u'\n' + address + u'\n' + salt).toUtf8());
    const auto number = qFromBigEndian<quint64>(digest.constData());
    return Secret(QByteArray::number(number % Codes).rightJustified(Digits, '0'));
}

} // namespace Natter::Gateway
