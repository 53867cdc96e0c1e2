// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "xmpp/Element.h"

#include <optional>

namespace Natter::Xmpp {

/// XEP-0059, 2: which page is asked for.
struct PageRequest
{
    int maximum = 50;
    std::optional<QString> before; ///< empty: the last page
    std::optional<QString> after;

    Element toXml() const;
};

/// XEP-0059, 2: which page came.
struct PageEnds
{
    QString first;
    QString last;

    /// From the element that holds the `<set/>`; empty ends when there is none.
    static PageEnds inside(const Element& carrier);
};

} // namespace Natter::Xmpp
