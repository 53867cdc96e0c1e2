// SPDX-License-Identifier: Apache-2.0
#include "base/Async.h"

#include <QTest>
#include <QThread>

using namespace Natter;

/// One question, one answer, whatever dies in between.
class TestBaseAsync : public QObject
{
    Q_OBJECT

    static Error refused() { return {ErrorKind::Conflict, Retry::now(), QStringLiteral("no"), {}}; }

private Q_SLOTS:
    void answersLater()
    {
        const Promise<int> promise;
        QObject context;
        QList<int> seen;
        onDone(promise.answer(), &context, [&seen](const Result<int>& result) { seen += *result; });
        promise.resolve(7);
        QVERIFY(seen.isEmpty());
        QTRY_COMPARE(seen, QList<int>{7});
        QTest::qWait(20);
        QCOMPARE(seen.size(), 1);
    }

    void anAnswerThatIsThereAlreadyComesQueuedToo()
    {
        QObject context;
        int seen = 0;
        onDone(resolved<int>(3), &context, [&seen](const Result<int>& result) { seen = *result; });
        QCOMPARE(seen, 0);
        QTRY_COMPARE(seen, 3);
    }

    void errorsArriveAsTheyAre()
    {
        QObject context;
        std::optional<Error> seen;
        onDone(resolved<int>(refused()), &context,
            [&seen](const Result<int>& result) { seen = result.error(); });
        QTRY_VERIFY(seen.has_value());
        QCOMPARE(*seen, refused());
    }

    void successWithoutAValue()
    {
        QObject context;
        bool isOk = false;
        onDone(resolved<void>({}), &context, [&isOk](const Result<void>& result) { isOk = result.isOk(); });
        QTRY_VERIFY(isOk);
    }

    void contextDiesBeforeTheAnswer()
    {
        const Promise<int> promise;
        bool wasCalled = false;
        auto context = std::make_unique<QObject>();
        onDone(promise.answer(), context.get(), [&wasCalled](const Result<int>&) { wasCalled = true; });
        context.reset();
        promise.resolve(1);
        QTest::qWait(20);
        QVERIFY(!wasCalled);
    }

    void contextDiesBetweenAnswerAndDelivery()
    {
        const Promise<int> promise;
        bool wasCalled = false;
        auto context = std::make_unique<QObject>();
        onDone(promise.answer(), context.get(), [&wasCalled](const Result<int>&) { wasCalled = true; });
        promise.resolve(1);
        context.reset();
        QTest::qWait(20);
        QVERIFY(!wasCalled);
    }

    void contextMayDieInItsOwnFunction()
    {
        auto* context = new QObject;
        bool wasCalled = false;
        onDone(resolved<int>(1), context, [&wasCalled, context](const Result<int>&) {
            wasCalled = true;
            delete context;
        });
        QTRY_VERIFY(wasCalled);
        QTest::qWait(20);
    }

    void droppedPromiseIsCancelled()
    {
        std::optional<Result<int>> seen;
        QObject context;
        {
            const Promise<int> promise;
            const Promise<int> copy = promise; // NOLINT(performance-unnecessary-copy-initialization)
            onDone(promise.answer(), &context, [&seen](const Result<int>& result) { seen = result; });
        }
        QTRY_VERIFY(seen.has_value());
        QCOMPARE(seen->error(), Error::cancelled());
    }

    void copyKeepsThePromise()
    {
        std::optional<Promise<int>> copy;
        QObject context;
        int seen = 0;
        {
            const Promise<int> promise;
            copy = promise;
            onDone(promise.answer(), &context, [&seen](const Result<int>& result) { seen = *result; });
        }
        QTest::qWait(10);
        QCOMPARE(seen, 0);
        copy->resolve(5);
        QTRY_COMPARE(seen, 5);
    }

    void firstAnswerWins()
    {
        const Promise<int> promise;
        QObject context;
        QList<int> seen;
        onDone(promise.answer(), &context, [&seen](const Result<int>& result) { seen += *result; });
        promise.resolve(1);
        promise.resolve(2);
        promise.resolve(refused());
        QTRY_COMPARE(seen, QList<int>{1});
        QTest::qWait(10);
        QCOMPARE(seen, QList<int>{1});
    }

    void everyAskerIsTold()
    {
        const Promise<int> promise;
        QObject context;
        int sum = 0;
        for (int i = 0; i < 3; ++i)
            onDone(promise.answer(), &context, [&sum](const Result<int>& result) { sum += *result; });
        promise.resolve(10);
        QTRY_COMPARE(sum, 30);
    }

    void answersFromAnotherThreadComeOnTheContextsThread()
    {
        const Promise<int> promise;
        QObject context;
        QThread* seenOn = nullptr;
        onDone(
            promise.answer(), &context, [&seenOn](const Result<int>&) { seenOn = QThread::currentThread(); });
        std::unique_ptr<QThread> thread(QThread::create([promise] { promise.resolve(1); }));
        thread->start();
        QVERIFY(thread->wait());
        QTRY_COMPARE(seenOn, QThread::currentThread());
    }

    void scopedRequestCancels()
    {
        const Promise<int> promise;
        QObject context;
        std::optional<Result<int>> seen;
        {
            const ScopedRequest request(promise.answer());
            onDone(promise.answer(), &context, [&seen](const Result<int>& result) { seen = result; });
            QVERIFY(!promise.isCancelled());
        }
        QVERIFY(promise.isCancelled());
        promise.resolve(1);
        QTRY_VERIFY(seen.has_value());
        QCOMPARE(seen->error().kind, ErrorKind::Cancelled);
    }

    void scopedRequestLeavesAnAnswerAlone()
    {
        const Promise<int> promise;
        QObject context;
        int seen = 0;
        promise.resolve(4);
        {
            const ScopedRequest request(promise.answer());
        }
        onDone(
            promise.answer(), &context, [&seen](const Result<int>& result) { seen = result ? *result : -1; });
        QTRY_COMPARE(seen, 4);
    }

    void replacingAScopedRequestCancelsTheFirst()
    {
        const Promise<int> first;
        const Promise<int> second;
        ScopedRequest request = first.answer();
        request = second.answer();
        QVERIFY(first.isCancelled());
        QVERIFY(!second.isCancelled());
        ScopedRequest moved = std::move(request);
        QVERIFY(!second.isCancelled());
        moved = ScopedRequest();
        QVERIFY(second.isCancelled());
    }
};

QTEST_GUILESS_MAIN(TestBaseAsync)
#include "tst_base_async.moc"
