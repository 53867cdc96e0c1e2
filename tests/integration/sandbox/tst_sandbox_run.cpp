// SPDX-License-Identifier: Apache-2.0
#include "ProcessTable.h"
#include "domain/Profile.h"
#include "gateway/Database.h"
#include "gateway/EngineClient.h"
#include "net/JsonAnswer.h"
#include "net/NetworkHttpClient.h"
#include "sandbox/EngineInstallation.h"
#include "sandbox/EngineProcess.h"
#include "sandbox/State.h"
#include "support/Await.h"
#include "support/SandboxProcess.h"
#include "support/XmppPeer.h"
#include "xmpp/Client.h"
#include "xmpp/WebSocketTransport.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QUrlQuery>

using namespace Natter;
using namespace Natter::Test;

/// The real binary with the real engine, from the first line of JSON to kill -9.
class tst_sandbox_run : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void tellsEverything();
    void servesTheProfile();
    void answersAboutPeople();
    void showsPagesWithAButton();
    void survivesAnImpatientReader();
    void signsInWithPasscodeAndCode();
    void refusesAReplayedNonce();
    void findsFoldedIds();
    void keepsDaysOfHistory();
    void plainClientsTalkToTheBots();
    void theEngineComesBack();
    void faults();
    void secretsAreNotOnTheCommandLine();
    void theEngineHasASessionOfItsOwn();
    void leavesNothingAfterAKill();
    void keepsItsData();
    void theEngineEmptiesAnAccount();
    void endsWithItsStdin();
    void saysWhatToInstall();
    void noticesATakenPort();

private:
    Result<QJsonObject> get(const QUrl& url, const QList<Net::Header>& headers = {});
    Result<QJsonObject> post(const QUrl& url, const QJsonObject& body);
    Result<Net::HttpResponse> send(Net::HttpRequest request) { return await(m_http.send(request)); }
    Net::HttpRequest usersInfoRequest(const QString& ids, const SandboxProcess& sandbox) const;
    QString requestNonce(const SandboxProcess& sandbox);
    /// The identity token, or the reason of the refusal.
    QString askBackend(const QString& login, const QString& passcode, const QString& nonce);
    Result<QJsonObject> verify(const QString& identityToken, const SandboxProcess& sandbox);
    bool signIn(XmppPeer& peer, const QString& userId, const SandboxProcess& sandbox);

    QTemporaryDir m_temporary;
    Net::NetworkHttpClient m_http{"natter-test"};
    SandboxProcess m_sandbox;
};

void tst_sandbox_run::initTestCase()
{
    if (!Sandbox::findEngine()) {
        if (qEnvironmentVariableIsSet("CI"))
            QFAIL("ejabberd is not installed");
        QSKIP("ejabberd is not installed");
    }
    qputenv("TMPDIR", m_temporary.path().toLocal8Bit());
    QElapsedTimer timer;
    timer.start();
    QVERIFY2(m_sandbox.start(), m_sandbox.error().constData());
    qInfo("ready after %lld ms", timer.elapsed());
}

