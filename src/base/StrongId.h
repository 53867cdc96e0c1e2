// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDebug>
#include <QHash>
#include <QMetaType>
#include <QString>

namespace Natter {

/// A text id that cannot be mistaken for another kind of id.
template <typename Tag>
class StrongId
{
public:
    StrongId() = default;
    explicit StrongId(QString value)
        : m_value(std::move(value))
    {}

    const QString& toString() const { return m_value; }
    bool isEmpty() const { return m_value.isEmpty(); }

    friend bool operator==(const StrongId&, const StrongId&) = default;
    friend auto operator<=>(const StrongId& a, const StrongId& b)
    {
        return QString::compare(a.m_value, b.m_value) <=> 0;
    }
    friend size_t qHash(const StrongId& id, size_t seed = 0) { return ::qHash(id.m_value, seed); }
    friend QDebug operator<<(QDebug debug, const StrongId& id) { return debug << id.m_value; }

private:
    QString m_value;
};

/// A person, as the site names them: `2`, `P11-A`, `a@b.com`. Compared as exact text.
using UserId = StrongId<struct UserIdTag>;
/// The key of a dialog and of a person inside the client: the user id as its engine address can carry it,
/// which is in lower case (RFC 7622). `User::id` keeps the site's own spelling.
using PeerId = StrongId<struct PeerIdTag>;
/// XEP-0359 id given by the sender's own client; survives resends.
using OriginId = StrongId<struct OriginIdTag>;
/// XEP-0359 id given by the archive of the account.
using StanzaId = StrongId<struct StanzaIdTag>;

} // namespace Natter

Q_DECLARE_METATYPE(Natter::UserId)
Q_DECLARE_METATYPE(Natter::PeerId)
Q_DECLARE_METATYPE(Natter::OriginId)
Q_DECLARE_METATYPE(Natter::StanzaId)
