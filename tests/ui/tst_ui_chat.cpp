// SPDX-License-Identifier: Apache-2.0
#include "support/GuiTest.h"

#include "ui/Samples.h"

#include "ui/chat/ComposerField.h"
#include "ui/chat/ComposerWidget.h"
#include "ui/chat/DayPillWidget.h"
#include "ui/chat/Links.h"
#include "ui/chat/MessageListWidget.h"
#include "ui/chat/MessageRowsModel.h"
#include "ui/widgets/IconButton.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QMenu>
#include <QMimeData>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <cstdlib>

using namespace Natter;
using namespace Natter::Ui;
using namespace Natter::Test;

/// Catches what would be handed to the desktop.
class OpenedLinks : public QObject
{
    Q_OBJECT

public:
    OpenedLinks()
    {
        for (const char* scheme : {"http", "https", "mailto", "file", "javascript"})
            QDesktopServices::setUrlHandler(QLatin1String(scheme), this, "open");
    }
    ~OpenedLinks() override
    {
        for (const char* scheme : {"http", "https", "mailto", "file", "javascript"})
            QDesktopServices::unsetUrlHandler(QLatin1String(scheme));
    }
    QList<QUrl> urls;

public Q_SLOTS:
    void open(const QUrl& url) { urls += url; }
};

namespace {

/// A model that has older pages and says how often it was asked.
class PagedModel : public QStandardItemModel
{
public:
    int asked = 0;
    bool hasOlder = false;
    bool canFetchMore(const QModelIndex&) const override { return hasOlder; }
    void fetchMore(const QModelIndex&) override { ++asked; }
};

QList<SampleMessage> numbered(int count, const QString& word)
{
    QList<SampleMessage> messages;
    for (int i = 0; i < count; ++i)
        messages += SampleMessage{QStringLiteral("%1 %2").arg(word).arg(i), i % 4 == 0, 600 - i};
    return messages;
}

struct Stage
{
    explicit Stage(const QList<SampleMessage>& messages)
    {
        take(messages, 0, 0);
        rows.setSourceModel(&source);
        list.setRows(&rows);
        list.resize(600, 500);
        list.show();
        list.activateWindow();
        isActive = QTest::qWaitForWindowActive(&list, 30'000);
    }
    /// Inserts all of `messages` at `row`, as one page.
    void take(const QList<SampleMessage>& messages, int row, qint64 firstRowId)
    {
        const auto made = messageModel(messages);
        QList<QStandardItem*> items;
        for (int i = 0; i < made->rowCount(); ++i) {
            QStandardItem* item = made->item(i)->clone();
            auto message = item->data(Models::MessageListModel::MessageRole).value<Message>();
            message.rowId += firstRowId;
            item->setData(QVariant::fromValue(message), Models::MessageListModel::MessageRole);
            item->setData(message.rowId, Models::MessageListModel::RowIdRole);
            items += item;
        }
        source.invisibleRootItem()->insertRows(row, items);
    }
    QModelIndex last() const { return rows.index(rows.rowCount() - 1, 0); }
    /// Where the text of that row is drawn, found by asking what is under the pointer.
    QPoint textOf(int row) const
    {
        const QRect rect = list.visualRect(rows.index(row, 0));
        const bool isOutgoing = rows.index(row, 0).data(Models::MessageListModel::IsOutgoingRole).toBool();
        return {isOutgoing ? rect.right() - 100 : rect.left() + 40, rect.bottom() - 16};
    }

    Theme theme;
    PagedModel source;
    MessageRowsModel rows;
    MessageListWidget list{theme};
    bool isActive = false;
};

} // namespace

/// Messages and composer, driven by mouse and keyboard.
class ChatTest : public Test::GuiTest
{
    Q_OBJECT

private Q_SLOTS:
    void startsAtTheEnd()
    {
        Stage stage(numbered(80, "Message"));
        QCoreApplication::processEvents();
        QVERIFY(stage.list.isAtBottom());
        QVERIFY(stage.list.viewport()->rect().contains(stage.list.visualRect(stage.last())));
    }

    void measuresRowsWithoutARectangle()
    {
        // QListView asks so for the step of its scroll bar; it must not throw away what was laid out.
        Stage stage(
            numbered(3, "words that need more than one line in a narrow bubble, as people write them"));
        auto* delegate = stage.list.itemDelegate();
        QStyleOptionViewItem option;
        option.rect = stage.list.visualRect(stage.last());
        const QSize laidOut = delegate->sizeHint(option, stage.last());
        option.rect = {};
        QCOMPARE(delegate->sizeHint(option, stage.last()), laidOut);
    }

