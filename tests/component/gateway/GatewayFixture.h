// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "component/gateway/LentDatabase.h"
#include "component/gateway/ScriptedPeer.h"
#include "gateway/Server.h"
#include "jwt/Token.h"
#include "support/FakeClock.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QMap>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>

namespace Natter::Test {

/// A real gateway on a loopback port, between a scripted engine and a scripted users-info, and a caller.
class GatewayFixture
{
    LentDatabase m_database; // given back when the server is gone

public:
    struct Answered
    {
        int status = 0;
        QJsonObject json;
        QByteArray body;
        QNetworkReply::NetworkError error = QNetworkReply::NoError;
        QList<QNetworkReply::RawHeaderPair> headers;

        QString reason() const { return json.value("error").toObject().value("reason").toString(); }
        QString outcome() const { return status == 200 ? QStringLiteral("won") : reason(); }
        QString message() const { return json.value("error").toObject().value("message").toString(); }
        QJsonObject results() const { return json.value("results").toObject(); }
        QJsonObject user() const { return results().value("user").toObject(); }
        QByteArray header(const QByteArray& name) const
        {
            for (const auto& [key, value] : headers) {
                if (key.compare(name, Qt::CaseInsensitive) == 0)
                    return value;
            }
            return {};
        }
    };
    using Headers = QList<std::pair<QByteArray, QByteArray>>;
    inline static const QByteArray AppToken = "natter-demo-app-token";

    GatewayFixture()
        : engine([](const ScriptedPeer::Asked&) {
            return ScriptedPeer::Reply{200, "\"ok\""};
        })
        , usersInfo([](const ScriptedPeer::Asked& asked) { return answerUsers(asked); })
    {
        clock.setNow(QDateTime::currentDateTimeUtc());
        config.database = m_database.config;
        config.engine.api = engine.url("/api/");
        config.engine.tokenKey = Secret("an engine key that has 32 bytes!");
        config.apps.append(makeApp("natter-demo", "natter-demo-secret", "chat.example"));
    }

    Gateway::AppConfig makeApp(const QString& appId, const QByteArray& secret, const QString& domain) const
    {
        Gateway::AppConfig app;
        app.appId = appId;
        app.name = "Demo";
        app.keys = {{{}, Secret(secret)}};
        app.usersInfo.url = usersInfo.url("/users");
        app.usersInfo.searchUrl = usersInfo.url("/search");
        app.usersInfo.login = "gateway";
        app.usersInfo.password = Secret("pass:word");
        app.profile.siteName = "Demo Site";
        app.profile.appId = appId;
        app.profile.gateway = QUrl("https://gateway.example/");
        app.profile.backend = QUrl("https://site.example/");
        app.profile.methods = {LoginMethod::Passcode};
        app.profile.engineWebSocket = QUrl("wss://chat.example/ws");
        app.profile.engineDomain = domain;
        return app;
    }

    /// Makes the first app a site of that protocol, with what is usual there: dg names its keys, mesibo's
    /// private backend has AppToken instead of one.
    void useProtocol(LoginProtocolKind protocol)
    {
        Gateway::AppConfig& app = config.apps.first();
        app.profile.protocol = protocol;
        if (protocol == LoginProtocolKind::Dg)
            app.keys = {
                {"new-key", Secret("the new signing secret")}, {"old-key", Secret("the old signing secret")}};
        if (protocol == LoginProtocolKind::Mesibo) {
            app.keys.clear();
            app.appToken = Secret(AppToken);
        }
        applyProtocolDefaults(app);
    }

    void start()
    {
        server = std::make_unique<Gateway::Server>(config, clock);
        const auto started = server->start();
        if (!started)
            qFatal("%s", qPrintable(started.error().detail));
    }

    static std::optional<ScriptedPeer::Reply> answerUsers(const ScriptedPeer::Asked& asked)
    {
        QJsonArray people;
        for (const QString& id :
            QUrlQuery(asked.url).queryItemValue("user_ids", QUrl::FullyDecoded).split(',')) {
            if (!id.startsWith("nobody"))
                people.append(QJsonObject{{"user_id", id}, {"name", "Name of " + id}, {"badge", "gold"},
                    {"favourite", "tea"}, {"user_mail", "private@site.example"}});
        }
        return ScriptedPeer::Reply{200, QJsonDocument(people).toJson()};
    }

