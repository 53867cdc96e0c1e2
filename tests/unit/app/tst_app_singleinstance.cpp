// SPDX-License-Identifier: Apache-2.0
#include "SingleInstance.h"

#include <QDir>
#include <QLocalSocket>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace Natter;
using App::Request;
using App::SingleInstance;

class tst_app_singleinstance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secondForwardsToFirst()
    {
        QTemporaryDir folder;
        SingleInstance first(folder.path());
        QVERIFY(first.tryBecomeFirst());
        QList<Request> requests;
        connect(&first, &SingleInstance::requestReceived, this,
            [&](const Request& request) { requests.append(request); });

        Request sent;
        sent.openDialog = UserId("P11-A");
        sent.site = "https://other.example";
        sent.activationToken = "token-1";
        // Forwarding waits for the receipt, so the second one lives on a thread of its own here.
        bool isFirst = true;
        bool isForwarded = false;
        QThread* second = QThread::create([&] {
            SingleInstance instance(folder.path());
            isFirst = instance.tryBecomeFirst();
            isForwarded = instance.forward(sent);
        });
        second->start();
        QVERIFY(QTest::qWaitFor([&] { return second->isFinished(); }, 30'000));
        delete second;
        QVERIFY(!isFirst);
        QVERIFY(isForwarded);
        QCOMPARE(requests.size(), 1);
        QCOMPARE(requests.first(), sent);
    }

    void deepFolderHasItsSocketInTheRuntimeFolder()
    {
        QTemporaryDir runtime;
        QVERIFY(
            QFile::setPermissions(runtime.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        qputenv("XDG_RUNTIME_DIR", runtime.path().toLocal8Bit());
        QTemporaryDir folder;
        const QString deep = folder.filePath(QString(120, 'x'));
        QVERIFY(QDir().mkpath(deep));
        SingleInstance first(deep);
        QVERIFY(first.tryBecomeFirst());
        const QStringList sockets = QDir(runtime.path()).entryList(QDir::System);
        QCOMPARE(sockets.size(), 1);
        QVERIFY(sockets.first().startsWith("natter-"));
    }

    void otherFolderIsAnotherInstance()
    {
        QTemporaryDir one;
        QTemporaryDir two;
        SingleInstance first(one.path());
        SingleInstance second(two.path());
        QVERIFY(first.tryBecomeFirst());
        QVERIFY(second.tryBecomeFirst());
    }

    void takesOverAfterCrash()
    {
        // What a killed first one leaves: the lock of a process that is gone and a socket that nobody serves.
        QTemporaryDir folder;
        QProcess gone;
        gone.start("true", {});
        QVERIFY(gone.waitForStarted());
        const qint64 pid = gone.processId();
        QVERIFY(gone.waitForFinished());
        QFile lock(QDir(folder.path()).filePath("instance.lock"));
        QVERIFY(lock.open(QIODevice::WriteOnly));
        lock.write(QByteArray::number(pid) + "\nnatter\n" + QSysInfo::machineHostName().toUtf8() + "\n");
        lock.close();
        QFile socket(QDir(folder.path()).filePath("instance.socket"));
        QVERIFY(socket.open(QIODevice::WriteOnly));
        socket.close();
        SingleInstance next(folder.path());
        QVERIFY(next.tryBecomeFirst());
    }

    void rubbishIsIgnored_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("not JSON") << QByteArray("open the pod bay doors\n");
        QTest::newRow("array") << QByteArray("[1,2]\n");
        QTest::newRow("wrong type") << QByteArray("{\"open_dialog\": 7}\n");
        QTest::newRow("control character") << QByteArray("{\"open_dialog\": \"a\\u0000b\"}\n");
        QTest::newRow("site too long") << "{\"site\": \"" + QByteArray(2049, 'x') + "\"}\n";
        QTest::newRow("huge") << QByteArray(1'000'000, 'x');
    }
    void rubbishIsIgnored()
    {
        QFETCH(QByteArray, bytes);
        QTemporaryDir folder;
        SingleInstance first(folder.path());
        QVERIFY(first.tryBecomeFirst());
        QSignalSpy spy(&first, &SingleInstance::requestReceived);
        QLocalSocket socket;
        socket.connectToServer(QDir(folder.path()).filePath("instance.socket"));
        QVERIFY(socket.waitForConnected(30'000));
        socket.write(bytes);
        QVERIFY(QTest::qWaitFor([&] { return socket.state() == QLocalSocket::UnconnectedState; }, 30'000));
        QCOMPARE(spy.count(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_app_singleinstance)
#include "tst_app_singleinstance.moc"
