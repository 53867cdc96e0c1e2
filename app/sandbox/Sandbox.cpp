// SPDX-License-Identifier: Apache-2.0
#include "Sandbox.h"

#include <cstdio>

namespace Natter::Sandbox {

namespace {

bool isPortTaken(const Error& error)
{
    return error.kind == ErrorKind::Conflict || error.kind == ErrorKind::Network;
}

} // namespace

Sandbox::Sandbox(Options options, const DataFolder& folder, QObject* parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_folder(folder)
    , m_people(m_options.extraPeople)
{}

Sandbox::~Sandbox() = default;

void Sandbox::start()
{
    if (auto set = setStage(); !set)
        onStageFailed(set.error());
}

Result<void> Sandbox::setStage()
{
    const auto installation = findEngine();
    if (!installation)
        return installation.error();
    const QString stateFile = m_folder.filePath(QStringLiteral("state.json"));
    auto state = loadState(stateFile);
    if (!state)
        return state.error();
    m_state = *state;
    const auto ports = usablePorts(m_state.ports);
    if (!ports)
        return ports.error();
    m_state.ports = *ports;
    if (auto saved = saveState(m_state, stateFile); !saved)
        return saved;

    m_stage =
        std::make_unique<Stage>(m_options, m_folder, *installation, m_state, m_people, m_clock, m_faults);
    connect(m_stage.get(), &Stage::ready, this, &Sandbox::announce);
    // Queued: the stage that failed is replaced.
    connect(m_stage.get(), &Stage::failed, this, &Sandbox::onStageFailed, Qt::QueuedConnection);
    return m_stage->start();
}

void Sandbox::onStageFailed(const Error& error)
{
    m_stage.reset();
    if (isPortTaken(error) && --m_triesLeft > 0)
        return start();
    Q_EMIT failed(error);
}

void Sandbox::restartEngine()
{
    if (m_stage)
        m_stage->restartEngine();
}

void Sandbox::announce()
{
    m_faults.set(m_options.faults);
    const SiteFacts facts = m_stage->facts();
    std::FILE* const human = m_options.isReadyJson ? stderr : stdout;
    std::fputs(readyText(facts, m_people.bySiteId).toUtf8().constData(), human);
    std::fflush(human);
    if (m_options.isReadyJson) {
        std::fputs(readyJson(facts, m_people, m_stage->tokens()).constData(), stdout);
        std::fflush(stdout);
    }
    Q_EMIT ready();
}

} // namespace Natter::Sandbox
