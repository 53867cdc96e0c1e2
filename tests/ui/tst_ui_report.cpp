// SPDX-License-Identifier: Apache-2.0
#include "support/GuiTest.h"
#include "ui/Gallery.h"

#include "ui/diagnosis/ReportDialog.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QScreen>
#include <QTranslator>

using namespace Natter;
using namespace Natter::Ui;
using namespace Natter::Test;

namespace {

/// Tells what the test says.
class FakeReport final : public Core::ConnectionReport
{
public:
    void start() override { ++starts; }
    void stop() override { ++stops; }
    QString text() const override { return QStringLiteral("the whole report"); }

    int starts = 0;
    int stops = 0;
};

QList<ReportStep> sampleSteps()
{
    const auto says = [](const char* text) {
        return Phrase::verbatim(QString::fromUtf8(text));
    };
    const Phrase why("Names and pictures come from the site's users-info, through the gateway.");
    return {
        {"site-server", Phrase("The site's server"), StepStatus::Ok,
            says("chat.example:443: TLS 1.3, ends 2027-01-03"), "https://chat.example", {},
            Phrase("Logins and messages travel over TLS to servers that prove their name, or not at all."),
            {}, {{"chat.example:443", "TLS 1.3", "a trusted certificate", StepStatus::Ok}}, {}},
        {"profile", Phrase("Deployment profile"), StepStatus::Ok,
            Phrase("%1, app id %2").arg(QString("Demo Site")).arg(QString("natter-demo")),
            "GET https://chat.example/.well-known/natter.json", "status 200",
            Phrase("The app learns from it where everything is: without it nobody can start."), {}, {}, {}},
        {"clock", Phrase("Clocks"), StepStatus::Warning,
            Phrase("the gateway's clock is %1 s behind this computer's").arg(90),
            "GET https://chat.example/config", "status 200", says("Tokens live for two minutes."),
            Phrase("Set this computer's clock, or the gateway's, by NTP."), {}, {}},
        {"users", Phrase("People"), StepStatus::Failed, says("gateway, GET users: status 502"),
            "GET https://chat.example/api/v2/sdk/users?ids=7", "status 502, application/json, 90 bytes", why,
            says("Run natter-doctor with --users-info to look at it directly. <b>plain</b>"),
            {{"name", "missing", "a text", StepStatus::Failed}}, {}},
        {"websocket", Phrase("Engine's WebSocket"), StepStatus::Ok, Phrase("connected, subprotocol xmpp"),
            "wss://chat.example/ws", "connected", says("Messages travel over it."), {}, {}, {}},
        {"archive", Phrase("Message archive"), StepStatus::Skipped,
            Phrase("because \"%1\" failed").arg(Phrase("People")), {}, {}, says("History."), {}, {}, {}},
    };
}

} // namespace

