// SPDX-License-Identifier: Apache-2.0
#include "gateway/Request.h"

#include "gateway/Refusal.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QUrl>

namespace Natter::Gateway {

namespace {

constexpr qsizetype MaximumFields = 256;

bool isOfSdk(const QByteArray& lowerName)
{
    return lowerName.startsWith("qiscus");
}

/// Only the SDK's own names come with `_` too. Proxies that let underscores pass would else let clients speak
/// in the proxy's name.
QByteArray normalizedName(const QByteArray& name)
{
    QByteArray lower = name.toLower();
    return isOfSdk(lower) ? lower.replace('_', '-') : lower;
}

/// All of it when `end` is -1, which QByteArray::left() takes for nothing.
QByteArray upTo(const QByteArray& text, qsizetype end)
{
    return end < 0 ? text : text.left(end);
}

QString decodedField(QByteArray text)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(text.replace('+', ' ')));
}

QJsonObject readForm(const QByteArray& form)
{
    QJsonObject fields;
    qsizetype count = 0;
    for (const QByteArray& pair : form.split('&')) {
        if (pair.isEmpty() || ++count > MaximumFields)
            continue;
        const qsizetype equals = pair.indexOf('=');
        QString name = decodedField(upTo(pair, equals));
        const QString value = equals < 0 ? QString() : decodedField(pair.mid(equals + 1));
        const bool isList = name.endsWith(u"[]");
        if (isList)
            name.chop(2);
        if (!fields.contains(name)) {
            fields.insert(name, isList ? QJsonValue(QJsonArray{value}) : QJsonValue(value));
            continue;
        }
        const QJsonValue before = fields.value(name);
        QJsonArray list = before.isArray() ? before.toArray() : QJsonArray{before};
        list.append(value);
        fields.insert(name, list);
    }
    return fields;
}

QString collapsedPath(const QByteArray& encoded)
{
    QString path = QStringLiteral("/");
    for (const QByteArray& part : encoded.split('/')) {
        if (part.isEmpty())
            continue;
        if (path.size() > 1)
            path += u'/';
        path += QString::fromUtf8(QByteArray::fromPercentEncoding(part));
    }
    return path;
}

} // namespace

Request::Request(QByteArray method, const QByteArray& target, QByteArray body, const QHostAddress& peer)
    : m_method(std::move(method))
    , m_body(std::move(body))
    , m_peer(peer)
    , m_isPeerProxy(peer.isLoopback())
    , m_id(QString::number(QRandomGenerator::system()->generate64(), 16))
{
    QByteArray rest = upTo(target, target.indexOf('#'));
    // Absolute form (RFC 9112, section 3.2.2).
    if (rest.startsWith("http://") || rest.startsWith("https://")) {
        const qsizetype slash = rest.indexOf('/', rest.indexOf("://") + 3);
        rest = slash < 0 ? QByteArrayLiteral("/") : rest.mid(slash);
    }
    const qsizetype mark = rest.indexOf('?');
    m_path = collapsedPath(upTo(rest, mark));
    if (mark >= 0)
        m_query = readForm(rest.mid(mark + 1));
}

void Request::addHeader(const QByteArray& name, const QByteArray& value)
{
    const QByteArray key = normalizedName(name);
    const QByteArray text = value.trimmed();
    // What the SDK sends for a variable without a value; of an Origin, `null` is one (RFC 6454, section 7.3).
    const bool isMissing = isOfSdk(key) && (text == "null" || text == "undefined");
    if (!text.isEmpty() && !isMissing)
        m_headers.insert(key, text);
}

QHostAddress Request::client() const
{
    if (!m_isPeerProxy)
        return m_peer;
    const QByteArray forwarded = header("x-forwarded-for");
    const QHostAddress last(QString::fromLatin1(forwarded.mid(forwarded.lastIndexOf(',') + 1).trimmed()));
    return last.isNull() ? m_peer : last;
}

QByteArray Request::header(const QByteArray& name) const
{
    return m_headers.value(normalizedName(name));
}

QString Request::query(const QString& name) const
{
    const QJsonValue value = m_query.value(name);
    return value.isArray() ? value.toArray().last().toString() : value.toString();
}

QString Request::appId() const
{
    return QString::fromUtf8(header("qiscus-sdk-app-id"));
}

Secret Request::sessionToken() const
{
    const QByteArray authorization = header("authorization");
    if (authorization.left(7).toLower() == "bearer ")
        return Secret(authorization.mid(7).trimmed());
    return Secret(header("qiscus-sdk-token"));
}

Result<QJsonObject> Request::parameters() const
{
    static constexpr QByteArrayView ByteOrderMark("\xEF\xBB\xBF");
    const bool isMarked = m_body.startsWith(ByteOrderMark);
    const QByteArray text = m_body.mid(isMarked ? ByteOrderMark.size() : 0).trimmed();
    if (text.isEmpty())
        return QJsonObject();
    if (text.startsWith('{') || text.startsWith('[')) {
        const QJsonDocument document = QJsonDocument::fromJson(text);
        if (!document.isObject())
            return refused(ErrorKind::BadInput, "body_malformed", "The body is not a JSON object.");
        return document.object();
    }
    return readForm(text);
}

} // namespace Natter::Gateway
