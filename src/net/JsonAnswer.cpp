// SPDX-License-Identifier: Apache-2.0
#include "net/JsonAnswer.h"

#include "base/PlainText.h"

#include <QJsonDocument>

namespace Natter::Net {

namespace {

constexpr int LongestContentType = 60;

QString describe(const HttpResponse& response, const QJsonParseError& parseError)
{
    if (response.body.trimmed().isEmpty())
        return QStringLiteral("an empty body");
    if (response.body.trimmed().startsWith('<'))
        return QStringLiteral("a page of HTML or XML");
    if (parseError.error == QJsonParseError::NoError)
        return QStringLiteral("JSON, but not an object");
    return QStringLiteral("broken JSON (%1 at byte %2 of %3)")
        .arg(parseError.errorString())
        .arg(parseError.offset)
        .arg(response.body.size());
}

} // namespace

Result<QJsonObject> parseJsonObject(const HttpResponse& response)
{
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(response.body, &parseError);
    if (parseError.error == QJsonParseError::NoError && document.isObject())
        return document.object();

    const QString type = plainLine(QString::fromLatin1(response.header("Content-Type")), LongestContentType);
    return Error{ErrorKind::BadResponse, Retry::later(),
        QStringLiteral("status %1, %2: %3")
            .arg(response.status)
            .arg(type.isEmpty() ? QStringLiteral("no content type") : type, describe(response, parseError)),
        QStringLiteral("not_json")};
}

} // namespace Natter::Net
