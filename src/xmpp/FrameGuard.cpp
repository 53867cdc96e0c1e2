// SPDX-License-Identifier: Apache-2.0
#include "xmpp/FrameGuard.h"

namespace Natter::Xmpp {

namespace {

Error forbidden(const QString& what)
{
    return {ErrorKind::Protocol, Retry::later(), what + QStringLiteral(" in a stream"),
        QStringLiteral("restricted-xml")};
}

Error excess(const QString& what)
{
    return {ErrorKind::Protocol, Retry::later(), what, ExcessCode.toString()};
}

/// One start tag, from after its `<` to its `>`.
struct Tag
{
    qsizetype end = -1; ///< index of `>`, -1 when the frame ends first
    int attributes = 0;
    bool isEmpty = false; ///< `<a/>`
};

Tag scanTag(QStringView frame, qsizetype from)
{
    Tag tag;
    QChar quote;
    for (qsizetype i = from; i < frame.size(); ++i) {
        const QChar c = frame.at(i);
        if (!quote.isNull()) {
            if (c == quote)
                quote = QChar();
        } else if (c == u'"' || c == u'\'') {
            quote = c;
            ++tag.attributes;
        } else if (c == u'>') {
            tag.end = i;
            tag.isEmpty = i > from && frame.at(i - 1) == u'/';
            break;
        }
    }
    return tag;
}

} // namespace

std::optional<Error> refusalOf(QStringView frame)
{
    constexpr QStringView CdataStart = u"<![CDATA[";
    constexpr QStringView CdataEnd = u"]]>";

    if (frame.size() > FrameLimits::Characters)
        return Error{ErrorKind::TooLarge, Retry::later(), QStringLiteral("frame too large"), {}};

    int depth = 0;
    qsizetype i = frame.indexOf(u'<');
    while (i >= 0 && i + 1 < frame.size()) {
        const QChar kind = frame.at(i + 1);
        if (kind == u'?')
            return forbidden(QStringLiteral("processing instruction"));
        if (kind == u'!') {
            if (!frame.mid(i).startsWith(CdataStart))
                return forbidden(QStringLiteral("comment or document type"));
            i = frame.indexOf(CdataEnd, i + CdataStart.size());
        } else if (kind == u'/') {
            --depth;
            i = frame.indexOf(u'>', i);
        } else {
            const Tag tag = scanTag(frame, i + 1);
            if (tag.attributes > FrameLimits::Attributes)
                return excess(QStringLiteral("too many attributes"));
            if (depth + 1 > FrameLimits::Depth)
                return excess(QStringLiteral("nested too deeply"));
            depth += tag.isEmpty ? 0 : 1;
            i = tag.end;
        }
        if (i >= 0)
            i = frame.indexOf(u'<', i);
    }
    return std::nullopt;
}

} // namespace Natter::Xmpp
