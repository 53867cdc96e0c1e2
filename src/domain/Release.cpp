// SPDX-License-Identifier: Apache-2.0
#include "domain/Release.h"

#include "base/PlainText.h"
#include "domain/Profile.h"

#include <QRegularExpression>
#include <QVersionNumber>

namespace Natter {

namespace {

constexpr qsizetype SignatureBytes = 64;
constexpr qsizetype LongestPageUrl = 2048;
constexpr int LongestNotes = 200;

Error invalid(const char* member, const char* why)
{
    return {ErrorKind::Configuration, Retry::never(),
        QStringLiteral("release.%1: %2").arg(QLatin1String(member), QLatin1String(why)),
        QStringLiteral("release_invalid")};
}

Result<QUrl> readPage(const QString& text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (text.size() > LongestPageUrl || !url.isValid() || url.host().isEmpty() ||
        (url.scheme() != u"https" && url.scheme() != u"http"))
        return invalid("url", "needs an absolute https URL");
    if (!url.userInfo().isEmpty())
        return invalid("url", "must not hold a user name or password");
    if (!isTrustedTransport(url))
        return invalid("url", "plain http is allowed for loopback addresses only");
    if (QString::fromLatin1(url.toEncoded()) != text)
        return invalid("url", "must be spelled in its encoded form");
    return url;
}

} // namespace

QByteArray Release::signedBytes(const QString& brandId) const
{
    return "natter-release 1\n" + brandId.toUtf8() + '\n' + version.toUtf8() + '\n' + url.toEncoded() + '\n' +
           notes.toUtf8() + '\n';
}

bool Release::isNewerThan(const QString& otherVersion) const
{
    return QVersionNumber::fromString(version) > QVersionNumber::fromString(otherVersion);
}

Result<Release> parseRelease(const QJsonObject& object)
{
    static const QRegularExpression version(
        QStringLiteral("^(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})\\z"));
    Release release;
    release.version = object.value(u"version").toString();
    if (!version.match(release.version).hasMatch())
        return invalid("version", "needs the form MAJOR.MINOR.PATCH");
    auto url = readPage(object.value(u"url").toString());
    if (!url)
        return url.error();
    release.url = *url;
    const auto signature = QByteArray::fromBase64Encoding(
        object.value(u"signature").toString().toUtf8(), QByteArray::AbortOnBase64DecodingErrors);
    if (!signature || (*signature).size() != SignatureBytes)
        return invalid("signature", "needs 64 bytes in base64");
    release.signature = *signature;
    release.notes = object.value(u"notes").toString();
    if (release.notes != plainLine(release.notes, LongestNotes))
        return invalid("notes", "needs one line of at most 200 characters");
    return release;
}

QJsonObject releaseObject(const Release& release)
{
    QJsonObject object{{QStringLiteral("version"), release.version},
        {QStringLiteral("url"), QString::fromLatin1(release.url.toEncoded())},
        {QStringLiteral("signature"), QString::fromLatin1(release.signature.toBase64())}};
    if (!release.notes.isEmpty())
        object.insert(QStringLiteral("notes"), release.notes);
    return object;
}

} // namespace Natter
