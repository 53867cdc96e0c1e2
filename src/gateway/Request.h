// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"
#include "base/Secret.h"

#include <QHash>
#include <QHostAddress>
#include <QJsonObject>

namespace Natter::Gateway {

/// One HTTP request, freed of the odd spellings that clients and proxies use (qiscus.md, sections 1 and 7).
class Request
{
public:
    /// `target` is the request line's, e.g. `//api/v2/sdk/users?ids=1`.
    Request(QByteArray method, const QByteArray& target, QByteArray body = {}, const QHostAddress& peer = {});

    /// The last one of a name counts. Names compare without case, in those that begin with `qiscus` `-` and
    /// `_` are the same, and `""`, `null` and `undefined` are absent.
    void addHeader(const QByteArray& name, const QByteArray& value);

    const QByteArray& method() const { return m_method; }
    /// Decoded; doubled slashes collapsed, no slash at the end but for `/` itself.
    const QString& path() const { return m_path; }
    const QByteArray& body() const { return m_body; }
    /// What this request is called in logs: random, nothing of the client's.
    const QString& id() const { return m_id; }
    const QHostAddress& peer() const { return m_peer; }
    /// A proxy is believed its `X-Forwarded-For`. This machine is one.
    void setPeerIsProxy(bool isProxy) { m_isPeerProxy = isProxy || m_peer.isLoopback(); }
    /// The last `X-Forwarded-For` of a proxy, otherwise the peer.
    QHostAddress client() const;
    /// Neither from elsewhere nor forwarded.
    bool isFromThisMachine() const { return m_peer.isLoopback() && header("x-forwarded-for").isEmpty(); }

    /// Empty when absent.
    QByteArray header(const QByteArray& name) const;
    /// A member of the query, decoded, `+` being a blank. Empty when absent.
    QString query(const QString& name) const;
    /// The whole query, as parameters() gives a form.
    const QJsonObject& queryMembers() const { return m_query; }
    QString appId() const;
    /// `Authorization: Bearer` or the SDK's token header; empty when absent.
    Secret sessionToken() const;

    /// The body as one object, whether it came as JSON or as a form, whatever its content type says. `a[]`
    /// and a repeated `a` become a list. No body is an empty object. Errors: BadInput (`body_malformed`).
    Result<QJsonObject> parameters() const;

private:
    QByteArray m_method;
    QString m_path;
    QJsonObject m_query;
    QHash<QByteArray, QByteArray> m_headers;
    QByteArray m_body;
    QHostAddress m_peer;
    bool m_isPeerProxy;
    QString m_id;
};

} // namespace Natter::Gateway
