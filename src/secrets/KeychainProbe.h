// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"

#include <QObject>

#include <chrono>

namespace Natter::Secrets {

/// What the keychain of this desktop session says of itself.
struct KeychainState
{
    enum class Condition {
        Available,
        Locked,
        Silent, ///< it is there and does not answer
        Absent, ///< nobody to ask, or no libsecret to ask with
    };
    QString backend; ///< of identifyKeychain()
    Condition condition = Condition::Absent;
};

/// Asks for it. Unlocks nothing and reads no entry; the Secret Service is started where the bus can do that.
class KeychainProbe
{
public:
    /// Never fails while this lives: what does not answer within the deadline is Silent.
    Answer<KeychainState> ask(std::chrono::milliseconds deadline);

private:
    QObject m_context;
};

} // namespace Natter::Secrets
