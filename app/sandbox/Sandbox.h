// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "Stage.h"

namespace Natter::Sandbox {

/// One run of natter-sandbox: finds the engine and free ports, sets the stage, tells when it is ready, and
/// tries again with other ports when one was taken meanwhile.
class Sandbox : public QObject
{
    Q_OBJECT

public:
    Sandbox(Options options, const DataFolder& folder, QObject* parent = nullptr);
    ~Sandbox() override;

    /// ready() or failed() follows.
    void start();
    void restartEngine();

Q_SIGNALS:
    void ready();
    void failed(const Natter::Error& error);

private:
    Result<void> setStage();
    void onStageFailed(const Error& error);
    void announce();

    Options m_options;
    const DataFolder& m_folder;
    SystemClock m_clock;
    SitePeople m_people;
    FaultSwitches m_faults;
    std::unique_ptr<Stage> m_stage;
    State m_state;
    int m_triesLeft = 4;
};

} // namespace Natter::Sandbox
