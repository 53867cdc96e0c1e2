// SPDX-License-Identifier: Apache-2.0
#include "gateway/UsersInfoClient.h"

#include "base/Log.h"
#include "gateway/Refusal.h"

#include <QUrlQuery>

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
    QByteArrayList encoded;
    for (const QString& id : ids) {
        if (canStandIn(m_config.url, "ids", id))
            encoded.append(QUrl::toPercentEncoding(id));
    }
    if (encoded.isEmpty())
        return resolved<QList<User>>(QList<User>());
    const Promise<QList<User>> promise;
    send("GET", addressWith(m_config.url, "ids", "user_ids", encoded.join(',')), MaximumTries, promise);
    return promise.answer();
}

Answer<QList<User>> UsersInfoClient::search(const QString& text)
{
    if (!canStandIn(m_config.searchUrl, "query", text))
        return resolved<QList<User>>(QList<User>());
    const Promise<QList<User>> promise;
    send(m_config.isSearchPosted ? "POST" : "GET",
        addressWith(m_config.searchUrl, "query", "query", QUrl::toPercentEncoding(text)), MaximumTries,
        promise);
    return promise.answer();
}

void UsersInfoClient::send(
    const QByteArray& method, const QUrl& url, int tries, const Promise<QList<User>>& promise)
{
    Net::HttpRequest request;
    request.method = method;
    request.url = url;
    request.deadline = Deadline;
    request.maximumBytes = MaximumAnswerBytes;
    const QByteArray pair = m_config.login.toUtf8() + ':' + m_config.password.reveal();
    request.headers = {{"Authorization", "Basic " + pair.toBase64()}, {"Accept", "application/json"}};
    onDone(m_http.send(request), this,
        [this, method, url, tries, promise](const Result<Net::HttpResponse>& response) {
            Q_EMIT asked(response && response->status == 200);
            if (isWorthAnotherTry(response) && tries > 1)
                return send(method, url, tries - 1, promise);
            if (!response) {
                qCWarning(lcGateway) << "users-info:" << response.error();
                promise.resolve(unavailable(ErrorKind::Network, "The site's users-info cannot be reached."));
            } else if (response->status != 200) {
                qCWarning(lcGateway) << "users-info answered" << response->status;
                promise.resolve(
                    unavailable(ErrorKind::BadResponse, "The site's users-info refused the gateway."));
            } else {
                promise.resolve(readUsersInfoAnswer(response->body, m_names));
            }
        });
}

} // namespace Natter::Gateway
