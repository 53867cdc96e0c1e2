// SPDX-License-Identifier: Apache-2.0
#include "gateway/EngineClient.h"

#include "base/Log.h"
#include "gateway/Refusal.h"
#include "gateway/Tokens.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace Natter::Gateway {

namespace {

constexpr qsizetype MaximumKnown = 100'000;
constexpr std::chrono::hours KnownLifetime{1};

Error unavailable(ErrorKind kind)
{
    return refused(kind, "engine_unavailable", "The chat engine does not answer.",
        Retry::later(std::chrono::seconds(2)));
}

Result<void> judge(const Result<Net::HttpResponse>& response, const char* call, const QList<int>& good)
{
    if (!response) {
        qCWarning(lcGateway) << "engine:" << call << response.error();
        return unavailable(ErrorKind::Network);
    }
    if (!good.contains(response->status)) {
        qCWarning(lcGateway) << "engine:" << call << "answered" << response->status;
        return unavailable(ErrorKind::Network);
    }
    return {};
}

} // namespace

EngineClient::EngineClient(Net::HttpClient& http, EngineConfig config, QObject* parent)
    : QObject(parent)
    , m_http(http)
    , m_config(std::move(config))
{}

Answer<void> EngineClient::ensureAccount(const Jid& address)
{
    if (isSureOf(address))
        return resolved<void>({});
    if (auto good = checkIsNotOwn(address); !good)
        return resolved<void>(good);
    const QString key = address.toString();
    const Promise<void> promise;
    const QJsonObject arguments{{QStringLiteral("user"), address.local()},
        {QStringLiteral("host"), address.domain()},
        {QStringLiteral("password"), QString::fromLatin1(randomToken().reveal())}};
    onDone(post(QStringLiteral("register"), arguments), this, [this, promise, key](const auto& response) {
        const auto judged = judge(response, "register", {200, 409});
        if (judged) {
            if (m_known.size() >= MaximumKnown)
                m_known.clear();
            m_known.insert(key, QDeadlineTimer(KnownLifetime));
        }
        promise.resolve(judged);
    });
    return promise.answer();
}

Answer<void> EngineClient::renewAccount(const Jid& address)
{
    if (auto good = checkIsNotOwn(address); !good)
        return resolved<void>(good);
    m_known.remove(address.toString());
    const Promise<void> promise;
    const QJsonObject arguments{
        {QStringLiteral("user"), address.local()}, {QStringLiteral("host"), address.domain()}};
    onDone(
        post(QStringLiteral("unregister"), arguments), this, [this, promise, address](const auto& response) {
            if (auto judged = judge(response, "unregister", {200}); !judged)
                return promise.resolve(judged);
            onDone(ensureAccount(address), this,
                [promise](const Result<void>& ensured) { promise.resolve(ensured); });
        });
    return promise.answer();
}

Result<void> EngineClient::checkIsNotOwn(const Jid& address) const
{
    // Whoever had its tokens would have its rights.
    if (address == Jid::parse(m_config.apiLogin))
        return refused(
            ErrorKind::Conflict, "user_id_conflict", "The engine's account of the gateway has this address.");
    return {};
}

bool EngineClient::isSureOf(const Jid& address) const
{
    const auto known = m_known.constFind(address.toString());
    return known != m_known.constEnd() && !known->hasExpired();
}

Answer<void> EngineClient::endConnections(const Jid& address)
{
    const Promise<void> promise;
    const QJsonObject arguments{
        {QStringLiteral("user"), address.local()}, {QStringLiteral("host"), address.domain()}};
    onDone(post(QStringLiteral("kick_user"), arguments), this,
        [promise](const auto& response) { promise.resolve(judge(response, "kick_user", {200})); });
    return promise.answer();
}

Answer<void> EngineClient::probe()
{
    const Promise<void> promise;
    Net::HttpRequest request;
    request.url = m_config.api;
    request.deadline = std::chrono::seconds(3);
    onDone(m_http.send(request), this, [promise](const Result<Net::HttpResponse>& response) {
        // Whatever it thinks of this address: it answers.
        promise.resolve(response ? Result<void>() : Result<void>(unavailable(ErrorKind::Network)));
    });
    return promise.answer();
}

Answer<Net::HttpResponse> EngineClient::post(const QString& command, const QJsonObject& arguments)
{
    Net::HttpRequest request;
    request.method = "POST";
    request.url = m_config.api.resolved(QUrl(command));
    request.headers = {{"Content-Type", "application/json"}};
    if (!m_config.apiLogin.isEmpty()) {
        const QByteArray pair = m_config.apiLogin.toUtf8() + ':' + m_config.apiPassword.reveal();
        request.headers.append(Net::Header("Authorization", "Basic " + pair.toBase64()));
    }
    request.body = QJsonDocument(arguments).toJson(QJsonDocument::Compact);
    request.deadline = std::chrono::seconds(5);
    return m_http.send(request);
}

} // namespace Natter::Gateway
