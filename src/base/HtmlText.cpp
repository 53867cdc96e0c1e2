// SPDX-License-Identifier: Apache-2.0
#include "base/HtmlText.h"

#include "base/PlainText.h"

#include <QRegularExpression>

#include <array>

namespace Natter {

namespace {

constexpr std::array<std::pair<const char*, char16_t>, 6> NamedEntities{{
    {"amp", u'&'},
    {"lt", u'<'},
    {"gt", u'>'},
    {"quot", u'"'},
    {"apos", u'\''},
    {"nbsp", u' '},
}};

/// Empty when it is none.
QString characterOf(QStringView entity)
{
    for (const auto& [name, character] : NamedEntities) {
        if (entity == QLatin1String(name))
            return QString(QChar(character));
    }
    if (!entity.startsWith(u'#'))
        return {};
    const bool isHexadecimal = entity.size() > 1 && (entity.at(1) == u'x' || entity.at(1) == u'X');
    bool isNumber = false;
    const uint code = entity.sliced(isHexadecimal ? 2 : 1).toUInt(&isNumber, isHexadecimal ? 16 : 10);
    const bool isDrawable = code >= 0x20 && code != 0x7f && code <= 0x10ffff && !QChar::isSurrogate(code);
    return isNumber && isDrawable ? QString::fromUcs4(reinterpret_cast<const char32_t*>(&code), 1)
                                  : QString();
}

} // namespace

QString decodeEntities(const QString& text)
{
    static const QRegularExpression entity(
        QStringLiteral("&(#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[a-z]{2,4});"));
    QString decoded;
    qsizetype done = 0;
    for (auto matches = entity.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const QString character = characterOf(match.capturedView(1));
        if (character.isEmpty())
            continue;
        decoded += QStringView(text).sliced(done, match.capturedStart() - done);
        decoded += character;
        done = match.capturedEnd();
    }
    return decoded + QStringView(text).sliced(done).toString();
}

QString plainTextOf(const QString& html, int maximum)
{
    static const QRegularExpression unseen(QStringLiteral("<!--.*?-->|<(script|style)\\b.*?</\\1\\s*>"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression breaking(
        QStringLiteral("</?(?:br|p|div|li|ul|ol|tr|td|table|h[1-6])\\b[^>]*>"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression tag(QStringLiteral("<[a-zA-Z/!][^>]*>"));
    QString text = html;
    text.remove(unseen).replace(breaking, QStringLiteral(" ")).remove(tag);
    return plainLine(decodeEntities(text), maximum);
}

} // namespace Natter
