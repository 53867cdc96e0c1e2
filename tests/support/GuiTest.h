// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QDir>
#include <QGuiApplication>
#include <QObject>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace Natter::Test {

/// What every test with a QApplication derives from: settings, data and cache are in a folder of its own that
/// is new for each run, whoever runs it and however.
class GuiTest : public QObject
{
public:
    /// Qt Test calls it before there is an application: Qt looks up some of these places only once.
    static void initMain()
    {
        static const QTemporaryDir home;
        const auto place = [](const char* variable, const QString& name) {
            const QString path = home.filePath(name);
            QDir().mkpath(path);
            qputenv(variable, QFile::encodeName(path));
        };
        place("XDG_CONFIG_HOME", QStringLiteral("config"));
        place("XDG_DATA_HOME", QStringLiteral("data"));
        place("XDG_CACHE_HOME", QStringLiteral("cache"));
#ifndef Q_OS_LINUX
        QStandardPaths::setTestModeEnabled(true); // there it would turn away from the folders above
#endif
        QCoreApplication::setOrganizationName(QStringLiteral("natter-tests"));
        QCoreApplication::setApplicationName(QStringLiteral("natter-tests"));
        QGuiApplication::setApplicationDisplayName(QStringLiteral("Natter"));
    }
};

} // namespace Natter::Test
