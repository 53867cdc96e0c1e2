// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLibraryInfo>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

#include <unistd.h>

/// `natter --version` and `natter --smoke-test`, as packages and people run them.
class tst_app_process : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        m_environment = QProcessEnvironment::systemEnvironment();
        for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "DBUS_SESSION_BUS_ADDRESS",
                 "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"})
            m_environment.remove(name);
        m_environment.insert("HOME", m_home->path());
        m_environment.insert("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + m_home->filePath("no-bus"));
        m_environment.insert("LC_ALL", "C.UTF-8");
    }

    void versionNeedsNothing()
    {
        QCOMPARE(run({"--version"}), 0);
        QCOMPARE(m_out, QByteArray("natter " NATTER_VERSION "\n"));
        QVERIFY2(m_err.isEmpty(), m_err.constData());
        QCOMPARE(filesAtHome(), QStringList());
    }

    void smokeTestTellsWhatWorks()
    {
        m_environment.insert("QT_QPA_PLATFORM", "offscreen");
        const int code = run({"--smoke-test"});
        QVERIFY2(code == 0, words().constData());
        const QJsonObject report = QJsonDocument::fromJson(m_out).object();
        QCOMPARE(report["ok"].toBool(), true);
        QCOMPARE(report["missing"].toArray(), QJsonArray());
        QCOMPARE(report["version"].toString(), NATTER_VERSION);
        QCOMPARE(report["brand"]["id"].toString(), "org.natter.Natter");
        QCOMPARE(report["platform"].toString(), "offscreen");
        QVERIFY(!report["tls"]["backend"].toString().isEmpty());
        QCOMPARE(report["tls"]["supported"].toBool(), true);
        QVERIFY(report["sqlite"]["version"].toString().startsWith("3."));
        QCOMPARE(report["sqlite"]["fts5"].toBool(), true);
        for (const char* format : {"svg", "png", "jpeg", "gif"})
            QVERIFY2(report["images"][QLatin1String(format)].toBool(), format);
        QVERIFY(report["images"][QLatin1String("webp")].isBool());
        QCOMPARE(report["websocket"]["echoed"].toBool(), true);
        QCOMPARE(report["window"]["shown"].toBool(), true);
        QVERIFY(report["window"]["first_paint_ms"].toInt() > 0);
        QVERIFY(!report["styles"]["used"].toString().isEmpty());
        QVERIFY(report["fonts"]["families"].toInt() > 0);
        QCOMPARE(report["keychain"]["state"].toString(), "absent"); // no bus
    }

    /// Neither the person's data and settings nor a running instance hear of it.
    void smokeTestLeavesTheHomeAlone()
    {
        m_environment.insert("QT_QPA_PLATFORM", "offscreen");
        const QDir data(m_home->filePath(".local/share/Natter/Natter"));
        QVERIFY(data.mkpath("."));
        const auto put = [&data](const QString& name) {
            QFile file(data.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write("not JSON") > 0;
        };
        QVERIFY(put("accounts.json") && put("instance.lock"));
        const int code = run({"--smoke-test"});
        QVERIFY2(code == 0, words().constData());
        QStringList left = filesAtHome();
        left.removeIf([](const QString& path) { return path.startsWith(".cache/"); }); // of Qt and of fonts
        QCOMPARE(left, QStringList({".local/share/Natter/Natter/accounts.json",
                           ".local/share/Natter/Natter/instance.lock"}));
    }

    void smokeTestNamesWhatIsMissing()
    {
        // The same program where Qt finds its platform plugins and nothing else.
        const QTemporaryDir folder(QDir(QCoreApplication::applicationDirPath()).filePath("smoke-XXXXXX"));
        const QString program = folder.filePath("natter");
        QCOMPARE(::link(NATTER_APP, qPrintable(program)), 0);
        QVERIFY(QDir(folder.path()).mkdir("plugins"));
        QVERIFY(QFile::link(QLibraryInfo::path(QLibraryInfo::PluginsPath) + "/platforms",
            folder.filePath("plugins/platforms")));
        QFile conf(folder.filePath("qt.conf"));
        QVERIFY(conf.open(QIODevice::WriteOnly));
        conf.write("[Paths]\nPrefix=.\nPlugins=plugins\n");
        conf.close();
        m_environment.insert("QT_QPA_PLATFORM", "offscreen");
        const int code = run({"--smoke-test"}, program);
        QVERIFY2(code == 1, words().constData());
        const QJsonObject report = QJsonDocument::fromJson(m_out).object();
        QCOMPARE(report["ok"].toBool(true), false);
        QCOMPARE(report["missing"].toArray(), QJsonArray({"tls", "sqlite", "images"}));
        QCOMPARE(report["window"]["shown"].toBool(), true);
    }

    void aLinkCarriesNoOptionsForQt()
    {
        m_environment.insert("QT_QPA_PLATFORM", "offscreen");
        QProcess process;
        process.setProcessEnvironment(m_environment);
        process.start(NATTER_APP,
            {"--", "natter://dialog/2", "-platformpluginpath", m_home->path(), "-platform", "bogus"});
        const QString lock = m_home->filePath(".local/share/Natter/Natter/instance.lock");
        QVERIFY2(QTest::qWaitFor(
                     [&] { return QFile::exists(lock) || process.state() == QProcess::NotRunning; }, 60'000),
            "neither started nor ended");
        QVERIFY2(QFile::exists(lock), process.readAllStandardError().constData());
        process.kill();
        QVERIFY(QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 30'000));
    }

    void smokeTestEndsInTime()
    {
        // A display that takes the connection and never says a word.
        QTcpServer display;
        quint16 number = 60;
        while (number < 400 && !display.listen(QHostAddress::LocalHost, quint16(6000 + number)))
            ++number;
        QVERIFY(display.isListening());
        m_environment.insert("QT_QPA_PLATFORM", "xcb");
        m_environment.insert("DISPLAY", QStringLiteral("127.0.0.1:%1").arg(number));
        const int code = run({"--smoke-test"});
        QVERIFY2(code == 1, words().constData());
        const QJsonObject report = QJsonDocument::fromJson(m_out).object();
        QCOMPARE(report["ok"].toBool(true), false);
        QCOMPARE(report["missing"].toArray(), QJsonArray({"time"}));
    }

private:
    int run(const QStringList& arguments, const QString& program = NATTER_APP)
    {
        QProcess process;
        process.setProcessEnvironment(m_environment);
        process.start(program, arguments);
        const bool hasEnded =
            QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, 120'000);
        m_out = process.readAllStandardOutput();
        m_err = process.readAllStandardError();
        return hasEnded && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    }

    QByteArray words() const { return m_out + m_err; }
    QStringList filesAtHome() const
    {
        QStringList files;
        QDirIterator all(
            m_home->path(), QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
        while (all.hasNext())
            files += QDir(m_home->path()).relativeFilePath(all.next());
        files.sort();
        return files;
    }

    std::unique_ptr<QTemporaryDir> m_home;
    QProcessEnvironment m_environment;
    QByteArray m_out;
    QByteArray m_err;
};

QTEST_GUILESS_MAIN(tst_app_process)
#include "tst_app_process.moc"
