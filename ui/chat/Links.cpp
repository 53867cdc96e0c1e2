// SPDX-License-Identifier: Apache-2.0
#include "ui/chat/Links.h"

#include <QDesktopServices>
#include <QRegularExpression>

namespace Natter::Ui {

namespace {

constexpr qsizetype MaximumLinks = 200;

bool mayOpen(const QUrl& target)
{
    const QString scheme = target.scheme();
    // `https://bank.example@evil.example/` looks like one site and is another.
    const bool isWeb =
        (scheme == u"http" || scheme == u"https") && !target.host().isEmpty() && target.userInfo().isEmpty();
    return target.isValid() && (isWeb || (scheme == u"mailto" && !target.path().isEmpty()));
}

/// A sentence's own punctuation is not part of the link, nor is a bracket that was opened before it.
qsizetype lengthWithoutPunctuation(QStringView text)
{
    qsizetype length = text.size();
    const QStringView marks = u".,;:!?'\"*_~>»”’";
    while (length > 0) {
        const QChar last = text.at(length - 1);
        const QStringView kept = text.first(length);
        const bool isStrayBracket = (last == u')' && kept.count(u'(') < kept.count(u')')) ||
                                    (last == u']' && kept.count(u'[') < kept.count(u']'));
        if (!marks.contains(last) && !isStrayBracket)
            break;
        --length;
    }
    return length;
}

} // namespace

QList<Link> findLinks(const QString& text)
{
    static const QRegularExpression pattern(
        QStringLiteral(
            R"((?:https?://|mailto:|www\.)[^\s<>"]{1,2000}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    QList<Link> links;
    auto matches = pattern.globalMatch(text);
    while (matches.hasNext() && links.size() < MaximumLinks) {
        const auto match = matches.next();
        const qsizetype start = match.capturedStart();
        const bool isInsideWord = start > 0 && text.at(start - 1).isLetterOrNumber();
        const qsizetype length = lengthWithoutPunctuation(match.capturedView());
        const QString shown = text.sliced(start, length);
        QString address = shown;
        if (shown.startsWith(u"www.", Qt::CaseInsensitive))
            address = QStringLiteral("https://") + shown;
        else if (!shown.contains(u':'))
            address = QStringLiteral("mailto:") + shown;
        QUrl target(address, QUrl::TolerantMode);
        // Some mail programs would attach files that a query names.
        if (target.scheme() == u"mailto")
            target.setQuery(QString());
        if (!isInsideWord && mayOpen(target))
            links += Link{start, length, target};
    }
    return links;
}

void openLink(const QUrl& target)
{
    if (mayOpen(target))
        QDesktopServices::openUrl(target);
}

} // namespace Natter::Ui
