// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/TokenPolicy.h"

namespace Natter::Gateway {

/// dg.md, section 3: `kid`, `scope` and `external_id`; `exp` too, unless the app accepts endless tokens,
/// which then end by their `iat`.
class DgPolicy : public TokenPolicy
{
public:
    Result<IdentityClaims> judge(const Secret& compact, const AppConfig& app, qint64 now) const override;
};

} // namespace Natter::Gateway
