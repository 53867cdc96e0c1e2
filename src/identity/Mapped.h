// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"

namespace Natter::Identity {

/// The answer to a question that is answered by another one: `fn(Result<From>) -> Result<To>` turns it.
/// Cancelling the answer cancels the question; when `context` dies first the answer is Cancelled.
template <typename To, typename From, typename Function>
Answer<To> mapped(const Answer<From>& question, QObject* context, Function&& fn)
{
    const Promise<To> promise;
    auto* asker = new QFutureWatcher<Result<To>>(context);
    QObject::connect(asker, &QFutureWatcherBase::finished, asker, &QObject::deleteLater);
    QObject::connect(
        asker, &QFutureWatcherBase::canceled, asker, [source = question]() mutable { source.cancel(); });
    asker->setFuture(promise.answer());
    onDone(question, context, [promise, fn = std::forward<Function>(fn)](const Result<From>& result) mutable {
        promise.resolve(fn(result));
    });
    return promise.answer();
}

} // namespace Natter::Identity
