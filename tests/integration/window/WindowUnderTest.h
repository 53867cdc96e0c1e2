// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "Composition.h"
#include "support/FakeBrowser.h"
#include "support/FakeSecretStore.h"

#include "base/Clock.h"
#include "net/NetworkHttpClient.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QTest>

namespace Natter::Test {

/// The real network, which can be cut, and on which the answers of some calls can be held back.
class HoldingHttpClient final : public Net::HttpClient
{
public:
    bool isCut = false; ///< nobody can be reached
    QString held;       ///< answers of paths that end so wait for release(); empty: none

    Answer<Net::HttpResponse> send(const Net::HttpRequest& request) override
    {
        if (isCut)
            return resolved<Net::HttpResponse>(
                Error{ErrorKind::Network, Retry::later(), QStringLiteral("the network is cut"), {}});
        const Answer<Net::HttpResponse> answer = m_http.send(request);
        if (held.isEmpty() || !request.url.path().endsWith(held))
            return answer;
        const Promise<Net::HttpResponse> promise;
        m_waiting.append({answer, promise});
        return promise.answer();
    }
    /// How many have been answered, and wait here.
    qsizetype waiting() const
    {
        return std::count_if(
            m_waiting.begin(), m_waiting.end(), [](const auto& pair) { return pair.first.isFinished(); });
    }
    void release()
    {
        held.clear();
        for (const auto& [answer, promise] : std::exchange(m_waiting, {}))
            onDone(answer, &m_context,
                [promise = promise](const Result<Net::HttpResponse>& result) { promise.resolve(result); });
    }

private:
    Net::NetworkHttpClient m_http{"natter-test"};
    QList<std::pair<Answer<Net::HttpResponse>, Promise<Net::HttpResponse>>> m_waiting;
    QObject m_context;
};

/// One Natter with its window, a keychain of its own and the real network.
class WindowUnderTest
{
public:
    explicit WindowUnderTest(const QString& folder, const App::Brand& brand = {})
        : composition(brand, folder, http, secrets, browser, clock)
        , m_folder(folder)
    {
        QDir().mkpath(folder);
        window().resize(1000, 700);
    }

    void start(const QString& site)
    {
        composition.start(site);
        window().show();
        window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window(), 30'000));
    }

    Ui::MainWindow& window() { return composition.window(); }

    /// The keychain, once the list of accounts on disk says that this person was the last one there: a next
    /// start finds both.
    QHash<QString, QByteArray> keychainAfter(const QString& userId)
    {
        const bool isListed = QTest::qWaitFor([&] { return lastInList() == userId; }, 30'000);
        return isListed ? secrets.entries : QHash<QString, QByteArray>();
    }

    /// A visible widget by what a screen reader calls it.
    template <typename Widget>
    Widget* find(const QString& name, int timeoutMs = 30'000)
    {
        Widget* found = nullptr;
        (void)QTest::qWaitFor(
            [&] {
                for (Widget* candidate : window().findChildren<Widget*>()) {
                    if (candidate->isVisible() && candidate->isEnabled() && nameOf(candidate) == name)
                        found = candidate;
                }
                return found != nullptr;
            },
            timeoutMs);
        return found;
    }

    /// Whether a text can be read anywhere in the window.
    bool reads(const QString& text, int timeoutMs = 30'000)
    {
        return QTest::qWaitFor(
            [&] {
                for (QWidget* widget : window().findChildren<QWidget*>()) {
                    if (widget->isVisible() && (widget->accessibleName().contains(text) ||
                                                   widget->property("text").toString().contains(text)))
                        return true;
                }
                return false;
            },
            timeoutMs);
    }

    /// Types where the focus is, as a person would.
    void type(const QString& text)
    {
        QVERIFY(QApplication::focusWidget());
        QTest::keyClicks(QApplication::focusWidget(), text);
    }
    void enter() { QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return); }
    void click(QWidget* widget)
    {
        QVERIFY(widget);
        QTest::mouseClick(widget, Qt::LeftButton);
    }

    void signIn(const QJsonObject& person)
    {
        QVERIFY(find<QLineEdit>("Phone number or e-mail"));
        type(person.value("login").toString());
        enter();
        QVERIFY(find<QLineEdit>("Passcode"));
        type(person.value("passcode").toString());
        enter();
        QVERIFY(find<QListView>("Dialogs"));
    }

    /// The menu of the page that is shown, open.
    QMenu* menu()
    {
        click(find<QAbstractButton>("Menu"));
        QMenu* open = nullptr;
        (void)QTest::qWaitFor(
            [&] {
                open = qobject_cast<QMenu*>(QApplication::activePopupWidget());
                return open != nullptr;
            },
            30'000);
        return open;
    }
    /// Clicks the entry of that menu.
    void choose(const QString& text)
    {
        QMenu* open = menu();
        QVERIFY(open);
        for (QAction* action : open->actions()) {
            if (action->text().startsWith(text)) {
                QTest::mouseClick(open, Qt::LeftButton, {}, open->actionGeometry(action).center());
                return;
            }
        }
        open->close();
        QFAIL("no such entry in the menu");
    }

    bool waitForRow(QListView* view, const QString& text, int timeoutMs = 30'000)
    {
        return QTest::qWaitFor([&] { return rowOf(view, text).isValid(); }, timeoutMs);
    }
    QModelIndex rowOf(QListView* view, const QString& text)
    {
        for (int row = 0; row < view->model()->rowCount(); ++row) {
            const QModelIndex index = view->model()->index(row, 0);
            if (index.data(Qt::DisplayRole).toString().contains(text))
                return index;
        }
        return {};
    }

    void picture(const QString& name)
    {
        QDir().mkpath("window");
        QTest::qWait(150);
        QVERIFY(window().grab().save("window/" + name + ".png"));
    }

    SystemClock clock;
    HoldingHttpClient http;
    FakeSecretStore secrets;
    FakeBrowser browser;
    App::Composition composition;

private:
    QString m_folder;

    QString lastInList() const
    {
        QFile list(QDir(m_folder).filePath("accounts.json"));
        if (!list.open(QIODevice::ReadOnly))
            return {};
        QString person;
        double latest = 0;
        for (const auto& account : QJsonDocument::fromJson(list.readAll())["accounts"].toArray()) {
            const double used = account[u"used"].toDouble();
            if (used > latest)
                person = account[u"user_id"].toString();
            latest = std::max(latest, used);
        }
        return person;
    }
    static QString nameOf(const QWidget* widget)
    {
        const QString name = widget->accessibleName();
        return name.isEmpty() ? widget->property("text").toString() : name;
    }
};

} // namespace Natter::Test
