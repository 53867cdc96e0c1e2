// SPDX-License-Identifier: Apache-2.0
#include "models/MessageListModel.h"

#include "base/PlainText.h"
#include "core/MessageService.h"
#include "core/Session.h"

#include <algorithm>

namespace Natter::Models {

namespace {

constexpr int PageSize = 50;
constexpr int LongestFirstPage = 1000;
constexpr qint64 GroupSeconds = 300;

/// The unread line is on it, if that is not too far up.
int firstPageFor(int unreadCount)
{
    return std::clamp(unreadCount + PageSize / 2, PageSize, LongestFirstPage);
}

bool isBefore(const Message& a, const Message& b)
{
    return a.time != b.time ? a.time < b.time : a.rowId < b.rowId;
}

} // namespace

MessageListModel::MessageListModel(const Core::AccountServices& services, QObject* parent)
    : QAbstractListModel(parent)
    , m_services(services)
{
    using Core::MessageService;
    connect(&services.messages, &MessageService::messagesAdded, this, &MessageListModel::add);
    connect(&services.messages, &MessageService::messagesChanged, this, &MessageListModel::change);
    connect(&services.messages, &MessageService::messageRemoved, this, &MessageListModel::removeRowOf);
    connect(&services.session, &Core::Session::online, this, [this] { setOlderOutOfReach(false); });
}

int MessageListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_messages.size());
}

QVariant MessageListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const qsizetype row = index.row();
    const Message& message = m_messages.at(row);
    switch (role) {
    case MessageRole:
        return QVariant::fromValue(message);
    case RowIdRole:
        return message.rowId;
    case Qt::DisplayRole:
    case BodyRole:
        return plainBody(message.body);
    case TimeRole:
        return message.time;
    case IsOutgoingRole:
        return message.isOutgoing;
    case StateRole:
        return QVariant::fromValue(message.state);
    case StartsDayRole:
        return startsDay(row);
    case StartsGroupRole:
        return startsGroup(row);
    case EndsGroupRole:
        return row + 1 == m_messages.size() || startsGroup(row + 1);
    case StartsUnreadRole:
        return m_unreadRowId != 0 && message.rowId == m_unreadRowId;
    default:
        return {};
    }
}

PeerId MessageListModel::peer() const
{
    return m_peer;
}

void MessageListModel::setPeer(const PeerId& peer, int unreadCount)
{
    ++m_generation;
    beginResetModel();
    m_peer = peer;
    m_messages.clear();
    m_unreadCount = unreadCount;
    m_unreadRowId = 0;
    m_hasOlder = false;
    endResetModel();
    setOlderOutOfReach(false);
    setLoading(!peer.isEmpty());
    if (peer.isEmpty())
        return;
    onDone(m_services.messages.newest(peer, firstPageFor(unreadCount)), this,
        [this, generation = m_generation](const Result<QList<Message>>& page) {
            if (generation == m_generation)
                takeNewest(page);
        });
}

bool MessageListModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_hasOlder && !m_isLoading && !m_isOlderOutOfReach;
}

void MessageListModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    setLoading(true);
    // Without a row yet (a placeholder, or a store that was just emptied) the page before now is the newest.
    const MessageCursor before = m_messages.isEmpty()
                                     ? MessageCursor()
                                     : MessageCursor{m_messages.first().time, m_messages.first().rowId};
    onDone(m_services.messages.older(m_peer, before, PageSize), this,
        [this, generation = m_generation](const Result<QList<Message>>& page) {
            if (generation == m_generation)
                takeOlder(page);
        });
}

bool MessageListModel::isLoading() const
{
    return m_isLoading;
}

void MessageListModel::takeNewest(const Result<QList<Message>>& page)
{
    // Even a short page may have older ones in the archive.
    m_hasOlder = true;
    if (page)
        merge(*page);
    findUnreadLine();
    setLoading(false);
    if (page)
        Q_EMIT loaded();
    else
        Q_EMIT failed(page.error());
}

void MessageListModel::takeOlder(const Result<QList<Message>>& page)
{
    if (!page) {
        setOlderOutOfReach(m_services.session.status().phase != Core::SessionStatus::Phase::Online);
        setLoading(false);
        Q_EMIT failed(page.error());
        return;
    }
    m_hasOlder = !page->isEmpty();
    merge(*page);
    findUnreadLine();
    setLoading(false);
    Q_EMIT loaded();
}

void MessageListModel::add(const QList<Message>& messages)
{
    QList<Message> mine;
    for (const Message& message : messages) {
        // What lies above the first loaded row comes with its page.
        const bool isAbove = m_hasOlder && !m_messages.isEmpty() && isBefore(message, m_messages.first());
        if (message.peer == m_peer && !isAbove)
            mine.append(message);
    }
    merge(mine);
}

