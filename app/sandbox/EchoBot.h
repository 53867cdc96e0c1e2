// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "Bot.h"

namespace Natter::Sandbox {

/// Answers every message at once with the same text.
class EchoBot final : public Bot
{
    Q_OBJECT

public:
    using Bot::Bot;

protected:
    void answer(const Jid& peer, const QString& text) override
    {
        setTyping(peer, true);
        say(peer, text);
    }
};

} // namespace Natter::Sandbox
