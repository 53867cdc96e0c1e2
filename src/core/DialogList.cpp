// SPDX-License-Identifier: Apache-2.0
#include "core/DialogList.h"

#include <algorithm>

namespace Natter::Core {

namespace {

bool isShownBefore(const Dialog& a, const Dialog& b)
{
    if (a.isPinned != b.isPinned)
        return a.isPinned;
    if (a.sortTime() != b.sortTime())
        return a.sortTime() > b.sortTime();
    return a.peer < b.peer;
}

template <typename List>
auto findPeer(List& dialogs, const PeerId& peer)
{
    return std::find_if(
        dialogs.begin(), dialogs.end(), [&peer](const Dialog& dialog) { return dialog.peer == peer; });
}

} // namespace

const Dialog* DialogList::find(const PeerId& peer) const
{
    const auto found = findPeer(m_dialogs, peer);
    return found == m_dialogs.end() ? nullptr : &*found;
}

void DialogList::reset(QList<Dialog> dialogs)
{
    m_dialogs = std::move(dialogs);
    std::sort(m_dialogs.begin(), m_dialogs.end(), isShownBefore);
}

bool DialogList::put(const Dialog& dialog)
{
    const auto old = findPeer(m_dialogs, dialog.peer);
    if (old != m_dialogs.end()) {
        if (*old == dialog)
            return false;
        m_dialogs.erase(old);
    }
    m_dialogs.insert(std::lower_bound(m_dialogs.begin(), m_dialogs.end(), dialog, isShownBefore), dialog);
    return true;
}

bool DialogList::remove(const PeerId& peer)
{
    const auto old = findPeer(m_dialogs, peer);
    if (old == m_dialogs.end())
        return false;
    m_dialogs.erase(old);
    return true;
}

} // namespace Natter::Core
