// SPDX-License-Identifier: Apache-2.0
#include "ui/login/KeychainWidget.h"

#include "ui/style/Metrics.h"
#include "ui/style/StyleSheet.h"
#include "ui/widgets/TextLabel.h"

#include <QGuiApplication>
#include <QPushButton>
#include <QVBoxLayout>

namespace Natter::Ui {

KeychainWidget::KeychainWidget(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_retry(new QPushButton(tr("Try the keychain again")))
{
    auto* note = new TextLabel(
        theme, {TextSize::Secondary, QFont::Normal, &Colours::textSecondary}, TextLabel::Fit::Wrapped);
    note->setText(tr("For this session only: nothing is kept on this computer, and %1 asks you to sign in "
                     "again when it starts the next time.",
        "the app's name")
                      .arg(QGuiApplication::applicationDisplayName()));
    note->setAlignment(Qt::AlignCenter);
    auto* once = new QPushButton(tr("This session only"));
    setButtonKind(m_retry, ButtonKind::Primary);
    setButtonKind(once, ButtonKind::Plain);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Metrics::Margin);
    layout->addWidget(m_retry);
    layout->addWidget(once);
    layout->addWidget(note);
    connect(m_retry, &QPushButton::clicked, this, &KeychainWidget::retryChosen);
    connect(once, &QPushButton::clicked, this, &KeychainWidget::sessionOnlyChosen);
    setFocusProxy(m_retry);
}

} // namespace Natter::Ui
