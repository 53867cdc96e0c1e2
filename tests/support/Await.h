// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"

#include <QTest>

namespace Natter::Test {

/// Runs the event loop until the answer is there and gives it; Cancelled after `timeoutMs`, like a dropped
/// answer, with detail `test timeout`.
template <typename T>
Result<T> await(const Answer<T>& answer, int timeoutMs = 10'000)
{
    QObject context;
    std::optional<Result<T>> outcome;
    onDone(answer, &context, [&outcome](const Result<T>& result) { outcome = result; });
    if (!QTest::qWaitFor([&outcome] { return outcome.has_value(); }, timeoutMs))
        return Error{ErrorKind::Cancelled, Retry::never(), QStringLiteral("test timeout"), {}};
    return *outcome;
}

} // namespace Natter::Test
