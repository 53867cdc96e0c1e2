// SPDX-License-Identifier: Apache-2.0
#include "Xml.h"
#include "support/FakeClock.h"
#include "xmpp/FrameQueue.h"
#include "xmpp/Liveness.h"
#include "xmpp/Questions.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Natter;
using namespace Natter::Test;
using namespace Natter::Xmpp;
using namespace std::chrono_literals;

namespace {

const Jid Own = *Jid::parse(u"2@d/desk");
const Element Payload(u"q", u"urn:q");

Iq answerTo(const Element& question, const QString& from, const QString& type = QStringLiteral("result"))
{
    const QString sender = from.isNull() ? QString() : QStringLiteral("from='%1'").arg(from);
    return *Iq::fromXml(
        xml(QStringLiteral("<iq xmlns='jabber:client' type='%1' id='%2' %3><a xmlns='urn:q'/></iq>")
                .arg(type, question.attribute(u"id"), sender)));
}

} // namespace

/// What waits: questions, silence, frames.
class TestXmppWaiting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersCountFromTheOneAsked_data()
    {
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("from");
        QTest::addColumn<bool>("counts");
        QTest::newRow("account, from nobody") << QString() << QString() << true;
        QTest::newRow("account, from itself") << QString() << "2@d" << true;
        QTest::newRow("account, from an own device") << QString() << "2@d/p" << false;
        QTest::newRow("account, from the server") << QString() << "d" << false;
        QTest::newRow("account, from somebody") << QString() << "3@d/x" << false;
        QTest::newRow("server, from itself") << "d"
                                             << "d" << true;
        QTest::newRow("server, from nobody") << "d" << QString() << false;
        QTest::newRow("server, from somebody") << "d"
                                               << "3@d/x" << false;
        QTest::newRow("server, from the account") << "d"
                                                  << "2@d" << false;
    }
    void answersCountFromTheOneAsked()
    {
        QFETCH(QString, to);
        QFETCH(QString, from);
        QFETCH(bool, counts);
        FakeClock clock;
        Questions questions(clock);
        int calls = 0;
        const Element question = questions.ask(
            Iq::Type::Get, Jid::parse(to).value_or(Jid()), Payload, [&calls](const Result<Element>& answer) {
                calls += answer && answer->is(u"a", u"urn:q") ? 1 : 100;
            });
        questions.answer(answerTo(question, from), Own);
        QCOMPARE(calls, counts ? 1 : 0);
        questions.answer(answerTo(question, from), Own);
        QCOMPARE(calls, counts ? 1 : 0);
    }

    void refusalsAreErrors()
    {
        FakeClock clock;
        Questions questions(clock);
        QString code;
        const Element question = questions.ask(Iq::Type::Set, {}, Payload,
            [&code](const Result<Element>& answer) { code = answer ? QString() : answer.error().code; });
        questions.answer(answerTo(question, QString(), QStringLiteral("error")), Own);
        QCOMPARE(code, QStringLiteral("undefined-condition"));
    }

    void questionsExpireOneByOne()
    {
        FakeClock clock;
        Questions questions(clock);
        QStringList ended;
        const auto note = [&ended](const char* name) {
            return [&ended, name](const Result<Element>& answer) {
                if (!answer && answer.error().kind == ErrorKind::Timeout)
                    ended.append(QString::fromLatin1(name));
            };
        };
        questions.ask(Iq::Type::Get, {}, Payload, note("early"));
        clock.advance(10s);
        questions.ask(Iq::Type::Get, {}, Payload, note("late"));
        clock.advance(19999ms);
        questions.expire();
        QVERIFY(ended.isEmpty());
        clock.advance(1ms);
        questions.expire();
        QCOMPARE(ended, QStringList{QStringLiteral("early")});
        clock.advance(10s);
        questions.expire();
        QCOMPARE(ended.size(), 2);
    }

    void askersMayAskAgain()
    {
        FakeClock clock;
        Questions questions(clock);
        int calls = 0;
        const auto again = [&](const Result<Element>&) {
            ++calls;
            questions.ask(Iq::Type::Get, {}, Payload, [&calls](const Result<Element>&) { ++calls; });
        };
        questions.ask(Iq::Type::Get, {}, Payload, again);
        questions.ask(Iq::Type::Get, {}, Payload, again);
        questions.failAll(Error::cancelled());
        QCOMPARE(calls, 2);
        questions.failAll(Error::cancelled());
        QCOMPARE(calls, 4);
    }

    void silenceIsAskedAboutAfterAMinute()
    {
        FakeClock clock;
        clock.advance(1h);
        Liveness liveness(clock);
        clock.advance(59s);
        QVERIFY(liveness.verdict() == Liveness::Verdict::Fine);
        clock.advance(1s);
        QVERIFY(liveness.verdict() == Liveness::Verdict::Ask);
        liveness.noteHeard();
        QVERIFY(liveness.verdict() == Liveness::Verdict::Fine);
    }

    void silenceAfterAQuestionIsDeath()
    {
        FakeClock clock;
        Liveness liveness(clock);
        liveness.noteAsked();
        clock.advance(14s);
        liveness.noteAsked(); // does not buy time
        QVERIFY(liveness.isAsked());
        QVERIFY(liveness.verdict() == Liveness::Verdict::Fine);
        clock.advance(1s);
        QVERIFY(liveness.verdict() == Liveness::Verdict::Dead);
        liveness.noteHeard();
        QVERIFY(!liveness.isAsked());
        QVERIFY(liveness.verdict() == Liveness::Verdict::Fine);
    }

    void framesComeInSlicesAndInOrder()
    {
        FrameQueue queue;
        QStringList seen;
        connect(&queue, &FrameQueue::frameReached, this, [&seen](const QString& frame) {
            seen.append(frame);
            QElapsedTimer work;
            work.start();
            while (work.elapsed() < 2) {} // a slow receiver
        });
        connect(&queue, &FrameQueue::endReached, this,
            [&seen](const Error&) { seen.append(QStringLiteral("end")); });
        int turns = 0;
        QTimer turn;
        connect(&turn, &QTimer::timeout, this, [&turns] { ++turns; });
        turn.start(0);
        for (int i = 0; i < 20; ++i)
            queue.push(QString::number(i));
        queue.pushEnd(Error::cancelled());
        QVERIFY2(seen.isEmpty(), "never inside push()");
        QTRY_COMPARE(seen.size(), 21);
        QCOMPARE(seen.last(), QStringLiteral("end"));
        QCOMPARE(seen.at(19), QStringLiteral("19"));
        QVERIFY2(turns >= 5, "at most two slow frames fit into one slice");
    }

    void droppedFramesAreGoneAndTheEndIsNot()
    {
        FrameQueue queue;
        int frames = 0;
        int ends = 0;
        connect(&queue, &FrameQueue::frameReached, this, [&] {
            ++frames;
            queue.dropFrames();
        });
        connect(&queue, &FrameQueue::endReached, this, [&ends] { ++ends; });
        queue.push(QStringLiteral("a"));
        queue.push(QStringLiteral("b"));
        queue.pushEnd(Error::cancelled());
        QTRY_COMPARE(ends, 1);
        QCOMPARE(frames, 1);
    }

    void aQueueMayDieInTheMiddle()
    {
        auto queue = std::make_unique<FrameQueue>();
        int frames = 0;
        connect(queue.get(), &FrameQueue::frameReached, this, [&] {
            ++frames;
            queue.reset();
        });
        queue->push(QStringLiteral("a"));
        queue->push(QStringLiteral("b"));
        QTRY_COMPARE(frames, 1);
        QTest::qWait(10);
        QCOMPARE(frames, 1);
    }
};

QTEST_GUILESS_MAIN(TestXmppWaiting)
#include "tst_xmpp_waiting.moc"
