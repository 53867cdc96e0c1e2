// SPDX-License-Identifier: Apache-2.0
#include "identity/LoginProtocol.h"

#include "domain/Profile.h"
#include "identity/QiscusProtocol.h"

namespace Natter::Identity {

std::unique_ptr<LoginProtocol> makeLoginProtocol(const Profile& profile, Net::HttpClient& http)
{
    switch (profile.protocol) {
    case LoginProtocolKind::Qiscus:
    case LoginProtocolKind::Mesibo:
    case LoginProtocolKind::Imbachat:
    case LoginProtocolKind::Dg:
        break;
    }
    return std::make_unique<QiscusProtocol>(http, profile);
}

} // namespace Natter::Identity
