// SPDX-License-Identifier: Apache-2.0
#include "core/TokenVault.h"

#include "secrets/SecretStore.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

namespace Natter::Core {

namespace {

constexpr QLatin1String TokenMember("refresh_token");
constexpr QLatin1String RequestMember("request_id");

Secret serialized(const StoredToken& token)
{
    const QJsonObject object{
        {TokenMember, QString::fromUtf8(token.refreshToken.reveal())}, {RequestMember, token.requestId}};
    return Secret(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

Result<StoredToken> parsed(const Secret& entry)
{
    const QJsonObject object = QJsonDocument::fromJson(entry.reveal()).object();
    const StoredToken token{
        Secret(object.value(TokenMember).toString().toUtf8()), object.value(RequestMember).toString()};
    if (token.refreshToken.isEmpty() || token.requestId.isEmpty())
        return Error{ErrorKind::SecretAbsent, Retry::afterLogin(),
            QStringLiteral("the keychain's entry is not a token of ours"), QStringLiteral("malformed")};
    return token;
}

} // namespace

TokenVault::TokenVault(Secrets::SecretStore& store, QString owner)
    : m_store(store)
    , m_owner(std::move(owner))
{}

QString TokenVault::entryOf(const QString& siteKey, const UserId& user) const
{
    return QStringLiteral("%1/%2/%3").arg(m_owner, siteKey, user.toString());
}

Answer<StoredToken> TokenVault::load(const QString& siteKey, const UserId& user)
{
    const QString entry = entryOf(siteKey, user);
    if (const auto known = m_remembered.constFind(entry); known != m_remembered.constEnd())
        return resolved<StoredToken>(*known);
    const Promise<StoredToken> promise;
    onDone(m_store.read(entry), &m_context, [promise](const Result<Secret>& read) {
        if (!read)
            return promise.resolve(read.error());
        promise.resolve(parsed(*read));
    });
    return promise.answer();
}

Answer<void> TokenVault::save(const QString& siteKey, const UserId& user, const StoredToken& token)
{
    remember(siteKey, user, token);
    return saveAgain(siteKey, user);
}

void TokenVault::remember(const QString& siteKey, const UserId& user, const StoredToken& token)
{
    m_remembered.insert(entryOf(siteKey, user), token);
}

Answer<void> TokenVault::saveAgain(const QString& siteKey, const UserId& user)
{
    const QString entry = entryOf(siteKey, user);
    const auto known = m_remembered.constFind(entry);
    return known == m_remembered.constEnd() ? resolved<void>({}) : m_store.write(entry, serialized(*known));
}

Answer<void> TokenVault::replace(const QString& siteKey, const UserId& user,
    const std::optional<StoredToken>& held, const std::optional<StoredToken>& next)
{
    const QString entry = entryOf(siteKey, user);
    const auto known = m_remembered.constFind(entry);
    if (known != m_remembered.constEnd() &&
        !(held && constantTimeEquals(known->refreshToken.reveal(), held->refreshToken.reveal())))
        return resolved<void>({});
    if (next)
        return save(siteKey, user, *next);
    m_remembered.remove(entry);
    return m_store.remove(entry);
}

StoredToken TokenVault::withNewRequestId(const Secret& refreshToken)
{
    return {refreshToken, QUuid::createUuid().toString(QUuid::WithoutBraces)};
}

} // namespace Natter::Core
