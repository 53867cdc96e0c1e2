// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/AccountMenu.h"

#include "base/PlainText.h"
#include "ui/dialogs/AboutDialog.h"
#include "ui/style/Metrics.h"
#include "ui/style/StyleSheet.h"
#include "ui/widgets/Avatar.h"

#include <QActionGroup>
#include <QGuiApplication>
#include <QLocale>
#include <QMessageBox>
#include <QPainter>
#include <QPushButton>
#include <QStyle>

#include <utility>

namespace Natter::Ui {

namespace {

constexpr int MostNumbered = 9;
constexpr int LongestName = 28; // a menu does not elide, and at 200 % it still has to fit

/// For a menu, where & marks a mnemonic.
QString menuText(const QString& fromOthers)
{
    return plainLine(fromOthers, LongestName).replace(u'&', QStringLiteral("&&"));
}

} // namespace

AccountMenu::AccountMenu(
    Theme& theme, Preferences& preferences, AccountSwitch& accounts, Product& product, QWidget* parent)
    : QMenu(parent)
    , m_theme(theme)
    , m_preferences(preferences)
    , m_accounts(accounts)
    , m_product(product)
    , m_addAccount(addAction(tr("Add account"), this, [this] { Q_EMIT m_accounts.addRequested(); }))
{
    connect(this, &QMenu::aboutToShow, this, &AccountMenu::listAccounts);
    addSeparator();
    addAppearances();
    addTextScales();
    addSeparator();
    addAction(tr("Sign out"), this, [this] { confirmLogout(false); });
    addAction(tr("Sign out everywhere"), this, [this] { confirmLogout(true); });
    addSeparator();
    addAction(tr("Connection report"), this, &AccountMenu::reportRequested);
    m_release = addAction({}, this, [this] {
        if (m_product.release())
            Q_EMIT m_product.releaseWanted(m_product.release()->url);
    });
    connect(&product, &Product::releaseChanged, this, &AccountMenu::updateRelease);
    updateRelease();
    addAction(tr("About %1", "the app's name").arg(menuText(QGuiApplication::applicationDisplayName())), this,
        [this] { (new AboutDialog(m_product, parentWidget()))->open(); });
    addAction(tr("Quit"), this, &AccountMenu::quitRequested)->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));
}

void AccountMenu::listAccounts()
{
    for (QAction* action : std::exchange(m_accountActions, {}))
        delete action;
    m_entries = m_accounts.entries();
    for (int i = 0; i < m_entries.size(); ++i)
        m_accountActions += makeAccountAction(m_entries.at(i), i);
    insertActions(m_addAccount, m_accountActions);
}

QAction* AccountMenu::makeAccountAction(const AccountEntry& entry, int index)
{
    QString text = tr("%1 · %2", "an account: the person's name, the site's name")
                       .arg(menuText(entry.name), menuText(entry.site));
    if (entry.needsAttention)
        text = tr("%1 (not signed in)", "an account").arg(text);
    else if (!entry.isCurrent && entry.unread > 0)
        text = tr("%1 (%n unread)", "an account", entry.unread).arg(text);
    // Menus draw icons small: this one keeps the place, and paintEvent() puts the face there.
    QPixmap place(1, 1);
    place.fill(Qt::transparent);
    auto* action = new QAction(QIcon(place), text, this);
    action->setCheckable(true);
    action->setChecked(entry.isCurrent);
    if (index < MostNumbered)
        action->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key(Qt::Key_1 + index)));
    connect(action, &QAction::triggered, this, [this, index] { Q_EMIT m_accounts.chosen(index); });
    return action;
}

void AccountMenu::paintEvent(QPaintEvent* event)
{
    QMenu::paintEvent(event);
    QPainter painter(this);
    for (qsizetype i = 0; i < m_accountActions.size(); ++i) {
        const QRect row = actionGeometry(m_accountActions.at(i));
        QRect face(0, 0, Metrics::MenuAvatarSize, Metrics::MenuAvatarSize);
        face.moveCenter(row.center());
        face.moveLeft(row.left() + Metrics::Margin);
        paintFace(&painter, QStyle::visualRect(layoutDirection(), row, face), m_entries.at(i));
    }
}

void AccountMenu::paintFace(QPainter* painter, const QRect& rect, const AccountEntry& entry) const
{
    const Colours& colours = m_theme.colours();
    painter->setRenderHint(QPainter::Antialiasing);
    // The current one has a ring around it; the others are as large, so that all stand in a column.
    constexpr int Ring = Metrics::FocusWidth;
    paintAvatar(painter, rect.adjusted(2 * Ring, 2 * Ring, -2 * Ring, -2 * Ring),
        {entry.picture, entry.id, entry.name}, m_theme.font(TextSize::Secondary));
    if (entry.isCurrent) {
        constexpr qreal Half = Ring / 2.0;
        painter->setPen(QPen(colours.accent, Ring));
        painter->setBrush(Qt::NoBrush);
        painter->drawEllipse(QRectF(rect).adjusted(Half, Half, -Half, -Half));
    } else if (entry.unread > 0) {
        QRect dot(0, 0, Metrics::OnlineDotSize, Metrics::OnlineDotSize);
        dot.moveTopRight(rect.topRight());
        painter->setPen(QPen(colours.surfaceRaised, Ring));
        painter->setBrush(colours.unread);
        painter->drawEllipse(dot);
    }
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

void AccountMenu::updateRelease()
{
    m_release->setVisible(m_product.release().has_value());
    if (m_product.release())
        m_release->setText(tr("Version %1 is available").arg(m_product.release()->version));
}

void AccountMenu::openBelow(const QWidget& button)
{
    // Both make its size.
    listAccounts();
    ensurePolished();
    const int x = button.isRightToLeft() ? button.width() - sizeHint().width() : 0;
    popup(button.mapToGlobal(QPoint(x, button.height())));
}

void AccountMenu::confirmLogout(bool everywhere)
{
    auto* question = new QMessageBox(QMessageBox::NoIcon, tr("Sign out"),
        everywhere ? tr("Sign out on every device?") : tr("Sign out on this computer?"), QMessageBox::Cancel,
        parentWidget());
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(
        tr("Messages kept on this computer are removed. They stay with the chat service."));
    QPushButton* confirm = question->addButton(tr("Sign out"), QMessageBox::AcceptRole);
    setButtonKind(confirm, ButtonKind::Primary);
    setButtonKind(question->button(QMessageBox::Cancel), ButtonKind::Plain);
    connect(confirm, &QPushButton::clicked, this, [this, everywhere] { Q_EMIT logoutRequested(everywhere); });
    question->open();
}

} // namespace Natter::Ui
