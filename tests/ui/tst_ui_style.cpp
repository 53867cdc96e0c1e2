// SPDX-License-Identifier: Apache-2.0
#include "support/GuiTest.h"

#include "ui/ErrorText.h"
#include "ui/TimeText.h"
#include "ui/chat/Links.h"
#include "ui/style/Colours.h"
#include "ui/style/ConsistentColour.h"
#include "ui/style/Contrast.h"
#include "ui/style/StyleSheet.h"
#include "ui/style/Theme.h"
#include "ui/widgets/PlainToolTip.h"
#include "ui/widgets/TextLabel.h"

#include <QApplication>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Natter;
using namespace Natter::Ui;

/// Colours, words and links: what needs no widget.
class StyleTest : public Test::GuiTest
{
    Q_OBJECT

private Q_SLOTS:
    void measuresContrast()
    {
        QCOMPARE(qRound(contrastRatio(Qt::black, Qt::white) * 100), 2100);
        QCOMPARE(qRound(contrastRatio(Qt::white, Qt::white) * 100), 100);
        // WCAG's well-known threshold grey.
        QVERIFY(contrastRatio(QColor(0x76, 0x76, 0x76), Qt::white) >= 4.5);
        QVERIFY(contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white) < 4.5);
    }

    void keepsWhatIsReadable()
    {
        const QColor navy(0x10, 0x20, 0x60);
        QCOMPARE(readable(navy, {Qt::white}), navy);
        QVERIFY(contrastRatio(readable(Qt::yellow, {Qt::white}), Qt::white) >= 4.5);
        QVERIFY(contrastRatio(readable(Qt::blue, {Qt::black}), Qt::black) >= 4.5);
    }

    void correctsEveryAccent_data()
    {
        QTest::addColumn<QString>("accent");
        for (const char* accent : {"", "#ffffff", "#000000", "#ffff00", "#ff0000", "#00ff00", "#0000ff",
                 "#808080", "#2f6fde", "#123456", "#fe0"})
            QTest::newRow(accent) << QString::fromLatin1(accent);
    }
    void correctsEveryAccent()
    {
        QFETCH(QString, accent);
        const QColor brand = accent.isEmpty() ? QColor() : QColor(accent);
        for (const Colours& colours : {Colours::light(brand), Colours::dark(brand)}) {
            const QList<QColor> grounds{colours.background, colours.surface, colours.surfaceRaised,
                colours.bubbleIn, colours.bubbleOut, colours.selected(), colours.hovered()};
            for (const QColor& ground : grounds) {
                for (const QColor& text : {colours.text, colours.textSecondary, colours.accent, colours.link,
                         colours.danger, colours.success})
                    QVERIFY2(
                        contrastRatio(text, ground) >= 4.5, qPrintable(text.name() + " on " + ground.name()));
            }
            QVERIFY(contrastRatio(colours.onBubbleIn, colours.bubbleIn) >= 4.5);
            QVERIFY(contrastRatio(colours.onBubbleOut, colours.bubbleOut) >= 4.5);
            QVERIFY(contrastRatio(colours.onAccent, colours.accent) >= 4.5);
            QVERIFY(contrastRatio(colours.onAccent, colours.unread) >= 4.5);
            QVERIFY(contrastRatio(colours.onAccent, colours.unreadMuted) >= 4.5);
            QVERIFY(contrastRatio(colours.onPill(), colours.pill()) >= 4.5);
        }
    }

    /// XEP-0392, 13.1.
    void colourOfAText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("hue");
        QTest::addColumn<QColor>("colour");
        QTest::newRow("name") << "Romeo" << 327.255249 << QColor::fromRgbF(0.865F, 0.000F, 0.686F);
        QTest::newRow("address") << "juliet@capulet.lit" << 209.410400
                                 << QColor::fromRgbF(0.000F, 0.515F, 0.573F);
        QTest::newRow("emoji") << QStringLiteral("😺") << 331.199341
                               << QColor::fromRgbF(0.872F, 0.000F, 0.659F);
        QTest::newRow("edge") << "council" << 359.994507 << QColor::fromRgbF(0.918F, 0.000F, 0.394F);
    }
    void colourOfAText()
    {
        QFETCH(QString, text);
        QFETCH(double, hue);
        QFETCH(QColor, colour);
        QVERIFY(qAbs(consistentHue(text) - hue) < 0.000001);
        const QColor actual = consistentColour(text);
        QVERIFY(qAbs(actual.redF() - colour.redF()) < 0.002);
        QVERIFY(qAbs(actual.greenF() - colour.greenF()) < 0.002);
        QVERIFY(qAbs(actual.blueF() - colour.blueF()) < 0.002);
    }

    void followsTheSystem()
    {
        bool isNight = false;
        Theme theme([&isNight] { return isNight; });
        QVERIFY(!theme.isDark());
        QSignalSpy changes(&theme, &Theme::changed);
        isNight = true;
        theme.followSystem();
        QVERIFY(theme.isDark());
        QCOMPARE(changes.size(), 1);
        theme.setAppearance(Appearance::Light);
        QVERIFY(!theme.isDark());
        theme.followSystem();
        QVERIFY(!theme.isDark());
    }

    void seesThroughItsOwnPalette()
    {
        Theme theme;
        const bool before = Theme::isSystemDark();
        theme.setAppearance(before ? Appearance::Light : Appearance::Dark);
        theme.apply();
        QCOMPARE(Theme::isSystemDark(), before);
    }

    void givesTheLookBack()
    {
        const qreal before = QApplication::font().pointSizeF();
        {
            Theme theme;
            theme.setTextScale(2.0);
            theme.apply();
            QVERIFY(QApplication::font().pointSizeF() > before);
        }
        QCOMPARE(QApplication::font().pointSizeF(), before);
        QVERIFY(qApp->styleSheet().isEmpty());
    }

    void labelsKeepTheirColours()
    {
        Theme theme;
        theme.setAppearance(Appearance::Light);
        theme.apply();
        TextLabel label(theme, {TextSize::Title, QFont::DemiBold, &Colours::danger});
        label.setText("Danger");
        label.show();
        for (const Appearance appearance : {Appearance::Dark, Appearance::Light, Appearance::Dark}) {
            theme.setAppearance(appearance);
            QCoreApplication::processEvents();
            QCOMPARE(label.palette().color(QPalette::WindowText), theme.colours().danger);
            QCOMPARE(label.font().weight(), QFont::DemiBold);
            QCOMPARE(label.font().pointSizeF(), theme.font(TextSize::Title).pointSizeF());
        }
    }

    void styleSheetKnowsEveryToken()
    {
        const Theme theme;
        const QString sheet = styleSheetOf(theme);
        QVERIFY(!sheet.contains(u'@'));
        QVERIFY(!sheet.contains(QRegularExpression("(: |background: );")));
        QVERIFY(sheet.contains(theme.colours().accent.name()));
    }

    void everyErrorHasASentence()
    {
        using Place = ErrorText::Place;
        static const QRegularExpression number("\\d{3}");
        for (int kind = 0; kind <= int(ErrorKind::Conflict); ++kind) {
            for (const Place place :
                {Place::Anywhere, Place::Site, Place::Passcode, Place::Code, Place::Conversation}) {
                const Error error{ErrorKind(kind), Retry::never(), "HTTP 502 <b>upstream</b>", "server_code"};
                const QString sentence = ErrorText::sentence(error, place);
                QVERIFY2(
                    sentence.size() > 10 && sentence.endsWith(u'.'), qPrintable(errorKindName(error.kind)));
                QVERIFY(!sentence.contains(number));
                QVERIFY(!sentence.contains("upstream") && !sentence.contains("server_code"));
            }
        }
    }

    void saysWhenToTryAgain()
    {
        const Error error{ErrorKind::RateLimited, Retry::later(std::chrono::seconds(42)), {}, {}};
        QVERIFY(ErrorText::sentence(error).contains("42 s"));
        QCOMPARE(ErrorText::duration(600), "10 min");
        QCOMPARE(ErrorText::duration(0), "1 s");
    }

    void tellsTimes()
    {
        const QDateTime now = QDateTime(QDate(2026, 3, 4), QTime(12, 0)).toUTC();
        QCOMPARE(TimeText::day(now, now), "Today");
        QCOMPARE(TimeText::day(now.addDays(-1), now), "Yesterday");
        QCOMPARE(TimeText::day(now.addDays(-30), now), "2 February");
        QCOMPARE(TimeText::day(now.addDays(-365), now), "4 March 2025");
        QCOMPARE(TimeText::clock(now), "12:00");
        QCOMPARE(TimeText::row(now, now), "12:00");
        QCOMPARE(TimeText::row(QDateTime(), now), QString());
        QCOMPARE(TimeText::lastSeen(QDateTime(), now), "last seen a while ago");
        QVERIFY(TimeText::lastSeen(now.addSecs(-3 * 3600), now).contains("today"));
        // A clock that is ahead is no reason for nonsense.
        QCOMPARE(TimeText::lastSeen(now.addSecs(3600), now), "last seen just now");
    }

    void findsLinks_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("targets");
        QTest::newRow("none") << "no link. here, e.g. this" << QStringList{};
        QTest::newRow("web") << "see https://a.example/b?c=d#e." << QStringList{"https://a.example/b?c=d#e"};
        QTest::newRow("brackets") << "(http://a.example/b_(c))" << QStringList{"http://a.example/b_(c)"};
        QTest::newRow("www") << "www.example.com, too" << QStringList{"https://www.example.com"};
        QTest::newRow("mail") << "ada@example.com" << QStringList{"mailto:ada@example.com"};
        QTest::newRow("mailto") << "mailto:ada@example.com" << QStringList{"mailto:ada@example.com"};
        QTest::newRow("javascript") << "javascript:alert(1)" << QStringList{};
        QTest::newRow("file") << "file:///etc/passwd ftp://a.example smb://x/y data:text/html,x"
                              << QStringList{};
        QTest::newRow("no host") << "https:// http:///x" << QStringList{};
        QTest::newRow("tag") << "<a href=\"https://a.example\">b</a>" << QStringList{"https://a.example"};
        QTest::newRow("two") << "http://a.example http://b.example"
                             << QStringList{"http://a.example", "http://b.example"};
    }
    void findsLinks()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, targets);
        QStringList found;
        for (const Link& link : findLinks(text)) {
            QVERIFY(link.start >= 0 && link.start + link.length <= text.size());
            found += link.target.toString();
        }
        QCOMPARE(found, targets);
    }

    void survivesHostileText()
    {
        QCOMPARE(findLinks(QString(200'000, u'@')).size(), 0);
        QVERIFY(findLinks(QString("http://a.example ").repeated(5000)).size() <= 200);
        QVERIFY(findLinks(QStringLiteral("a.").repeated(50'000) + u'@').size() <= 1);
    }

    void labelsStandOnTheWindowsSide_data()
    {
        QTest::addColumn<int>("fit");
        QTest::addColumn<bool>("isSelectable"); // QLabel draws those another way
        QTest::newRow("natural") << int(TextLabel::Fit::Natural) << false;
        QTest::newRow("wrapped") << int(TextLabel::Fit::Wrapped) << false;
        QTest::newRow("selectable") << int(TextLabel::Fit::Wrapped) << true;
        QTest::newRow("elided") << int(TextLabel::Fit::Elided) << false;
    }
    void labelsStandOnTheWindowsSide()
    {
        QFETCH(int, fit);
        QFETCH(bool, isSelectable);
        const Theme theme;
        TextLabel label(theme, {}, TextLabel::Fit(fit));
        if (isSelectable)
            label.setTextInteractionFlags(Qt::TextSelectableByMouse);
        label.resize(400, 40);
        for (const QString& text : {QStringLiteral("P11-A"), QStringLiteral("שלום")}) {
            label.setText(text);
            for (const auto direction : {Qt::LeftToRight, Qt::RightToLeft}) {
                label.setLayoutDirection(direction);
                const QImage image = label.grab().toImage();
                const QRgb ground = image.pixel(image.width() / 2, 1);
                const auto hasInk = [&](int from, int to) {
                    for (int x = from; x < to; ++x) {
                        for (int y = 0; y < image.height(); ++y) {
                            if (image.pixel(x, y) != ground)
                                return true;
                        }
                    }
                    return false;
                };
                QCOMPARE(hasInk(0, image.width() / 2), direction == Qt::LeftToRight);
                QCOMPARE(hasInk(image.width() / 2, image.width()), direction == Qt::RightToLeft);
            }
        }
    }

    void tooltipsArePlain()
    {
        QVERIFY(!plainToolTip("<img src='http://a.example/x.png'>").contains("<img"));
        QCOMPARE(plainToolTip({}), QString());
    }
};

QTEST_MAIN(StyleTest)
#include "tst_ui_style.moc"
