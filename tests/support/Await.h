// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"

#include <QEventLoop>
#include <QTest>
#include <QTimer>

namespace Natter::Test {

/// Runs the event loop until the answer is there and gives it; Cancelled after `timeoutMs`, like a dropped
/// answer, with detail `test timeout`.
template <typename T>
Result<T> await(const Answer<T>& answer, int timeoutMs = 30'000)
{
    // A loop of its own: QTest::qWaitFor() looks every 10 ms only, and tests ask thousands of questions.
    QEventLoop loop;
    Result<T> outcome = Error{ErrorKind::Cancelled, Retry::never(), QStringLiteral("test timeout"), {}};
    onDone(answer, &loop, [&](const Result<T>& result) {
        outcome = result;
        loop.quit();
    });
    QTimer::singleShot(timeoutMs, &loop, &QEventLoop::quit);
    loop.exec();
    return outcome;
}

} // namespace Natter::Test
