// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diagnosis/Checks.h"
#include "jwt/Token.h"
#include "net/NetworkHttpClient.h"
#include "support/FakeClock.h"
#include "support/FakeTransport.h"
#include "support/ScriptedHttpServer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>

namespace Natter::Test {

/// A site of one scripted HTTP server (gateway, backend and users-info) and a scripted engine, walked by real
/// checks.
class CheckStage
{
public:
    CheckStage()
    {
        clock.setNow(QDateTime::currentDateTimeUtc());
        server.on("/.well-known/natter.json", json(profileJson()));
        server.on("/healthz", json({{"status", "ok"}, {"database", "ok"}, {"engine", "ok"}}));
        server.on("/api/v2/sdk/config", dated(0));
        server.on("/backend/", dated(0));
        server.on("/api/v2/sdk/auth/nonce", nonce(600));
        server.on("/backend/auth/verify", ScriptedReply::answer(401, R"({"error":{"message":"no"}})"));
        options.site = server.url().toString();
    }

    static ScriptedReply json(const QJsonObject& body, int status = 200)
    {
        return ScriptedReply::answer(status, QJsonDocument(body).toJson());
    }
    static ScriptedReply nonce(int seconds)
    {
        const qint64 end = QDateTime::currentSecsSinceEpoch() + seconds;
        return json(
            {{"results", QJsonObject{{"nonce", "canary-nonce"}, {"expired_at", end}}}, {"status", 200}});
    }
    /// An answer of a server whose clock is so many seconds ahead.
    static ScriptedReply dated(int seconds)
    {
        const QString date = QLocale::c().toString(QDateTime::currentDateTimeUtc().addSecs(seconds),
            QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
        return ScriptedReply::answer(
            200, "{}", "Content-Type: application/json\r\nDate: " + date.toLatin1() + "\r\n");
    }

    QJsonObject profileJson() const
    {
        const QString base = server.url().toString();
        return {{"version", 1}, {"name", "Scripted"}, {"app_id", "natter-demo"}, {"gateway", base},
            {"backend", QJsonObject{{"protocol", "qiscus"}, {"url", base + "backend/"},
                            {"methods", QJsonArray{"passcode"}}}},
            {"engine", QJsonObject{{"websocket", QString(base).replace("http", "ws") + "ws"},
                           {"domain", "chat.example"}}},
            {"media_hosts", QJsonArray{"site.example"}}};
    }

    /// The profile of a site that people sign in to at its page and nowhere else.
    void offerBrowserOnly(const QUrl& page = {})
    {
        QJsonObject profile = profileJson();
        profile["backend"] = QJsonObject{{"protocol", "qiscus"}, {"url", server.url("/backend/").toString()},
            {"methods", QJsonArray{"browser"}},
            {"browser_page", page.isEmpty() ? server.url("/sign-in").toString() : page.toString()},
            {"browser_token", server.url("/token").toString()}};
        server.on("/.well-known/natter.json", json(profile));
    }

    void signInAs(const QString& login, const QByteArray& passcode)
    {
        options.trial.emplace();
        options.trial->login = login;
        options.trial->ask = [passcode](Diagnosis::Proof) {
            return resolved<Secret>(Secret(passcode));
        };
    }

    /// Claims as the contract wants them; the nonce is that of nonce().
    static QJsonObject goodClaims()
    {
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        return {{"iss", "natter-demo"}, {"iat", now}, {"nbf", now}, {"exp", now + 120},
            {"nce", "canary-nonce"}, {"prn", "P11-A"}};
    }
    static Secret sign(const QJsonObject& claims)
    {
        return Jwt::Token::sign(
            claims, Secret("test-signing-secret"), Jwt::Algorithm::HS256, {{"ver", "v2"}});
    }
    /// First the refusal of nobody, then this token.
    void giveToken(const Secret& token)
    {
        server.remove("/backend/auth/verify");
        server.enqueue(ScriptedReply::answer(401, R"({"error":{"message":"no"}})"));
        server.enqueue(json({{"identity_token", QString::fromUtf8(token.reveal())}}));
    }

    /// Runs these checks and gives their steps. `engine` is the transport of the walk, to be played with.
    QList<ReportStep> run(Diagnosis::DiagnosisFlow::Checks checks)
    {
        start(std::move(checks));
        return finish();
    }
    void start(Diagnosis::DiagnosisFlow::Checks checks)
    {
        flow = std::make_unique<Diagnosis::DiagnosisFlow>(
            options, std::move(checks), http,
            [this] {
                auto transport = std::make_unique<FakeTransport>();
                engine = transport.get();
                return transport;
            },
            clock);
        finished = std::make_unique<QSignalSpy>(flow.get(), &Diagnosis::DiagnosisFlow::finished);
        flow->start();
    }
    QList<ReportStep> finish()
    {
        if (finished->isEmpty() && !finished->wait(30'000))
            qWarning("the walk does not end");
        return flow->steps();
    }
    ReportStep step(const QString& id) const
    {
        for (const ReportStep& step : flow->steps()) {
            if (step.id == id)
                return step;
        }
        return {};
    }

    ScriptedHttpServer server;
    FakeClock clock;
    Net::NetworkHttpClient http{"natter-test"};
    Diagnosis::Options options;
    FakeTransport* engine = nullptr;
    std::unique_ptr<Diagnosis::DiagnosisFlow> flow;
    std::unique_ptr<QSignalSpy> finished;
};

} // namespace Natter::Test
