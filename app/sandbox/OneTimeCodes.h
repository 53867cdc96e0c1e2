// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "base/Secret.h"

#include <QHash>
#include <QString>

namespace Natter::Sandbox {

/// The one-time codes that are out: six digits, five minutes, five tries, one use. A new one replaces the
/// old.
class OneTimeCodes
{
public:
    enum class Verdict {
        Right,   ///< and used up now
        Wrong,   ///< or there is none
        Expired, ///< too late, or tried too often
    };

    explicit OneTimeCodes(const Clock& clock);

    Secret issue(const QString& login);
    Verdict check(const QString& login, const Secret& code);

private:
    struct Entry
    {
        Secret code;
        std::chrono::milliseconds end{0};
        int triesLeft = 0;
    };

    void dropOld();

    const Clock& m_clock;
    QHash<QString, Entry> m_codes;
};

} // namespace Natter::Sandbox