    void standsAtTheBottomWhenShort()
    {
        Stage stage(numbered(2, "Message"));
        const QRect rect = stage.list.visualRect(stage.last());
        QCOMPARE(rect.bottom() + 1, stage.list.viewport()->height());
        QCOMPARE(stage.list.indexAt(rect.center()), stage.last());
    }

    void startsAtTheUnreadLine()
    {
        QList<SampleMessage> messages = numbered(80, "Message");
        messages[40].startsUnread = true;
        Stage stage({});
        stage.list.startAtUnread();
        stage.take(messages, 0, 0);
        QCoreApplication::processEvents();
        const QRect rect = stage.list.visualRect(stage.rows.index(40, 0));
        QVERIFY(rect.top() > 0 && rect.top() < 100);
        QVERIFY(!stage.list.isAtBottom());
    }

    void doesNotJumpWhenOlderOnesCome()
    {
        Stage stage(numbered(60, "Message"));
        stage.source.hasOlder = true;
        stage.list.verticalScrollBar()->setValue(40);
        QCoreApplication::processEvents();
        QVERIFY(stage.source.asked > 0);
        const QPersistentModelIndex seen = stage.list.indexAt(QPoint(300, 250));
        const int top = stage.list.visualRect(seen).top();
        stage.take(numbered(50, "An older message that is rather longer than the others"), 0, 1000);
        QCoreApplication::processEvents();
        QCOMPARE(stage.list.visualRect(seen).top(), top);
        QCOMPARE(seen.row(), stage.list.indexAt(QPoint(300, 250)).row());
    }

    void asksForOlderOnesOnlyNearTheTop()
    {
        Stage stage(numbered(300, "Message"));
        stage.source.hasOlder = true;
        QTest::qWait(50);
        QCOMPARE(stage.source.asked, 0);
    }

    void keepsItsPlaceWhenTheWidthChanges()
    {
        Stage stage(numbered(100, QString("Words that wrap sooner or later ").repeated(4)));
        stage.list.verticalScrollBar()->setValue(stage.list.verticalScrollBar()->maximum() / 2);
        QCoreApplication::processEvents();
        const QPersistentModelIndex seen = stage.list.indexAt(QPoint(200, 2));
        stage.list.resize(420, 500);
        QCoreApplication::processEvents();
        QCOMPARE(stage.list.indexAt(QPoint(200, 2)).row(), seen.row());
    }

    /// The height of the list stays, those of its rows do not.
    void laysOutAnewForAnotherWidth()
    {
        Stage stage(numbered(30, QString("Words that wrap sooner or later ").repeated(4)));
        for (const int width : {80, 420, 900}) {
            stage.list.resize(width, 500);
            QCoreApplication::processEvents();
            for (int row = 0; row < stage.rows.rowCount(); ++row) {
                const QModelIndex index = stage.rows.index(row, 0);
                QStyleOptionViewItem option;
                option.rect = stage.list.visualRect(index);
                QCOMPARE(option.rect.height(), stage.list.itemDelegate()->sizeHint(option, index).height());
            }
        }
    }

    void keepsTheDayInTheMiddle()
    {
        Stage stage(numbered(80, "Message"));
        stage.list.verticalScrollBar()->setValue(300);
        QCoreApplication::processEvents();
        auto* day = stage.list.findChild<DayPillWidget*>();
        QVERIFY(day->isVisible());
        stage.list.resize(300, 500);
        QVERIFY(std::abs(day->geometry().center().x() - 150) <= 1);
    }

    /// What has not been in sight is not read.
    void isNotAtTheBottomBeforeTheUnreadLineIsFound()
    {
        QList<SampleMessage> messages = numbered(80, "Message");
        messages[40].startsUnread = true;
        Stage stage({});
        QSignalSpy reached(&stage.list, &MessageListWidget::bottomReached);
        stage.list.startAtUnread();
        stage.take(messages, 0, 0);
        QVERIFY(!stage.list.isAtBottom());
        QCoreApplication::processEvents();
        QVERIFY(!stage.list.isAtBottom());
        QCOMPARE(reached.size(), 0);
        stage.list.goToBottom();
        QCOMPARE(reached.size(), 1);
        // Without such a line the end is what is looked at.
        Stage other({});
        QSignalSpy seen(&other.list, &MessageListWidget::bottomReached);
        other.list.startAtUnread();
        other.take(numbered(80, "Message"), 0, 0);
        QTRY_COMPARE(seen.size(), 1);
        QVERIFY(other.list.isAtBottom());
    }

