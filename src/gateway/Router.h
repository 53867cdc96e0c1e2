// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"
#include "gateway/Request.h"
#include "gateway/Response.h"

#include <QMap>

#include <functional>

namespace Natter::Gateway {

/// Finds the handler of a request and answers what has none: 404 `path_unknown`, 405 `method_refused`, and
/// every `OPTIONS` for browsers (CORS preflight).
class Router
{
public:
    using Handler = std::function<Answer<Response>(const Request&)>;

    /// One path as it stands.
    void add(const QByteArray& method, const QString& path, const Handler& handler);
    /// Every path below `folder` that has no route of its own.
    void addBelow(const QByteArray& method, const QString& folder, const Handler& handler);
    /// A call of the SDK's API: `tail` below `/api/v2/sdk/` and `/api/v2/mobile/`.
    void addCall(const QByteArray& method, const QString& tail, const Handler& handler);

    Answer<Response> route(const Request& request) const;
    /// The route's own path, or `other`: what a metric may be labelled with.
    QString labelOf(const Request& request) const;

private:
    QHash<QString, QMap<QByteArray, Handler>> m_routes;
};

} // namespace Natter::Gateway
