// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "diagnosis/Advice.h"
#include "identity/JsonReply.h"
#include "identity/Mapped.h"

namespace Natter::Diagnosis {

namespace {

class HealthCheck final : public Check
{
public:
    HealthCheck()
        : Check({QStringLiteral("health"), QStringLiteral("Gateway's health"),
              QStringLiteral("The gateway knows best whether it reaches its database and the engine."),
              {QStringLiteral("profile")}})
    {}

    Answer<Finding> run(Walk& walk) override
    {
        Net::HttpRequest request;
        request.url = walk.profile->gateway.resolved(QUrl(QStringLiteral("healthz")));
        return Identity::mapped<Finding>(walk.http.send(request), &m_context, judge);
    }

private:
    static Result<Finding> judge(const Result<Net::HttpResponse>& answer)
    {
        if (!answer)
            return answer.error();
        const Identity::JsonReply reply(QStringLiteral("gateway, GET healthz"), *answer);
        const QString database = reply.body().value(u"database").toString();
        const QString engine = reply.body().value(u"engine").toString();
        if (!reply.isObject() || database.isEmpty())
            return reply.malformed(QStringLiteral("no health report of a Natter gateway"));
        Finding finding;
        const auto row = [](const char* name, const QString& word) {
            const bool isOk = word == u"ok";
            return ReportDetail{
                QLatin1String(name), word, QStringLiteral("ok"), isOk ? StepStatus::Ok : StepStatus::Failed};
        };
        finding.details = {row("database", database), row("engine", engine)};
        finding.summary = QStringLiteral("database %1, engine %2").arg(database, engine);
        if (database == u"ok" && engine == u"ok")
            return finding;
        finding.status = StepStatus::Failed;
        const QString reason =
            database == u"ok" ? QStringLiteral("engine_unavailable") : QStringLiteral("database_unavailable");
        finding.mend = mendFor({ErrorKind::ServerFailure, {}, {}, reason});
        return finding;
    }
};

} // namespace

std::unique_ptr<Check> makeHealthCheck()
{
    return std::make_unique<HealthCheck>();
}

} // namespace Natter::Diagnosis
