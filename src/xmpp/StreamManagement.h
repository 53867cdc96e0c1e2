// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "xmpp/Element.h"

#include <optional>

/// \file
/// The elements of XEP-0198, urn:xmpp:sm:3. The counting is in StreamLedger.

namespace Natter::Xmpp {

/// Section 3, `<enable/>` with resumption.
Element smEnable();

/// Section 3, `<enabled/>`.
struct SmEnabled
{
    QString resumptionId; ///< empty: the session cannot be resumed

    static std::optional<SmEnabled> fromXml(const Element& element);
};

/// Section 4, `<r/>`: the other side is to say what it has handled.
Element smRequest();
bool isSmRequest(const Element& element);

/// Section 4, `<a/>`: how many stanzas have been handled, modulo 2^32.
struct SmAnswer
{
    quint32 handled = 0;

    static std::optional<SmAnswer> fromXml(const Element& element);
    Element toXml() const;
};

/// Section 5, `<resume/>`.
struct SmResume
{
    QString previousId;
    quint32 handled = 0;

    Element toXml() const;
};

/// Section 5, `<resumed/>`.
struct SmResumed
{
    QString previousId;
    quint32 handled = 0;

    static std::optional<SmResumed> fromXml(const Element& element);
};

/// Sections 3 and 5, `<failed/>`. After a failed resumption some engines tell what the lost session had
/// handled.
struct SmFailed
{
    QString condition;
    std::optional<quint32> handled;

    static std::optional<SmFailed> fromXml(const Element& element);
};

} // namespace Natter::Xmpp
