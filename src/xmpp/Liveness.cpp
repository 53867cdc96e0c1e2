// SPDX-License-Identifier: Apache-2.0
#include "xmpp/Liveness.h"

namespace Natter::Xmpp {

Liveness::Liveness(const Clock& clock)
    : m_clock(&clock)
    , m_heard(clock.monotonic())
{}

void Liveness::noteHeard()
{
    m_heard = m_clock->monotonic();
    m_deadline.reset();
}

void Liveness::noteAsked()
{
    if (!m_deadline)
        m_deadline = m_clock->monotonic() + AnswerTime;
}

Liveness::Verdict Liveness::verdict() const
{
    const auto now = m_clock->monotonic();
    if (m_deadline)
        return now >= *m_deadline ? Verdict::Dead : Verdict::Fine;
    return now - m_heard >= Silence ? Verdict::Ask : Verdict::Fine;
}

} // namespace Natter::Xmpp
