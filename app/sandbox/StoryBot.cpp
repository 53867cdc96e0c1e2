// SPDX-License-Identifier: Apache-2.0
#include "StoryBot.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace Natter::Sandbox {

namespace {

using namespace std::chrono_literals;

constexpr auto Pause = 400ms;

std::chrono::milliseconds typingTime(const QString& line)
{
    return std::clamp<std::chrono::milliseconds>(line.size() * 18ms, 700ms, 2200ms);
}

QList<QStringList> readChapters()
{
    QFile file(QStringLiteral(":/sandbox/story.json"));
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isOpen);
    Q_UNUSED(isOpen)
    QList<QStringList> chapters;
    for (const auto& chapter : QJsonDocument::fromJson(file.readAll()).array()) {
        QStringList lines;
        for (const auto& line : chapter.toArray())
            lines += line.toString();
        chapters += lines;
    }
    return chapters;
}

} // namespace

StoryBot::StoryBot(UserId id, const EngineAccess& engine, const Clock& clock, QObject* parent)
    : Bot(std::move(id), engine, clock, parent)
    , m_chapters(readChapters())
{}

void StoryBot::answer(const Jid& peer, const QString&)
{
    Listener& listener = m_listeners[peer];
    listener.lines += m_chapters.at(listener.nextChapter);
    listener.nextChapter = (listener.nextChapter + 1) % m_chapters.size();
    if (!std::exchange(listener.isBeingTold, true))
        tellNext(peer);
}

void StoryBot::tellNext(const Jid& peer)
{
    Listener& listener = m_listeners[peer];
    if (listener.lines.isEmpty()) {
        listener.isBeingTold = false;
        return;
    }
    const QString line = listener.lines.takeFirst();
    setTyping(peer, true);
    QTimer::singleShot(typingTime(line), this, [this, peer, line] {
        say(peer, line);
        QTimer::singleShot(Pause, this, [this, peer] { tellNext(peer); });
    });
}

} // namespace Natter::Sandbox