void MessageListModel::change(const QList<Message>& messages)
{
    for (const Message& message : messages) {
        if (message.peer != m_peer)
            continue;
        const qsizetype row = rowOf(message.rowId);
        if (row >= 0)
            replace(row, message);
    }
}

void MessageListModel::replace(qsizetype row, const Message& message)
{
    const bool staysAfterPrevious = row == 0 || isBefore(m_messages.at(row - 1), message);
    const bool staysBeforeNext = row + 1 == m_messages.size() || isBefore(message, m_messages.at(row + 1));
    if (!staysAfterPrevious || !staysBeforeNext) {
        removeRowOf(message);
        merge({message});
        return;
    }
    m_messages[row] = message;
    const QModelIndex changed = index(int(row));
    Q_EMIT dataChanged(changed, changed, {MessageRole, Qt::DisplayRole, BodyRole, TimeRole, StateRole});
    refreshGrouping(row, row);
}

void MessageListModel::removeRowOf(const Message& message)
{
    if (message.peer != m_peer)
        return;
    const qsizetype row = rowOf(message.rowId);
    if (row < 0)
        return;
    beginRemoveRows({}, int(row), int(row));
    m_messages.removeAt(row);
    endRemoveRows();
    refreshGrouping(row, row);
}

void MessageListModel::merge(QList<Message> messages)
{
    messages.removeIf([this](const Message& message) { return rowOf(message.rowId) >= 0; });
    std::sort(messages.begin(), messages.end(), isBefore);
    // Each run that fits between two rows is one insertion; a page or a burst is a single run.
    while (!messages.isEmpty()) {
        const auto next =
            std::lower_bound(m_messages.cbegin(), m_messages.cend(), messages.first(), isBefore);
        const qsizetype row = next - m_messages.cbegin();
        qsizetype count = messages.size();
        if (next != m_messages.cend()) {
            count = std::lower_bound(messages.cbegin(), messages.cend(), *next, isBefore) - messages.cbegin();
        }
        insertRun(row, messages.first(count));
        messages.remove(0, count);
    }
}

void MessageListModel::insertRun(qsizetype row, const QList<Message>& run)
{
    beginInsertRows({}, int(row), int(row + run.size() - 1));
    QList<Message> joined = m_messages.first(row);
    joined.reserve(m_messages.size() + run.size());
    joined += run;
    joined += m_messages.sliced(row);
    m_messages = std::move(joined);
    endInsertRows();
    refreshGrouping(row, row + run.size() - 1);
}

/// The rows around [first, last] may start or end a group or a day now.
void MessageListModel::refreshGrouping(qsizetype first, qsizetype last)
{
    if (m_messages.isEmpty())
        return;
    const int top = int(std::clamp<qsizetype>(first - 1, 0, m_messages.size() - 1));
    const int bottom = int(std::clamp<qsizetype>(last + 1, 0, m_messages.size() - 1));
    Q_EMIT dataChanged(
        index(top), index(bottom), {StartsDayRole, StartsGroupRole, EndsGroupRole, StartsUnreadRole});
}

/// The line stands above the n-th received message from the end; it comes with an older page when the newest
/// one is too short, and stays where it is once it was found.
void MessageListModel::findUnreadLine()
{
    if (m_unreadCount <= 0 || m_unreadRowId != 0)
        return;
    int left = m_unreadCount;
    for (qsizetype row = m_messages.size() - 1; row >= 0; --row) {
        if (m_messages.at(row).isOutgoing || --left > 0)
            continue;
        m_unreadRowId = m_messages.at(row).rowId;
        refreshGrouping(row, row);
        return;
    }
}

void MessageListModel::setLoading(bool isLoading)
{
    if (m_isLoading == isLoading)
        return;
    m_isLoading = isLoading;
    Q_EMIT loadingChanged(isLoading);
}

void MessageListModel::setOlderOutOfReach(bool isOutOfReach)
{
    if (m_isOlderOutOfReach == isOutOfReach)
        return;
    m_isOlderOutOfReach = isOutOfReach;
    Q_EMIT olderOutOfReachChanged(isOutOfReach);
}

qsizetype MessageListModel::rowOf(qint64 rowId) const
{
    // What changes is mostly near the end.
    for (qsizetype row = m_messages.size() - 1; row >= 0; --row) {
        if (m_messages.at(row).rowId == rowId)
            return row;
    }
    return -1;
}

bool MessageListModel::startsDay(qsizetype row) const
{
    return row == 0 ||
           m_messages.at(row).time.toLocalTime().date() != m_messages.at(row - 1).time.toLocalTime().date();
}

bool MessageListModel::startsGroup(qsizetype row) const
{
    if (startsDay(row))
        return true;
    const Message& message = m_messages.at(row);
    const Message& previous = m_messages.at(row - 1);
    return message.isOutgoing != previous.isOutgoing || previous.time.secsTo(message.time) > GroupSeconds;
}

} // namespace Natter::Models