    void countsWhatComesBelow()
    {
        Stage stage(numbered(80, "Message"));
        QCoreApplication::processEvents();
        auto* button = stage.list.findChild<IconButton*>();
        QVERIFY(!button->isVisible());
        stage.list.verticalScrollBar()->setValue(300);
        QCoreApplication::processEvents();
        QVERIFY(button->isVisible());
        const int before = stage.list.verticalScrollBar()->value();
        stage.take({{"from them", false, 1}}, 80, 5000);
        QCoreApplication::processEvents();
        QCOMPARE(stage.list.verticalScrollBar()->value(), before);
        QSignalSpy reached(&stage.list, &MessageListWidget::bottomReached);
        QTest::mouseClick(button, Qt::LeftButton);
        QCoreApplication::processEvents();
        QVERIFY(stage.list.isAtBottom() && !button->isVisible());
        QCOMPARE(reached.size(), 1);
        // One's own message always comes into sight.
        stage.list.verticalScrollBar()->setValue(300);
        stage.take({{"from me", true, 0}}, 81, 6000);
        QCoreApplication::processEvents();
        QVERIFY(stage.list.isAtBottom());
    }

    void opensOnlyLinksOfTheWeb()
    {
        OpenedLinks opened;
        Stage stage({{"https://example.com/a-page-with-a-long-address", false, 2}});
        QTest::mouseClick(stage.list.viewport(), Qt::LeftButton, {}, stage.textOf(0));
        QCOMPARE(opened.urls, QList<QUrl>{QUrl("https://example.com/a-page-with-a-long-address")});
        openLink(QUrl("file:///etc/passwd"));
        openLink(QUrl("javascript:alert(1)"));
        openLink(QUrl("https:///nowhere"));
        openLink(QUrl("https://bank.example@evil.example/"));
        QCOMPARE(opened.urls.size(), 1);
        openLink(QUrl("mailto:ada@example.com"));
        QCOMPARE(opened.urls.size(), 2);
    }

    void linksAreWhatTheyLookLike()
    {
        QVERIFY(findLinks("see https://bank.example@evil.example/ now").isEmpty());
        const QList<Link> mail = findLinks("mailto:ada@example.com?attach=/etc/passwd&subject=x");
        QCOMPARE(mail.size(), 1);
        QCOMPARE(mail.first().target, QUrl("mailto:ada@example.com"));
    }

    void marksAndCopiesText()
    {
        OpenedLinks opened;
        Stage stage({{"copy https://example.com/this this", false, 2}});
        const QPoint from = stage.textOf(0);
        QTest::mousePress(stage.list.viewport(), Qt::LeftButton, {}, QPoint(2, from.y()));
        QTest::mouseRelease(stage.list.viewport(), Qt::LeftButton, {}, QPoint(2, from.y()));
        QTest::mousePress(stage.list.viewport(), Qt::LeftButton, {}, from - QPoint(9, 0));
        QTest::mouseMove(stage.list.viewport(), from + QPoint(1, 0));
        QMouseEvent move(QEvent::MouseMove, QPointF(stage.list.width(), from.y()),
            stage.list.viewport()->mapToGlobal(QPointF(stage.list.width(), from.y())), Qt::NoButton,
            Qt::LeftButton, {});
        QApplication::sendEvent(stage.list.viewport(), &move);
        QTest::mouseRelease(
            stage.list.viewport(), Qt::LeftButton, {}, QPoint(stage.list.width() - 1, from.y()));
        QTest::keySequence(&stage.list, QKeySequence::Copy);
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY2(copied.endsWith("this this") && copied.size() < 35, qPrintable(copied));
        QVERIFY(opened.urls.isEmpty());
        // Without a mark, the whole message.
        QTest::mouseClick(
            stage.list.viewport(), Qt::LeftButton, {}, QPoint(stage.list.width() - 30, from.y()));
        QTest::keySequence(&stage.list, QKeySequence::Copy);
        QCOMPARE(QGuiApplication::clipboard()->text(), "copy https://example.com/this this");
    }

    void retriesAndDeletes()
    {
        Stage stage({{"hello", false, 3}, {"never arrived", true, 2, DeliveryState::Failed}});
        QSignalSpy retries(&stage.list, &MessageListWidget::retryRequested);
        QSignalSpy discards(&stage.list, &MessageListWidget::discardRequested);
        stage.list.setCurrentIndex(stage.last());
        QTest::keyClick(&stage.list, Qt::Key_Return);
        QCOMPARE(retries.size(), 1);
        QCOMPARE(retries.first().first().value<OriginId>(), OriginId("origin-1"));
        QTest::keyClick(&stage.list, Qt::Key_Delete);
        QCOMPARE(discards.size(), 1);
        // By mouse: Delete stands at the right end of the line below the bubble, Retry before it.
        const QRect rect = stage.list.visualRect(stage.last());
        int x = rect.right() - 24;
        QTest::mouseClick(stage.list.viewport(), Qt::LeftButton, {}, QPoint(x, rect.bottom() - 18));
        QCOMPARE(discards.size(), 2);
        for (; x > 0 && retries.size() == 1; x -= 8)
            QTest::mouseClick(stage.list.viewport(), Qt::LeftButton, {}, QPoint(x, rect.bottom() - 18));
        QCOMPARE(retries.size(), 2);
        // Only what failed can be deleted.
        const auto before = discards.size();
        stage.list.setCurrentIndex(stage.rows.index(0, 0));
        QTest::keyClick(&stage.list, Qt::Key_Delete);
        QCOMPARE(discards.size(), before);
    }

