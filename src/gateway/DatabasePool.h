// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"
#include "gateway/Database.h"

#include <QList>
#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>

class QThread;

namespace Natter::Gateway {

/// The gateway's SQL connections, each on a thread of its own, so that a database that stalls never stalls
/// the event loop. A question that is not answered within DatabaseConfig::timeout is answered with
/// `database_unavailable`, and its transaction is rolled back when the database comes back. While all
/// connections stand still, questions are refused at once. Destroying it waits for the statements that run.
class DatabasePool : public QObject
{
    Q_OBJECT

public:
    explicit DatabasePool(const DatabaseConfig& config, QObject* parent = nullptr);
    ~DatabasePool() override;

    /// Connects and brings the schema up to date; waits for it. Errors: Configuration, Storage.
    Result<void> open();

    /// Runs `fn(Database&) -> Result<T>` on one of the threads. It may outlive whoever asks, so it takes what
    /// it needs by value.
    template <typename Function>
    auto run(Function fn)
    {
        using ResultType = std::invoke_result_t<Function, Database&>;
        return runTyped(std::move(fn), static_cast<ResultType*>(nullptr));
    }

    /// No statement runs or waits.
    bool isIdle() const;

private:
    struct Job;
    struct Shared;

    template <typename Function, typename T>
    Answer<T> runTyped(Function fn, Result<T>*)
    {
        const Promise<T> promise;
        post(
            [fn = std::move(fn), promise](Database& database, const std::function<bool()>& claim) mutable {
                Result<T> result = fn(database);
                if (claim())
                    promise.resolve(std::move(result));
            },
            [promise](const Error& error) { promise.resolve(error); });
        return promise.answer();
    }
    /// `claim` is true for the first who answers.
    using Work = std::function<void(Database&, const std::function<bool()>& claim)>;
    void post(Work work, std::function<void(const Error&)> refuse);
    void refuseLateJobs();
    static void serve(const std::shared_ptr<Shared>& shared, Database& database, int number);

    DatabaseConfig m_config;
    std::shared_ptr<Shared> m_shared;
    QList<QThread*> m_threads;
    std::deque<std::shared_ptr<Job>> m_asked; ///< oldest first
    QTimer m_watch;
};

} // namespace Natter::Gateway
