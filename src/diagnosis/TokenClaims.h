// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Secret.h"
#include "domain/Profile.h"
#include "domain/ReportStep.h"

#include <QDateTime>

namespace Natter::Diagnosis {

/// What a token is compared with.
struct TokenExpectation
{
    const Profile& profile;
    Secret nonce;
    QDateTime now; ///< UTC, gateway's clock
};

/// An identity token taken apart, one detail for each member of header and payload, as the contract of the
/// profile's protocol wants them (qiscus.md 4, imbachat.md 4, dg.md 3; mesibo's is opaque: mesibo.md 3.2).
/// The signature is not looked at: only the gateway has the secret.
QList<ReportDetail> readTokenClaims(const Secret& token, const TokenExpectation& expected);

} // namespace Natter::Diagnosis
