// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/TokenPolicy.h"

namespace Natter::Gateway {

/// qiscus.md, section 4: every time claim, the issuer and the nonce are needed.
class QiscusPolicy : public TokenPolicy
{
public:
    Result<IdentityClaims> judge(const Secret& compact, const AppConfig& app, qint64 now) const override;
};

} // namespace Natter::Gateway
