// SPDX-License-Identifier: Apache-2.0
#include "DeepLink.h"

#include <QRegularExpression>
#include <QUrlQuery>

namespace Natter::App {

namespace {

constexpr qsizetype MaximumLinkLength = 2048;
constexpr qsizetype MaximumIdLength = 256;

Error malformed(const QString& why)
{
    return {ErrorKind::BadInput, Retry::never(), why, QStringLiteral("link_malformed")};
}

/// What follows `scheme:` or `scheme://`.
Result<QString> partAfter(const QString& scheme, const QString& link)
{
    if (link.size() > MaximumLinkLength)
        return malformed(QStringLiteral("the link is too long"));
    QStringView rest = QStringView(link).trimmed();
    if (!rest.startsWith(scheme, Qt::CaseInsensitive) || rest.mid(scheme.size(), 1) != u":")
        return malformed(QStringLiteral("not of the form %1:...").arg(scheme));
    rest = rest.mid(scheme.size() + 1);
    return (rest.startsWith(u"//") ? rest.mid(2) : rest).toString();
}

/// Percent-decoding that refuses what QUrl would let pass: half escapes and bytes that are no UTF-8.
Result<QString> decoded(const QString& text)
{
    static const QRegularExpression halfEscape(QStringLiteral("%(?![0-9A-Fa-f]{2})"));
    if (halfEscape.match(text).hasMatch())
        return malformed(QStringLiteral("broken percent-encoding"));
    const QByteArray bytes = QByteArray::fromPercentEncoding(text.toUtf8());
    if (!bytes.isValidUtf8())
        return malformed(QStringLiteral("the id is not UTF-8"));
    return QString::fromUtf8(bytes);
}

} // namespace

Result<UserId> parseUserId(const QString& text)
{
    const QString id = text.trimmed();
    if (id.isEmpty() || id.size() > MaximumIdLength)
        return malformed(QStringLiteral("the id is empty or longer than %1 characters").arg(MaximumIdLength));
    for (const QChar c : id) {
        if (c.category() == QChar::Other_Control || c == QChar(QChar::ReplacementCharacter))
            return malformed(QStringLiteral("the id holds a control character"));
    }
    return UserId(id);
}

Result<UserId> parseDeepLink(const QString& link, const QString& scheme)
{
    const Result<QString> part = partAfter(scheme, link);
    if (!part)
        return part.error();
    static const QRegularExpression form(
        QStringLiteral("^dialog/([^/?#]+)/?$"), QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = form.match(*part);
    if (!match.hasMatch())
        return malformed(QStringLiteral("not of the form %1://dialog/USER_ID").arg(scheme));
    const Result<QString> id = decoded(match.captured(1));
    return id ? parseUserId(*id) : id.error();
}

Result<Identity::BrowserReturn> parseSignInLink(const QString& link, const QString& scheme)
{
    const Result<QString> part = partAfter(scheme, link);
    if (!part)
        return part.error();
    static const QRegularExpression form(
        QStringLiteral("^sign-in/?\\?([^#]*)$"), QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = form.match(*part);
    if (!match.hasMatch())
        return malformed(QStringLiteral("not of the form %1://sign-in?state=STATE&code=CODE").arg(scheme));
    const Identity::BrowserReturn back = Identity::readBrowserReturn(QUrlQuery(match.captured(1)));
    if (back.state.isEmpty() || back.code.isEmpty() == back.error.isEmpty())
        return malformed(QStringLiteral("needs a state, and a code or an error"));
    return back;
}

} // namespace Natter::App
