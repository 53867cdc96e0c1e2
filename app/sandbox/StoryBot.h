// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "Bot.h"

#include <QStringList>

namespace Natter::Sandbox {

/// Types, waits, and tells the next chapter of a story in several messages; each person hears it from the
/// beginning. Whoever writes while a chapter is being told hears the next one after it.
class StoryBot final : public Bot
{
    Q_OBJECT

public:
    StoryBot(UserId id, const EngineAccess& engine, const Clock& clock, QObject* parent = nullptr);

protected:
    void answer(const Jid& peer, const QString& text) override;

private:
    struct Listener
    {
        qsizetype nextChapter = 0;
        QStringList lines; ///< still to be told
        bool isBeingTold = false;
    };

    void tellNext(const Jid& peer);

    QList<QStringList> m_chapters;
    QHash<Jid, Listener> m_listeners;
};

} // namespace Natter::Sandbox
