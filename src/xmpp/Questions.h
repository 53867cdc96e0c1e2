// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "base/Result.h"
#include "xmpp/Iq.h"

#include <QHash>

#include <functional>

namespace Natter::Xmpp {

/// The questions (iq get and set) that wait for an answer. An answer counts only from the one who was asked
/// (RFC 6120, 8.1.2.1 and 8.2.3); everything else is dropped. Each function is called exactly once, and may
/// ask again.
class Questions
{
public:
    /// The payload of the result (null when it is empty), or why there is none.
    using Function = std::function<void(const Result<Element>&)>;

    static constexpr std::chrono::seconds Deadline{30};

    explicit Questions(const Clock& clock);

    /// The stanza to send. `to` empty: one's own account.
    Element ask(Iq::Type type, const Jid& to, const Element& payload, Function function);
    void answer(const Iq& iq, const Jid& own);
    /// Those past their deadline end with Timeout.
    void expire();
    void failAll(const Error& error);

private:
    struct Question
    {
        Jid to;
        std::chrono::milliseconds deadline;
        Function function;
    };

    const Clock& m_clock;
    QHash<QString, Question> m_open;
};

} // namespace Natter::Xmpp