class ReportDialogTest : public Test::GuiTest
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_theme.reset();
        m_theme = std::make_unique<Theme>();
        m_theme->apply();
        m_report = std::make_unique<FakeReport>();
        m_dialog = new ReportDialog(*m_theme, *m_report);
        m_dialog->show();
    }
    void cleanup() { delete m_dialog; }

    void showsStepsAsTheyCome()
    {
        QCOMPARE(m_report->starts, 1);
        QVERIFY(!button("Copy report")->isEnabled() && !button("Run again")->isEnabled());
        Q_EMIT m_report->stepStarted(Phrase("Nonce"));
        QVERIFY(texts().contains("Nonce"));
        const auto steps = sampleSteps();
        Q_EMIT m_report->stepFinished(steps.first());
        QCOMPARE(list()->count(), 1);
        QVERIFY(details().contains("TLS 1.3, ends"));
    }

    void endsAtWhatIsWrong()
    {
        tellAll();
        QCOMPARE(list()->currentRow(), 3);
        QVERIFY(details().contains("People: wrong"));
        QVERIFY(details().contains("What to do\nRun natter-doctor"));
        QVERIFY(details().contains("<b>plain</b>"));
        QVERIFY(details().contains("name: missing (should be: a text)"));
        QVERIFY(texts().contains("does not work"));
    }

    void leavesWhatThePersonChose()
    {
        Q_EMIT m_report->stepFinished(sampleSteps().at(0));
        Q_EMIT m_report->stepFinished(sampleSteps().at(1));
        const QRect first = list()->visualItemRect(list()->item(0));
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, first.center());
        Q_EMIT m_report->stepFinished(sampleSteps().at(3));
        Q_EMIT m_report->finished();
        QCOMPARE(list()->currentRow(), 0);
    }

    void copiesPlainText()
    {
        tellAll();
        QTest::mouseClick(button("Copy report"), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), "the whole report");
    }

    void runsAgain()
    {
        tellAll();
        QTest::mouseClick(button("Run again"), Qt::LeftButton);
        QCOMPARE(m_report->starts, 2);
        QCOMPARE(list()->count(), 0);
        QVERIFY(details().isEmpty());
    }

    void walksByKeyboard()
    {
        tellAll();
        list()->setFocus();
        QTest::keyClick(list(), Qt::Key_Home);
        QVERIFY(details().contains("The site's server"));
        QTest::keyClick(list(), Qt::Key_Down);
        QVERIFY(details().contains("Deployment profile"));
        QTest::keyClick(m_dialog, Qt::Key_Escape);
        QTRY_VERIFY(m_dialog.isNull());
        QCOMPARE(m_report->stops, 1);
    }

    void fitsOnTheScreen()
    {
        const QSize screen = m_dialog->screen()->availableSize();
        QVERIFY(m_dialog->height() < screen.height() && m_dialog->width() < screen.width());
    }

    void speaksThePersonsLanguage()
    {
        QTranslator german;
        QVERIFY(german.load(QStringLiteral(NATTER_GERMAN)));
        QCoreApplication::installTranslator(&german);
        delete m_dialog;
        m_dialog = new ReportDialog(*m_theme, *m_report);
        m_dialog->show();
        Q_EMIT m_report->stepStarted(Phrase("Nonce"));
        tellAll();
        QCOMPARE(list()->item(0)->text(), "Server der Website");
        QCOMPARE(list()->item(2)->text(), "Uhren");
        QVERIFY(details().startsWith("Personen"));
        QVERIFY(details().contains("Namen und Bilder kommen aus users-info der Website"));
        QVERIFY(details().contains("gateway, GET users: status 502")); // what a server said
        list()->setCurrentRow(2);
        QVERIFY(details().contains("die Uhr des Gateways geht gegenüber diesem Rechner 90 s nach"));
        QVERIFY(details().contains("Stelle die Uhr dieses Rechners oder die des Gateways per NTP."));
        list()->setCurrentRow(5);
        QVERIFY(details().contains("weil „Personen“ fehlschlug"));
        list()->setCurrentRow(3);
        picture(m_dialog, QStringLiteral("report-german"));
        QCoreApplication::removeTranslator(&german);
    }

    void speaksToScreenReaders()
    {
        tellAll();
        QCOMPARE(list()->accessibleName(), "Steps");
        QCOMPARE(list()->item(3)->data(Qt::AccessibleTextRole).toString(),
            "People: wrong. gateway, GET users: status 502");
        QCOMPARE(list()->item(5)->data(Qt::AccessibleTextRole).toString(),
            "Message archive: skipped. because \"People\" failed");
    }

    /// A clock would say that the step still runs.
    void marksSkippedStepsQuietly()
    {
        tellAll();
        const QImage mark = list()->item(5)->icon().pixmap(Metrics::IconSize).toImage();
        const auto of = [this](Icon icon) {
            return iconPixmap(icon, Metrics::IconSize, m_theme->colours().textSecondary, 1.0).toImage();
        };
        QCOMPARE(mark, of(Icon::Skipped));
        QVERIFY(mark != of(Icon::Clock));
    }

    void goesInTheMiddle()
    {
        Q_EMIT m_report->stepFinished(sampleSteps().first());
        delete m_dialog;
        QCOMPARE(m_report->stops, 1);
        Q_EMIT m_report->stepFinished(sampleSteps().first());
        Q_EMIT m_report->finished();
    }

    void looksGood_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<double>("scale");
        QTest::newRow("report-light") << false << 1.0;
        QTest::newRow("report-dark") << true << 1.0;
        QTest::newRow("report-200") << false << 2.0;
    }
    void looksGood()
    {
        QFETCH(bool, dark);
        QFETCH(double, scale);
        m_theme->setAppearance(dark ? Appearance::Dark : Appearance::Light);
        m_theme->setTextScale(scale);
        tellAll();
        QVERIFY(colourCount(picture(m_dialog, QString::fromLatin1(QTest::currentDataTag()))) >= 8);
    }

private:
    void tellAll() const
    {
        for (const ReportStep& step : sampleSteps())
            Q_EMIT m_report->stepFinished(step);
        Q_EMIT m_report->finished();
    }
    QListWidget* list() const { return m_dialog->findChild<QListWidget*>(); }
    QString details() const { return m_dialog->findChild<QPlainTextEdit*>()->toPlainText(); }
    QString texts() const
    {
        QString all;
        for (const QLabel* label : m_dialog->findChildren<QLabel*>())
            all += label->text() + u'\n';
        return all;
    }
    QPushButton* button(const QString& text) const
    {
        for (QPushButton* candidate : m_dialog->findChildren<QPushButton*>()) {
            if (candidate->text() == text)
                return candidate;
        }
        return nullptr;
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<FakeReport> m_report;
    QPointer<ReportDialog> m_dialog;
};

QTEST_MAIN(ReportDialogTest)
#include "tst_ui_report.moc"
