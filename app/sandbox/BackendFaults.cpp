// SPDX-License-Identifier: Apache-2.0
#include "BackendFaults.h"

#include "HtmlPage.h"

namespace Natter::Sandbox {

using namespace std::chrono_literals;

Gateway::Response spoiled(Gateway::Response answer, const FaultSwitches& faults)
{
    Gateway::Response other;
    if (faults.has(Fault::BackendHtml))
        return htmlPage(QStringLiteral("Maintenance"), QStringLiteral("<h1>We will be back soon</h1>"));
    if (faults.has(Fault::Backend500)) {
        other.status = 500;
        return other;
    }
    if (faults.has(Fault::BackendRedirect)) {
        other.status = 302;
        other.headers = {{"Location", "https://elsewhere.example/"}};
        return other;
    }
    if (faults.has(Fault::BackendBusy)) {
        other = Gateway::Response::json(429,
            {{QStringLiteral("error"),
                QJsonObject{{QStringLiteral("message"), QStringLiteral("Too many people are signing in.")},
                    {QStringLiteral("reason"), QStringLiteral("throttled")}}}});
        other.headers.emplaceBack("Retry-After", "20");
        return other;
    }
    if (faults.has(Fault::BackendMalformed))
        answer.body.truncate(answer.body.size() / 2);
    if (faults.has(Fault::BackendRelaxed)) {
        answer.contentType = "text/html; charset=UTF-8";
        answer.body.replace(answer.body.lastIndexOf('}'), 1, ",}").prepend("\xEF\xBB\xBF");
    }
    return answer;
}

std::chrono::milliseconds backendDelay(const FaultSwitches& faults)
{
    return faults.has(Fault::BackendSlow) ? 12s : 0ms;
}

} // namespace Natter::Sandbox
