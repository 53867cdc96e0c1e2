// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/StrongId.h"

#include <optional>

namespace Natter {

/// XMPP address (RFC 7622), `local@domain/resource`. Local part and domain compare as lower case; the
/// local part of a person is their XEP-0106-escaped user id. Only what RFC 7622 allows can be parsed.
class Jid
{
public:
    Jid() = default;

    /// std::nullopt when the text is no valid address; each part holds at most 1,023 bytes.
    static std::optional<Jid> parse(QStringView text);
    /// The engine address of a person. std::nullopt when the id cannot be an address (empty, too long,
    /// control characters), or when the engine would take it for another one (isStableUnderNodeprep()).
    static std::optional<Jid> forUser(const UserId& user, const QString& domain);

    static std::optional<Jid> forPeer(const PeerId& peer, const QString& domain);

    const QString& local() const { return m_local; }
    const QString& domain() const { return m_domain; }
    const QString& resource() const { return m_resource; }
    bool isEmpty() const { return m_domain.isEmpty(); }

    Jid bare() const;
    Jid withResource(const QString& resource) const;
    QString toString() const;
    /// The person behind a bare or full address: the unescaped local part, lower case.
    PeerId peerId() const;

    friend bool operator==(const Jid&, const Jid&) = default;
    friend size_t qHash(const Jid& jid, size_t seed = 0)
    {
        return qHashMulti(seed, jid.m_local, jid.m_domain, jid.m_resource);
    }
    friend QDebug operator<<(QDebug debug, const Jid& jid) { return debug << jid.toString(); }

private:
    QString m_local;
    QString m_domain;
    QString m_resource;
};

/// The dialog key of a site's user id: the id in lower case, as the engine compares it.
PeerId peerIdOf(const UserId& user);

/// XEP-0106 (2007-06-18), section 4.
QString escapeNode(const QString& node);
QString unescapeNode(const QString& node);

} // namespace Natter

Q_DECLARE_METATYPE(Natter::Jid)
