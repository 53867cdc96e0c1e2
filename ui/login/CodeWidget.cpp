// SPDX-License-Identifier: Apache-2.0
#include "ui/login/CodeWidget.h"

#include "ui/style/Metrics.h"

#include <QClipboard>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QStyle>

#include <algorithm>

namespace Natter::Ui {

namespace {

/// The digits of any script in `text` as 0 to 9.
QString digitsOf(const QString& text)
{
    QString digits;
    for (const QChar c : text) {
        if (c.isDigit())
            digits += QChar(u'0' + c.digitValue());
    }
    return digits;
}

constexpr int Shortest = 4;
constexpr int Longest = 16;

/// A code of any kind without what people put between its parts; empty when it can be none.
QString wholeCode(const QString& text)
{
    QString code;
    for (const QChar c : text) {
        if (c.isDigit())
            code += QChar(u'0' + c.digitValue());
        else if (c.isLetter())
            code += c;
        else if (!c.isSpace() && c != u'-')
            return {};
    }
    return code.size() >= Shortest && code.size() <= Longest ? code : QString();
}

} // namespace

CodeWidget::CodeWidget(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Metrics::Gap);
    // A code is read from left to right everywhere.
    setLayoutDirection(Qt::LeftToRight);
    for (int i = 0; i < Length; ++i) {
        auto* box = new QLineEdit;
        box->setProperty("code", true);
        box->setAlignment(Qt::AlignCenter);
        box->setInputMethodHints(Qt::ImhDigitsOnly | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
        box->setContextMenuPolicy(Qt::NoContextMenu);
        box->setAccessibleName(tr("Digit %1 of %2").arg(i + 1).arg(Length));
        box->installEventFilter(this);
        connect(box, &QLineEdit::textEdited, this, [this, i](const QString& text) { fill(i, text); });
        layout->addWidget(box);
        m_boxes += box;
    }
    m_whole = new QLineEdit;
    m_whole->setAlignment(Qt::AlignCenter);
    m_whole->setMaxLength(2 * Longest);
    m_whole->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    m_whole->setPlaceholderText(tr("Code"));
    m_whole->setAccessibleName(m_whole->placeholderText());
    m_whole->hide();
    connect(m_whole, &QLineEdit::textEdited, this, &CodeWidget::edited);
    layout->addWidget(m_whole);
    connect(&theme, &Theme::changed, this, &CodeWidget::applyTheme);
    applyTheme();
}

bool CodeWidget::isFreeForm() const
{
    return !m_whole->isHidden();
}

void CodeWidget::setFreeForm(bool isFreeForm)
{
    if (isFreeForm == this->isFreeForm())
        return;
    clear();
    for (QLineEdit* box : m_boxes)
        box->setVisible(!isFreeForm);
    m_whole->setVisible(isFreeForm);
    Q_EMIT freeFormChanged();
}

Secret CodeWidget::code() const
{
    if (isFreeForm())
        return Secret(wholeCode(m_whole->text()).toUtf8());
    QByteArray code;
    for (const QLineEdit* box : m_boxes)
        code += box->text().toLatin1();
    return Secret(code.size() == Length ? code : QByteArray());
}

void CodeWidget::clear()
{
    for (QLineEdit* box : m_boxes)
        box->clear();
    m_whole->clear();
}

void CodeWidget::setInvalid(bool isInvalid)
{
    for (QLineEdit* field : m_boxes + QList<QLineEdit*>{m_whole}) {
        field->setProperty("invalid", isInvalid);
        field->style()->polish(field);
    }
}

void CodeWidget::focusFirst()
{
    (isFreeForm() ? m_whole : m_boxes.first())->setFocus();
}

bool CodeWidget::eventFilter(QObject* watched, QEvent* event)
{
    const int box = int(m_boxes.indexOf(qobject_cast<QLineEdit*>(watched)));
    if (box < 0)
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::FocusIn) {
        m_boxes.at(box)->selectAll();
    } else if (event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Paste)) {
            paste(QGuiApplication::clipboard()->text());
            return true;
        }
        if (handleKey(box, key->key()))
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

bool CodeWidget::handleKey(int box, int key)
{
    if (key == Qt::Key_Backspace && m_boxes.at(box)->text().isEmpty() && box > 0) {
        m_boxes.at(box - 1)->clear();
        m_boxes.at(box - 1)->setFocus();
        return true;
    }
    if (key == Qt::Key_Left || key == Qt::Key_Right) {
        const int next = std::clamp(key == Qt::Key_Left ? box - 1 : box + 1, 0, Length - 1);
        m_boxes.at(next)->setFocus();
        return true;
    }
    return false;
}

void CodeWidget::paste(const QString& text)
{
    const QString code = wholeCode(text);
    const bool isForBoxes = code.isEmpty() || (code.size() == Length && digitsOf(code) == code);
    if (isForBoxes) {
        fill(0, text);
        return;
    }
    setFreeForm(true);
    m_whole->setText(code);
    m_whole->setFocus();
    Q_EMIT edited();
}

void CodeWidget::fill(int from, const QString& text)
{
    const QString digits = digitsOf(text);
    if (digits.isEmpty() && from < Length)
        m_boxes.at(from)->clear();
    // Typing over a full box gives two digits: the new one counts.
    int box = from;
    const bool isTypedOver = digits.size() == 2 && text.size() == 2;
    for (const QChar digit : isTypedOver ? digits.right(1) : digits) {
        if (box >= Length)
            break;
        m_boxes.at(box++)->setText(digit);
    }
    if (!digits.isEmpty())
        m_boxes.at(std::min(box, Length - 1))->setFocus();
    Q_EMIT edited();
    if (!code().isEmpty() && !digits.isEmpty())
        Q_EMIT codeEntered();
}

void CodeWidget::applyTheme()
{
    const QFont font = m_theme.font(TextSize::Title, QFont::DemiBold);
    for (QLineEdit* box : m_boxes) {
        box->setFont(font);
        box->setMinimumWidth(QFontMetrics(font).horizontalAdvance(u'0') + 2 * Metrics::Gap);
    }
    m_whole->setFont(font);
}

} // namespace Natter::Ui
