// SPDX-License-Identifier: Apache-2.0
#include "ui/style/Theme.h"

#include "ui/style/StyleSheet.h"

#include <QApplication>
#include <QFontInfo>
#include <QStyle>
#include <QStyleHints>

#include <algorithm>

namespace Natter::Ui {

namespace {

/// Desktops name 10 points or more; a bare X server's 9 is nobody's choice.
constexpr qreal SmallestSystemSize = 10;

} // namespace

bool Theme::isSystemDark()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const Qt::ColorScheme scheme = QGuiApplication::styleHints()->colorScheme();
    if (scheme != Qt::ColorScheme::Unknown)
        return scheme == Qt::ColorScheme::Dark;
#endif
    // Without the application's own palette, what remains is the system's.
    QApplication::setPalette(QPalette());
    const QPalette system = QApplication::palette();
    return system.color(QPalette::Window).lightness() < system.color(QPalette::WindowText).lightness();
}

Theme::Theme(SystemProbe isSystemDark, QObject* parent)
    : QObject(parent)
    , m_isSystemDark(std::move(isSystemDark))
    , m_systemFont(QApplication::font())
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, &Theme::followSystem);
#endif
    update();
}

Theme::~Theme()
{
    if (!m_isApplied)
        return;
    qApp->setStyleSheet({});
    QApplication::setFont(m_systemFont);
    QApplication::setPalette(QPalette());
}

void Theme::setAppearance(Appearance appearance)
{
    m_appearance = appearance;
    update();
}

void Theme::setBrandAccent(const QColor& accent)
{
    m_brandAccent = accent;
    update();
}

void Theme::setTextScale(qreal scale)
{
    m_textScale = std::clamp(scale, 0.8, 2.0);
    update();
}

void Theme::followSystem()
{
    if (m_appearance == Appearance::System)
        update();
}

void Theme::apply()
{
    m_isApplied = true;
    applyNow();
}

void Theme::applyNow() const
{
    if (QApplication::style()->name() != u"fusion")
        QApplication::setStyle(QStringLiteral("Fusion"));
    QApplication::setPalette(palette());
    QApplication::setFont(font(TextSize::Body));
    qApp->setStyleSheet(styleSheetOf(*this));
}

QFont Theme::font(TextSize size, QFont::Weight weight) const
{
    qreal factor = m_textScale;
    if (size == TextSize::Secondary)
        factor *= 0.87;
    else if (size == TextSize::Title)
        factor *= 1.15;
    QFont font = m_systemFont;
    // Colour emoji before whatever other font has them in black and white.
    font.setFamilies({QFontInfo(font).family(), QStringLiteral("Noto Color Emoji")});
    if (font.pointSizeF() > 0)
        font.setPointSizeF(std::max(font.pointSizeF(), SmallestSystemSize) * factor);
    else
        font.setPixelSize(std::max(1, qRound(font.pixelSize() * factor)));
    font.setWeight(weight);
    return font;
}

QPalette Theme::palette() const
{
    QPalette palette;
    palette.setColor(QPalette::Window, m_colours.surface);
    palette.setColor(QPalette::WindowText, m_colours.text);
    palette.setColor(QPalette::Base, m_colours.surface);
    palette.setColor(QPalette::AlternateBase, m_colours.surfaceRaised);
    palette.setColor(QPalette::Text, m_colours.text);
    palette.setColor(QPalette::PlaceholderText, m_colours.textSecondary);
    palette.setColor(QPalette::Button, m_colours.surfaceRaised);
    palette.setColor(QPalette::ButtonText, m_colours.text);
    palette.setColor(QPalette::BrightText, m_colours.danger);
    palette.setColor(QPalette::ToolTipBase, m_colours.surfaceRaised);
    palette.setColor(QPalette::ToolTipText, m_colours.text);
    palette.setColor(QPalette::Highlight, m_colours.accent);
    palette.setColor(QPalette::HighlightedText, m_colours.onAccent);
    palette.setColor(QPalette::Link, m_colours.link);
    palette.setColor(QPalette::LinkVisited, m_colours.link);
    palette.setColor(QPalette::Light, m_colours.surfaceRaised);
    palette.setColor(QPalette::Midlight, m_colours.surfaceRaised);
    palette.setColor(QPalette::Mid, m_colours.separator);
    palette.setColor(QPalette::Dark, m_colours.separator);
    palette.setColor(QPalette::Shadow, m_colours.separator);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, m_colours.textSecondary);
    return palette;
}

void Theme::update()
{
    m_isDark = m_appearance == Appearance::System ? m_isSystemDark() : m_appearance == Appearance::Dark;
    m_colours = m_isDark ? Colours::dark(m_brandAccent) : Colours::light(m_brandAccent);
    // Before anybody hears of it: a new style sheet takes back what widgets had set for themselves.
    if (m_isApplied)
        applyNow();
    Q_EMIT changed();
}

} // namespace Natter::Ui
