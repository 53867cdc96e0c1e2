// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/Dialog.h"

namespace Natter::Core {

/// Dialogs in the order in which they are shown: pinned first, then newest.
class DialogList
{
public:
    const QList<Dialog>& all() const { return m_dialogs; }
    const Dialog* find(const PeerId& peer) const;

    void reset(QList<Dialog> dialogs);
    /// Inserts or replaces, and keeps the order. False when nothing changed.
    bool put(const Dialog& dialog);
    bool remove(const PeerId& peer);

private:
    QList<Dialog> m_dialogs;
};

} // namespace Natter::Core
