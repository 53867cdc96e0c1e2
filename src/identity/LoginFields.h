// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "identity/LoginProtocol.h"

#include <optional>

namespace Natter::Identity {

/// Of a login, a passcode or a password, in bytes or UTF-16 units.
constexpr qsizetype LongestField = 256;

/// What a person gave cannot be sent.
inline Error badInput(const QString& detail, const QString& code = {})
{
    return {ErrorKind::BadInput, Retry::now(), detail, code};
}

/// BadInput where the login or the proof is empty or too long; std::nullopt when they can be sent.
inline std::optional<Error> problemOf(const Credentials& credentials)
{
    const QString login = credentials.login.trimmed();
    if (login.isEmpty() || login.size() > LongestField)
        return badInput(QStringLiteral("the login is empty or too long"));
    if (credentials.proof.isEmpty() || credentials.proof.size() > LongestField)
        return badInput(QStringLiteral("the passcode or password is empty or too long"));
    return std::nullopt;
}

} // namespace Natter::Identity
