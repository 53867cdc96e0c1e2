// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "diagnosis/Inquiry.h"
#include "diagnosis/Person.h"
#include "domain/JsonValues.h"
#include "domain/UsersInfoReader.h"
#include "net/LooseJson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace Natter::Diagnosis {

namespace {

QUrl addressWith(const QUrl& configured, const QString& userId)
{
    const QByteArray id = QUrl::toPercentEncoding(userId);
    QByteArray address = configured.toEncoded();
    if (address.contains("%7Bids%7D"))
        return QUrl::fromEncoded(address.replace("%7Bids%7D", id));
    return QUrl::fromEncoded(address + (configured.hasQuery() ? '&' : '?') + "user_ids=" + id);
}

bool isRefusal(const Net::HttpResponse& response)
{
    const int code = readCode(Net::parseLooseJson(response.body).object().value(u"code"));
    return response.status == 401 || response.status == 403 || code == 401 || code == 403;
}

QString wantedId(const Walk& walk)
{
    const QString& wanted = walk.options.usersInfo->userId;
    return wanted.isEmpty() ? walk.user.toString() : wanted;
}

Finding judgeEntries(const Walk& walk, const QJsonDocument& json)
{
    const QJsonValue value = json.isArray() ? QJsonValue(json.array()) : QJsonValue(json.object());
    const QList<User> users = readUsersInfo(value);
    const QString wanted = wantedId(walk);
    const auto user = std::find_if(users.begin(), users.end(),
        [&wanted](const User& candidate) { return candidate.id.toString() == wanted; });
    if (user == users.end())
        return Finding::failed(Phrase("no entry with user_id %1 and a name").arg(wanted),
            Phrase("Each entry needs user_id, as it was asked for, and a name that is not empty."));
    Finding finding = judgePerson(walk, *user);
    if (finding.status == StepStatus::Ok && !json.isArray()) {
        finding.status = StepStatus::Warning;
        finding.mend = Phrase("Answer a JSON array, for one person too.");
    }
    return finding;
}

Result<Finding> judgeAnswer(const Walk& walk, const Result<Net::HttpResponse>& answer, bool isOpenToAll)
{
    if (!answer)
        return answer.error();
    if (isRefusal(*answer))
        return Finding::failed(Phrase("it refuses the login"),
            Phrase("Give site and gateway the same login and password (users_info_login and its password "
                   "file). PHP behind CGI may need the Authorization header passed on."));
    if (answer->status != 200)
        return Finding::failed(Phrase("status %1 instead of 200").arg(answer->status),
            Phrase("Answer 200 with a JSON array, an empty one for nobody."));
    QJsonParseError error;
    const QJsonDocument strict = QJsonDocument::fromJson(answer->body, &error);
    const QJsonDocument json = Net::parseLooseJson(answer->body);
    const Phrase mend =
        Phrase("Answer JSON and nothing before or after it: no warnings of the language, no HTML, no "
               "byte order mark, no trailing comma.");
    if (json.isNull())
        return Finding::failed(Phrase("not JSON: %1").arg(error.errorString()), mend);
    if (isOpenToAll)
        return Finding::failed(Phrase("it answers without a login"),
            Phrase("Refuse requests without the right HTTP Basic login with 401: names and mail addresses "
                   "are open to everybody now."));
    Finding finding = judgeEntries(walk, json);
    // The gateway reads it all the same.
    if (finding.status == StepStatus::Ok && strict.isNull()) {
        finding.status = StepStatus::Warning;
        finding.mend = mend;
    }
    return finding;
}

/// The "API test" of imbachat.md, section 10: once without a login, which must be refused, and once with it.
class ApiTest final : public Inquiry
{
public:
    using Inquiry::Inquiry;

    void begin() override
    {
        m_walk.redaction.add(m_walk.options.usersInfo->password);
        Net::HttpRequest request;
        request.url = addressWith(m_walk.options.usersInfo->url, wantedId(m_walk));
        request.headers = {{"Accept", "application/json"}};
        onDone(m_walk.http.send(request), this, [this, request](const Result<Net::HttpResponse>& answer) {
            if (!answer)
                return conclude(answer.error());
            m_isOpenToAll = answer->status == 200 && !isRefusal(*answer);
            askWithLogin(request);
        });
    }

private:
    void askWithLogin(Net::HttpRequest request)
    {
        const UsersInfoAccess& access = *m_walk.options.usersInfo;
        const QByteArray pair = (access.login.toUtf8() + ':' + access.password.reveal()).toBase64();
        m_walk.redaction.add(Secret(pair));
        request.headers.emplace_back("Authorization", "Basic " + pair);
        onDone(m_walk.http.send(request), this, [this](const Result<Net::HttpResponse>& answer) {
            conclude(judgeAnswer(m_walk, answer, m_isOpenToAll));
        });
    }

    bool m_isOpenToAll = false;
};

} // namespace

Check usersInfoCheck()
{
    return {.id = QStringLiteral("users-info"),
        .title = Phrase("The site's users-info"),
        .why = Phrase("The gateway asks it who people are. It tells personal data, so only the gateway's "
                      "login may read it."),
        .needs = {},
        .run = inquire<ApiTest>,
        .reasonToSkip = [](const Walk& walk) {
            return wantedId(walk).isEmpty() ? Phrase("nobody is signed in; --user says who is asked for")
                                            : Phrase();
        }};
}

} // namespace Natter::Diagnosis
