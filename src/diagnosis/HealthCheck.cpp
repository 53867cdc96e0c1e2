// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "diagnosis/Advice.h"
#include "identity/JsonReply.h"
#include "identity/Mapped.h"

namespace Natter::Diagnosis {

namespace {

ReportDetail healthRow(const QString& name, const QString& word)
{
    const bool isOk = word == u"ok";
    return {name, word, QStringLiteral("ok"), isOk ? StepStatus::Ok : StepStatus::Failed};
}

Result<Finding> judgeHealth(const Result<Net::HttpResponse>& answer)
{
    if (!answer)
        return answer.error();
    const Identity::JsonReply reply(QStringLiteral("gateway, GET healthz"), *answer);
    const QString database = reply.body().value(u"database").toString();
    const QString engine = reply.body().value(u"engine").toString();
    if (!reply.isObject() || database.isEmpty())
        return reply.malformed(QStringLiteral("no health report of a Natter gateway"));
    Finding finding = Finding::good(Phrase("database %1, engine %2").arg(database).arg(engine));
    finding.details = {
        healthRow(QStringLiteral("database"), database), healthRow(QStringLiteral("engine"), engine)};
    if (database == u"ok" && engine == u"ok")
        return finding;
    finding.status = StepStatus::Failed;
    const QString reason =
        database == u"ok" ? QStringLiteral("engine_unavailable") : QStringLiteral("database_unavailable");
    finding.mend = mendFor({ErrorKind::ServerFailure, {}, {}, reason});
    return finding;
}

} // namespace

Check healthCheck()
{
    return {.id = QStringLiteral("health"),
        .title = Phrase("Gateway's health"),
        .why = Phrase("The gateway knows best whether it reaches its database and the engine."),
        .needs = {QStringLiteral("profile")},
        .run = [](Walk& walk, QObject* scope) {
            Net::HttpRequest request;
            request.url = walk.profile->gateway.resolved(QUrl(QStringLiteral("healthz")));
            return Identity::mapped<Finding>(walk.http.send(request), scope, judgeHealth);
        }};
}

} // namespace Natter::Diagnosis