    QNetworkReply* send(const QByteArray& method, const QByteArray& path, const QByteArray& body = {},
        const Headers& headers = {})
    {
        QUrl url = server->url();
        QNetworkRequest request(
            QUrl::fromEncoded(url.toEncoded(QUrl::RemovePath | QUrl::StripTrailingSlash) + path));
        for (const auto& [name, value] : headers)
            request.setRawHeader(name, value);
        if (!request.hasRawHeader("content-type"))
            request.setRawHeader("Content-Type", "application/json");
        return m_network.sendCustomRequest(request, method, body);
    }
    static Answered take(QNetworkReply* reply)
    {
        Answered answered;
        QSignalSpy finished(reply, &QNetworkReply::finished);
        if (!reply->isFinished() && !finished.wait(60'000))
            qWarning("no answer in time");
        answered.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        answered.body = reply->readAll();
        answered.json = QJsonDocument::fromJson(answered.body).object();
        answered.error = reply->error();
        answered.headers = reply->rawHeaderPairs();
        reply->deleteLater();
        return answered;
    }
    Answered call(const QByteArray& method, const QByteArray& path, const QByteArray& body = {},
        const Headers& headers = {})
    {
        return take(send(method, path, body, headers));
    }
    Answered post(const QByteArray& tail, const QJsonObject& body, const Headers& headers = {})
    {
        return call("POST", "/api/v2/sdk/" + tail, QJsonDocument(body).toJson(), headers);
    }
    Answered get(const QByteArray& tail, const QByteArray& bearer)
    {
        return call("GET", "/api/v2/sdk/" + tail, {}, {{"Authorization", "Bearer " + bearer}});
    }

    QString nonce(const QByteArray& appId = "natter-demo")
    {
        return call("POST", "/api/v2/sdk/auth/nonce", {}, {{"qiscus_sdk_app_id", appId}})
            .results()
            .value("nonce")
            .toString();
    }
    QJsonObject claims(const QString& user, const QString& nonce) const
    {
        const qint64 now = clock.now().toSecsSinceEpoch();
        return {{"iss", "natter-demo"}, {"iat", now}, {"nbf", now}, {"exp", now + 60}, {"nce", nonce},
            {"prn", user}};
    }
    static QByteArray sign(const QJsonObject& claims, const QByteArray& secret = "natter-demo-secret",
        const QJsonObject& header = {{"ver", "v2"}})
    {
        return Jwt::Token::sign(claims, Secret(secret), Jwt::Algorithm::HS256, header).reveal();
    }
    Answered verify(const QByteArray& token, const Headers& headers = {{"qiscus_sdk_app_id", "natter-demo"}})
    {
        return post("auth/verify_identity_token", {{"identity_token", QString::fromLatin1(token)}}, headers);
    }
    /// The same token so many times at once: how often it won, and how often it was refused for what.
    QMap<QString, int> verifyAtOnce(const QByteArray& token, int count)
    {
        QList<QNetworkReply*> asked;
        for (int i = 0; i < count; ++i)
            asked.append(send("POST", "/api/v2/sdk/auth/verify_identity_token",
                "{\"identity_token\":\"" + token + "\"}", {{"qiscus_sdk_app_id", "natter-demo"}}));
        return outcomes(takeAll(asked));
    }
    static QList<Answered> takeAll(const QList<QNetworkReply*>& asked)
    {
        QList<Answered> answers;
        for (QNetworkReply* reply : asked)
            answers.append(take(reply));
        return answers;
    }
    static QMap<QString, int> outcomes(const QList<Answered>& answers)
    {
        QMap<QString, int> counted;
        for (const Answered& answer : answers)
            ++counted[answer.outcome()];
        return counted;
    }
    Answered login(const QString& user) { return verify(sign(claims(user, nonce()))); }
    QByteArray bearer(const QString& user) { return login(user).user().value("token").toString().toLatin1(); }

    FakeClock clock;
    ScriptedPeer engine;
    ScriptedPeer usersInfo;
    Gateway::Config config;
    std::unique_ptr<Gateway::Server> server;

private:
    QNetworkAccessManager m_network;
};

} // namespace Natter::Test
