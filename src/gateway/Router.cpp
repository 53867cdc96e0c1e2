// SPDX-License-Identifier: Apache-2.0
#include "gateway/Router.h"

#include <algorithm>

namespace Natter::Gateway {

namespace {

constexpr char KnownHeaders[] =
    "authorization, content-type, if-none-match, qiscus-sdk-app-id, qiscus-sdk-platform, "
    "qiscus-sdk-token, qiscus-sdk-user-id, qiscus-sdk-version, qiscus_sdk_app_id, qiscus_sdk_token, "
    "qiscus_sdk_user_id, qiscus_sdk_version";

bool isHeaderNameList(const QByteArray& text)
{
    return !text.isEmpty() && text.size() <= 2048 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_' || c == ',' || c == ' ';
    });
}

Response preflight(const Request& request)
{
    // Applications add headers of their own, so what the browser asks for is what it may send.
    const QByteArray asked = request.header("access-control-request-headers");
    Response response;
    response.status = 204;
    response.contentType.clear();
    response.headers = {
        {"Access-Control-Allow-Methods", "GET, POST, HEAD, OPTIONS"},
        {"Access-Control-Allow-Headers", isHeaderNameList(asked) ? asked : QByteArray(KnownHeaders)},
        {"Access-Control-Max-Age", "600"},
    };
    return response;
}

} // namespace

void Router::add(const QByteArray& method, const QString& path, const Handler& handler)
{
    m_routes[path].insert(method, handler);
}

void Router::addBelow(const QByteArray& method, const QString& folder, const Handler& handler)
{
    add(method, folder + QStringLiteral("/*"), handler);
}

void Router::addCall(const QByteArray& method, const QString& tail, const Handler& handler)
{
    add(method, QStringLiteral("/api/v2/sdk/") + tail, handler);
    add(method, QStringLiteral("/api/v2/mobile/") + tail, handler);
}

Answer<Response> Router::route(const Request& request) const
{
    if (request.method() == "OPTIONS")
        return resolved<Response>(preflight(request));
    auto methods = m_routes.constFind(request.path());
    for (QString folder = request.path(); methods == m_routes.constEnd() && !folder.isEmpty();) {
        folder.truncate(folder.lastIndexOf(u'/'));
        methods = m_routes.constFind(folder + QStringLiteral("/*"));
    }
    if (methods == m_routes.constEnd())
        return resolved<Response>(Response::refusal(
            404, QStringLiteral("path_unknown"), QStringLiteral("There is nothing at this path.")));
    const auto handler = methods->constFind(request.method() == "HEAD" ? "GET" : request.method());
    if (handler == methods->constEnd()) {
        Response response = Response::refusal(
            405, QStringLiteral("method_refused"), QStringLiteral("This path does not take this method."));
        response.headers.append({"Allow", methods->keys().join(", ")});
        return resolved<Response>(response);
    }
    return (*handler)(request);
}

QString Router::labelOf(const Request& request) const
{
    return m_routes.contains(request.path()) ? request.path() : QStringLiteral("other");
}

} // namespace Natter::Gateway
