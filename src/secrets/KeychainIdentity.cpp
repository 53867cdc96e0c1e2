// SPDX-License-Identifier: Apache-2.0
#include "secrets/KeychainIdentity.h"

#ifdef NATTER_HAS_DBUS
#    include "secrets/SessionBus.h"
#endif

namespace Natter::Secrets {

#ifdef NATTER_HAS_DBUS

namespace {

const QString SecretService = QStringLiteral("secret_service");

/// "5" or "6" in a session of Plasma 5 or 6, else empty.
QString plasmaVersion()
{
    const QByteArray desktop = qgetenv("XDG_CURRENT_DESKTOP");
    bool isKde = desktop == "KDE";
    if (!isKde && desktop != "GNOME" && desktop != "Unity" && desktop != "XFCE") {
        const QByteArray session = qgetenv("DESKTOP_SESSION");
        isKde =
            session == "kde" || (session != "gnome" && !session.contains("xfce") && session != "xubuntu" &&
                                    qEnvironmentVariableIsEmpty("GNOME_DESKTOP_SESSION_ID") &&
                                    !qEnvironmentVariableIsEmpty("KDE_FULL_SESSION"));
    }
    const QString version = qEnvironmentVariable("KDE_SESSION_VERSION");
    return isKde && (version == u"5" || version == u"6") ? version : QString();
}

Result<QString> keychainOf(const QDBusMessage& wallet)
{
    return wallet.type() == QDBusMessage::ReplyMessage ? QStringLiteral("kwallet") : SecretService;
}

} // namespace

Answer<QString> identifyKeychain(std::chrono::milliseconds deadline)
{
    const QString version = plasmaVersion();
    if (version.isEmpty())
        return resolved<QString>(SecretService);
    const QString wallet = QStringLiteral("kwalletd") + version;
    const QDBusMessage question = QDBusMessage::createMethodCall(QStringLiteral("org.kde.") + wallet,
        QStringLiteral("/modules/") + wallet, QStringLiteral("org.kde.KWallet"),
        QStringLiteral("networkWallet"));
    return askSessionBus<QString>(question, deadline, keychainOf);
}

#else

Answer<QString> identifyKeychain(std::chrono::milliseconds)
{
#    ifdef Q_OS_MACOS
    return resolved<QString>(QStringLiteral("macos_keychain"));
#    elif defined(Q_OS_WIN)
    return resolved<QString>(QStringLiteral("windows_credentials"));
#    else
    return resolved<QString>(QStringLiteral("secret_service"));
#    endif
}

#endif

} // namespace Natter::Secrets
