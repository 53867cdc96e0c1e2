// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/StrongId.h"
#include "store/Statement.h"

#include <QHash>

namespace Natter::Store {

/// Row ids of dialogs by peer, within one transaction.
class DialogIds
{
public:
    explicit DialogIds(QSqlDatabase& db);

    /// Makes the dialog when there is none. BadInput for an empty peer.
    Result<qint64> ensure(const PeerId& peer);

private:
    Statement m_insert;
    Statement m_select;
    QHash<PeerId, qint64> m_known;
};

} // namespace Natter::Store