void tst_sandbox_run::cleanupTestCase()
{
    m_sandbox.stop();
    QTRY_COMPARE(processesWithEnvironment(m_temporary.path().toLocal8Bit()), QList<qint64>());
    QCOMPARE(QDir(m_temporary.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList());
}

Result<QJsonObject> tst_sandbox_run::get(const QUrl& url, const QList<Net::Header>& headers)
{
    Net::HttpRequest request;
    request.url = url;
    request.headers = headers;
    const auto response = send(request);
    return response ? Net::parseJsonObject(*response) : response.error();
}

Result<QJsonObject> tst_sandbox_run::post(const QUrl& url, const QJsonObject& body)
{
    Net::HttpRequest request;
    request.method = "POST";
    request.url = url;
    request.headers = {{"Content-Type", "application/json"}, {"qiscus-sdk-app-id", "natter-demo"}};
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    const auto response = send(request);
    return response ? Net::parseJsonObject(*response) : response.error();
}

Net::HttpRequest tst_sandbox_run::usersInfoRequest(const QString& ids, const SandboxProcess& sandbox) const
{
    const QJsonValue info = sandbox.ready().value(u"users_info");
    Net::HttpRequest request;
    request.url = QUrl(info[u"url"].toString());
    request.url.setQuery(QUrlQuery{{QStringLiteral("user_ids"), ids}});
    const QString credentials = info[u"login"].toString() + u':' + info[u"password"].toString();
    request.headers = {{"Authorization", "Basic " + credentials.toUtf8().toBase64()}};
    return request;
}

QString tst_sandbox_run::requestNonce(const SandboxProcess& sandbox)
{
    const auto answer = post(sandbox.gateway().resolved(QUrl(QStringLiteral("api/v2/sdk/auth/nonce"))), {});
    return answer ? answer->value(u"results")[u"nonce"].toString() : answer.error().detail;
}

QString tst_sandbox_run::askBackend(const QString& login, const QString& passcode, const QString& nonce)
{
    const QUrl url(m_sandbox.ready().value(u"backend").toString() + QStringLiteral("auth/verify"));
    const auto answer =
        post(url, {{QStringLiteral("user"),
                      QJsonObject{{QStringLiteral("app_id"), QStringLiteral("natter-demo")},
                          {QStringLiteral("phone_number"), login}, {QStringLiteral("passcode"), passcode},
                          {QStringLiteral("nonce"), nonce}}}});
    if (!answer)
        return answer.error().detail;
    const QString token = answer->value(u"identity_token").toString();
    return token.isEmpty() ? answer->value(u"error")[u"reason"].toString() : token;
}

Result<QJsonObject> tst_sandbox_run::verify(const QString& identityToken, const SandboxProcess& sandbox)
{
    return post(sandbox.gateway().resolved(QUrl(QStringLiteral("api/v2/sdk/auth/verify_identity_token"))),
        {{QStringLiteral("identity_token"), identityToken}});
}

bool tst_sandbox_run::signIn(XmppPeer& peer, const QString& userId, const SandboxProcess& sandbox)
{
    return peer.signIn(sandbox.xmpp(), userId.toLower(), sandbox.domain(),
        sandbox.person(userId).value(u"engine_token").toString());
}

void tst_sandbox_run::tellsEverything()
{
    const QJsonObject ready = m_sandbox.ready();
    QCOMPARE(ready.value(u"app_id").toString(), QStringLiteral("natter-demo"));
    QVERIFY(ready.value(u"secret").toString().size() >= 32);
    const QStringList addresses{ready.value(u"gateway").toString(), ready.value(u"profile").toString(),
        ready.value(u"backend").toString(), ready.value(u"users_info")[u"url"].toString(),
        ready.value(u"engine")[u"websocket"].toString(), ready.value(u"engine")[u"xmpp"].toString()};
    for (const QString& address : addresses) {
        const QUrl url(address, QUrl::StrictMode);
        QVERIFY2(url.isValid() && !url.isRelative() && url.port() > 0, qPrintable(address));
        QCOMPARE(url.host(), QStringLiteral("127.0.0.1"));
    }
    QVERIFY(ready.value(u"people").toArray().size() >= 14);
    for (const QJsonValue& person : ready.value(u"people").toArray()) {
        for (const auto* member : {"user_id", "login", "passcode", "name", "engine_token"})
            QVERIFY2(!person[QLatin1String(member)].toString().isEmpty(), member);
    }
}

void tst_sandbox_run::servesTheProfile()
{
    Net::HttpRequest request;
    request.url = QUrl(m_sandbox.profileUrl());
    const auto response = send(request);
    QVERIFY(response.isOk());
    const auto profile = parseProfile(response->body);
    QVERIFY2(profile.isOk(), profile ? "" : qPrintable(profile.error().detail));
    QCOMPARE(profile->gateway, m_sandbox.gateway());
    QCOMPARE(profile->backend, QUrl(m_sandbox.ready().value(u"backend").toString()));
    QCOMPARE(profile->methods.size(), 3);
    QVERIFY(profile->allowsMedia(profile->backend.resolved(QUrl(QStringLiteral("/avatars/1.png")))));
}

void tst_sandbox_run::answersAboutPeople()
{
    QStringList ids;
    for (const QJsonValue& person : m_sandbox.ready().value(u"people").toArray())
        ids += person[u"user_id"].toString();
    const auto response = send(usersInfoRequest(ids.join(u','), m_sandbox));
    QVERIFY(response.isOk());
    QCOMPARE(response->status, 200);
    const QJsonArray entries = QJsonDocument::fromJson(response->body).array();
    QCOMPARE(entries.size(), ids.size());
    Net::HttpRequest picture;
    picture.url = QUrl(entries.at(0)[u"avatar_url"].toString());
    const auto bytes = send(picture);
    QVERIFY(bytes.isOk());
    QCOMPARE(bytes->status, 200);
    QVERIFY(bytes->body.startsWith("\x89PNG"));
    QVERIFY(!bytes->header("ETag").isEmpty());

    Net::HttpRequest stranger = usersInfoRequest(QStringLiteral("1"), m_sandbox);
    stranger.url.setPath(stranger.url.path() + QStringLiteral("/1,2"));
    stranger.url.setQuery(QString());
    QCOMPARE(send(stranger)->status, 200);
    stranger.headers.clear();
    QCOMPARE(send(stranger)->status, 401);
}

void tst_sandbox_run::showsPagesWithAButton()
{
    const auto entry = send(usersInfoRequest(QStringLiteral("zoe@example.com,9"), m_sandbox));
    QVERIFY(entry.isOk());
    const QJsonArray people = QJsonDocument::fromJson(entry->body).array();
    Net::HttpRequest page;
    page.url = QUrl(people.at(0)[u"profile_url"].toString());
    auto response = send(page);
    QVERIFY(response.isOk());
    QVERIFY(response->body.contains("href=\"natter://dialog/zoe%40example.com\""));
    page.url = QUrl(people.at(1)[u"profile_url"].toString());
    response = send(page);
    QVERIFY(response.isOk());
    QVERIFY(response->body.contains("&lt;b&gt;Tom"));
    QVERIFY(!response->body.contains("<b>Tom"));
    page.url.setPath(QStringLiteral("/"));
    response = send(page);
    QVERIFY(response.isOk());
    QVERIFY(response->body.contains("/people/P11-A"));
}

void tst_sandbox_run::survivesAnImpatientReader()
{
    const auto entry = send(usersInfoRequest(QStringLiteral("18"), m_sandbox));
    QVERIFY(entry.isOk());
    Net::HttpRequest slow;
    slow.url = QUrl(QJsonDocument::fromJson(entry->body).array().at(0)[u"avatar_url"].toString());
    slow.deadline = std::chrono::milliseconds(300);
    const auto response = send(slow);
    QVERIFY(!response.isOk());
    QCOMPARE(response.error().kind, ErrorKind::Timeout);
    QCOMPARE(send(usersInfoRequest(QStringLiteral("1"), m_sandbox))->status, 200);
}

void tst_sandbox_run::signsInWithPasscodeAndCode()
{
    const QString login = QStringLiteral("18005550001");
    QCOMPARE(
        askBackend(login, QStringLiteral("1111"), QStringLiteral("n")), QStringLiteral("wrong_credentials"));
    const auto byPasscode =
        verify(askBackend(login, QStringLiteral("4711"), requestNonce(m_sandbox)), m_sandbox);
    QVERIFY(byPasscode.isOk());
    QCOMPARE(byPasscode->value(u"results")[u"user"][u"username"].toString(), QStringLiteral("Ada Lindgren"));
    QCOMPARE(byPasscode->value(u"results")[u"engine"][u"jid"].toString(), QStringLiteral("1@natter.test"));

    const QUrl otp(m_sandbox.ready().value(u"backend").toString() + QStringLiteral("auth/otp"));
    const auto sent = post(
        otp, {{QStringLiteral("user"), QJsonObject{{QStringLiteral("app_id"), QStringLiteral("natter-demo")},
                                           {QStringLiteral("phone_number"), login}}}});
    QVERIFY(sent.isOk());
    QCOMPARE(sent->value(u"resend_after").toInt(), 30);
    QTRY_VERIFY(!m_sandbox.otpFor(login).isEmpty());
    const auto byCode =
        verify(askBackend(login, m_sandbox.otpFor(login), requestNonce(m_sandbox)), m_sandbox);
    QVERIFY(byCode.isOk());
    QCOMPARE(byCode->value(u"results")[u"user"][u"email"].toString(), QStringLiteral("1"));
}

void tst_sandbox_run::refusesAReplayedNonce()
{
    const QString token =
        askBackend(QStringLiteral("18005550002"), QStringLiteral("2718"), requestNonce(m_sandbox));
    QVERIFY(verify(token, m_sandbox)->contains(u"results"));
    const auto again = verify(token, m_sandbox);
    QVERIFY(again->contains(u"error"));
    QCOMPARE(again->value(u"status").toInt(), 401);
}

void tst_sandbox_run::findsFoldedIds()
{
    const auto session =
        verify(askBackend(QStringLiteral("18005550001"), QStringLiteral("4711"), requestNonce(m_sandbox)),
            m_sandbox);
    QVERIFY(session.isOk());
    const QByteArray token = session->value(u"results")[u"user"][u"token"].toString().toLatin1();
    const auto answer =
        get(m_sandbox.gateway().resolved(QUrl(QStringLiteral("api/v2/sdk/users?ids=p11-a,kiosk-7"))),
            {{"Authorization", "Bearer " + token}});
    QVERIFY(answer.isOk());
    QStringList ids;
    for (const QJsonValue& user : answer->value(u"results")[u"users"].toArray())
        ids += user[u"user_id"].toString();
    ids.sort();
    QCOMPARE(ids, (QStringList{QStringLiteral("Kiosk-7"), QStringLiteral("P11-A")}));
}

void tst_sandbox_run::keepsDaysOfHistory()
{
    const SystemClock clock;
    Xmpp::Client client(std::make_unique<Xmpp::WebSocketTransport>(), clock);
    const Secret token(m_sandbox.person(QStringLiteral("1")).value(u"engine_token").toString().toLatin1());
    const QUrl webSocket(m_sandbox.ready().value(u"engine")[u"websocket"].toString());
    client.connectToEngine({webSocket, *Jid::parse(u"1@natter.test"), token, QStringLiteral("history")});
    QTRY_COMPARE(client.state(), Xmpp::Client::State::Online);

    const auto roster = await(client.requestRoster());
    QVERIFY(roster.isOk());
    QVERIFY(roster->size() >= 14);

    Xmpp::ArchiveQuery query;
    query.with = Jid::parse(u"8@natter.test");
    query.beforeId = StanzaId();
    query.maximum = 250;
    const auto newest = await(client.requestArchive(query));
    QVERIFY(newest.isOk());
    QCOMPARE(newest->messages.size(), 250);
    QVERIFY(newest->messages.last().stamp > QDateTime::currentDateTimeUtc().addDays(-1));
    query.beforeId = newest->firstId;
    const auto older = await(client.requestArchive(query));
    QVERIFY(older.isOk());
    QVERIFY(older->isComplete);
    QVERIFY(older->messages.size() >= 50);
    QVERIFY(older->messages.first().stamp < QDateTime::currentDateTimeUtc().addDays(-30));
    QCOMPARE(older->messages.first().from.bare().toString(), QStringLiteral("8@natter.test"));
    client.disconnectFromEngine();
    QTRY_COMPARE(client.state(), Xmpp::Client::State::Disconnected);
}

void tst_sandbox_run::plainClientsTalkToTheBots()
{
    XmppPeer peer;
    QVERIFY(signIn(peer, QStringLiteral("P11-A"), m_sandbox));
    peer.send(
        QStringLiteral("echo@natter.test"), QStringLiteral("<b>hello</b> & good bye"), QStringLiteral("m1"));
    QCOMPARE(peer.waitForBody(QStringLiteral("<b>hello</b> & good bye")), 1);
    peer.send(QStringLiteral("story@natter.test"), QStringLiteral("please"), QStringLiteral("m2"));
    QTRY_VERIFY_WITH_TIMEOUT(peer.received().size() >= 4, 30'000);

    XmppPeer impostor;
    QVERIFY(!impostor.signIn(m_sandbox.xmpp(), QStringLiteral("2"), m_sandbox.domain(),
        m_sandbox.person(QStringLiteral("1")).value(u"engine_token").toString()));
}

void tst_sandbox_run::theEngineComesBack()
{
    XmppPeer witness;
    QVERIFY(signIn(witness, QStringLiteral("3"), m_sandbox));
    m_sandbox.killEngine();
    QTRY_VERIFY(!witness.isConnected());
    const auto isBack = [this] {
        XmppPeer probe;
        return signIn(probe, QStringLiteral("3"), m_sandbox);
    };
    QTRY_VERIFY_WITH_TIMEOUT(isBack(), 60'000);
    XmppPeer peer;
    QVERIFY(signIn(peer, QStringLiteral("3"), m_sandbox));
    peer.send(QStringLiteral("echo@natter.test"), QStringLiteral("still there?"), QStringLiteral("m3"));
    QCOMPARE(peer.waitForBody(QStringLiteral("still there?"), 20'000), 1);
    // A second answer would come before the next one's.
    peer.send(QStringLiteral("echo@natter.test"), QStringLiteral("and now?"), QStringLiteral("m4"));
    QCOMPARE(peer.waitForBody(QStringLiteral("and now?")), 1);
    QCOMPARE(peer.count(QStringLiteral("still there?")), 1);
}

void tst_sandbox_run::faults()
{
    {
        SandboxProcess broken;
        QVERIFY2(broken.start({QStringLiteral("--fault"), QStringLiteral("users-info-malformed"),
                     QStringLiteral("--fault"), QStringLiteral("nonce-expired")}),
            broken.error().constData());
        const auto half = send(usersInfoRequest(QStringLiteral("1"), broken));
        QCOMPARE(half->status, 200);
        QVERIFY(half->body.startsWith('[') && QJsonDocument::fromJson(half->body).isNull());
        const QString nonce = requestNonce(broken);
        QTest::qWait(2100);
        QVERIFY(!nonce.isEmpty());
        const QUrl url(broken.ready().value(u"backend").toString() + QStringLiteral("auth/verify"));
        const auto token = post(
            url, {{QStringLiteral("app_id"), QStringLiteral("natter-demo")},
                     {QStringLiteral("phone_number"), QStringLiteral("18005550001")},
                     {QStringLiteral("passcode"), QStringLiteral("4711")}, {QStringLiteral("nonce"), nonce}});
        QVERIFY(token.isOk());
        const auto late = verify(token->value(u"identity_token").toString(), broken);
        QCOMPARE(late->value(u"error")[u"reason"].toString(), QStringLiteral("nonce_expired"));
    }
    SandboxProcess down;
    QVERIFY(down.start({QStringLiteral("--fault"), QStringLiteral("users-info-down")}));
    QCOMPARE(send(usersInfoRequest(QStringLiteral("1"), down))->status, 503);
}

void tst_sandbox_run::secretsAreNotOnTheCommandLine()
{
    const QByteArray secret = m_sandbox.ready().value(u"secret").toString().toLatin1();
    const auto processes = processesWithEnvironment(m_temporary.path().toLocal8Bit());
    QVERIFY(processes.size() >= 3); // the sandbox, its janitor, the engine
    for (const qint64 process : processes)
        QVERIFY(!commandLineOf(process).contains(secret));
}

/// Or it starves beside a build in the same terminal, since Linux shares the processor out by sessions.
void tst_sandbox_run::theEngineHasASessionOfItsOwn()
{
    int engines = 0;
    for (const qint64 process : processesWithEnvironment(m_temporary.path().toLocal8Bit())) {
        if (!programOf(process).contains(u"beam"))
            continue;
        ++engines;
        QCOMPARE(sessionOf(process), process);
    }
    QCOMPARE(engines, 1);
}

void tst_sandbox_run::leavesNothingAfterAKill()
{
    QTemporaryDir folder;
    qputenv("TMPDIR", folder.path().toLocal8Bit());
    SandboxProcess sandbox;
    const bool isReady = sandbox.start();
    qputenv("TMPDIR", m_temporary.path().toLocal8Bit());
    QVERIFY2(isReady, sandbox.error().constData());

    const QByteArray mark = folder.path().toLocal8Bit();
    const auto processes = processesWithEnvironment(mark);
    qint64 own = 0;
    bool hasEngine = false;
    for (const qint64 process : processes) {
        hasEngine = hasEngine || programOf(process).contains(u"beam");
        if (parentOf(process) == QCoreApplication::applicationPid())
            own = process;
        QVERIFY(!programOf(process).endsWith(u"/epmd"));
    }
    QVERIFY(own != 0);
    QVERIFY(hasEngine);
    QVERIFY(!QDir(folder.path()).isEmpty());
    ::kill(static_cast<pid_t>(own), SIGKILL);
    QTRY_COMPARE(processesWithEnvironment(mark), QList<qint64>());
    QVERIFY(QDir(folder.path()).isEmpty());
}

void tst_sandbox_run::keepsItsData()
{
    QTemporaryDir folder;
    const QString data = folder.filePath(QStringLiteral("data"));
    const QStringList arguments{QStringLiteral("--data"), data};
    QJsonObject before;
    {
        SandboxProcess first;
        QVERIFY2(first.start(arguments), first.error().constData());
        before = first.ready();
        XmppPeer peer;
        QVERIFY(signIn(peer, QStringLiteral("2"), first));
        peer.send(QStringLiteral("3@natter.test"), QStringLiteral("keep this"), QStringLiteral("k1"));
        peer.send(QStringLiteral("echo@natter.test"), QStringLiteral("passed"), QStringLiteral("k2"));
        QCOMPARE(peer.waitForBody(QStringLiteral("passed")), 1);

        SandboxProcess second;
        QVERIFY(!second.start(arguments));
        QVERIFY(second.error().contains("in use"));
    }
    SandboxProcess again;
    QVERIFY2(again.start(arguments), again.error().constData());
    for (const auto* member : {"gateway", "backend", "secret", "engine", "users_info"})
        QCOMPARE(again.ready().value(QLatin1String(member)), before.value(QLatin1String(member)));
    XmppPeer peer;
    QVERIFY(signIn(peer, QStringLiteral("3"), again));
    QCOMPARE(peer.waitForBody(QStringLiteral("keep this")), 1);
    const auto permissions = QFile::permissions(data + QStringLiteral("/natter.test.sqlite"));
    QVERIFY(!(permissions & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
}

void tst_sandbox_run::theEngineEmptiesAnAccount()
{
    // What the gateway builds on when somebody's id comes in another spelling first.
    QTemporaryDir folder;
    const QString data = folder.filePath(QStringLiteral("data"));
    SandboxProcess sandbox;
    QVERIFY2(sandbox.start({QStringLiteral("--data"), data}), sandbox.error().constData());
    const auto state = Sandbox::loadState(data + QStringLiteral("/state.json"));
    QVERIFY(state);
    Gateway::EngineConfig config;
    config.api = QUrl(QStringLiteral("http://127.0.0.1:%1/api/").arg(state->ports.engineHttp));
    config.apiLogin = QStringLiteral("gateway-api@natter.test");
    config.apiPassword = state->engineApiPassword;
    Gateway::EngineClient engine(m_http, config);

    XmppPeer sender;
    QVERIFY(signIn(sender, QStringLiteral("2"), sandbox));
    const auto write = [&sender](const QString& text) {
        sender.send(QStringLiteral("3@natter.test"), text, text);
        const QString echo = QStringLiteral("echo of ") + text;
        sender.send(QStringLiteral("echo@natter.test"), echo, echo);
        return sender.waitForBody(echo) == 1;
    };
    QVERIFY(write(QStringLiteral("before")));
    for (int i = 0; i < 2; ++i) // what was done may be done again
        QVERIFY(await(engine.renewAccount(*Jid::parse(QStringLiteral("3@natter.test")))));
    QVERIFY(write(QStringLiteral("after")));
    XmppPeer receiver;
    QVERIFY(signIn(receiver, QStringLiteral("3"), sandbox));
    QCOMPARE(receiver.waitForBody(QStringLiteral("after")), 1);
    QCOMPARE(receiver.count(QStringLiteral("before")), 0);

    sandbox.stop();
    Gateway::DatabaseConfig archive;
    archive.name = data + QStringLiteral("/natter.test.sqlite");
    Gateway::Database database(archive);
    QVERIFY(database.open());
    auto kept = database.run(QStringLiteral("SELECT COUNT(*) FROM archive WHERE username = '3'"));
    QVERIFY(kept && kept.value().next());
    QCOMPARE(kept->value(0).toInt(), 1);
}

void tst_sandbox_run::endsWithItsStdin()
{
    const QString binary = QDir(QCoreApplication::applicationDirPath())
                               .absoluteFilePath(QStringLiteral("../bin/natter-sandbox"));
    QProcess process;
    process.start(binary, {QStringLiteral("--ready-json"), QStringLiteral("--until-stdin-closes")});
    QTRY_VERIFY_WITH_TIMEOUT(process.canReadLine(), 30'000);
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(10'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
    QCOMPARE(process.readAllStandardOutput().count('\n'), 1);
}

void tst_sandbox_run::saysWhatToInstall()
{
    const QString binary = QDir(QCoreApplication::applicationDirPath())
                               .absoluteFilePath(QStringLiteral("../bin/natter-sandbox"));
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("NATTER_EJABBERD_EBIN"), m_temporary.path());
    process.setProcessEnvironment(environment);
    process.start(binary, {QStringLiteral("--ready-json")});
    QVERIFY(process.waitForFinished(10'000));
    QCOMPARE(process.exitCode(), 3);
    QVERIFY(process.readAllStandardError().contains("apt-get install ejabberd"));
    QVERIFY(process.readAllStandardOutput().isEmpty());
}

void tst_sandbox_run::noticesATakenPort()
{
    QTemporaryDir folder;
    const Sandbox::EngineFiles files{folder.path(), {QStringLiteral("natter.test")}, true};
    auto state = Sandbox::loadState(files.folder + QStringLiteral("/state.json"));
    QVERIFY(state.isOk());
    const auto ports = Sandbox::usablePorts({});
    QVERIFY(ports.isOk());
    state.value().ports = *ports;
    QVERIFY(Sandbox::writeEngineFiles(files, *state).isOk());
    QTcpServer intruder;
    QVERIFY(intruder.listen(QHostAddress::LocalHost, ports->engineXmpp));

    Sandbox::EngineProcess engine(*Sandbox::findEngine(), files, ports->engineHttp);
    QSignalSpy ready(&engine, &Sandbox::EngineProcess::ready);
    QSignalSpy failed(&engine, &Sandbox::EngineProcess::failed);
    engine.start();
    QVERIFY(failed.wait(30'000));
    QCOMPARE(failed.at(0).at(0).value<Error>().kind, ErrorKind::Conflict);
    QCOMPARE(ready.count(), 0);
}

QTEST_GUILESS_MAIN(tst_sandbox_run)
#include "tst_sandbox_run.moc"
