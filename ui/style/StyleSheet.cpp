// SPDX-License-Identifier: Apache-2.0
#include "ui/style/StyleSheet.h"

#include "ui/style/Metrics.h"
#include "ui/style/Theme.h"

#include "ui/style/Contrast.h"

#include <QHash>
#include <QRegularExpression>
#include <QStyle>
#include <QVariant>
#include <QWidget>

namespace Natter::Ui {

namespace {

// `@name` stands for a token.
constexpr auto Template = R"(
QMenu { background: @menu; color: @text; border: 1px solid @separator; padding: 4px 0; icon-size: 28px; }
QMenu::icon:checked { background: transparent; border: none; }
QMenu::item { padding: 7px 32px 7px 16px; }
QMenu::item:selected { background: @hovered; }
QMenu::item:disabled { color: @textSecondary; }
QMenu::separator { height: 1px; background: @separator; margin: 4px 0; }
QMenu::indicator { width: 12px; height: 12px; left: 10px; }
QToolTip { background: @menu; color: @text; border: 1px solid @separator; padding: 4px 6px; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
Natter--Ui--MessageListWidget QScrollBar:vertical { background: @background; }
QScrollBar::handle:vertical { background: @scrollHandle; border-radius: 3px; min-height: 32px; margin: 2px; }
QScrollBar::handle:vertical:hover { background: @textSecondary; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSplitter::handle { background: @separator; }

QLineEdit { background: @surfaceRaised; color: @text; border: 1px solid @separator; border-radius: 8px;
    padding: 0 11px; min-height: 38px; selection-background-color: @accent;
    selection-color: @onAccent; }
QLineEdit:focus { border: 2px solid @accent; padding: 0 10px; min-height: 36px; background: @surface; }
QLineEdit:disabled { color: @textSecondary; }
QLineEdit[invalid="true"] { border-color: @danger; }
QLineEdit[search="true"] { border: 2px solid transparent; padding: 0 8px; min-height: 32px;
    border-radius: 18px; background: @field; }
QLineEdit[search="true"]:focus { border: 2px solid @accent; background: @surface; }
QLineEdit[code="true"] { padding: 0; min-height: 46px; }
QLineEdit[code="true"]:focus { min-height: 44px; }

QPushButton { border-radius: 8px; padding: 0 14px; min-height: 36px; border: 2px solid transparent; }
QPushButton[kind="primary"] { background: @accent; color: @onAccent; font-weight: 600; min-height: 40px; }
QPushButton[kind="primary"]:hover { background: @accentHovered; }
QPushButton[kind="primary"]:pressed { background: @accentPressed; }
QPushButton[kind="primary"]:focus { border-color: @focusOnAccent; }
QPushButton[kind="primary"]:disabled { background: @separator; color: @textSecondary; }
QPushButton[kind="plain"] { background: @surfaceRaised; color: @text; border-color: @separator;
    border-width: 1px; }
QPushButton[kind="plain"]:hover { background: @pressed; }
QPushButton[kind="plain"]:focus { border: 2px solid @accent; }
QPushButton[kind="link"] { background: transparent; color: @accent; padding: 0 8px; min-height: 28px; }
QPushButton[kind="link"]:hover { background: @hovered; }
QPushButton[kind="link"]:focus { border-color: @accent; }
QPushButton[kind="link"]:disabled { color: @textSecondary; }

QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }

QListWidget { background: transparent; color: @text; border: 2px solid transparent; border-radius: 8px;
    outline: none; }
QListWidget:focus { border-color: @accent; }
QListWidget::item { padding: 4px; border-radius: 4px; }
QListWidget::item:hover { background: @hovered; }
QListWidget::item:selected { background: @selected; color: @text; }

QPlainTextEdit { background: transparent; color: @text; border: none;
    selection-background-color: @accent; selection-color: @onAccent; }
)";

} // namespace

QString styleSheetOf(const Theme& theme)
{
    const Colours& colours = theme.colours();
    const QColor strong = theme.isDark() ? QColor(Qt::white) : QColor(Qt::black);
    const QHash<QString, QColor> tokens{
        {QStringLiteral("background"), colours.background},
        {QStringLiteral("surface"), colours.surface},
        {QStringLiteral("surfaceRaised"), colours.surfaceRaised},
        {QStringLiteral("menu"), theme.isDark() ? colours.surfaceRaised : colours.surface},
        {QStringLiteral("field"), mixed(colours.surface, colours.text, 0.06)},
        {QStringLiteral("text"), colours.text},
        {QStringLiteral("textSecondary"), colours.textSecondary},
        {QStringLiteral("accent"), colours.accent},
        {QStringLiteral("accentHovered"), mixed(colours.accent, strong, 0.08)},
        {QStringLiteral("accentPressed"), mixed(colours.accent, strong, 0.18)},
        {QStringLiteral("focusOnAccent"), mixed(colours.accent, strong, 0.45)},
        {QStringLiteral("onAccent"), colours.onAccent},
        {QStringLiteral("danger"), colours.danger},
        {QStringLiteral("separator"), colours.separator},
        {QStringLiteral("hovered"), colours.hovered()},
        {QStringLiteral("selected"), colours.selected()},
        {QStringLiteral("pressed"), colours.pressed()},
        {QStringLiteral("scrollHandle"), colours.scrollHandle()},
    };
    static const QRegularExpression token(QStringLiteral("@([a-zA-Z]+)"));
    const QString source = QString::fromLatin1(Template);
    QString sheet;
    qsizetype end = 0;
    auto matches = token.globalMatch(source);
    while (matches.hasNext()) {
        const auto match = matches.next();
        sheet += QStringView(source).sliced(end, match.capturedStart() - end);
        sheet += tokens.value(match.captured(1)).name();
        end = match.capturedEnd();
    }
    sheet += QStringView(source).sliced(end);
    return sheet;
}

void setButtonKind(QWidget* button, ButtonKind kind)
{
    const char* name = kind == ButtonKind::Primary ? "primary" : kind == ButtonKind::Plain ? "plain" : "link";
    button->setProperty("kind", QString::fromLatin1(name));
    button->setCursor(Qt::PointingHandCursor);
    // A message box has looked at its buttons already, and a style sheet looks at properties once.
    if (button->testAttribute(Qt::WA_WState_Polished)) {
        button->style()->unpolish(button);
        button->style()->polish(button);
    }
}

} // namespace Natter::Ui
