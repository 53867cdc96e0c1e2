// SPDX-License-Identifier: Apache-2.0
#include "gateway/DatabasePool.h"

#include <QDeadlineTimer>
#include <QMutex>
#include <QThread>
#include <QWaitCondition>

#include <algorithm>
#include <atomic>
#include <vector>

namespace Natter::Gateway {

namespace {

constexpr size_t MaximumWaiting = 2000;
constexpr std::chrono::milliseconds WatchInterval{250};

} // namespace

struct DatabasePool::Job
{
    Work work;
    std::function<void(const Error&)> refuse;
    QDeadlineTimer deadline;
    std::atomic_bool isAnswered = false;
    std::atomic_bool isLate = false;
};

/// What the threads share, under `mutex`.
struct DatabasePool::Shared
{
    QMutex mutex;
    QWaitCondition isWanted;
    std::deque<std::shared_ptr<Job>> waiting;
    std::vector<std::shared_ptr<Job>> running; ///< by thread; null: idle
    bool isEnding = false;
};

DatabasePool::DatabasePool(const DatabaseConfig& config, QObject* parent)
    : QObject(parent)
    , m_config(config)
    , m_shared(std::make_shared<Shared>())
{
    const int count = config.isSqlite() ? 1 : config.connections;
    m_shared->running.resize(size_t(count));
    for (int number = 0; number < count; ++number) {
        QThread* thread = QThread::create([shared = m_shared, config, number] {
            Database database(config);
            serve(shared, database, number);
        });
        thread->setObjectName(QStringLiteral("natter-sql"));
        thread->start();
        m_threads.append(thread);
    }
    connect(&m_watch, &QTimer::timeout, this, &DatabasePool::refuseLateJobs);
}

DatabasePool::~DatabasePool()
{
    {
        const QMutexLocker lock(&m_shared->mutex);
        m_shared->isEnding = true;
        m_shared->waiting.clear();
        m_shared->isWanted.wakeAll();
    }
    for (QThread* thread : std::as_const(m_threads)) {
        thread->wait();
        delete thread;
    }
}

Result<void> DatabasePool::open()
{
    auto opened = run([](Database& database) -> Result<void> {
        if (auto connected = database.open(); !connected)
            return connected;
        return database.migrate();
    });
    opened.waitForFinished();
    return opened.result();
}

bool DatabasePool::isIdle() const
{
    const QMutexLocker lock(&m_shared->mutex);
    return m_shared->waiting.empty() && std::none_of(m_shared->running.begin(), m_shared->running.end(),
                                            [](const auto& job) { return job != nullptr; });
}

void DatabasePool::post(Work work, std::function<void(const Error&)> refuse)
{
    auto job = std::make_shared<Job>();
    job->work = std::move(work);
    job->refuse = std::move(refuse);
    job->deadline.setRemainingTime(m_config.timeout);
    {
        const QMutexLocker lock(&m_shared->mutex);
        const bool isStalled = std::all_of(m_shared->running.begin(), m_shared->running.end(),
            [](const auto& running) { return running && running->isLate; });
        if (isStalled || m_shared->waiting.size() >= MaximumWaiting)
            return job->refuse(databaseUnavailable());
        m_shared->waiting.push_back(job);
        m_shared->isWanted.wakeOne();
    }
    m_asked.push_back(job);
    if (!m_watch.isActive())
        m_watch.start(WatchInterval);
}

void DatabasePool::refuseLateJobs()
{
    while (!m_asked.empty() && (m_asked.front()->isAnswered || m_asked.front()->deadline.hasExpired())) {
        if (!m_asked.front()->isAnswered.exchange(true)) {
            m_asked.front()->isLate = true;
            m_asked.front()->refuse(databaseUnavailable());
        }
        m_asked.pop_front();
    }
    if (m_asked.empty())
        m_watch.stop();
}

void DatabasePool::serve(const std::shared_ptr<Shared>& shared, Database& database, int number)
{
    QMutexLocker lock(&shared->mutex);
    while (!shared->isEnding) {
        if (shared->waiting.empty()) {
            shared->isWanted.wait(&shared->mutex);
            continue;
        }
        const std::shared_ptr<Job> job = shared->waiting.front();
        shared->waiting.pop_front();
        if (job->isAnswered)
            continue;
        shared->running[size_t(number)] = job;
        lock.unlock();
        database.setAbandoned([job = job.get()] { return job->isAnswered.load(); });
        job->work(database, [&job] { return !job->isAnswered.exchange(true); });
        database.setAbandoned({});
        lock.relock();
        shared->running[size_t(number)].reset();
    }
}

} // namespace Natter::Gateway
