// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"
#include "xmpp/Client.h"
#include "xmpp/StreamManagement.h"

#include <optional>
#include <variant>

namespace Natter::Xmpp {

/// From an open WebSocket to a session, one step at a time: `<open/>`, SASL PLAIN, `<open/>` again, then
/// resume, or bind and enable stream management (RFC 7395, 3.3 to 3.5; RFC 6120, 4.3, 6 and 7; XEP-0198, 3
/// and 5). Pure: takes elements, gives elements. An engine without XEP-0198 is refused, because without
/// acknowledgements nobody could say what has arrived.
class Negotiation
{
public:
    /// A new session. `handledBefore`: the engine could not resume, but tells what the lost session handled.
    struct Bound
    {
        Jid jid;
        QString resumptionId; ///< empty: it cannot be resumed
        std::optional<quint32> handledBefore;
    };
    struct Resumed
    {
        quint32 handled = 0;
    };
    using Outcome = std::variant<Bound, Resumed>;

    struct Progress
    {
        QList<Element> toSend;
        std::optional<Result<Outcome>> end;
    };

    Negotiation(ConnectOptions options, std::optional<SmResume> resume);

    Progress begin();
    /// Errors at the end: Unauthorized, ServerFailure, Protocol.
    Progress handle(const Element& element);

private:
    struct Opening
    {}; ///< waits for the engine's `<open/>`
    struct Choosing
    {}; ///< waits for the mechanisms
    struct Authenticating
    {}; ///< waits for success
    struct Reopening
    {}; ///< waits for `<open/>` of the authenticated stream
    struct Selecting
    {}; ///< waits for what an authenticated stream offers
    struct Resuming
    {};
    struct Binding
    {
        QString questionId;
    };
    struct Enabling
    {
        Jid jid;
    };

    Progress on(const Opening& step, const Element& element);
    Progress on(const Choosing& step, const Element& element);
    Progress on(const Authenticating& step, const Element& element);
    Progress on(const Reopening& step, const Element& element);
    Progress on(const Selecting& step, const Element& element);
    Progress on(const Resuming& step, const Element& element);
    Progress on(const Binding& step, const Element& element);
    Progress on(const Enabling& step, const Element& element);

    Progress bind();
    bool isOpenFromEngine(const Element& element) const;

    ConnectOptions m_options; ///< the token is forgotten once it is sent
    std::optional<SmResume> m_resume;
    std::optional<quint32> m_handledBefore;
    std::variant<Opening, Choosing, Authenticating, Reopening, Selecting, Resuming, Binding, Enabling> m_step;
};

} // namespace Natter::Xmpp
