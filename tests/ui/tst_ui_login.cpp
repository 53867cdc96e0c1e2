// SPDX-License-Identifier: Apache-2.0
#include "support/FakeBrowser.h"
#include "support/FakeClock.h"
#include "support/FakeHttpClient.h"
#include "support/FakeSecretStore.h"
#include "support/GuiTest.h"
#include "ui/Gallery.h"

#include "ui/login/CodeWidget.h"
#include "ui/login/LoadingWidget.h"
#include "ui/login/LoginWidget.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>

using namespace Natter;
using namespace Natter::Ui;
using namespace Natter::Test;
using Core::LoginFlow;

namespace {

/// A backend that answers when the test says so.
class HeldProtocol final : public Identity::LoginProtocol
{
public:
    struct Calls
    {
        QList<Promise<Identity::OtpSent>> codes;
        QList<Promise<Secret>> logins;
        QList<Identity::Credentials> credentials;
    };
    explicit HeldProtocol(Calls& calls)
        : m_calls(calls)
    {}
    Answer<Identity::OtpSent> requestOtp(const QString&) override
    {
        return m_calls.codes.emplaceBack().answer();
    }
    Answer<Secret> login(const Identity::Credentials& credentials, const Identity::Nonce&) override
    {
        m_calls.credentials += credentials;
        return m_calls.logins.emplaceBack().answer();
    }

private:
    Calls& m_calls;
};

struct Stage
{
    explicit Stage(const QList<LoginMethod>& methods, Appearance appearance = Appearance::Light,
        std::chrono::milliseconds patience = Identity::BrowserFlow::Patience)
    {
        Profile profile;
        profile.siteName = QStringLiteral("Demo Site");
        profile.appId = QStringLiteral("natter-demo");
        profile.gateway = QUrl(QStringLiteral("http://127.0.0.1:9/"));
        profile.engineDomain = QStringLiteral("natter.localhost");
        profile.methods = methods;
        profile.browserPage = QUrl(QStringLiteral("http://127.0.0.1:9/sign-in"));
        profile.browserToken = QUrl(QStringLiteral("http://127.0.0.1:9/sign-in/token"));
        browserFlow = std::make_unique<Identity::BrowserFlow>(profile, http, browser, patience);
        gateway = std::make_unique<Identity::GatewayClient>(http, profile);
        flow = std::make_unique<LoginFlow>(
            profile, std::make_unique<HeldProtocol>(backend), *browserFlow, *gateway, vault, clock);
        theme.setAppearance(appearance);
        theme.apply();
        page = std::make_unique<LoginWidget>(theme, *flow);
        page->resize(760, 620);
        page->show();
        page->activateWindow();
        page->focusField();
    }

    void answerNonce()
    {
        QVERIFY(http.waitForCount(1));
        http.answer(0, 200, R"({"results":{"expired_at":1700000600,"nonce":"n-1"},"status":200})");
    }
    QLineEdit* field() const
    {
        for (QLineEdit* edit : page->findChildren<QLineEdit*>()) {
            if (edit->isVisible() && !edit->property("code").toBool())
                return edit;
        }
        return nullptr;
    }
    QPushButton* button(const QString& text) const
    {
        for (QPushButton* candidate : page->findChildren<QPushButton*>()) {
            if (candidate->isVisible() && candidate->text() == text)
                return candidate;
        }
        return nullptr;
    }
    /// All that is to be read on the page now.
    QString words() const
    {
        QStringList texts;
        for (QLabel* label : page->findChildren<QLabel*>()) {
            if (label->isVisible())
                texts += label->text();
        }
        return texts.join(u'\n');
    }
    void type(const QString& text) const
    {
        QTest::keyClicks(field(), text);
        QTest::keyClick(field(), Qt::Key_Return);
    }

    HeldProtocol::Calls backend;
    FakeClock clock;
    FakeHttpClient http;
    FakeSecretStore secrets;
    Core::TokenVault vault{secrets};
    FakeBrowser browser;
    std::unique_ptr<Identity::BrowserFlow> browserFlow;
    std::unique_ptr<Identity::GatewayClient> gateway;
    std::unique_ptr<LoginFlow> flow;
    Theme theme;
    std::unique_ptr<LoginWidget> page;
};

} // namespace

