// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "base/Result.h"

#include <QFile>

namespace Natter::Gateway {

/// Who asked: what an audit line needs to know of a request.
struct Origin
{
    QString client;    ///< address
    QString requestId; ///< the gateway's own, also in the answer's `X-Request-Id`
};

/// One thing that happened to somebody's session. No member ever holds a secret.
struct AuditEvent
{
    const char* name = ""; ///< `login_accepted`, `login_refused`, ... (packaging/OPERATING.md lists them)
    QString appId;
    QString userId; ///< empty while nobody is known; believed only after the signature
    QString reason; ///< of the README's list; empty for what succeeded
};

/// Security events as one line of JSON each. Opening it again follows a rotated file.
class AuditLog
{
public:
    explicit AuditLog(const Clock& clock)
        : m_clock(clock)
    {}

    /// `target`: `none`, `stdout`, `stderr` or a file, which only its owner can read. What was open before
    /// stays when this fails. Errors: Configuration.
    Result<void> open(const QString& target);
    void write(const AuditEvent& event, const Origin& origin = {});

private:
    const Clock& m_clock;
    std::unique_ptr<QFile> m_file;
};

} // namespace Natter::Gateway
