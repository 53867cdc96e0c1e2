// SPDX-License-Identifier: Apache-2.0
#include "ui/login/SiteWidget.h"

#include "base/PlainText.h"
#include "ui/ErrorText.h"
#include "ui/login/LogoWidget.h"
#include "ui/style/Metrics.h"
#include "ui/style/StyleSheet.h"
#include "ui/widgets/TextLabel.h"

#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace Natter::Ui {

SiteWidget::SiteWidget(const Theme& theme, QWidget* parent)
    : CardWidget(theme, parent)
    , m_address(new QLineEdit)
    , m_error(new TextLabel(
          theme, {TextSize::Secondary, QFont::Normal, &Colours::danger}, TextLabel::Fit::Wrapped))
    , m_next(new QPushButton)
{
    auto* title = new TextLabel(theme, {TextSize::Title, QFont::DemiBold, &Colours::text});
    title->setText(tr("Welcome to %1", "the app's name").arg(QGuiApplication::applicationDisplayName()));
    title->setAlignment(Qt::AlignCenter);
    auto* hint = new TextLabel(
        theme, {TextSize::Body, QFont::Normal, &Colours::textSecondary}, TextLabel::Fit::Wrapped);
    hint->setText(tr("Which site would you like to chat on?"));
    hint->setAlignment(Qt::AlignCenter);
    m_address->setPlaceholderText(QStringLiteral("chat.example.com"));
    m_address->setAccessibleName(tr("Address of the site"));
    m_address->setMaxLength(2048);
    m_address->setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhNoAutoUppercase);
    setButtonKind(m_next, ButtonKind::Primary);

    content()->addWidget(new LogoWidget, 0, Qt::AlignHCenter);
    content()->addWidget(title);
    content()->addWidget(hint);
    content()->addSpacing(Metrics::Gap);
    content()->addWidget(m_address);
    content()->addWidget(m_error);
    content()->addWidget(m_next);
    connect(m_next, &QPushButton::clicked, this, &SiteWidget::submit);
    connect(m_address, &QLineEdit::returnPressed, this, &SiteWidget::submit);
    setFocusProxy(m_address);
}

void SiteWidget::open(const QString& address, const std::optional<Error>& error)
{
    m_address->setText(address);
    m_address->setEnabled(true);
    m_next->setEnabled(true);
    m_next->setText(tr("Next"));
    m_error->setVisible(error.has_value());
    m_address->setProperty("invalid", error.has_value());
    m_address->style()->polish(m_address);
    if (error) {
        const QString shown = isolated(plainLine(address, 200));
        m_error->setText(tr("%1: %2", "address, then what is wrong with it")
                             .arg(shown, ErrorText::sentence(*error, ErrorText::Place::Site)));
        m_address->setAccessibleDescription(m_error->text());
        m_address->selectAll();
    }
    m_address->setFocus();
}

void SiteWidget::submit()
{
    const QString address = m_address->text().trimmed();
    if (address.isEmpty() || !m_next->isEnabled())
        return;
    m_error->hide();
    m_address->setEnabled(false);
    m_next->setEnabled(false);
    m_next->setText(tr("Looking for the site…"));
    Q_EMIT submitted(address);
}

} // namespace Natter::Ui
