// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "People.h"

#include <QDateTime>

namespace Natter::Sandbox {

/// Something that was said before the sandbox was started.
struct SeedMessage
{
    UserId from;
    UserId to;
    QString body;
    QDateTime time; ///< UTC
};

/// The history with which everybody starts: `data/conversations.json`, a photo diary of some 300 messages to
/// scroll back in, and a short dialog of person 1 with each generated person. Within one dialog the times
/// rise; all are before `now`.
QList<SeedMessage> seedConversations(const People& people, const QDateTime& now);

} // namespace Natter::Sandbox
