// SPDX-License-Identifier: Apache-2.0
#include "gateway/SecretSource.h"

#include <QFile>
#include <QFileInfo>

namespace Natter::Gateway {

namespace {

constexpr qint64 MaximumSecretBytes = 65'536;

Error wrong(const QString& why)
{
    return {ErrorKind::Configuration, Retry::never(), why, {}};
}

#ifdef Q_OS_UNIX
/// From systemd 254 on, the bit of the group stands for an ACL that names the service's user alone.
bool isSystemdCredential(const QString& path)
{
    const QString folder = qEnvironmentVariable("CREDENTIALS_DIRECTORY");
    return !folder.isEmpty() && QFileInfo(path).canonicalPath() == QFileInfo(folder).canonicalFilePath();
}
#endif

} // namespace

Result<Secret> readSecretFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return wrong(QStringLiteral("cannot read %1: %2").arg(path, file.errorString()));
#ifdef Q_OS_UNIX
    QFileDevice::Permissions openToOthers =
        QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    if (isSystemdCredential(path))
        openToOthers.setFlag(QFileDevice::ReadGroup, false);
    if (QFileInfo(path).permissions() & openToOthers)
        return wrong(QStringLiteral("%1 can be read by others; chmod 600 it").arg(path));
#endif
    QByteArray bytes = file.read(MaximumSecretBytes + 1);
    while (bytes.endsWith('\n') || bytes.endsWith('\r'))
        bytes.chop(1);
    if (bytes.isEmpty() || bytes.size() > MaximumSecretBytes)
        return wrong(QStringLiteral("%1 is empty or over 64 KiB").arg(path));
    return Secret(bytes);
}

Result<Secret> readSecretVariable(const QString& name)
{
    const QByteArray bytes = qgetenv(name.toUtf8().constData());
    if (bytes.isEmpty())
        return wrong(QStringLiteral("the environment has no %1").arg(name));
    return Secret(bytes);
}

} // namespace Natter::Gateway
