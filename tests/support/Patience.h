// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTest>

// Part of the header that is precompiled for all tests. Qt's own give up after 5 s, which a busy machine may
// need, and look every 50 ms only.

#undef QTRY_VERIFY
#undef QTRY_COMPARE

/// Runs the event loop until `condition` holds, for up to 30 s, and fails when it does not.
#define QTRY_VERIFY(condition)                                                       \
    do {                                                                             \
        (void)QTest::qWaitFor([&] { return static_cast<bool>(condition); }, 30'000); \
        QVERIFY(condition);                                                          \
    } while (false)

/// As QTRY_VERIFY, for `actual == expected`.
#define QTRY_COMPARE(actual, expected)                                         \
    do {                                                                       \
        (void)QTest::qWaitFor([&] { return (actual) == (expected); }, 30'000); \
        QCOMPARE(actual, expected);                                            \
    } while (false)
