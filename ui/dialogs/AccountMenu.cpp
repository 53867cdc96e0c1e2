// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/AccountMenu.h"

#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"

#include <QActionGroup>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>

namespace Natter::Ui {

AccountMenu::AccountMenu(Theme& theme, Preferences& preferences, QWidget* parent)
    : QMenu(parent)
    , m_theme(theme)
    , m_preferences(preferences)
{
    addAppearances();
    addTextScales();
    addSeparator();
    addAction(tr("Log out"), this, [this] { confirmLogout(false); });
    addAction(tr("Log out everywhere"), this, [this] { confirmLogout(true); });
    addSeparator();
    addAction(tr("About Natter"), this, &AccountMenu::showAbout);
    addAction(tr("Quit"), this, &AccountMenu::quitRequested)->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));
}

void AccountMenu::addAppearances()
{
    QMenu* menu = addMenu(tr("Appearance"));
    auto* group = new QActionGroup(this);
    const std::pair<Appearance, QString> choices[] = {
        {Appearance::System, tr("Like the system")},
        {Appearance::Light, tr("Light")},
        {Appearance::Dark, tr("Dark")},
    };
    for (const auto& [appearance, name] : choices) {
        QAction* action = menu->addAction(name, this, [this, appearance = appearance] {
            m_preferences.setAppearance(appearance);
            m_theme.setAppearance(appearance);
        });
        action->setCheckable(true);
        action->setChecked(appearance == m_theme.appearance());
        group->addAction(action);
    }
}

void AccountMenu::addTextScales()
{
    QMenu* menu = addMenu(tr("Text size"));
    auto* group = new QActionGroup(this);
    for (const int percent : {80, 90, 100, 115, 130, 150, 175, 200}) {
        const QString name = tr("%1 %", "text size in percent").arg(QLocale().toString(percent));
        QAction* action = menu->addAction(name, this, [this, percent] {
            m_preferences.setTextScale(percent / 100.0);
            m_theme.setTextScale(percent / 100.0);
        });
        action->setCheckable(true);
        action->setChecked(qRound(m_theme.textScale() * 100) == percent);
        group->addAction(action);
    }
}

void AccountMenu::confirmLogout(bool everywhere)
{
    auto* question = new QMessageBox(QMessageBox::NoIcon, tr("Log out"),
        everywhere ? tr("Log out on every device?") : tr("Log out on this computer?"), QMessageBox::Cancel,
        parentWidget());
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(
        tr("Messages kept on this computer are removed. They stay with the chat service."));
    QPushButton* confirm = question->addButton(tr("Log out"), QMessageBox::AcceptRole);
    connect(confirm, &QPushButton::clicked, this, [this, everywhere] { Q_EMIT logoutRequested(everywhere); });
    question->open();
}

void AccountMenu::showAbout()
{
    auto* about = new QMessageBox(QMessageBox::NoIcon, tr("About Natter"),
        tr("Natter %1").arg(QStringLiteral(NATTER_VERSION)), QMessageBox::Close, parentWidget());
    about->setAttribute(Qt::WA_DeleteOnClose);
    about->setTextFormat(Qt::PlainText);
    about->setIconPixmap(logoPixmap(Metrics::LogoSize, devicePixelRatioF()));
    about->setInformativeText(tr("A desktop messenger for any site with its own login.\nApache License 2.0"));
    about->open();
}

} // namespace Natter::Ui
