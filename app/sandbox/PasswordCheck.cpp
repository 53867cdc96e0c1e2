// SPDX-License-Identifier: Apache-2.0
#include "PasswordCheck.h"

namespace Natter::Sandbox {

using namespace std::chrono_literals;

PasswordCheck::PasswordCheck(const People& people, const Clock& clock)
    : m_people(people)
    , m_wrongTries(10, 5min, clock)
{}

PasswordCheck::Outcome PasswordCheck::check(const QString& typedLogin, const Secret& password)
{
    const QString login = People::normalLogin(typedLogin);
    if (const auto wait = m_wrongTries.waitFor(login); wait > 0ms)
        return {nullptr, wait};
    const Person* person = m_people.findByLogin(login);
    const Secret expected = person ? person->passcode : Secret(QByteArray(password.size(), '\0'));
    if (constantTimeEquals(password.reveal(), expected.reveal()) && person) {
        m_wrongTries.forget(login);
        return {person, 0ms};
    }
    m_wrongTries.count(login);
    return {};
}

} // namespace Natter::Sandbox
