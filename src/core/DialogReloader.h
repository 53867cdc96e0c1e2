// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/DialogRepository.h"

#include <QObject>
#include <QSet>

namespace Natter::Core {

/// Reads changed dialogs from the store again: one reading at a time, and what changes meanwhile is read once
/// more, so that no stale row overwrites a newer one. GUI thread.
class DialogReloader : public QObject
{
    Q_OBJECT

public:
    explicit DialogReloader(Store::DialogRepository& repository, QObject* parent = nullptr);

    /// Rows of these were written.
    void reload(const QList<PeerId>& peers);
    /// This one was changed in memory, and the write is under way: what is being read of it now is stale.
    void noteChanged(const PeerId& peer);
    bool isReading() const { return m_inFlight > 0; }

Q_SIGNALS:
    void loaded(const Natter::Dialog& dialog);

private:
    void readNext();
    void readOne(const PeerId& peer);
    void readAll();
    void take(const Dialog& dialog);
    void finishOne();

    Store::DialogRepository& m_repository;
    QSet<PeerId> m_reading;
    QSet<PeerId> m_changed; ///< to be read next
    int m_inFlight = 0;
};

} // namespace Natter::Core
