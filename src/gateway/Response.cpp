// SPDX-License-Identifier: Apache-2.0
#include "gateway/Response.h"

#include "gateway/Refusal.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace Natter::Gateway {

Response Response::json(int status, const QJsonObject& object)
{
    Response response;
    response.status = status;
    response.body = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return response;
}

Response Response::success(const QJsonObject& results)
{
    return json(200, {{QStringLiteral("results"), results}, {QStringLiteral("status"), 200}});
}

Response Response::refusal(int status, const QString& reason, const QString& message)
{
    Response response = json(
        status, {{QStringLiteral("error"), QJsonObject{{QStringLiteral("message"), message},
                                               {QStringLiteral("detailed_messages"), QJsonArray{message}},
                                               {QStringLiteral("reason"), reason}}},
                    {QStringLiteral("status"), status}});
    response.reason = reason;
    return response;
}

Response Response::refusal(const Error& error)
{
    const bool isOurs = error.code.isEmpty();
    Response response = refusal(statusOf(error), isOurs ? QStringLiteral("internal_error") : error.code,
        isOurs ? QStringLiteral("The gateway could not do that.") : error.detail);
    if (error.retry.when == Retry::When::Later) {
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(error.retry.after).count();
        response.headers.append({"Retry-After", QByteArray::number(qMax<qint64>(1, seconds))});
    }
    return response;
}

} // namespace Natter::Gateway
