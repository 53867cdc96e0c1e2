// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "People.h"
#include "TryLimit.h"

namespace Natter::Sandbox {

/// Login and password of the demo site, with a limit on guessing. Unknown people are refused as wrong
/// passwords are.
class PasswordCheck
{
public:
    struct Outcome
    {
        const Person* person = nullptr;    ///< nullptr: refused
        std::chrono::milliseconds wait{0}; ///< positive: too many tries, not even looked at
    };

    PasswordCheck(const People& people, const Clock& clock);
    Outcome check(const QString& typedLogin, const Secret& password);

private:
    const People& m_people;
    TryLimit m_wrongTries;
};

} // namespace Natter::Sandbox
