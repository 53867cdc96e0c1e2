// SPDX-License-Identifier: Apache-2.0
#include "support/GuiTest.h"
#include "support/ServicesFixture.h"
#include "ui/Samples.h"

#include "ui/chat/ComposerField.h"
#include "ui/chat/ComposerWidget.h"
#include "ui/chat/ConversationWidget.h"
#include "ui/chat/MessageListWidget.h"

#include <QSignalSpy>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

using namespace Natter;
using namespace Natter::Ui;
using namespace Natter::Test;

namespace {

/// A conversation over real services, whose store can be made to refuse messages.
struct Stage : ServicesFixture
{
    Stage()
        : model(services)
    {}

    bool open()
    {
        QList<Message> history;
        for (const PeerId& peer : {Ada, Bob}) {
            Message message;
            message.peer = peer;
            message.body = QStringLiteral("hello");
            message.time = clock.now();
            message.originId = OriginId(QStringLiteral("in-") + peer.toString());
            history += message;
        }
        if (!await(messages.addBatch(history, Store::Arrival::History)) || !load())
            return false;
        widget = std::make_unique<ConversationWidget>(theme, services, model);
        notices = std::make_unique<QSignalSpy>(widget.get(), &ConversationWidget::noticeRaised);
        widget->setPeer(Ada);
        widget->show();
        return QTest::qWaitForWindowExposed(widget.get(), 30'000);
    }
    bool refuseMessages()
    {
        return await(database.run([](QSqlDatabase& db) -> Result<void> {
            const QSqlQuery query = db.exec(QStringLiteral("CREATE TRIGGER refusal BEFORE INSERT ON messages "
                                                           "BEGIN SELECT RAISE(ABORT, 'no'); END"));
            return query.lastError().isValid() ? Result<void>(Error{}) : Result<void>();
        })).isOk();
    }
    ComposerField* field() const { return widget->findChild<ComposerField*>(); }
    void submit(const QString& text) const
    {
        field()->setPlainText(text);
        QTest::keyClick(field(), Qt::Key_Return);
    }
    QString notice() const { return notices->isEmpty() ? QString() : notices->last().first().toString(); }
    QString storedDraft(const PeerId& peer) { return await(dialogs.find(peer))->draft; }

    Theme theme;
    Models::DialogListModel model;
    std::unique_ptr<ConversationWidget> widget;
    std::unique_ptr<QSignalSpy> notices;
};

} // namespace

/// What becomes of a text that cannot be sent: it is never lost.
class ConversationTest : public Test::GuiTest
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackAndOutlivesTheWindow()
    {
        Stage stage;
        QVERIFY(stage.open());
        QVERIFY(stage.refuseMessages());
        stage.submit(QStringLiteral("dear Ada"));
        QVERIFY(stage.field()->toPlainText().isEmpty());
        QTRY_COMPARE(stage.notices->size(), 1);
        QCOMPARE(stage.field()->toPlainText(), QStringLiteral("dear Ada"));
        stage.widget.reset();
        QTRY_COMPARE(stage.storedDraft(Ada), QStringLiteral("dear Ada"));
    }

    void comesBackBeforeWhatWasTypedSince()
    {
        Stage stage;
        QVERIFY(stage.open());
        QVERIFY(stage.refuseMessages());
        stage.submit(QStringLiteral("first"));
        QTest::keyClicks(stage.field(), QStringLiteral("second"));
        QTRY_COMPARE(stage.notices->size(), 1);
        QCOMPARE(stage.field()->toPlainText(), QStringLiteral("first\nsecond"));
        QTRY_COMPARE(stage.storedDraft(Ada), QStringLiteral("first\nsecond"));
        // Nor does the composer's own draft, which comes later, replace it.
        QTest::keyClicks(stage.field(), QStringLiteral("!"));
        QTRY_COMPARE(stage.storedDraft(Ada), QStringLiteral("first\nsecond!"));
    }

    void comesBackAsTheDraftOfADialogThatWasLeft()
    {
        Stage stage;
        QVERIFY(stage.open());
        QVERIFY(stage.refuseMessages());
        stage.submit(QStringLiteral("first"));
        QTest::keyClicks(stage.field(), QStringLiteral("second"));
        stage.widget->setPeer(Bob);
        QTRY_COMPARE(stage.notices->size(), 1);
        QVERIFY(stage.field()->toPlainText().isEmpty());
        QTRY_COMPARE(stage.storedDraft(Ada), QStringLiteral("first\nsecond"));
        stage.widget->setPeer(Ada);
        QCOMPARE(stage.field()->toPlainText(), QStringLiteral("first\nsecond"));
    }

    void saysWhy()
    {
        Stage stage;
        QVERIFY(stage.open());
        stage.submit(QString(65'537, u'x'));
        QTRY_COMPARE(stage.notice(), QStringLiteral("This message is too long. Send it in parts."));
        stage.widget->setPeer(PeerId(QString(1100, u'x')));
        stage.submit(QStringLiteral("hello"));
        QTRY_COMPARE(stage.notice(), QStringLiteral("This id cannot be written to."));
        QCOMPARE(stage.field()->toPlainText(), QStringLiteral("hello"));
    }

    void anEmptyOneSaysWhatIsTrue()
    {
        const QString nothingYet = QStringLiteral("No messages here yet. Write the first one.");
        Stage stage;
        QVERIFY(stage.open());
        auto* list = stage.widget->findChild<MessageListWidget*>();
        stage.widget->setPeer(PeerId("5"));
        QTRY_VERIFY(list->emptyText().startsWith("You are offline"));
        QVERIFY(stage.signIn());
        QTRY_COMPARE(list->emptyText(), nothingYet);
        // What only the archive has is asked for.
        stage.archive(3, QStringLiteral("6@chat.example"), OwnAddress, "old");
        stage.widget->setPeer(PeerId("6"));
        QTRY_COMPARE(stage.countOf(PeerId("6")), 3);
        QTRY_VERIFY(list->emptyText().isEmpty());
        stage.widget->setPeer(Ada);
        QTRY_VERIFY(list->emptyText().isEmpty());
    }

    void mayDieBeforeTheStoreAnswers()
    {
        Stage stage;
        QVERIFY(stage.open());
        QVERIFY(stage.refuseMessages());
        stage.submit(QStringLiteral("dear Ada"));
        stage.widget.reset();
        QTest::qWait(50);
    }
};

QTEST_MAIN(ConversationTest)
#include "tst_ui_conversation.moc"
