// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/BackendService.h"
#include "gateway/RateLimiter.h"
#include "gateway/Router.h"

namespace Natter::Gateway {

/// mesibo's backend API as private backends call it (mesibo.md, section 7): `/api.php` with a query, a form
/// or JSON, `/backend/` with JSON. Answers are `{"op", "result": true, ...}` or `{"op", "result": false,
/// "error"}`.
class BackendRoutes : public QObject
{
    Q_OBJECT

public:
    BackendRoutes(
        const Config& config, const Clock& clock, DatabasePool& database, QObject* parent = nullptr);

    void addTo(Router& router);

private:
    Answer<Response> answer(const Request& request, const Result<QJsonObject>& members);
    Answer<Response> dispatch(const QString& op, const AppConfig& app, const BackendRequest& request);

    BackendService m_backend;
    RateLimiter m_refusedTokens;
};

} // namespace Natter::Gateway
