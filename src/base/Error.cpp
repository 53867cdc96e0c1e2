// SPDX-License-Identifier: Apache-2.0
#include "base/Error.h"

namespace Natter {

QString errorKindName(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Cancelled:
        return QStringLiteral("cancelled");
    case ErrorKind::Network:
        return QStringLiteral("network");
    case ErrorKind::Timeout:
        return QStringLiteral("timeout");
    case ErrorKind::Tls:
        return QStringLiteral("tls");
    case ErrorKind::Redirected:
        return QStringLiteral("redirected");
    case ErrorKind::TooLarge:
        return QStringLiteral("too-large");
    case ErrorKind::BadResponse:
        return QStringLiteral("bad-response");
    case ErrorKind::BadInput:
        return QStringLiteral("bad-input");
    case ErrorKind::Unauthorized:
        return QStringLiteral("unauthorized");
    case ErrorKind::WrongCredentials:
        return QStringLiteral("wrong-credentials");
    case ErrorKind::CodeExpired:
        return QStringLiteral("code-expired");
    case ErrorKind::TokenRefused:
        return QStringLiteral("token-refused");
    case ErrorKind::TokenExpired:
        return QStringLiteral("token-expired");
    case ErrorKind::Revoked:
        return QStringLiteral("revoked");
    case ErrorKind::NotFound:
        return QStringLiteral("not-found");
    case ErrorKind::RateLimited:
        return QStringLiteral("rate-limited");
    case ErrorKind::ServerFailure:
        return QStringLiteral("server-failure");
    case ErrorKind::Protocol:
        return QStringLiteral("protocol");
    case ErrorKind::KeychainLocked:
        return QStringLiteral("keychain-locked");
    case ErrorKind::KeychainBroken:
        return QStringLiteral("keychain-broken");
    case ErrorKind::KeychainElsewhere:
        return QStringLiteral("keychain-elsewhere");
    case ErrorKind::SecretAbsent:
        return QStringLiteral("secret-absent");
    case ErrorKind::Storage:
        return QStringLiteral("storage");
    case ErrorKind::Configuration:
        return QStringLiteral("configuration");
    case ErrorKind::Conflict:
        return QStringLiteral("conflict");
    }
    return QStringLiteral("unknown");
}

QDebug operator<<(QDebug debug, const Error& error)
{
    const QDebugStateSaver saver(debug);
    debug.nospace().noquote() << "Error(" << errorKindName(error.kind);
    if (!error.code.isEmpty())
        debug << ", " << error.code;
    if (!error.detail.isEmpty())
        debug << ": " << error.detail;
    return debug << ")";
}

} // namespace Natter