    void hasAMenu()
    {
        Stage stage({{"never arrived", true, 2, DeliveryState::Failed}});
        stage.list.setCurrentIndex(stage.last());
        QTest::keyClick(&stage.list, Qt::Key_Menu);
        auto* menu = stage.list.findChild<QMenu*>();
        QVERIFY(menu != nullptr);
        QStringList names;
        for (const QAction* action : menu->actions()) {
            if (!action->isSeparator())
                names += action->text();
        }
        QCOMPARE(names, (QStringList{"Retry", "Delete", "Copy message"}));
        menu->actions().last()->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), "never arrived");
        menu->close();
    }

    void tellsRowsToScreenReaders()
    {
        Stage stage({{"hello", false, 3}, {"lost", true, 2, DeliveryState::Failed}});
        QVERIFY(stage.rows.index(0, 0).data(Qt::AccessibleTextRole).toString().startsWith("hello, "));
        const QString own = stage.rows.index(1, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY(own.startsWith("You: lost") && own.endsWith("not sent"));
    }

    void keepsUpWithABurst()
    {
        Stage stage({});
        for (int page = 0; page < 20; ++page) {
            stage.take(numbered(100, "Message of a burst"), stage.source.rowCount(), page * 100);
            QCoreApplication::processEvents();
            QVERIFY(stage.list.isAtBottom());
            QCOMPARE(stage.list.visualRect(stage.last()).bottom() + 1, stage.list.viewport()->height());
        }
    }

    void composes()
    {
        const Theme theme;
        ComposerWidget composer(theme);
        composer.resize(400, 60);
        composer.show();
        composer.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&composer, 30'000));
        auto* field = composer.findChild<ComposerField*>();
        auto* send = composer.findChild<IconButton*>();
        QSignalSpy submitted(&composer, &ComposerWidget::submitted);
        QSignalSpy drafts(&composer, &ComposerWidget::draftChanged);
        QSignalSpy composing(&composer, &ComposerWidget::composingChanged);
        QSignalSpy left(&composer, &ComposerWidget::left);
        QVERIFY(!send->isEnabled());
        QTest::keyClick(field, Qt::Key_Return);
        QTest::keyClicks(field, "   ");
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(submitted.size(), 0);
        QTest::keyClicks(field, "hi");
        QVERIFY(send->isEnabled());
        QCOMPARE(composing.size(), 1);
        QTRY_COMPARE(drafts.size(), 1);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(submitted.size(), 1);
        QCOMPARE(submitted.first().first().toString(), "hi");
        QCOMPARE(composing.last().first().toBool(), false);
        QCOMPARE(drafts.last().first().toString(), QString());
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(left.size(), 1);
        composer.setText("a draft");
        QCOMPARE(submitted.size(), 1);
        QCOMPARE(composing.size(), 2);
        QTest::mouseClick(send, Qt::LeftButton);
        QCOMPARE(submitted.last().first().toString(), "a draft");
    }

    void growsToEightLines()
    {
        const Theme theme;
        ComposerWidget composer(theme);
        composer.resize(400, 60);
        composer.show();
        auto* field = composer.findChild<ComposerField*>();
        const int one = field->height();
        QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
        const int two = field->height();
        QVERIFY(two > one);
        for (int i = 0; i < 30; ++i)
            QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
        QVERIFY(field->height() > 4 * (two - one) && field->height() <= one + 7 * (two - one) + 2);
        composer.setText({});
        QCOMPARE(field->height(), one);
    }

    void pastesTextOnly()
    {
        const Theme theme;
        ComposerWidget composer(theme);
        composer.show();
        auto* mime = new QMimeData;
        mime->setHtml("<b>bold</b>");
        mime->setText(QStringLiteral("bold\r\nand \u202Emore"));
        QGuiApplication::clipboard()->setMimeData(mime);
        composer.findChild<ComposerField*>()->paste();
        QCOMPARE(composer.text(), "bold\nand more");
    }
};

QTEST_MAIN(ChatTest)
#include "tst_ui_chat.moc"
