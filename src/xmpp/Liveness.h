// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"

#include <optional>

namespace Natter::Xmpp {

/// Whether the other side still lives, judged by what is heard from it (XEP-0199, 4.2; XEP-0198, 4): after a
/// minute of silence it is asked, and silence after a question is death.
class Liveness
{
public:
    enum class Verdict {
        Fine,
        Ask, ///< send something that has to be answered, then noteAsked()
        Dead,
    };

    static constexpr std::chrono::seconds Silence{60};
    static constexpr std::chrono::seconds AnswerTime{15};

    explicit Liveness(const Clock& clock);

    void noteHeard();
    /// The answer's time starts now, unless an earlier question is open.
    void noteAsked();
    bool isAsked() const { return m_deadline.has_value(); }
    Verdict verdict() const;

private:
    const Clock* m_clock; ///< never null; a pointer so that it can be assigned
    std::chrono::milliseconds m_heard;
    std::optional<std::chrono::milliseconds> m_deadline;
};

} // namespace Natter::Xmpp
