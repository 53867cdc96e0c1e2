// SPDX-License-Identifier: Apache-2.0
#include "EngineFiles.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace Natter::Sandbox {

namespace {

Result<void> writePrivately(const QString& path, const QByteArray& content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) ||
        !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) ||
        file.write(content) != content.size() || !file.flush())
        return Error{
            ErrorKind::Storage, Retry::never(), QStringLiteral("%1: %2").arg(path, file.errorString()), {}};
    return {};
}

/// A YAML double-quoted scalar; JSON's strings are a subset of those.
QByteArray quoted(const QString& text)
{
    QByteArray escaped = text.toUtf8();
    escaped.replace('\\', "\\\\").replace('"', "\\\"");
    return '"' + escaped + '"';
}

QByteArray configuration(const EngineFiles& files, const Ports& ports)
{
    QFile pattern(QStringLiteral(":/sandbox/ejabberd.yml.in"));
    const bool isOpen = pattern.open(QIODevice::ReadOnly);
    Q_ASSERT(isOpen);
    Q_UNUSED(isOpen)
    QByteArray text = pattern.readAll();
    QByteArrayList domains;
    QByteArray databases;
    for (const QString& domain : files.domains) {
        domains += quoted(domain);
        databases += "  " + quoted(domain) + ":\n    sql_database: " + quoted(files.archive(domain)) + '\n';
    }
    const QString uploadUrl = QStringLiteral("http://127.0.0.1:%1/upload/@HOST@").arg(ports.engineHttp);
    text.replace("@DOMAINS@", domains.join(", "));
    text.replace("@DATABASES@", databases);
    text.replace("@TOKEN_KEY@", quoted(files.tokenKey()));
    text.replace("@API_LOGIN@", quoted(files.apiLogin()));
    text.replace("@UPLOADS@", quoted(files.uploads()));
    text.replace("@UPLOAD_URL@", quoted(uploadUrl));
    text.replace("@HTTP_PORT@", QByteArray::number(ports.engineHttp));
    text.replace("@XMPP_PORT@", QByteArray::number(ports.engineXmpp));
    return text;
}

QByteArray jsonWebKey(const Secret& key)
{
    const QByteArray encoded =
        key.reveal().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    return QJsonDocument(QJsonObject{{QStringLiteral("kty"), QStringLiteral("oct")},
                             {QStringLiteral("alg"), QStringLiteral("HS256")},
                             {QStringLiteral("k"), QString::fromLatin1(encoded)}})
        .toJson(QJsonDocument::Compact);
}

} // namespace

Result<void> writeEngineFiles(const EngineFiles& files, const State& state)
{
    if (!QDir().mkpath(files.uploads()))
        return Error{ErrorKind::Storage, Retry::never(), files.uploads(), {}};
    if (auto written = writePrivately(files.tokenKey(), jsonWebKey(state.engineKey)); !written)
        return written;
    return writePrivately(files.config(), configuration(files, state.ports));
}

} // namespace Natter::Sandbox
