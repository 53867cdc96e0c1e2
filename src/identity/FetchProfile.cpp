// SPDX-License-Identifier: Apache-2.0
#include "base/PlainText.h"
#include "identity/GatewayClient.h"
#include "identity/Mapped.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QThreadPool>

#include <optional>

namespace Natter::Identity {

namespace {

constexpr qint64 LargestProfile = qint64(256) * 1024;

Error at(const QString& address, Error error)
{
    error.detail = address + QStringLiteral(": ") + error.detail;
    return error;
}

Error failure(ErrorKind kind, const QString& address, const QString& detail)
{
    return {kind, kind == ErrorKind::ServerFailure ? Retry::later() : Retry::now(),
        address + QStringLiteral(": ") + detail, {}};
}

Result<Profile> parsedAt(const QString& address, const QByteArray& json)
{
    Result<Profile> profile = parseProfile(json);
    if (!profile)
        return at(address, profile.error());
    return profile;
}

Result<Profile> readFile(const QString& path)
{
    // A pipe or a device could keep the thread for ever.
    if (!QFileInfo(path).isFile())
        return failure(ErrorKind::NotFound, path, QStringLiteral("no such file"));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Storage, path, file.errorString());
    const QByteArray json = file.read(LargestProfile + 1);
    if (json.size() > LargestProfile)
        return failure(ErrorKind::TooLarge, path, QStringLiteral("is too large for a profile"));
    return parsedAt(path, json);
}

Answer<Profile> fetchFile(const QString& path)
{
    const Promise<Profile> promise;
    QThreadPool::globalInstance()->start([promise, path] { promise.resolve(readFile(path)); });
    return promise.answer();
}

std::optional<QString> localPath(const QString& site)
{
    if (site.startsWith(u"file:", Qt::CaseInsensitive))
        return QUrl(site).toLocalFile();
    // A file in the working folder that is called like a site is not meant.
    if (QFileInfo(site).isAbsolute())
        return site;
    return std::nullopt;
}

Result<QUrl> webAddress(const QString& site)
{
    QUrl url(site, QUrl::StrictMode);
    if (!site.contains(u"://")) {
        url = QUrl(QStringLiteral("http://") + site, QUrl::StrictMode);
        if (!isTrustedTransport(url))
            url.setScheme(QStringLiteral("https"));
    }
    const QString address = url.isValid() ? url.toDisplayString() : plainLine(site, 200);
    if (!url.isValid() || url.host().isEmpty())
        return failure(ErrorKind::Configuration, address, QStringLiteral("is not the address of a site"));
    if (!url.userInfo().isEmpty())
        return failure(ErrorKind::Configuration, url.toDisplayString(QUrl::RemoveUserInfo),
            QStringLiteral("must not hold a user name or password"));
    if (url.scheme() != u"https" && url.scheme() != u"http")
        return failure(ErrorKind::Configuration, address, QStringLiteral("only https addresses are asked"));
    if (!isTrustedTransport(url))
        return failure(ErrorKind::Configuration, address,
            QStringLiteral("plain http is allowed for loopback addresses only, try https"));
    if (url.path().isEmpty() || url.path() == u"/")
        url.setPath(QStringLiteral("/.well-known/natter.json"));
    url.setFragment({});
    return url;
}

Result<Profile> readAnswer(const QString& address, const Result<Net::HttpResponse>& answer)
{
    if (!answer)
        return at(address, answer.error());
    if (answer->status == 200)
        return parsedAt(address, answer->body);
    const ErrorKind kind = answer->status == 404   ? ErrorKind::NotFound
                           : answer->status >= 500 ? ErrorKind::ServerFailure
                                                   : ErrorKind::BadResponse;
    return failure(kind, address, QStringLiteral("status %1").arg(answer->status));
}

} // namespace

Answer<Profile> fetchProfile(Net::HttpClient& http, const QString& site)
{
    const QString trimmed = site.trimmed();
    if (const auto path = localPath(trimmed))
        return fetchFile(*path);
    const auto url = webAddress(trimmed);
    if (!url)
        return resolved<Profile>(url.error());
    Net::HttpRequest request;
    request.url = *url;
    request.headers = {{"Accept", "application/json"}};
    request.maximumBytes = LargestProfile;
    return mapped<Profile>(http.send(request), QCoreApplication::instance(),
        [address = url->toDisplayString()](
            const Result<Net::HttpResponse>& answer) { return readAnswer(address, answer); });
}

} // namespace Natter::Identity
