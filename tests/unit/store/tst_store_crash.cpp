// SPDX-License-Identifier: Apache-2.0
#include "StoreFixture.h"

#include <QCoreApplication>
#include <QProcess>

#include <cstdio>

using namespace Natter;
using namespace Natter::Store;
using namespace Natter::Test;

namespace {

/// The child: stores one message after another and prints each origin id once it was told "stored".
int storeUntilKilled(const QString& path)
{
    Database database(path);
    MessageRepository messages(database);
    for (int i = 0;; ++i) {
        const QString id = "o" + QString::number(i);
        if (!await(messages.addOutgoing(StoreFixture::own(QString(1000, u'x'), i, id))))
            return 1;
        std::printf("%s\n", qPrintable(id));
        std::fflush(stdout);
    }
}

} // namespace

/// A process that dies at any moment keeps what it was told is stored.
class TestStoreCrash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingStoredIsLost_data()
    {
        QTest::addColumn<int>("killedAfter");
        for (const int count : {1, 7, 60})
            QTest::addRow("after %d", count) << count;
    }

    void nothingStoredIsLost()
    {
        QFETCH(int, killedAfter);
        const QTemporaryDir folder;
        const QString path = folder.filePath("natter.sqlite");
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {"--store-until-killed", path});
        QStringList answered;
        while (answered.size() < killedAfter && child.waitForReadyRead(30'000)) {
            while (child.canReadLine())
                answered += QString::fromLatin1(child.readLine()).trimmed();
        }
        child.kill();
        QVERIFY(child.waitForFinished());
        QCOMPARE(child.exitStatus(), QProcess::CrashExit);
        while (child.canReadLine())
            answered += QString::fromLatin1(child.readLine()).trimmed();
        QVERIFY(answered.size() >= killedAfter);

        Database database(path);
        const auto waiting = await(MessageRepository(database).waiting());
        QVERIFY2(waiting, waiting ? "" : qPrintable(waiting.error().detail));
        QStringList stored;
        for (const Message& message : *waiting)
            stored += message.originId.toString();
        QCOMPARE(stored.mid(0, answered.size()), answered);
        QVERIFY(stored.size() <= answered.size() + 1);
    }
};

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 3 && QByteArray(argv[1]) == "--store-until-killed")
        return storeUntilKilled(QString::fromLocal8Bit(argv[2]));
    TestStoreCrash test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_store_crash.moc"
