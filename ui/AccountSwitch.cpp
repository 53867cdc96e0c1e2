// SPDX-License-Identifier: Apache-2.0
#include "ui/AccountSwitch.h"

namespace Natter::Ui {

int AccountSwitch::unreadElsewhere() const
{
    int unread = 0;
    for (const AccountEntry& entry : entries())
        unread += entry.isCurrent ? 0 : entry.unread;
    return unread;
}

} // namespace Natter::Ui