/// The login card, driven by keyboard and mouse over a real LoginFlow.
class LoginTest : public Test::GuiTest
{
    Q_OBJECT

private Q_SLOTS:
    void walksThroughThePasscode()
    {
        Stage stage({LoginMethod::Passcode});
        QVERIFY(stage.words().contains("Demo Site"));
        picture(stage.page.get(), "login-empty");
        stage.type("ada@example.com");
        QCOMPARE(stage.field()->echoMode(), QLineEdit::Password);
        stage.type("4711");
        QVERIFY(stage.words().contains("Step 1"));
        QVERIFY(!stage.field()->isEnabled());
        stage.answerNonce();
        QTRY_VERIFY(stage.words().contains("Step 2"));
        picture(stage.page.get(), "login-progress");
        QCOMPARE(stage.backend.credentials.size(), 1);
        QCOMPARE(stage.backend.credentials.first().login, "ada@example.com");
        QCOMPARE(stage.backend.credentials.first().proof.reveal(), "4711");
    }

    void saysWhatIsWrong()
    {
        Stage stage({LoginMethod::Passcode});
        stage.type("ada@example.com");
        stage.type("0000");
        stage.answerNonce();
        QTRY_COMPARE(stage.backend.logins.size(), 1);
        stage.backend.logins.first().resolve(
            Error{ErrorKind::WrongCredentials, Retry::now(), "HTTP 401", {}});
        QTRY_VERIFY(stage.words().contains("passcode is not right"));
        QVERIFY(!stage.words().contains("401"));
        QVERIFY(stage.field()->isEnabled() && stage.field()->hasFocus());
        QVERIFY(stage.field()->accessibleDescription().contains("not right"));
        picture(stage.page.get(), "login-error");
        QTest::keyClicks(stage.field(), "1");
        QVERIFY(!stage.words().contains("not right"));
    }

