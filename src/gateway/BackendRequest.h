// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"
#include "base/Secret.h"
#include "gateway/OtpRepository.h"

#include <QJsonObject>

#include <chrono>
#include <optional>

namespace Natter::Gateway {

/// A call of mesibo's backend API (mesibo.md, section 7), whether it came as a query, flat or with the `user`
/// object of mesibo's document.
struct BackendRequest
{
    enum class Operation { Otp, UserAdd, Logout };

    Operation operation = Operation::Otp;
    QString address; ///< normal form, see backendAddress(); empty for Logout
    QString name;    ///< plain line, may be empty
    QString appId;   ///< the app's own name for itself (`appid`), may be empty
    OtpRepository::Terms otpTerms;
    std::optional<Secret> otp;             ///< to be checked before a user is added
    std::chrono::minutes tokenLifetime{0}; ///< 0: not said
    Secret nonce;                          ///< may be empty
    Secret userToken;                      ///< of Logout
};

/// A body as mesibo's document writes it: keys without quotes, texts in single quotes and trailing commas are
/// taken too (mesibo.md, section 5). Errors: BadInput (`body_malformed`), also for more than 8 levels.
Result<QJsonObject> parseBackendJson(const QByteArray& text);

/// The app token of a call, before anything else of it is looked at. Empty: none.
Secret backendToken(const QJsonObject& members);

/// Errors: BadInput with `op_unknown`, `address_missing`, `user_id_impossible`, `nonce_malformed`,
/// `number_malformed`.
Result<BackendRequest> readBackendRequest(const QJsonObject& members);

/// A phone number loses blanks, `+`, dots, dashes, parentheses and the zeros before it (mesibo.md, section
/// 4). Anything that is no number of 9 to 15 digits is an id of another kind, and stays as it is.
QString backendAddress(const QString& text);

} // namespace Natter::Gateway
