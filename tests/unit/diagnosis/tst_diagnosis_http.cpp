// SPDX-License-Identifier: Apache-2.0
#include "CheckStage.h"
#include "support/FakeBrowser.h"

Q_DECLARE_METATYPE(Natter::Test::ScriptedReply)

using namespace Natter;
using namespace Natter::Test;
using namespace Natter::Diagnosis;

namespace {

const ScriptedReply Html =
    ScriptedReply::answer(200, "<!DOCTYPE html><title>Welcome</title>", "Content-Type: text/html\r\n");

DiagnosisFlow::Checks untilBackend()
{
    return {siteServerCheck(), profileCheck(), healthCheck(), clockCheck(), nonceCheck(), backendCheck()};
}

DiagnosisFlow::Checks untilLogout()
{
    return {profileCheck(), nonceCheck(), backendCheck(), loginCheck(), tokenCheck(), verifyCheck(),
        usersCheck(), refreshCheck(), logoutCheck()};
}

QJsonObject sessionJson(const QString& refreshToken)
{
    return {{"status", 200},
        {"results",
            QJsonObject{{"user", QJsonObject{{"email", "P11-A"}, {"username", "Ada"},
                                     {"token", "canary-engine-token"}, {"refresh_token", refreshToken},
                                     {"token_expires_at", "2999-01-01T00:00:00Z"}}},
                {"engine", QJsonObject{{"jid", "p11-a@chat.example"}}}}}};
}

QJsonObject refusal(const QString& reason)
{
    return {{"error", QJsonObject{{"message", "Refused."}, {"reason", reason}}}, {"status", 401}};
}

QString allText(const QList<ReportStep>& steps)
{
    QString all;
    for (const ReportStep& step : steps) {
        all += step.summary.english() + step.asked + step.answered + step.mend.english();
        for (const ReportDetail& detail : step.details)
            all += detail.name + detail.found + detail.expected;
    }
    return all;
}

} // namespace

class DiagnosisHttpTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void walksAGoodSite()
    {
        CheckStage stage;
        for (const ReportStep& step : stage.run(untilBackend())) {
            QVERIFY2(step.status == StepStatus::Ok, qPrintable(step.id + u' ' + step.summary.english()));
            QVERIFY2(
                !step.asked.isEmpty() && !step.why.isEmpty() && step.mend.isEmpty(), qPrintable(step.id));
        }
        QVERIFY(stage.step("nonce").asked.contains(
            "POST " + stage.server.url("/api/v2/sdk/auth/nonce").toString()));
        QVERIFY(stage.step("nonce").answered.contains("status 200, application/json"));
    }

    void findsWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<ScriptedReply>("reply");
        QTest::addColumn<QString>("failed");
        QTest::addColumn<QString>("word"); // in the summary or the advice
        const auto row = [](const char* name, const char* path, const ScriptedReply& reply,
                             const char* failed, const char* word) {
            QTest::newRow(name) << QByteArray(path) << reply << QString(failed) << QString(word);
        };
        const char* profile = "/.well-known/natter.json";
        const char* nonce = "/api/v2/sdk/auth/nonce";
        const char* verify = "/backend/auth/verify";
        row("profile html", profile, Html, "profile", "does not find its profile");
        row("profile missing", profile, ScriptedReply::answer(404, "{}"), "profile",
            "does not find its profile");
        row("profile redirect", profile, ScriptedReply::redirect("https://other.example/"), "profile",
            "Redirects");
        row("profile member", profile,
            ScriptedReply::answer(200, "{\"app_id\":\"a\",\"gateway\":\"http://site.example/\"}"), "profile",
            "gateway");
        row("profile busy", profile, ScriptedReply::answer(429, "{}"), "profile", "Too many");
        row("profile fails", profile, ScriptedReply::answer(503, "oops"), "profile", "log");
        row("profile of another service", profile, ScriptedReply::raw("220 mail.example ESMTP\r\n"),
            "profile", "other than HTTP");
        row("profile cut", profile, ScriptedReply::truncated("{", 100), "profile", "closed the connection");
        row("health html", "/healthz", Html, "health", "Something else");
        row("health engine", "/healthz",
            CheckStage::json({{"status", "unavailable"}, {"database", "ok"}, {"engine", "unavailable"}}, 503),
            "health", "ejabberd");
        row("health database", "/healthz",
            CheckStage::json({{"status", "unavailable"}, {"database", "unavailable"}, {"engine", "ok"}}, 503),
            "health", "database");
        row("backend's clock", "/backend/", CheckStage::dated(300), "clock", "NTP");
        row("nonce html", nonce, Html, "nonce", "Something else");
        row("nonce app", nonce, CheckStage::json(refusal("app_unknown"), 401), "nonce", "[app ...]");
        row("nonce short", nonce, CheckStage::nonce(1), "nonce", "nonce_lifetime_seconds");
        row("nonce number", nonce,
            CheckStage::json({{"results", QJsonObject{{"nonce", 7}}}, {"status", 200}}), "nonce", "no nonce");
        row("nonce failure", nonce, ScriptedReply::answer(500, "oops"), "nonce", "log");
        row("backend html", verify, Html, "backend", "Something else");
        row("backend redirect", verify, ScriptedReply::redirect("/login"), "backend", "Redirects");
        row("backend 500", verify, ScriptedReply::answer(500, "<b>Fatal error</b>"), "backend", "log");
        row("backend 404", verify, ScriptedReply::answer(404, "{}"), "backend", "Something else");
        row("backend gives to all", verify, CheckStage::json({{"identity_token", "a.b.c"}}), "backend",
            "anybody");
    }

    void findsWhatIsWrong()
    {
        QFETCH(QByteArray, path);
        QFETCH(ScriptedReply, reply);
        QFETCH(QString, failed);
        QFETCH(QString, word);
        CheckStage stage;
        stage.server.on(path, reply);
        const auto steps = stage.run(untilBackend());
        for (const ReportStep& step : steps)
            QCOMPARE(step.status == StepStatus::Failed, step.id == failed);
        const ReportStep step = stage.step(failed);
        QVERIFY2((step.summary.english() + step.mend.english()).contains(word),
            qPrintable(step.summary.english() + u'\n' + step.mend.english()));
        QVERIFY(!step.mend.isEmpty() && !step.asked.isEmpty() && !step.answered.isEmpty());
    }

    /// mesibo.md, 3: `ts` in each answer. A proxy's Date header says nothing of it.
    void tellsTheBackendsOwnTime_data()
    {
        QTest::addColumn<int>("ahead");
        QTest::addColumn<QString>("found");
        QTest::addColumn<StepStatus>("status");
        QTest::newRow("same") << 0 << "the same as the gateway" << StepStatus::Ok;
        QTest::newRow("behind") << -20 << "behind the gateway" << StepStatus::Ok;
        QTest::newRow("hours ahead") << 7200 << "ahead of the gateway" << StepStatus::Warning;
    }
    void tellsTheBackendsOwnTime()
    {
        QFETCH(int, ahead);
        QFETCH(QString, found);
        QFETCH(StepStatus, status);
        CheckStage stage;
        QJsonObject profile = stage.profileJson();
        profile["backend"] = QJsonObject{{"protocol", "mesibo"},
            {"url", stage.server.url("/mesibo/").toString()}, {"methods", QJsonArray{"otp"}}};
        stage.server.on("/.well-known/natter.json", CheckStage::json(profile));
        stage.server.on(
            "/mesibo/", CheckStage::json({{"op", "login"}, {"ts", QDateTime::currentSecsSinceEpoch() + ahead},
                            {"error", "BADUSER"}, {"result", "FAIL"}}));
        stage.run({profileCheck(), clockCheck(), nonceCheck(), backendCheck()});
        const ReportStep step = stage.step("backend");
        QCOMPARE(step.status, StepStatus::Ok);
        QCOMPARE(step.details.size(), 1);
        QVERIFY2(step.details.first().found.contains(found), qPrintable(step.details.first().found));
        QCOMPARE(step.details.first().status, status);
    }

    void warnsOfTheRest_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<ScriptedReply>("reply");
        QTest::addColumn<QString>("warned");
        const auto row = [](const char* name, const char* path, const ScriptedReply& reply,
                             const char* warned) {
            QTest::newRow(name) << QByteArray(path) << reply << QString(warned);
        };
        row("own clock", "/api/v2/sdk/config", CheckStage::dated(300), "clock");
        row("no date", "/api/v2/sdk/config", ScriptedReply::answer(200, "{}"), "clock");
        row("backend throttles", "/backend/auth/verify", ScriptedReply::answer(429, "{}"), "backend");
        row("backend malformed", "/backend/auth/verify",
            ScriptedReply::answer(400, R"({"error":"bad number"})"), "backend");
    }

    void warnsOfTheRest()
    {
        QFETCH(QByteArray, path);
        QFETCH(ScriptedReply, reply);
        QFETCH(QString, warned);
        CheckStage stage;
        stage.server.on(path, reply);
        if (warned == u"clock") // both servers are of one time
            stage.server.on("/backend/", reply);
        stage.run(untilBackend());
        QCOMPARE(stage.step(warned).status, StepStatus::Warning);
        QVERIFY(!stage.step(warned).mend.isEmpty());
    }

    /// imbachat's tokens end an hour ahead and say no other time.
    void onlyWarnsWhereTokensSayNoTime()
    {
        CheckStage stage;
        QJsonObject profile = stage.profileJson();
        profile["backend"] = QJsonObject{{"protocol", "imbachat"},
            {"url", stage.server.url("/backend/").toString()}, {"methods", QJsonArray{"password"}}};
        stage.server.on("/.well-known/natter.json", CheckStage::json(profile));
        stage.server.on("/backend/", CheckStage::dated(300));
        stage.run({profileCheck(), clockCheck()});
        const ReportStep step = stage.step("clock");
        QVERIFY2(step.status == StepStatus::Warning, qPrintable(step.summary.english()));
        QVERIFY(step.summary.english().contains("ahead of the gateway's"));
    }

    /// Mostly it is the same server, and then the same cause.
    void leavesThePageAfterABadBackend()
    {
        CheckStage stage;
        QJsonObject profile = stage.profileJson();
        QJsonObject backend = profile["backend"].toObject();
        backend["methods"] = QJsonArray{"passcode", "browser"};
        backend["browser_page"] = stage.server.url("/sign-in").toString();
        backend["browser_token"] = stage.server.url("/token").toString();
        profile["backend"] = backend;
        stage.server.on("/.well-known/natter.json", CheckStage::json(profile));
        stage.server.on("/backend/auth/verify", ScriptedReply::answer(500, "oops"));
        stage.run({profileCheck(), nonceCheck(), backendCheck(), browserCheck()});
        QCOMPARE(stage.step("backend").status, StepStatus::Failed);
        QCOMPARE(stage.step("browser").status, StepStatus::Skipped);
        QCOMPARE(stage.step("browser").summary.english(), "because \"Private backend\" failed");
    }

    void refusesPlainHttpElsewhere()
    {
        CheckStage stage;
        stage.options.site = QStringLiteral("http://site.example");
        stage.run(untilBackend());
        QCOMPARE(stage.step("site-server").status, StepStatus::Failed);
        QVERIFY(stage.step("site-server").summary.english().contains("plain http"));
        QCOMPARE(stage.step("profile").status, StepStatus::Skipped);
    }

    void tellsAClosedPort()
    {
        CheckStage stage;
        stage.server.close();
        stage.run(untilBackend());
        QCOMPARE(stage.step("site-server").status, StepStatus::Failed);
        QVERIFY(stage.step("site-server").summary.english().contains("refused", Qt::CaseInsensitive));
        QCOMPARE(stage.step("backend").summary.english(), "because \"The site's server\" failed");
    }

    void tellsASelfSignedCertificate()
    {
        CheckStage stage;
        const ScriptedHttpServer tls(ScriptedHttpServer::Mode::Tls);
        stage.options.site = tls.url().toString();
        stage.run(untilBackend());
        QCOMPARE(stage.step("site-server").status, StepStatus::Failed);
        QVERIFY2(stage.step("site-server").summary.english().contains("certificate"),
            qPrintable(stage.step("site-server").summary.english()));
        QVERIFY(stage.step("site-server").mend.english().contains("known authority"));
    }

    void walksALogin()
    {
        CheckStage stage;
        stage.signInAs("P11-A", "canary-passcode");
        stage.giveToken(CheckStage::sign(CheckStage::goodClaims()));
        stage.server.on(
            "/api/v2/sdk/auth/verify_identity_token", CheckStage::json(sessionJson("canary-refresh-1")));
        stage.server.on("/api/v2/sdk/users",
            CheckStage::json(
                {{"results",
                     QJsonObject{{"users", QJsonArray{QJsonObject{{"user_id", "P11-A"}, {"name", "Ada"}}}}}},
                    {"status", 200}}));
        stage.server.on(
            "/api/v2/sdk/logout", CheckStage::json({{"results", QJsonObject()}, {"status", 200}}));
        stage.server.enqueue(CheckStage::json(sessionJson("canary-refresh-2")));
        stage.server.enqueue(CheckStage::json(refusal("refresh_revoked"), 401));
        const auto steps = stage.run(untilLogout());
        for (const ReportStep& step : steps)
            QVERIFY2(step.status == StepStatus::Ok, qPrintable(step.id + u' ' + step.summary.english()));
        QVERIFY2(!allText(steps).contains("canary"), qPrintable(allText(steps)));
        QVERIFY(stage.server.requests().last().body.contains("canary-refresh-2"));
    }

    void looksAtASignInPage_data()
    {
        QTest::addColumn<ScriptedReply>("page");
        QTest::addColumn<ScriptedReply>("token");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("word");
        const auto html = ScriptedReply::answer(200, "<form>", "Content-Type: text/html; charset=utf-8\r\n");
        const auto refused = ScriptedReply::answer(400, R"({"error":{"message":"no"}})");
        const int failed = int(StepStatus::Failed);
        const auto row = [](const char* name, const ScriptedReply& page, const ScriptedReply& token,
                             int status, const char* word) {
            QTest::newRow(name) << page << token << status << QString(word);
        };
        row("good", html, refused, int(StepStatus::Ok), "refused");
        row("refused with 403", html, ScriptedReply::answer(403, "{}"), int(StepStatus::Ok), "refused");
        row("leads on", ScriptedReply::redirect("https://login.example/"), refused, int(StepStatus::Ok),
            "refused");
        row("back at once", ScriptedReply::redirect("http://127.0.0.1:49151/natter-doctor?error=x"), refused,
            failed, "without asking anybody");
        row("missing", ScriptedReply::answer(404, "gone"), refused, failed, "status 404");
        row("fails", ScriptedReply::answer(500, "oops"), refused, failed, "status 500");
        row("no page", ScriptedReply::answer(200, "{}"), refused, failed, "not HTML");
        row("hangs up", ScriptedReply::hangUp(), refused, failed, "server");
        row("gives to all", html, CheckStage::json({{"identity_token", "a.b.c"}}), failed, "anybody");
        row("token html", html, Html, failed, "Something else");
        row("token fails", html, ScriptedReply::answer(500, "oops"), failed, "log");
        row("throttles", html, ScriptedReply::answer(429, "{}"), int(StepStatus::Warning), "throttling");
    }

    void looksAtASignInPage()
    {
        QFETCH(ScriptedReply, page);
        QFETCH(ScriptedReply, token);
        QFETCH(int, status);
        QFETCH(QString, word);
        CheckStage stage;
        stage.offerBrowserOnly();
        stage.server.on("/sign-in", page);
        stage.server.on("/token", token);
        const auto steps =
            stage.run({profileCheck(), nonceCheck(), backendCheck(), browserCheck(), loginCheck()});
        const ReportStep step = stage.step("browser");
        const QString words = step.summary.english() + u'|' + step.mend.english();
        QVERIFY2(int(step.status) == status, qPrintable(words));
        QVERIFY2(words.contains(word), qPrintable(words));
        QVERIFY(step.status == StepStatus::Ok || !step.mend.isEmpty());
        QCOMPARE(stage.step("backend").status, StepStatus::Skipped);
        QVERIFY2(
            step.asked.contains("GET " + stage.server.url("/sign-in").toString()), qPrintable(step.asked));
        if (stage.server.requests().last().method == "POST")
            QVERIFY2(
                step.asked.endsWith("POST " + stage.server.url("/token").toString()), qPrintable(step.asked));
        QVERIFY2(!allText(steps).contains("canary"), qPrintable(allText(steps)));
    }

    void warnsOfAForeignSignInPage()
    {
        CheckStage stage;
        ScriptedHttpServer elsewhere;
        stage.offerBrowserOnly(elsewhere.url("/sign-in"));
        stage.server.on("/token", ScriptedReply::answer(400, "{}"));
        elsewhere.on("/sign-in", ScriptedReply::answer(200, "<form>", "Content-Type: text/html\r\n"));
        stage.run({profileCheck(), nonceCheck(), browserCheck()});
        QCOMPARE(stage.step("browser").status, StepStatus::Warning);
        QVERIFY(stage.step("browser").summary.english().contains(elsewhere.url().authority()));
    }

    void signsInInTheBrowser_data()
    {
        QTest::addColumn<QString>("comesBack"); // after the state
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("word");
        QTest::newRow("signs in") << "&code=c-1" << int(StepStatus::Ok) << "identity token";
        QTest::newRow("cancelled") << "&error=access_denied" << int(StepStatus::Failed) << "said no";
        QTest::newRow("app unknown") << "&error=unauthorized_client" << int(StepStatus::Failed)
                                     << "127.0.0.1";
        QTest::newRow("no code") << "" << int(StepStatus::Failed) << "no code";
        QTest::newRow("nobody") << "-" << int(StepStatus::Failed) << "Nobody finished";
    }

    void signsInInTheBrowser()
    {
        QFETCH(QString, comesBack);
        QFETCH(int, status);
        QFETCH(QString, word);
        CheckStage stage;
        FakeBrowser browser;
        stage.offerBrowserOnly();
        stage.signInAs({}, {});
        stage.options.trial->browser = &browser;
        if (comesBack == u"-")
            stage.options.trial->browserPatience = std::chrono::milliseconds(50);
        stage.server.on("/sign-in", ScriptedReply::answer(200, "<form>", "Content-Type: text/html\r\n"));
        stage.server.enqueue(ScriptedReply::answer(400, R"({"error":{"message":"no"}})"));
        const QByteArray token = CheckStage::sign(CheckStage::goodClaims()).reveal();
        stage.server.enqueue(CheckStage::json({{"identity_token", QString::fromUtf8(token)}}));
        stage.start(
            {profileCheck(), nonceCheck(), backendCheck(), browserCheck(), loginCheck(), tokenCheck()});
        QVERIFY(QTest::qWaitFor([&browser] { return !browser.pages.isEmpty(); }, 30'000));
        if (comesBack != u"-")
            browser.comeBack("state=" + browser.member("state") + comesBack);
        const auto steps = stage.finish();
        const ReportStep step = stage.step("login");
        const QString words = step.summary.english() + u'|' + step.mend.english();
        QVERIFY2(int(step.status) == status, qPrintable(words));
        QVERIFY2(words.contains(word), qPrintable(words));
        if (step.status == StepStatus::Ok)
            QCOMPARE(stage.step("token").status, StepStatus::Ok);
        for (const QString& secret : {browser.member("state"), browser.member("nonce"), QString("c-1")})
            QVERIFY2(!allText(steps).contains(secret), qPrintable(allText(steps)));
    }

    void stopsTheBrowsersSignInWithTheWalk()
    {
        CheckStage stage;
        FakeBrowser browser;
        stage.offerBrowserOnly();
        stage.signInAs({}, {});
        stage.options.trial->browser = &browser;
        stage.server.on("/sign-in", ScriptedReply::answer(200, "<form>", "Content-Type: text/html\r\n"));
        stage.server.on("/token", ScriptedReply::answer(400, "{}"));
        stage.start({profileCheck(), nonceCheck(), browserCheck(), loginCheck()});
        QVERIFY(QTest::qWaitFor([&browser] { return !browser.pages.isEmpty(); }, 30'000));
        stage.finished.reset();
        stage.flow.reset();
        QCOMPARE(browser.comeBackWithCode("c-1"), QByteArray("refused"));
    }

    void keepsSecretsThatPeersRepeat()
    {
        CheckStage stage;
        stage.signInAs("P11-A", "canary-passcode");
        stage.giveToken(CheckStage::sign(CheckStage::goodClaims()));
        const QByteArray echo = "<html>canary-passcode canary-nonce " +
                                CheckStage::sign(CheckStage::goodClaims()).reveal() + "</html>";
        stage.server.on("/api/v2/sdk/auth/verify_identity_token", ScriptedReply::answer(500, echo));
        const auto steps = stage.run(untilLogout());
        QCOMPARE(stage.step("verify").status, StepStatus::Failed);
        QVERIFY2(!allText(steps).contains("canary"), qPrintable(allText(steps)));
        QVERIFY2(!allText(steps).contains("eyJ"), qPrintable(allText(steps)));
    }

    void keepsTokensOfWhatIsNearlyJson_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("half") << QByteArray(
            R"({"op":"login","result":true,"token":"canary-opaque","uid":7,)");
        QTest::newRow("comma") << QByteArray(R"({"token":"canary-opaque",})");
        QTest::newRow("bare keys") << QByteArray("{token:'canary-opaque'}");
        QTest::newRow("after HTML") << QByteArray(R"(<br>Notice: x<br>{"token":"canary-opaque"})");
        QTest::newRow("in a list, half") << QByteArray(R"([{"token":"canary-opaque")");
    }

    void keepsTokensOfWhatIsNearlyJson()
    {
        QFETCH(QByteArray, body);
        CheckStage stage;
        stage.signInAs("P11-A", "canary-passcode");
        stage.giveToken(CheckStage::sign(CheckStage::goodClaims()));
        stage.server.on("/api/v2/sdk/auth/verify_identity_token", ScriptedReply::answer(200, body));
        const auto steps = stage.run(untilLogout());
        const QString answered = stage.step("verify").answered;
        QVERIFY2(answered.contains(QStringLiteral("%1 bytes").arg(body.size())), qPrintable(answered));
        QVERIFY2(!allText(steps).contains("canary"), qPrintable(allText(steps)));
    }

    void tellsEachClaim()
    {
        CheckStage stage;
        stage.signInAs("P11-A", "canary-passcode");
        QJsonObject claims = CheckStage::goodClaims();
        claims.insert("iss", "other-app");
        claims.remove("nbf");
        stage.giveToken(CheckStage::sign(claims));
        stage.server.on(
            "/api/v2/sdk/auth/verify_identity_token", CheckStage::json(refusal("claim_missing"), 401));
        stage.run(untilLogout());
        const ReportStep token = stage.step("token");
        QCOMPARE(token.status, StepStatus::Failed);
        QVERIFY2(token.summary.english().contains(R"(iss is "other-app", should be "natter-demo")"),
            qPrintable(token.mend.english()));
        QVERIFY2(token.summary.english().contains("nbf is missing"), qPrintable(token.mend.english()));
        QCOMPARE(stage.step("verify").status, StepStatus::Failed);
        QCOMPARE(stage.step("logout").status, StepStatus::Skipped);
    }

    void explainsRefusals_data()
    {
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("word");
        QTest::newRow("signature") << "signature_invalid"
                                   << "different secrets";
        QTest::newRow("nonce") << "nonce_unknown"
                               << "nce";
        QTest::newRow("future") << "token_not_yet_valid"
                                << "clock";
        QTest::newRow("engine") << "engine_unavailable"
                                << "ejabberd";
        QTest::newRow("unheard of") << "something_new"
                                    << "log";
    }

    void explainsRefusals()
    {
        QFETCH(QString, reason);
        QFETCH(QString, word);
        CheckStage stage;
        stage.signInAs("P11-A", "canary-passcode");
        stage.giveToken(CheckStage::sign(CheckStage::goodClaims()));
        stage.server.on("/api/v2/sdk/auth/verify_identity_token", CheckStage::json(refusal(reason), 401));
        stage.run(untilLogout());
        QCOMPARE(stage.step("verify").status, StepStatus::Failed);
        QVERIFY2(stage.step("verify").mend.english().contains(word),
            qPrintable(stage.step("verify").mend.english()));
    }

    void testsUsersInfo_data()
    {
        QTest::addColumn<ScriptedReply>("without");
        QTest::addColumn<ScriptedReply>("with");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("word");
        const auto refused =
            ScriptedReply::answer(401, R"({"code":401,"version":1,"error":"Authenticate required!"})");
        const auto good = ScriptedReply::answer(200, R"([{"user_id":7,"name":"Ada","avatar_url":false}])");
        const auto ok = int(StepStatus::Ok);
        const auto warning = int(StepStatus::Warning);
        const auto failed = int(StepStatus::Failed);
        QTest::newRow("good") << refused << good << ok << "7 is Ada";
        QTest::newRow("refused inside 200")
            << ScriptedReply::answer(200, R"({"code":401,"error":"Authenticate required!"})") << good << ok
            << "7 is Ada";
        QTest::newRow("open") << good << good << failed << "without a login";
        QTest::newRow("wrong login") << refused << refused << failed << "same login";
        QTest::newRow("refused with a warning before")
            << ScriptedReply::answer(200, R"(<b>Warning</b>: x<br />{"code":"401","error":"x"})") << good
            << ok << "7 is Ada";
        QTest::newRow("broken without a login") << ScriptedReply::answer(500, "") << good << ok << "7 is Ada";
        QTest::newRow("unknown without a login")
            << ScriptedReply::answer(404, "<html>") << good << ok << "7 is Ada";
        QTest::newRow("html") << refused << ScriptedReply::answer(200, "<html></html>") << failed
                              << "not JSON";
        QTest::newRow("html before") << refused
                                     << ScriptedReply::answer(
                                            200, R"(<b>Warning</b>: x<br />[{"user_id":7,"name":"A"}])")
                                     << warning << "nothing before or after";
        QTest::newRow("html before, open")
            << ScriptedReply::answer(200, R"(<b>Warning</b>: x<br />[{"user_id":7,"name":"A"}])") << good
            << failed << "without a login";
        QTest::newRow("mark") << refused << ScriptedReply::answer(200, "\xEF\xBB\xBF[x]") << failed
                              << "not JSON";
        QTest::newRow("comma") << refused << ScriptedReply::answer(200, R"([{"user_id":7,"name":"A"},])")
                               << warning << "trailing comma";
        QTest::newRow("nobody") << refused << ScriptedReply::answer(200, "[]") << failed << "no entry";
        QTest::newRow("no name") << refused << ScriptedReply::answer(200, R"([{"user_id":7,"name":null}])")
                                 << failed << "no entry";
        QTest::newRow("object") << refused << ScriptedReply::answer(200, R"({"user_id":"7","name":"Ada"})")
                                << warning << "array";
        QTest::newRow("picture")
            << refused
            << ScriptedReply::answer(
                   200, "[{\"user_id\":7,\"name\":\"A\",\"avatar_url\":\"http://0.gravatar.example/a\"}]")
            << warning << "media_hosts";
        QTest::newRow("500") << refused << ScriptedReply::answer(500, "oops") << failed << "status 500";
    }

    void testsUsersInfo()
    {
        QFETCH(ScriptedReply, without);
        QFETCH(ScriptedReply, with);
        QFETCH(int, status);
        QFETCH(QString, word);
        CheckStage stage;
        stage.options.usersInfo = {
            stage.server.url("/people"), "root", Secret("canary-password"), QStringLiteral("7")};
        stage.server.enqueue(without);
        stage.server.enqueue(with);
        const auto steps = stage.run({profileCheck(), usersInfoCheck()});
        const ReportStep step = stage.step("users-info");
        QVERIFY2(int(step.status) == status, qPrintable(step.summary.english()));
        QVERIFY2((step.summary.english() + step.mend.english()).contains(word),
            qPrintable(step.summary.english() + step.mend.english()));
        QCOMPARE(stage.server.requests().at(1).header("Authorization"), QByteArray());
        QCOMPARE(stage.server.requests().last().header("Authorization"),
            "Basic " + QByteArray("root:canary-password").toBase64());
        QCOMPARE(stage.server.requests().last().target, QByteArray("/people?user_ids=7"));
        QVERIFY(!allText(steps).contains("canary"));
    }
};

QTEST_GUILESS_MAIN(DiagnosisHttpTest)
#include "tst_diagnosis_http.moc"
