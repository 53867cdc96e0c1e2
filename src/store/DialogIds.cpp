// SPDX-License-Identifier: Apache-2.0
#include "store/DialogIds.h"

namespace Natter::Store {

DialogIds::DialogIds(QSqlDatabase& db)
    : m_insert(db, QStringLiteral("INSERT OR IGNORE INTO dialogs (peer, created_at) VALUES (?, ?)"))
    , m_select(db, QStringLiteral("SELECT id FROM dialogs WHERE peer = ?"))
{}

Result<qint64> DialogIds::ensure(const PeerId& peer)
{
    if (peer.isEmpty())
        return Error{ErrorKind::BadInput, Retry::never(), QStringLiteral("a dialog needs a peer"), {}};
    if (const auto known = m_known.constFind(peer); known != m_known.constEnd())
        return *known;
    const QVariant key = toColumn(peer.toString());
    if (auto outcome = m_insert.run({key, toColumn(QDateTime::currentDateTimeUtc())}); !outcome)
        return outcome.error();
    if (auto outcome = m_select.run({key}); !outcome)
        return outcome.error();
    qint64 id = 0;
    if (auto outcome = m_select.forEach([&] { id = m_select.integer(0); }); !outcome)
        return outcome.error();
    m_known.insert(peer, id);
    return id;
}

} // namespace Natter::Store
