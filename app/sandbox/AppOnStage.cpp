// SPDX-License-Identifier: Apache-2.0
#include "AppOnStage.h"

#include "EchoBot.h"
#include "StoryBot.h"

namespace Natter::Sandbox {

AppOnStage::AppOnStage(SiteApp app, const People& people, EngineAccess access, const Clock& clock,
    Net::HttpClient& http, const QUrl& gateway, const IdentityTokens& tokens, QObject* parent)
    : QObject(parent)
    , m_app(std::move(app))
    , m_people(people)
    , m_access(std::move(access))
    , m_enrolment(http, gateway, m_app, tokens)
{
    connect(&m_enrolment, &Enrolment::finished, this, &AppOnStage::countReady);
    connect(&m_enrolment, &Enrolment::failed, this, &AppOnStage::failed);
    for (const Person& person : m_people.all()) {
        if (person.bot == BotKind::Echo)
            m_bots.push_back(std::make_unique<EchoBot>(person.id, m_access, clock));
        else if (person.bot == BotKind::Story)
            m_bots.push_back(std::make_unique<StoryBot>(person.id, m_access, clock));
    }
    for (const auto& bot : m_bots)
        connect(bot.get(), &Bot::online, this, &AppOnStage::countReady, Qt::SingleShotConnection);
}

void AppOnStage::start()
{
    QList<const Person*> folded;
    for (const Person& person : m_people.all()) {
        if (peerIdOf(person.id).toString() != person.id.toString())
            folded += &person;
    }
    m_awaited = static_cast<qsizetype>(m_bots.size()) + 1;
    for (const auto& bot : m_bots)
        bot->start();
    m_enrolment.enrol(folded);
}

void AppOnStage::countReady()
{
    if (--m_awaited == 0)
        Q_EMIT ready();
}

} // namespace Natter::Sandbox
