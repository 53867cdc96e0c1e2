// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>

namespace Natter::Gateway {

/// One HTTP answer before it is written (qiscus.md, sections 3 and 8).
struct Response
{
    int status = 200;
    QByteArray contentType = "application/json";
    QByteArray body;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QString reason; ///< of a refusal, for the metrics

    /// `{"results": {...}, "status": 200}`
    static Response success(const QJsonObject& results);
    /// `{"error": {"message", "detailed_messages", "reason"}, "status"}`, and `Retry-After` when it is Later.
    static Response refusal(const Error& error);
    static Response refusal(int status, const QString& reason, const QString& message);
    static Response json(int status, const QJsonObject& object);
};

/// What a route gives for a Result: its refusal, or what `fn` makes of the value.
template <typename T, typename Function>
Response respond(const Result<T>& result, Function&& fn)
{
    return result ? std::forward<Function>(fn)(result.value()) : Response::refusal(result.error());
}

} // namespace Natter::Gateway
