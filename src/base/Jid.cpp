// SPDX-License-Identifier: Apache-2.0
#include "base/Jid.h"

#include "base/Nodeprep.h"

#include <algorithm>
#include <array>
#include <utility>

namespace Natter {

namespace {

constexpr int MaximumPartBytes = 1023;

constexpr std::array<std::pair<char16_t, const char*>, 10> Escapes{{
    {u' ', "\\20"},
    {u'"', "\\22"},
    {u'&', "\\26"},
    {u'\'', "\\27"},
    {u'/', "\\2f"},
    {u':', "\\3a"},
    {u'<', "\\3c"},
    {u'>', "\\3e"},
    {u'@', "\\40"},
    {u'\\', "\\5c"},
}};

bool isEscapeSequence(QStringView text)
{
    for (const auto& [character, escape] : Escapes) {
        if (text.startsWith(QLatin1String(escape), Qt::CaseInsensitive))
            return true;
    }
    return false;
}

/// Characters that no part may hold (RFC 8264, 9.4 and later): what cannot be seen can be forged.
bool hasControlOrSpace(QStringView text, bool spaceAllowed)
{
    for (const QChar c : text) {
        if (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format ||
            c.unicode() >= 0xFFFE)
            return true;
        if (!spaceAllowed && c.isSpace())
            return true;
    }
    return !text.isValidUtf16();
}

bool isValidLocal(QStringView local)
{
    static constexpr QStringView Forbidden = u"\"&'/:<>@";
    for (const QChar c : local) {
        if (Forbidden.contains(c))
            return false;
    }
    return !hasControlOrSpace(local, false) && local.toUtf8().size() <= MaximumPartBytes;
}

bool isValidDomain(QStringView domain)
{
    static constexpr QStringView Forbidden = u"\"&'/<>@";
    for (const QChar c : domain) {
        if (Forbidden.contains(c))
            return false;
    }
    return !domain.isEmpty() && !hasControlOrSpace(domain, false) &&
           domain.toUtf8().size() <= MaximumPartBytes;
}

} // namespace

QString escapeNode(const QString& node)
{
    QString escaped;
    escaped.reserve(node.size());
    for (qsizetype i = 0; i < node.size(); ++i) {
        const QChar c = node.at(i);
        const auto* entry = std::find_if(Escapes.begin(), Escapes.end(),
            [c](const auto& candidate) { return c == QChar(candidate.first); });
        // A backslash is escaped only where it would otherwise read as an escape sequence.
        const bool literal =
            entry == Escapes.end() || (c == u'\\' && !isEscapeSequence(QStringView(node).mid(i)));
        if (literal)
            escaped += c;
        else
            escaped += QLatin1String(entry->second);
    }
    return escaped;
}

QString unescapeNode(const QString& node)
{
    QString plain;
    plain.reserve(node.size());
    for (qsizetype i = 0; i < node.size(); ++i) {
        const QStringView rest = QStringView(node).mid(i, 3);
        const auto* entry = std::find_if(Escapes.begin(), Escapes.end(), [rest](const auto& candidate) {
            return rest.compare(QLatin1String(candidate.second), Qt::CaseInsensitive) == 0;
        });
        if (entry == Escapes.end()) {
            plain += node.at(i);
        } else {
            plain += QChar(entry->first);
            i += 2;
        }
    }
    return plain;
}

std::optional<Jid> Jid::parse(QStringView text)
{
    Jid jid;
    const qsizetype slash = text.indexOf(u'/');
    if (slash >= 0) {
        const QStringView resource = text.mid(slash + 1);
        if (resource.isEmpty() || hasControlOrSpace(resource, true) ||
            resource.toUtf8().size() > MaximumPartBytes)
            return std::nullopt;
        jid.m_resource = resource.toString();
        text = text.left(slash);
    }
    const qsizetype at = text.indexOf(u'@');
    if (at >= 0) {
        const QStringView local = text.left(at);
        if (local.isEmpty() || !isValidLocal(local))
            return std::nullopt;
        jid.m_local = local.toString().toLower();
        text = text.mid(at + 1);
    }
    if (!isValidDomain(text))
        return std::nullopt;
    jid.m_domain = text.toString().toLower();
    return jid;
}

std::optional<Jid> Jid::forUser(const UserId& user, const QString& domain)
{
    // XEP-0106 forbids a node that begins or ends with an escaped space.
    const QString& id = user.toString();
    if (id.isEmpty() || id.startsWith(u' ') || id.endsWith(u' '))
        return std::nullopt;
    std::optional<Jid> jid = parse(QString(escapeNode(id) + u'@' + domain));
    if (jid && !isStableUnderNodeprep(jid->m_local))
        return std::nullopt;
    return jid;
}

Jid Jid::bare() const
{
    Jid jid = *this;
    jid.m_resource.clear();
    return jid;
}

Jid Jid::withResource(const QString& resource) const
{
    Jid jid = *this;
    jid.m_resource = resource;
    return jid;
}

QString Jid::toString() const
{
    QString text;
    if (!m_local.isEmpty())
        text += m_local + u'@';
    text += m_domain;
    if (!m_resource.isEmpty())
        text += u'/' + m_resource;
    return text;
}

PeerId Jid::peerId() const
{
    return PeerId(unescapeNode(m_local));
}

std::optional<Jid> Jid::forPeer(const PeerId& peer, const QString& domain)
{
    return forUser(UserId(peer.toString()), domain);
}

PeerId peerIdOf(const UserId& user)
{
    return PeerId(user.toString().toLower());
}

} // namespace Natter
