// SPDX-License-Identifier: Apache-2.0
#include "identity/LoginProtocol.h"

#include "domain/Profile.h"
#include "identity/DgProtocol.h"
#include "identity/ImbachatProtocol.h"
#include "identity/MesiboProtocol.h"
#include "identity/QiscusProtocol.h"

namespace Natter::Identity {

std::unique_ptr<LoginProtocol> makeLoginProtocol(const Profile& profile, Net::HttpClient& http)
{
    switch (profile.protocol) {
    case LoginProtocolKind::Qiscus:
        return std::make_unique<QiscusProtocol>(http, profile);
    case LoginProtocolKind::Mesibo:
        return std::make_unique<MesiboProtocol>(http, profile);
    case LoginProtocolKind::Imbachat:
        return std::make_unique<ImbachatProtocol>(http, profile);
    case LoginProtocolKind::Dg:
        return std::make_unique<DgProtocol>(http, profile);
    }
    Q_UNREACHABLE();
}

} // namespace Natter::Identity
