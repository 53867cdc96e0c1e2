// SPDX-License-Identifier: Apache-2.0
#include "support/GuiTest.h"

#include "ui/Gallery.h"
#include "ui/Samples.h"

#include "ui/chat/ComposerWidget.h"
#include "ui/chat/ConversationHeaderWidget.h"
#include "ui/chat/MessageListWidget.h"
#include "ui/chat/MessageRowsModel.h"
#include "ui/dialogs/AccountMenu.h"
#include "ui/dialogs/BannerWidget.h"
#include "ui/dialogs/DialogListWidget.h"
#include "ui/dialogs/DialogRowsModel.h"
#include "ui/login/SiteWidget.h"
#include "ui/profile/ProfileWidget.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QVBoxLayout>

using namespace Natter;
using namespace Natter::Ui;
using namespace Natter::Test;

/// Renders the parts of the window into build/<preset>/gallery and checks what a machine can see.
class GalleryTest : public Test::GuiTest
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_theme.reset(); // gives back the look before the next one takes it
        m_theme = std::make_unique<Theme>();
        m_theme->apply();
    }

    void dialogs_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<bool>("rtl");
        QTest::addColumn<double>("scale");
        QTest::addColumn<bool>("empty");
        QTest::newRow("dialogs-light") << false << false << 1.0 << false;
        QTest::newRow("dialogs-dark") << true << false << 1.0 << false;
        QTest::newRow("dialogs-rtl") << false << true << 1.0 << false;
        QTest::newRow("dialogs-200") << false << false << 2.0 << false;
        QTest::newRow("dialogs-80") << true << false << 0.8 << false;
        QTest::newRow("dialogs-empty") << false << false << 1.0 << true;
    }
    void dialogs()
    {
        QFETCH(bool, dark);
        QFETCH(bool, rtl);
        QFETCH(double, scale);
        QFETCH(bool, empty);
        m_theme->setAppearance(dark ? Appearance::Dark : Appearance::Light);
        m_theme->setTextScale(scale);
        const auto source = dialogModel(empty ? QList<SampleDialog>{} : sampleDialogs());
        DialogRowsModel rows;
        rows.setSourceModel(source.get());
        DialogListWidget list(*m_theme);
        list.setModel(&rows);
        list.setEmptyText(QStringLiteral("No dialogs yet.\nSearch for somebody to write to (Ctrl+K)."));
        list.setLayoutDirection(rtl ? Qt::RightToLeft : Qt::LeftToRight);
        list.resize(340, 680);
        if (!empty)
            list.showPeer(PeerId("12"));
        const QImage image = picture(&list, QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(colourCount(image) >= (empty ? 4 : 16));
        if (!empty) {
            const int text = QFontMetrics(m_theme->font(TextSize::Body)).height();
            QVERIFY(list.visualRect(rows.index(0, 0)).height() >= 2 * text);
        }
    }

    void conversation_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<bool>("rtl");
        QTest::addColumn<double>("scale");
        QTest::addColumn<QString>("kind");
        QTest::newRow("conversation-light") << false << false << 1.0 << "plain";
        QTest::newRow("conversation-dark") << true << false << 1.0 << "plain";
        QTest::newRow("conversation-rtl") << false << true << 1.0 << "plain";
        QTest::newRow("conversation-200") << true << false << 2.0 << "plain";
        QTest::newRow("conversation-failed") << false << false << 1.0 << "failed";
        QTest::newRow("conversation-failed-dark") << true << false << 1.0 << "failed";
        QTest::newRow("conversation-long") << false << false << 1.0 << "long";
        QTest::newRow("conversation-empty") << false << false << 1.0 << "empty";
        QTest::newRow("conversation-offline") << false << false << 1.0 << "offline";
        QTest::newRow("conversation-offline-dark") << true << false << 1.0 << "offline";
        QTest::newRow("conversation-short") << true << false << 1.0 << "short";
    }
    void conversation()
    {
        QFETCH(bool, dark);
        QFETCH(bool, rtl);
        QFETCH(double, scale);
        QFETCH(QString, kind);
        m_theme->setAppearance(dark ? Appearance::Dark : Appearance::Light);
        m_theme->setTextScale(scale);
        QList<SampleMessage> samples = sampleMessages();
        if (kind == u"failed") {
            samples.append({"This one never made it to the server.", true, 1, DeliveryState::Failed});
        } else if (kind == u"long") {
            samples = {};
            for (int i = 0; i < 300; ++i)
                samples.append({QStringLiteral("Message %1").arg(i), i % 3 == 0, 3000 - i * 7});
            samples.append({QString("pneumonoultramicroscopicsilicovolcanoconiosis").repeated(6), false, 5});
            samples.append({QString("Lorem ipsum dolor sit amet. ").repeated(20), true, 4});
        } else if (kind == u"empty" || kind == u"offline") {
            samples = {};
        } else if (kind == u"short") {
            samples = samples.last(3);
        }
        const auto people = dialogModel(sampleDialogs());
        const auto source = messageModel(samples);
        MessageRowsModel rows;
        rows.setSourceModel(source.get());

        QWidget page;
        auto* header = new ConversationHeaderWidget(*m_theme);
        header->setDialog(people->index(kind == u"short" ? 8 : 0, 0));
        auto* list = new MessageListWidget(*m_theme);
        list->setRows(&rows);
        list->setEmptyText(QStringLiteral("No messages here yet. Write the first one."));
        list->setOlderOutOfReach(kind == u"offline");
        auto* composer = new ComposerWidget(*m_theme);
        if (kind == u"plain")
            composer->setText(QStringLiteral("And one that is being written\nover two lines"));
        auto* layout = new QVBoxLayout(&page);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
        layout->addWidget(header);
        layout->addWidget(list, 1);
        layout->addWidget(composer);
        page.setLayoutDirection(rtl ? Qt::RightToLeft : Qt::LeftToRight);
        page.resize(640, 720);
        page.show();
        if (kind == u"long")
            list->scrollTo(rows.index(150, 0));
        const QImage image = picture(&page, QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(colourCount(image) >= 16);
    }

    void banner_data()
    {
        QTest::addColumn<Core::SessionStatus>("status");
        using Status = Core::SessionStatus;
        const QDateTime soon = QDateTime::currentDateTimeUtc().addMSecs(4500);
        const Error network{ErrorKind::Network, Retry::later(), {}, {}};
        const Error server{ErrorKind::ServerFailure, Retry::later(), {}, {}};
        QTest::newRow("banner-offline") << Status{Status::Phase::Waiting, network, soon};
        QTest::newRow("banner-server") << Status{Status::Phase::Waiting, server, soon};
        using Phase = Status::Phase;
        const auto error = [](ErrorKind kind, const char* code = "") {
            return Error{kind, Retry::later(), {}, QLatin1String(code)};
        };
        QTest::newRow("banner-keychain-locked")
            << Status{Phase::KeychainLocked, error(ErrorKind::KeychainLocked), {}};
        QTest::newRow("banner-keychain-silent")
            << Status{Phase::KeychainLocked, error(ErrorKind::KeychainLocked, "timeout"), {}};
        QTest::newRow("banner-keychain-broken")
            << Status{Phase::KeychainLocked, error(ErrorKind::KeychainBroken), {}};
        QTest::newRow("banner-keychain-elsewhere")
            << Status{Phase::KeychainLocked, error(ErrorKind::KeychainElsewhere, "kwallet"), {}};
        QTest::newRow("banner-not-kept") << Status{Phase::Online, error(ErrorKind::KeychainLocked), {}};
        QTest::newRow("banner-expired") << Status{Phase::LoginNeeded, error(ErrorKind::TokenExpired), {}};
        QTest::newRow("banner-revoked") << Status{Phase::LoginNeeded, error(ErrorKind::Revoked), {}};
        QTest::newRow("banner-rejected") << Status{Phase::Refused, error(ErrorKind::Unauthorized), {}};
        QTest::newRow("banner-kicked") << Status{Phase::Refused, error(ErrorKind::Revoked, "conflict"), {}};
        QTest::newRow("banner-kicked-waiting")
            << Status{Phase::Waiting, error(ErrorKind::Revoked, "conflict"), soon};
    }
    void banner()
    {
        QFETCH(Core::SessionStatus, status);
        m_theme->setAppearance(
            status.phase == Core::SessionStatus::Phase::Refused ? Appearance::Dark : Appearance::Light);
        const auto source = dialogModel(sampleDialogs());
        QWidget column;
        auto* banner = new BannerWidget(*m_theme);
        auto* list = new DialogListWidget(*m_theme);
        list->setModel(source.get());
        auto* layout = new QVBoxLayout(&column);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
        layout->addWidget(banner);
        layout->addWidget(list, 1);
        column.resize(340, 300);
        banner->setStatus(status);
        QVERIFY(colourCount(picture(&column, QString::fromLatin1(QTest::currentDataTag()))) >= 16);
        QVERIFY(!banner->text().isEmpty());
        // Nobody is told to try again what is tried again by itself.
        QVERIFY(!banner->text().contains("Try again") || status.phase != Core::SessionStatus::Phase::Waiting);
    }

    void accounts_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<double>("scale");
        QTest::newRow("accounts-light") << false << 1.0;
        QTest::newRow("accounts-dark") << true << 1.0;
        QTest::newRow("accounts-200") << true << 2.0;
    }
    void accounts()
    {
        QFETCH(bool, dark);
        QFETCH(double, scale);
        m_theme->setAppearance(dark ? Appearance::Dark : Appearance::Light);
        m_theme->setTextScale(scale);
        AccountSwitch accounts([] {
            return QList<AccountEntry>{
                {"1", "Ada Lovelace", "Harbor Clinic", samplePicture(200), 4, true, false},
                {"2", "Grace & Co <b>Hopper</b>", "Demo Shop", {}, 3, false, false},
                {"3", "A name that goes on and on and on, far beyond what any menu can show in one line",
                    "Site", samplePicture(90), 0, false, true}};
        });
        Preferences preferences;
        Product product(preferences);
        AccountMenu menu(*m_theme, preferences, accounts, product, nullptr);
        QSignalSpy chosen(&accounts, &AccountSwitch::chosen);
        QSignalSpy added(&accounts, &AccountSwitch::addRequested);
        menu.popup({});
        QVERIFY(colourCount(picture(&menu, QString::fromLatin1(QTest::currentDataTag()))) >= 16);
        QVERIFY(menu.actions().at(0)->text().contains("Ada Lovelace"));
        QVERIFY(menu.actions().at(1)->text().contains("3 unread"));
        QVERIFY(menu.actions().at(2)->text().size() < 60);
        QVERIFY(menu.actions().at(2)->text().contains("not signed in"));
        QVERIFY(menu.actions().at(0)->isChecked());
        QVERIFY(!menu.actions().at(1)->isChecked());
        menu.actions().at(1)->trigger();
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().toInt(), 1);
        menu.popup({});
        QCOMPARE(menu.actions().at(3)->text(), "Add account");
        menu.actions().at(3)->trigger();
        QCOMPARE(added.size(), 1);
    }

    void profile_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<double>("scale");
        QTest::newRow("profile-light") << false << 1.0;
        QTest::newRow("profile-dark") << true << 1.0;
        QTest::newRow("profile-200") << true << 2.0;
    }
    void profile()
    {
        QFETCH(bool, dark);
        QFETCH(double, scale);
        m_theme->setAppearance(dark ? Appearance::Dark : Appearance::Light);
        m_theme->setTextScale(scale);
        ProfileWidget panel(*m_theme);
        User user;
        user.id = UserId("P11-A");
        user.name = "Ada Lovelace, Countess of a rather long name";
        user.badge = "VIP customer";
        user.profileUrl = QUrl("https://site.example/people/2?<b>");
        user.lastLogin = QDateTime::currentDateTimeUtc().addSecs(-7200);
        panel.setUser(user, dark ? QImage() : samplePicture(200));
        panel.resize(320, 560);
        QVERIFY(colourCount(picture(&panel, QString::fromLatin1(QTest::currentDataTag()))) >= 16);
        for (const QWidget* button : panel.findChildren<QPushButton*>())
            QVERIFY(button->mapTo(&panel, button->rect().bottomRight()).x() < panel.width());
    }

    void site_data()
    {
        QTest::addColumn<bool>("wrong");
        QTest::addColumn<double>("scale");
        QTest::newRow("site-empty") << false << 1.0;
        QTest::newRow("site-error") << true << 1.0;
        QTest::newRow("site-error-200") << true << 2.0;
    }
    void site()
    {
        QFETCH(bool, wrong);
        QFETCH(double, scale);
        m_theme->setTextScale(scale);
        m_theme->setAppearance(Appearance::Light);
        SiteWidget card(*m_theme);
        card.resize(760, 560);
        card.open(wrong ? QStringLiteral("chat.exmaple.com") : QString(),
            wrong ? std::optional(Error{ErrorKind::Network, Retry::later(), {}, {}}) : std::nullopt);
        QVERIFY(colourCount(picture(&card, QString::fromLatin1(QTest::currentDataTag()))) >= 16);
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(GalleryTest)
#include "tst_ui_gallery.moc"
