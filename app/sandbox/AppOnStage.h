// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "Bot.h"
#include "Enrolment.h"
#include "People.h"
#include "SiteApp.h"

#include <memory>
#include <vector>

namespace Natter::Sandbox {

/// What one app has at the engine: its bots, and people who have signed in once.
class AppOnStage : public QObject
{
    Q_OBJECT

public:
    AppOnStage(SiteApp app, const People& people, EngineAccess access, const Clock& clock,
        Net::HttpClient& http, const QUrl& gateway, const IdentityTokens& tokens, QObject* parent = nullptr);

    const SiteApp& app() const { return m_app; }
    /// To be called once, when the engine listens.
    void start();

Q_SIGNALS:
    /// The bots are online and everybody is enrolled. Once.
    void ready();
    void failed(const Natter::Error& error);

private:
    void countReady();

    SiteApp m_app;
    const People& m_people;
    EngineAccess m_access;
    Enrolment m_enrolment;
    std::vector<std::unique_ptr<Bot>> m_bots;
    qsizetype m_awaited = 0; ///< parts that have not reported yet
};

} // namespace Natter::Sandbox