    void waitsWhenThereWereTooManyTries()
    {
        Stage stage({LoginMethod::Passcode});
        stage.type("ada@example.com");
        stage.type("0000");
        stage.answerNonce();
        QTRY_COMPARE(stage.backend.logins.size(), 1);
        stage.backend.logins.first().resolve(
            Error{ErrorKind::RateLimited, Retry::later(std::chrono::seconds(2)), {}, {}});
        QTRY_VERIFY(stage.words().contains("Try again in 2 s"));
        QVERIFY(!stage.button("Sign in")->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(stage.button("Sign in")->isEnabled(), 30'000);
        QVERIFY(!stage.words().contains("Too many"));
    }

    void goesBackWithEscape()
    {
        Stage stage({LoginMethod::Passcode});
        stage.type("ada@example.com");
        QVERIFY(stage.button("Back") != nullptr);
        QTest::keyClick(stage.field(), Qt::Key_Escape);
        QCOMPARE(stage.field()->text(), "ada@example.com");
        QCOMPARE(stage.field()->echoMode(), QLineEdit::Normal);
    }

    void cancelsWithEscape()
    {
        Stage stage({LoginMethod::Passcode});
        stage.type("ada@example.com");
        stage.type("4711");
        QVERIFY(stage.button("Cancel") != nullptr);
        QTRY_VERIFY(QApplication::focusWidget() != nullptr);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QCOMPARE(stage.flow->step(), LoginFlow::Step::Idle);
        QVERIFY(stage.field()->isEnabled());
    }

    void takesAPastedCode()
    {
        Stage stage({LoginMethod::Otp});
        stage.type("+49 30 1234");
        QCOMPARE(stage.backend.codes.size(), 1);
        stage.backend.codes.first().resolve(Identity::OtpSent{30, "Look at <b>your</b> phone."});
        QTRY_VERIFY(stage.words().contains("<b>your</b>"));
        auto* code = stage.page->findChild<CodeWidget*>();
        QVERIFY(code->isVisible());
        QVERIFY(!stage.button("New code in 30 s")->isEnabled());
        picture(stage.page.get(), "login-otp");
        QGuiApplication::clipboard()->setText(QStringLiteral("Your code: 12 34-56"));
        QTest::keySequence(QApplication::focusWidget(), QKeySequence::Paste);
        QCOMPARE(stage.flow->step(), LoginFlow::Step::Nonce);
        stage.answerNonce();
        QTRY_COMPARE(stage.backend.credentials.size(), 1);
        QCOMPARE(stage.backend.credentials.first().proof.reveal(), "123456");
        stage.backend.logins.first().resolve(Error{ErrorKind::CodeExpired, Retry::now(), {}, {}});
        QTRY_VERIFY(stage.words().contains("no longer valid"));
        QVERIFY(code->code().isEmpty());
        picture(stage.page.get(), "login-otp-expired");
    }

    void takesACodeOfAnyKind_data()
    {
        QTest::addColumn<Appearance>("appearance");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QByteArray>("sent");
        QTest::newRow("light") << Appearance::Light << "a1-B2 c3D4" << QByteArray("a1B2c3D4");
        QTest::newRow("dark") << Appearance::Dark << "1234" << QByteArray("1234");
    }
    void takesACodeOfAnyKind()
    {
        QFETCH(Appearance, appearance);
        QFETCH(QString, typed);
        QFETCH(QByteArray, sent);
        Stage stage({LoginMethod::Otp}, appearance);
        stage.type("ada");
        stage.backend.codes.first().resolve(Identity::OtpSent{30, {}});
        QTRY_VERIFY(stage.button("My code looks different") != nullptr);
        QTest::mouseClick(stage.button("My code looks different"), Qt::LeftButton);
        QVERIFY(stage.field() != nullptr && stage.field()->hasFocus());
        // Too short to be one.
        stage.type("123");
        QCOMPARE(stage.flow->step(), LoginFlow::Step::Idle);
        stage.field()->selectAll();
        QTest::keyClicks(stage.field(), typed);
        QCOMPARE(stage.flow->step(), LoginFlow::Step::Idle);
        picture(stage.page.get(), QStringLiteral("login-otp-any-%1").arg(QTest::currentDataTag()));
        QTest::keyClick(stage.field(), Qt::Key_Return);
        QCOMPARE(stage.flow->step(), LoginFlow::Step::Nonce);
        stage.answerNonce();
        QTRY_COMPARE(stage.backend.credentials.size(), 1);
        QCOMPARE(stage.backend.credentials.first().proof.reveal(), sent);
        stage.backend.logins.first().resolve(Error{ErrorKind::WrongCredentials, Retry::now(), {}, {}});
        QTRY_VERIFY(stage.field()->isEnabled());
        QVERIFY(stage.field()->text().isEmpty());
        QTest::mouseClick(stage.button("My code has six digits"), Qt::LeftButton);
        QVERIFY(stage.field() == nullptr);
    }

    void pastesACodeOfAnyKind_data()
    {
        QTest::addColumn<QString>("pasted");
        QTest::addColumn<QByteArray>("code"); // empty: stays with the boxes
        QTest::newRow("four digits") << " 1234\n" << QByteArray("1234");
        QTest::newRow("eight digits") << "1234-5678" << QByteArray("12345678");
        QTest::newRow("letters") << "AB12CD" << QByteArray("AB12CD");
        QTest::newRow("other digits") << QStringLiteral("١٢٣٤") << QByteArray("1234");
        QTest::newRow("too short") << "123" << QByteArray();
        QTest::newRow("too long") << QString(17, u'1') << QByteArray();
        QTest::newRow("a sentence") << "Your code: 12" << QByteArray();
        QTest::newRow("nothing") << "" << QByteArray();
    }
    void pastesACodeOfAnyKind()
    {
        QFETCH(QString, pasted);
        QFETCH(QByteArray, code);
        const Theme theme;
        CodeWidget widget(theme);
        widget.show();
        widget.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&widget, 30'000));
        widget.focusFirst();
        QSignalSpy entered(&widget, &CodeWidget::codeEntered);
        QGuiApplication::clipboard()->setText(pasted);
        QTest::keySequence(QApplication::focusWidget(), QKeySequence::Paste);
        QCOMPARE(widget.isFreeForm(), !code.isEmpty());
        if (!code.isEmpty())
            QCOMPARE(widget.code().reveal(), code);
        QCOMPARE(entered.size(), widget.code().size() == 6 && !widget.isFreeForm() ? 1 : 0);
    }

    void offersTheOtherMethod()
    {
        Stage stage({LoginMethod::Passcode, LoginMethod::Otp});
        stage.type("ada");
        QTest::mouseClick(stage.button("Use a one-time code instead"), Qt::LeftButton);
        QCOMPARE(stage.backend.codes.size(), 1);
        stage.backend.codes.first().resolve(Identity::OtpSent{0, {}});
        QTRY_VERIFY(stage.button("Use a passcode instead") != nullptr);
        QVERIFY(stage.button("Send a new code")->isEnabled());
        QTest::mouseClick(stage.button("Use a passcode instead"), Qt::LeftButton);
        QCOMPARE(stage.field()->echoMode(), QLineEdit::Password);
    }

    void asksWhatToDoWithoutAKeychain()
    {
        Stage stage({LoginMethod::Passcode});
        stage.secrets.failure = Error{ErrorKind::KeychainLocked, Retry::later(), {}, {}};
        stage.type("ada");
        stage.type("4711");
        stage.answerNonce();
        QTRY_COMPARE(stage.backend.logins.size(), 1);
        stage.backend.logins.first().resolve(Secret("identity-token"));
        QVERIFY(stage.http.waitForCount(2));
        stage.http.answer(1, 200, verified());
        QTRY_VERIFY(stage.button("This session only") != nullptr);
        QVERIFY(stage.words().contains("locked"));
        picture(stage.page.get(), "login-keychain");
        QSignalSpy finished(stage.flow.get(), &LoginFlow::finished);
        QTest::mouseClick(stage.button("Try the keychain again"), Qt::LeftButton);
        QTRY_VERIFY(
            stage.button("This session only") != nullptr && stage.button("This session only")->isEnabled());
        QTest::mouseClick(stage.button("This session only"), Qt::LeftButton);
        QTRY_COMPARE(finished.size(), 1);
    }

    void asksForAPassword()
    {
        Stage stage({LoginMethod::Password});
        stage.type("ada");
        QVERIFY(stage.words().contains("Your password"));
        QCOMPARE(stage.field()->placeholderText(), "Password");
        QCOMPARE(stage.field()->echoMode(), QLineEdit::Password);
        stage.type("0000");
        stage.answerNonce();
        QTRY_COMPARE(stage.backend.logins.size(), 1);
        Error refused{ErrorKind::WrongCredentials, Retry::now(), {}, {}};
        refused.words = QStringLiteral("No <b>such</b> login");
        stage.backend.logins.first().resolve(refused);
        QTRY_VERIFY(stage.words().contains("password is not right"));
        QVERIFY(stage.words().contains("The site says: "));
        QVERIFY(stage.words().contains("No <b>such</b> login"));
        picture(stage.page.get(), "login-site-says");
    }

    void showsTheMessageLater()
    {
        Stage stage({LoginMethod::Otp});
        stage.type("+49 30 1234567");
        Identity::OtpSent sent;
        sent.message = QStringLiteral("Codes: <i>ask</i> Grace at the front desk for yours.");
        sent.messageDelay = std::chrono::milliseconds(1500);
        stage.backend.codes.first().resolve(sent);
        QTRY_VERIFY(stage.words().contains("Type the code"));
        QVERIFY(!stage.words().contains("Grace"));
        QTRY_VERIFY(stage.words().contains("<i>ask</i> Grace"));
        picture(stage.page.get(), "login-otp-message");
        // On another page it has nothing to say.
        QTest::mouseClick(stage.button("Back"), Qt::LeftButton);
        QVERIFY(!stage.words().contains("Grace"));
    }

    void saysWhatIsWrongWithANumber()
    {
        Stage stage({LoginMethod::Otp});
        stage.type("030 1234567");
        stage.backend.codes.first().resolve(
            Error{ErrorKind::BadInput, Retry::now(), {}, "country_code_missing"});
        QTRY_VERIFY(stage.words().contains("country code"));
        QVERIFY(stage.field()->isEnabled());
    }

    void goesThroughTheBrowser_data()
    {
        QTest::addColumn<Appearance>("appearance");
        QTest::addColumn<QString>("suffix");
        QTest::newRow("light") << Appearance::Light << "";
        QTest::newRow("dark") << Appearance::Dark << "-dark";
    }
    void goesThroughTheBrowser()
    {
        QFETCH(Appearance, appearance);
        QFETCH(QString, suffix);
        Stage stage({LoginMethod::Browser, LoginMethod::Password, LoginMethod::Otp}, appearance);
        QVERIFY(stage.field() == nullptr);
        QVERIFY(stage.button("Back") == nullptr);
        picture(stage.page.get(), "login-browser" + suffix);
        QTRY_VERIFY(stage.button("Continue in the browser")->hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        stage.answerNonce();
        QTRY_COMPARE(stage.browser.pages.size(), 1);
        QTRY_VERIFY(stage.words().contains("Natter waits another 5 min"));
        QVERIFY(stage.button("Continue in the browser") == nullptr);
        QVERIFY(stage.button("Use a password instead") == nullptr);
        picture(stage.page.get(), "login-browser-waiting" + suffix);
        QTest::mouseClick(stage.button("Open the page again"), Qt::LeftButton);
        QCOMPARE(stage.browser.pages.size(), 2);
        (void)stage.browser.comeBack("state=another&code=c-1");
        QTRY_VERIFY(stage.words().contains("passed over"));
        picture(stage.page.get(), "login-browser-stray" + suffix);
        (void)stage.browser.comeBackWithCode("c-1");
        QTRY_VERIFY(stage.words().contains("Step 2 of 4: signing in"));
        QVERIFY(!stage.words().contains("passed over"));
        QVERIFY(stage.http.waitForCount(2));
        stage.http.answer(1, 200, R"({"identity_token":"identity-token"})");
        QVERIFY(stage.http.waitForCount(3));
        stage.http.answer(2, 200, verified());
        QSignalSpy finished(stage.flow.get(), &LoginFlow::finished);
        QTRY_COMPARE(finished.size(), 1);
    }

    void comesBackEmptyFromTheBrowser()
    {
        Stage stage({LoginMethod::Browser});
        QTest::mouseClick(stage.button("Continue in the browser"), Qt::LeftButton);
        stage.answerNonce();
        QTRY_COMPARE(stage.browser.pages.size(), 1);
        (void)stage.browser.comeBack("error=access_denied&state=" + stage.browser.member("state"));
        QTRY_VERIFY(stage.words().contains("stopped on the site's page"));
        QVERIFY(stage.button("Continue in the browser")->isEnabled());
        QVERIFY(stage.button("Open the page again") == nullptr);
        picture(stage.page.get(), "login-browser-denied");
        // And on with the next try, which the person ends.
        QTest::mouseClick(stage.button("Continue in the browser"), Qt::LeftButton);
        QVERIFY(!stage.words().contains("stopped on the site's page"));
        QVERIFY(stage.http.waitForCount(2));
        stage.http.answer(1, 200, R"({"results":{"nonce":"n-2"}})");
        QTRY_COMPARE(stage.flow->step(), LoginFlow::Step::Browser);
        QTest::mouseClick(stage.button("Cancel"), Qt::LeftButton);
        QCOMPARE(stage.flow->step(), LoginFlow::Step::Idle);
        QVERIFY(stage.button("Continue in the browser")->isEnabled());
        QTRY_COMPARE(stage.browser.comeBackWithCode("c-1"), "refused");
    }

    void waitsForTheBrowserWithinReason()
    {
        Stage stage({LoginMethod::Browser}, Appearance::Light, std::chrono::milliseconds(2500));
        QTest::mouseClick(stage.button("Continue in the browser"), Qt::LeftButton);
        stage.answerNonce();
        QTRY_VERIFY(stage.words().contains(QRegularExpression("another [1-3] s")));
        QTRY_VERIFY(stage.words().contains("Nothing came back"));
        stage.browser.isThere = false;
        QTest::mouseClick(stage.button("Continue in the browser"), Qt::LeftButton);
        QVERIFY(stage.http.waitForCount(2));
        stage.http.answer(1, 200, R"({"results":{"nonce":"n-2"}})");
        QTRY_VERIFY(stage.words().contains("No browser could be started"));
    }

    void walksBetweenTheMethods()
    {
        Stage stage({LoginMethod::Browser, LoginMethod::Password, LoginMethod::Otp});
        QTest::mouseClick(stage.button("Use a one-time code instead"), Qt::LeftButton);
        QTRY_VERIFY(stage.field()->hasFocus());
        stage.type("ada");
        QCOMPARE(stage.backend.codes.size(), 1);
        stage.backend.codes.first().resolve(Identity::OtpSent{0, {}});
        QTRY_VERIFY(stage.button("Use a password instead") != nullptr);
        QVERIFY(stage.button("Use a one-time code instead") == nullptr);
        QTest::mouseClick(stage.button("Use a password instead"), Qt::LeftButton);
        QCOMPARE(stage.field()->echoMode(), QLineEdit::Password);
        QTest::keyClick(stage.field(), Qt::Key_Escape);
        QTRY_VERIFY(stage.button("Continue in the browser")->hasFocus());
        QTest::mouseClick(stage.button("Use a password instead"), Qt::LeftButton);
        QCOMPARE(stage.field()->text(), "ada");
        QTest::mouseClick(stage.button("Back"), Qt::LeftButton);
        QVERIFY(stage.button("Back") == nullptr);

        // Where the browser is the second choice, it needs no login first.
        Stage other({LoginMethod::Passcode, LoginMethod::Browser});
        picture(other.page.get(), "login-browser-second");
        QTest::mouseClick(other.button("Continue in the browser"), Qt::LeftButton);
        other.answerNonce();
        QTRY_COMPARE(other.browser.pages.size(), 1);
        QTest::mouseClick(other.button("Cancel"), Qt::LeftButton);
        QTest::mouseClick(other.button("Use a passcode instead"), Qt::LeftButton);
        QTRY_VERIFY(other.field() != nullptr && other.field()->hasFocus());
    }

    void typesDigitByDigit()
    {
        const Theme theme;
        CodeWidget code(theme);
        code.show();
        code.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&code, 30'000));
        code.focusFirst();
        QSignalSpy entered(&code, &CodeWidget::codeEntered);
        for (const char digit : {'1', 'x', '2', '3', '4', '5'})
            QTest::keyClick(QApplication::focusWidget(), digit);
        QVERIFY(code.code().isEmpty());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backspace);
        QTest::keyClick(QApplication::focusWidget(), '6');
        QTest::keyClick(QApplication::focusWidget(), '7');
        QCOMPARE(entered.size(), 1);
        QCOMPARE(code.code().reveal(), "123467");
        // Digits of other scripts are digits.
        code.clear();
        code.focusFirst();
        QGuiApplication::clipboard()->setText(QStringLiteral("١٢٣٤٥٦"));
        QTest::keySequence(QApplication::focusWidget(), QKeySequence::Paste);
        QCOMPARE(code.code().reveal(), "123456");
    }

    void showsNothingForAMoment()
    {
        Theme theme;
        theme.apply();
        LoadingWidget page(theme);
        page.resize(400, 300);
        page.show();
        page.open("Reading the keychain…");
        auto* label = page.findChild<QLabel*>();
        QVERIFY(!label->isVisible());
        QTRY_VERIFY(label->isVisible());
        picture(&page, "loading");
    }

    void mayDieBeforeTheAnswer()
    {
        Stage stage({LoginMethod::Otp});
        stage.type("ada");
        stage.page.reset();
        stage.backend.codes.first().resolve(Identity::OtpSent{30, {}});
        QCoreApplication::processEvents();
    }

private:
    static QByteArray verified();
};

QByteArray LoginTest::verified()
{
    return R"({"results":{"user":{"email":"6","username":"Ada","token":"engine","refresh_token":"refresh",)"
           R"("token_expires_at":"2023-11-14T23:13:20Z"},"engine":{"jid":"6@natter.localhost"}}})";
}

QTEST_MAIN(LoginTest)
#include "tst_ui_login.moc"
