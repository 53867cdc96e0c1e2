// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"

#include <QObject>
#include <QSqlDatabase>
#include <QThread>

#include <functional>
#include <memory>
#include <type_traits>

namespace Natter::Store {

/// The client's SQLite file on its one worker thread: WAL, foreign keys, migrations run by open(). Everything
/// asked before open() has finished waits for it in order. Destroying it finishes what was asked, then
/// closes. Errors: Storage (with SQLite's text; full disk has code `disk_full`, a damaged file `corrupt`).
class Database : public QObject
{
    Q_OBJECT

public:
    /// `path`: the file, or ":memory:". Its folder is made, readable by the user only.
    explicit Database(const QString& path, QObject* parent = nullptr);
    ~Database() override;

    Answer<void> open();
    /// Behind everything that was asked. What is asked later fails (Storage, code `closed`). Destroying waits
    /// for nothing after that.
    Answer<void> close();

    /// Runs `fn(QSqlDatabase&) -> Result<T>` on the worker thread inside one transaction: committed when it
    /// returns a value, rolled back when it returns an error.
    template <typename Function>
    auto run(Function fn)
    {
        using ResultType = std::invoke_result_t<Function, QSqlDatabase&>;
        return runTyped(std::move(fn), static_cast<ResultType*>(nullptr));
    }

private:
    using Work = std::function<Result<void>(QSqlDatabase&)>;

    template <typename Function, typename T>
    Answer<T> runTyped(Function fn, Result<T>*)
    {
        const Promise<T> promise;
        auto slot = std::make_shared<std::optional<Result<T>>>();
        post(
            [slot, fn = std::move(fn)](QSqlDatabase& db) mutable -> Result<void> {
                slot->emplace(fn(db));
                return (*slot)->isOk() ? Result<void>() : Result<void>((*slot)->error());
            },
            [slot, promise](const Result<void>& outcome) {
                promise.resolve(outcome.isOk() ? std::move(**slot) : Result<T>(outcome.error()));
            });
        return promise.answer();
    }

    /// Both run on the worker thread; `done` after commit or rollback.
    void post(Work work, std::function<void(const Result<void>&)> done);

    class Worker;
    QThread m_thread;
    Worker* m_worker = nullptr;
};

} // namespace Natter::Store
