// SPDX-License-Identifier: Apache-2.0
#include "ui/chat/ComposerWidget.h"

#include "ui/chat/ComposerField.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/IconButton.h"
#include "ui/widgets/TextLabel.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QScopedValueRollback>

#include <chrono>

namespace Natter::Ui {

namespace {

constexpr std::chrono::seconds DraftPause{1};
constexpr std::chrono::seconds ComposingPause{5};

} // namespace

ComposerWidget::ComposerWidget(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_field(new ComposerField)
    , m_send(new IconButton(theme, Icon::Send, tr("Send")))
    , m_refusal(new TextLabel(
          theme, {TextSize::Body, QFont::Normal, &Colours::textSecondary}, TextLabel::Fit::Wrapped))
{
    m_field->setPlaceholderText(tr("Message"));
    m_field->setAccessibleName(tr("Message"));
    m_send->setColour(&Colours::accent);
    m_send->setEnabled(false);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(Metrics::Margin, Metrics::Gap, Metrics::Gap, Metrics::Gap);
    layout->setSpacing(Metrics::Gap);
    layout->addWidget(m_field, 1, Qt::AlignVCenter);
    layout->addWidget(m_send, 0, Qt::AlignBottom);
    layout->addWidget(m_refusal, 1, Qt::AlignVCenter);
    m_refusal->setAlignment(Qt::AlignCenter);
    m_refusal->setMinimumHeight(Metrics::ButtonSize);
    m_refusal->hide();
    setFocusPolicy(Qt::StrongFocus); // for Esc, where there is no field
    setFocusProxy(m_field);

    m_draftPause.setSingleShot(true);
    m_draftPause.setInterval(DraftPause);
    m_composingPause.setSingleShot(true);
    m_composingPause.setInterval(ComposingPause);
    connect(&m_draftPause, &QTimer::timeout, this, &ComposerWidget::keepDraft);
    connect(&m_composingPause, &QTimer::timeout, this, [this] { setComposing(false); });
    connect(m_field, &QPlainTextEdit::textChanged, this, &ComposerWidget::handleChange);
    connect(m_field, &ComposerField::submitted, this, &ComposerWidget::submit);
    connect(m_field, &ComposerField::left, this, &ComposerWidget::left);
    connect(m_send, &QAbstractButton::clicked, this, &ComposerWidget::submit);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QString ComposerWidget::text() const
{
    return m_field->toPlainText();
}

void ComposerWidget::setText(const QString& text)
{
    const QScopedValueRollback silent(m_isSilent, true);
    m_field->setPlainText(text);
    m_field->moveCursor(QTextCursor::End);
}

void ComposerWidget::insertText(const QString& text)
{
    if (m_field->isHidden())
        return;
    m_field->setFocus();
    m_field->insertPlainText(text);
}

void ComposerWidget::setRefusal(const QString& reason)
{
    const bool isRefused = !reason.isEmpty();
    const bool hadFocus = hasFocus() || m_field->hasFocus();
    if (isRefused)
        finish();
    m_refusal->setText(reason);
    m_refusal->setVisible(isRefused);
    m_field->setVisible(!isRefused);
    m_send->setVisible(!isRefused);
    setFocusProxy(isRefused ? nullptr : m_field);
    setAccessibleName(reason);
    if (hadFocus)
        setFocus();
}

void ComposerWidget::finish()
{
    setComposing(false);
    if (m_draftPause.isActive())
        keepDraft();
}

void ComposerWidget::submit()
{
    const QString text = this->text().trimmed();
    if (text.isEmpty())
        return;
    setText({});
    setComposing(false);
    keepDraft();
    m_field->setFocus();
    Q_EMIT submitted(text);
}

void ComposerWidget::handleChange()
{
    const bool hasText = !text().trimmed().isEmpty();
    m_send->setEnabled(hasText);
    if (m_isSilent)
        return;
    m_draftPause.start();
    setComposing(hasText);
}

void ComposerWidget::setComposing(bool isComposing)
{
    if (isComposing)
        m_composingPause.start();
    else
        m_composingPause.stop();
    if (isComposing == m_isComposing)
        return;
    m_isComposing = isComposing;
    Q_EMIT composingChanged(isComposing);
}

void ComposerWidget::keepDraft()
{
    m_draftPause.stop();
    Q_EMIT draftChanged(text());
}

void ComposerWidget::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colours().surface);
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.colours().separator);
}

} // namespace Natter::Ui
