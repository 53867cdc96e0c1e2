// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/TokenPolicy.h"

namespace Natter::Gateway {

/// imbachat.md, section 4: `user_id` and `exp`. A token with `initiator` is refused whatever else is right,
/// since WordPress sites show such tokens of other people to everybody.
class ImbachatPolicy : public TokenPolicy
{
public:
    Result<IdentityClaims> judge(const Secret& compact, const AppConfig& app, qint64 now) const override;
};

} // namespace Natter::Gateway
