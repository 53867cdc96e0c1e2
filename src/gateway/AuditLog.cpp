// SPDX-License-Identifier: Apache-2.0
#include "gateway/AuditLog.h"

#include "base/Log.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace Natter::Gateway {

Result<void> AuditLog::open(const QString& target)
{
    if (target == u"none") {
        m_file.reset();
        return {};
    }
    auto file = std::make_unique<QFile>();
    bool isOpen = false;
    if (target == u"stdout" || target == u"stderr") {
        // The descriptor, which has no buffer of its own.
        isOpen = file->open(target == u"stdout" ? 1 : 2, QIODevice::WriteOnly | QIODevice::Unbuffered);
    } else {
        file->setFileName(target);
        isOpen = file->open(
            QIODevice::Append | QIODevice::Unbuffered, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    }
    if (!isOpen)
        return Error{ErrorKind::Configuration, Retry::never(),
            QStringLiteral("[gateway] audit_log: cannot write %1: %2").arg(target, file->errorString()), {}};
    m_file = std::move(file);
    return {};
}

void AuditLog::write(const AuditEvent& event, const Origin& origin)
{
    if (!m_file)
        return;
    QJsonObject line{{QStringLiteral("time"), m_clock.now().toUTC().toString(Qt::ISODateWithMs)},
        {QStringLiteral("event"), QLatin1String(event.name)}};
    const auto add = [&line](const QString& name, const QString& value) {
        if (!value.isEmpty())
            line.insert(name, value);
    };
    add(QStringLiteral("app"), event.appId);
    add(QStringLiteral("user"), event.userId);
    add(QStringLiteral("client"), origin.client);
    add(QStringLiteral("reason"), event.reason);
    add(QStringLiteral("request"), origin.requestId);
    if (m_file->write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n') < 0)
        qCWarning(lcGateway) << "the audit log cannot be written";
}

} // namespace Natter::Gateway
