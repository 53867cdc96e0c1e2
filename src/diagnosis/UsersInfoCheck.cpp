// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "base/PlainText.h"
#include "domain/UsersInfoReader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

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
    const QJsonValue code = QJsonDocument::fromJson(response.body).object().value(u"code");
    return response.status == 401 || response.status == 403 || code.toInt() == 401 || code.toInt() == 403;
}

Finding failed(const QString& summary, const QString& mend)
{
    Finding finding;
    finding.status = StepStatus::Failed;
    finding.summary = summary;
    finding.mend = mend;
    return finding;
}

/// The "API test" of imbachat.md, section 10: once without a login, which must be refused, and once with it.
class UsersInfoCheck final : public Check
{
public:
    UsersInfoCheck()
        : Check({QStringLiteral("users-info"), QStringLiteral("The site's users-info"),
              QStringLiteral(
                  "The gateway asks it who people are. It tells personal data, so only the gateway's login "
                  "may read it."),
              {}})
    {}

    QString reasonToSkip(const Walk& walk) const override
    {
        return userId(walk).isEmpty() ? QStringLiteral("nobody is signed in; --user says who is asked for")
                                      : QString();
    }

    Answer<Finding> run(Walk& walk) override
    {
        m_walk = &walk;
        walk.redaction.add(walk.options.usersInfo->password);
        Net::HttpRequest request;
        request.url = addressWith(walk.options.usersInfo->url, userId(walk));
        request.headers = {{"Accept", "application/json"}};
        onDone(walk.http.send(request), &m_context, [this, request](const Result<Net::HttpResponse>& answer) {
            if (!answer)
                return m_promise.resolve(answer.error());
            m_isOpenToAll = !isRefusal(*answer);
            askWithLogin(request);
        });
        return m_promise.answer();
    }

private:
    static QString userId(const Walk& walk)
    {
        const QString& wanted = walk.options.usersInfo->userId;
        return wanted.isEmpty() ? walk.user.toString() : wanted;
    }

    void askWithLogin(Net::HttpRequest request)
    {
        const UsersInfoAccess& access = *m_walk->options.usersInfo;
        const QByteArray pair = (access.login.toUtf8() + ':' + access.password.reveal()).toBase64();
        m_walk->redaction.add(Secret(pair));
        request.headers.emplace_back("Authorization", "Basic " + pair);
        onDone(m_walk->http.send(request), &m_context,
            [this](const Result<Net::HttpResponse>& answer) { m_promise.resolve(judge(answer)); });
    }

    Result<Finding> judge(const Result<Net::HttpResponse>& answer) const
    {
        if (!answer)
            return answer.error();
        if (isRefusal(*answer))
            return failed(QStringLiteral("it refuses the login"),
                QStringLiteral(
                    "Give site and gateway the same login and password (users_info_login and its password "
                    "file). PHP behind CGI may need the Authorization header passed on."));
        if (answer->status != 200)
            return failed(QStringLiteral("status %1 instead of 200").arg(answer->status),
                QStringLiteral("Answer 200 with a JSON array, an empty one for nobody."));
        QJsonParseError error;
        const QJsonDocument json = QJsonDocument::fromJson(answer->body, &error);
        if (json.isNull())
            return failed(QStringLiteral("not JSON: ") + error.errorString(),
                QStringLiteral("Answer JSON and nothing before or after it: no warnings of the language, no "
                               "HTML, no byte "
                               "order mark, no trailing comma."));
        return judgeEntries(json);
    }

    Finding judgeEntries(const QJsonDocument& json) const
    {
        if (m_isOpenToAll)
            return failed(QStringLiteral("it answers without a login"),
                QStringLiteral(
                    "Refuse requests without the right HTTP Basic login with 401: names and mail addresses "
                    "are open to everybody now."));
        Finding finding;
        if (!json.isArray()) {
            finding.status = StepStatus::Warning;
            finding.mend = QStringLiteral("Answer a JSON array, for one person too.");
        }
        const QJsonValue value = json.isArray() ? QJsonValue(json.array()) : QJsonValue(json.object());
        const QList<User> users = readUsersInfo(value);
        const QString wanted = userId(*m_walk);
        for (const User& user : users) {
            if (user.id.toString() != wanted)
                continue;
            const bool isShown =
                user.avatarUrl.isEmpty() || !m_walk->profile || m_walk->profile->allowsMedia(user.avatarUrl);
            finding.summary = QStringLiteral("%1 is %2").arg(wanted, plainLine(user.name, 80));
            finding.details += {QStringLiteral("avatar_url"), user.avatarUrl.toDisplayString(),
                QStringLiteral("empty, or on one of media_hosts"),
                isShown ? StepStatus::Ok : StepStatus::Warning};
            if (!isShown) {
                finding.status = StepStatus::Warning;
                finding.summary += QStringLiteral("; the picture's host is not among media_hosts");
                finding.mend =
                    QStringLiteral("Add %1 to media_hosts of the profile.").arg(user.avatarUrl.host());
            }
            return finding;
        }
        return failed(QStringLiteral("no entry with user_id %1 and a name").arg(wanted),
            QStringLiteral("Each entry needs user_id, as it was asked for, and a name that is not empty."));
    }

    Walk* m_walk = nullptr;
    bool m_isOpenToAll = false;
    Promise<Finding> m_promise;
};

} // namespace

std::unique_ptr<Check> makeUsersInfoCheck()
{
    return std::make_unique<UsersInfoCheck>();
}

} // namespace Natter::Diagnosis
