// SPDX-License-Identifier: Apache-2.0
#include "gateway/UsersInfoClient.h"

#include "base/Log.h"
#include "gateway/Refusal.h"
#include "net/LooseJson.h"

#include <QRegularExpression>

namespace Natter::Gateway {

namespace {

constexpr std::chrono::seconds Deadline{5};
constexpr qint64 MaximumAnswerBytes = qint64(4) * 1024 * 1024;
constexpr int MaximumTries = 2;

QByteArray braced(const QByteArray& placeholder)
{
    return "%7B" + placeholder + "%7D";
}

/// Servers and proxies decode `%2F` and resolve `..` as they like.
bool canStandIn(const QUrl& configured, const QByteArray& placeholder, const QString& text)
{
    if (!configured.path(QUrl::FullyEncoded).toLatin1().contains(braced(placeholder)))
        return true;
    return text != u"." && text != u".." && !text.contains(u'/') && !text.contains(u'\\');
}

/// Puts `encoded` where the configured address says `{name}`, else into its query.
QUrl addressWith(const QUrl& configured, const QByteArray& placeholder, const QByteArray& parameter,
    const QByteArray& encoded)
{
    QByteArray address = configured.toEncoded();
    if (address.contains(braced(placeholder)))
        return QUrl::fromEncoded(address.replace(braced(placeholder), encoded));
    address += configured.hasQuery() ? '&' : '?';
    return QUrl::fromEncoded(address + parameter + '=' + encoded);
}

Error unavailable(ErrorKind kind, const char* message)
{
    return refused(kind, "users_info_unavailable", message, Retry::later(std::chrono::seconds(5)));
}

/// WordPress' routes take no other characters, and its answer about a list with one is that about an address
/// that it does not serve (imbachat.md, section 3).
QStringList takenByRoute(const QStringList& ids)
{
    static const QRegularExpression taken(QStringLiteral("^[A-Za-z0-9_]+\\z"));
    return ids.filter(taken);
}

bool hasNoRoute(const Result<Net::HttpResponse>& response)
{
    return response && response->status == 404 &&
           Net::parseLooseJson(response->body)[QStringLiteral("code")] == QStringLiteral("rest_no_route");
}

bool isWorthAnotherTry(const Result<Net::HttpResponse>& response)
{
    return response ? response->status >= 500 : response.error().kind == ErrorKind::Network;
}

} // namespace

UsersInfoClient::UsersInfoClient(
    Net::HttpClient& http, UsersInfoConfig config, NameForm names, QObject* parent)
    : QObject(parent)
    , m_http(http)
    , m_config(std::move(config))
    , m_names(names)
{}

Answer<QList<User>> UsersInfoClient::fetch(const QStringList& ids)
{
    const Promise<QList<User>> promise;
    fetchInto(ids, promise);
    return promise.answer();
}

void UsersInfoClient::fetchInto(const QStringList& ids, const Promise<QList<User>>& promise)
{
    QByteArrayList encoded;
    for (const QString& id : ids) {
        if (canStandIn(m_config.url, "ids", id))
            encoded.append(QUrl::toPercentEncoding(id));
    }
    if (encoded.isEmpty())
        return promise.resolve(QList<User>());
    onDone(send("GET", addressWith(m_config.url, "ids", "user_ids", encoded.join(','))), this,
        [this, ids, promise](const Result<Net::HttpResponse>& response) {
            const QStringList taken = hasNoRoute(response) ? takenByRoute(ids) : ids;
            if (taken.size() < ids.size())
                fetchInto(taken, promise);
            else
                promise.resolve(read(response));
        });
}

Answer<QList<User>> UsersInfoClient::search(const QString& text)
{
    if (!canStandIn(m_config.searchUrl, "query", text))
        return resolved<QList<User>>(QList<User>());
    const Promise<QList<User>> promise;
    onDone(send(m_config.isSearchPosted ? "POST" : "GET",
               addressWith(m_config.searchUrl, "query", "query", QUrl::toPercentEncoding(text))),
        this,
        [this, promise](const Result<Net::HttpResponse>& response) { promise.resolve(read(response)); });
    return promise.answer();
}

Answer<Net::HttpResponse> UsersInfoClient::send(const QByteArray& method, const QUrl& url)
{
    Net::HttpRequest request;
    request.method = method;
    request.url = url;
    request.deadline = Deadline;
    request.maximumBytes = MaximumAnswerBytes;
    const QByteArray pair = m_config.login.toUtf8() + ':' + m_config.password.reveal();
    request.headers = {{"Authorization", "Basic " + pair.toBase64()}, {"Accept", "application/json"}};
    const Promise<Net::HttpResponse> promise;
    sendInto(request, MaximumTries, promise);
    return promise.answer();
}

void UsersInfoClient::sendInto(
    const Net::HttpRequest& request, int tries, const Promise<Net::HttpResponse>& promise)
{
    onDone(m_http.send(request), this,
        [this, request, tries, promise](const Result<Net::HttpResponse>& response) {
            Q_EMIT asked(response && response->status == 200);
            if (isWorthAnotherTry(response) && tries > 1)
                sendInto(request, tries - 1, promise);
            else
                promise.resolve(response);
        });
}

Result<QList<User>> UsersInfoClient::read(const Result<Net::HttpResponse>& response) const
{
    if (!response) {
        qCWarning(lcGateway) << "users-info:" << response.error();
        return unavailable(ErrorKind::Network, "The site's users-info cannot be reached.");
    }
    if (response->status != 200) {
        qCWarning(lcGateway) << "users-info answered" << response->status;
        return unavailable(ErrorKind::BadResponse, "The site's users-info refused the gateway.");
    }
    return readUsersInfoAnswer(response->body, m_names);
}

} // namespace Natter::Gateway
