// SPDX-License-Identifier: Apache-2.0
#include "store/DialogRepository.h"

#include "store/Database.h"
#include "store/DialogIds.h"
#include "store/Queries.h"

namespace Natter::Store {

namespace {

Result<Dialog> findDialog(QSqlDatabase& db, const PeerId& peer)
{
    Statement select(db, Query::dialogByPeer());
    const auto found = readDialogs(select, {toColumn(peer.toString())});
    if (!found)
        return found.error();
    if (found->isEmpty())
        return Error{ErrorKind::NotFound, Retry::never(), QStringLiteral("no such dialog"), {}};
    return found->first();
}

Answer<void> setColumn(Database& database, const PeerId& peer, const QString& column, const QVariant& value)
{
    return database.run([peer, column, value](QSqlDatabase& db) -> Result<void> {
        Statement update(db, QStringLiteral("UPDATE dialogs SET %1 = ? WHERE peer = ?").arg(column));
        return update.run({value, toColumn(peer.toString())});
    });
}

} // namespace

DialogRepository::DialogRepository(Database& database)
    : m_database(database)
{}

Answer<QList<Dialog>> DialogRepository::all()
{
    return m_database.run([](QSqlDatabase& db) {
        Statement select(db, Query::allDialogs());
        return readDialogs(select, {});
    });
}

Answer<Dialog> DialogRepository::find(const PeerId& peer)
{
    return m_database.run([peer](QSqlDatabase& db) { return findDialog(db, peer); });
}

Answer<Dialog> DialogRepository::ensure(const PeerId& peer)
{
    return m_database.run([peer](QSqlDatabase& db) -> Result<Dialog> {
        if (auto id = DialogIds(db).ensure(peer); !id)
            return id.error();
        return findDialog(db, peer);
    });
}

Answer<QList<Dialog>> DialogRepository::addContacts(const QList<PeerId>& peers)
{
    return m_database.run([peers](QSqlDatabase& db) -> Result<QList<Dialog>> {
        Statement insert(
            db, QStringLiteral("INSERT OR IGNORE INTO dialogs (peer, created_at) VALUES (?, 0)"));
        QList<Dialog> created;
        for (const PeerId& peer : peers) {
            if (peer.isEmpty())
                continue;
            if (auto outcome = insert.run({toColumn(peer.toString())}); !outcome)
                return outcome.error();
            if (insert.changedRows() == 0)
                continue;
            const auto dialog = findDialog(db, peer);
            if (!dialog)
                return dialog.error();
            created.append(*dialog);
        }
        return created;
    });
}

Answer<void> DialogRepository::remove(const PeerId& peer)
{
    return m_database.run([peer](QSqlDatabase& db) -> Result<void> {
        return Statement(db, QStringLiteral("DELETE FROM dialogs WHERE peer = ?"))
            .run({toColumn(peer.toString())});
    });
}

Answer<void> DialogRepository::markRead(const PeerId& peer)
{
    return setColumn(m_database, peer, QStringLiteral("unread_count"), 0);
}

Answer<void> DialogRepository::setDraft(const PeerId& peer, const QString& draft)
{
    return setColumn(m_database, peer, QStringLiteral("draft"), toColumn(draft));
}

Answer<void> DialogRepository::setPinned(const PeerId& peer, bool isPinned)
{
    return setColumn(m_database, peer, QStringLiteral("is_pinned"), isPinned);
}

Answer<void> DialogRepository::setMuted(const PeerId& peer, bool isMuted)
{
    return setColumn(m_database, peer, QStringLiteral("is_muted"), isMuted);
}

} // namespace Natter::Store
