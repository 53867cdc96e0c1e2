// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QPromise>

#include <memory>
#include <utility>

/// \file
/// One question, one answer: a `QFuture<Result<T>>`, consumed only through onDone().
/// Threads: a Promise may be resolved on any thread; onDone's function always runs on `context`'s thread.

namespace Natter {

template <typename T>
using Answer = QFuture<Result<T>>;

/// The producer's end. Copyable, so that lambdas can hold it; the first resolve() wins, later ones are
/// ignored. When the last copy goes away unresolved, the asker receives ErrorKind::Cancelled.
template <typename T>
class Promise
{
public:
    Promise()
        : m_promise(std::make_shared<QPromise<Result<T>>>())
    {
        m_promise->start();
    }

    Answer<T> answer() const { return m_promise->future(); }
    bool isCancelled() const { return m_promise->isCanceled(); }

    void resolve(Result<T> result) const
    {
        if (m_promise->future().isFinished())
            return;
        m_promise->addResult(std::move(result));
        m_promise->finish();
    }

private:
    std::shared_ptr<QPromise<Result<T>>> m_promise;
};

/// An answer that is there already.
template <typename T>
Answer<T> resolved(Result<T> result)
{
    const Promise<T> promise;
    promise.resolve(std::move(result));
    return promise.answer();
}

/// Runs `fn(Result<T>)` once on `context`'s thread when the answer is there: never before onDone returns and
/// never after `context` died. A cancelled or dropped promise arrives as ErrorKind::Cancelled.
template <typename T, typename Function>
void onDone(const Answer<T>& answer, QObject* context, Function&& fn)
{
    auto* watcher = new QFutureWatcher<Result<T>>(context);
    QObject::connect(
        watcher, &QFutureWatcherBase::finished, context,
        [watcher, fn = std::forward<Function>(fn)]() mutable {
            watcher->deleteLater();
            const auto future = watcher->future();
            fn(future.resultCount() > 0 ? future.result() : Result<T>(Error::cancelled()));
        },
        Qt::QueuedConnection);
    watcher->setFuture(answer);
}

/// Owns one question: destroying or resetting it cancels the question, so that a late answer cannot act.
class ScopedRequest
{
public:
    ScopedRequest() = default;
    template <typename T>
    ScopedRequest(const Answer<T>& answer)
        : m_future(answer)
    {}
    ~ScopedRequest() { m_future.cancel(); }
    ScopedRequest(ScopedRequest&& other) noexcept { std::swap(m_future, other.m_future); }
    ScopedRequest& operator=(ScopedRequest&& other) noexcept
    {
        if (this != &other) {
            m_future.cancel();
            m_future = std::exchange(other.m_future, {});
        }
        return *this;
    }
    Q_DISABLE_COPY(ScopedRequest)

private:
    QFuture<void> m_future;
};

} // namespace Natter
