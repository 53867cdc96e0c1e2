// SPDX-License-Identifier: Apache-2.0
#include "base/Log.h"

namespace Natter {

Q_LOGGING_CATEGORY(lcNet, "natter.net", QtInfoMsg)
Q_LOGGING_CATEGORY(lcIdentity, "natter.identity", QtInfoMsg)
Q_LOGGING_CATEGORY(lcXmpp, "natter.xmpp", QtInfoMsg)
Q_LOGGING_CATEGORY(lcSecrets, "natter.secrets", QtInfoMsg)
Q_LOGGING_CATEGORY(lcStore, "natter.store", QtInfoMsg)
Q_LOGGING_CATEGORY(lcCore, "natter.core", QtInfoMsg)
Q_LOGGING_CATEGORY(lcUi, "natter.ui", QtInfoMsg)
Q_LOGGING_CATEGORY(lcGateway, "natter.gateway", QtInfoMsg)
Q_LOGGING_CATEGORY(lcSandbox, "natter.sandbox", QtInfoMsg)

} // namespace Natter
