// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/TokenPolicy.h"

namespace Natter::Gateway {

/// mesibo.md, section 7: opaque tokens that this gateway's backend API issued. Only the form is judged
/// here; the database knows the rest (OpaqueTokenRepository).
class MesiboPolicy : public TokenPolicy
{
public:
    Result<IdentityClaims> judge(const Secret& compact, const AppConfig& app, qint64 now) const override;
};

} // namespace Natter::Gateway
