// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "xmpp/ElementReader.h"

namespace Natter::Test {

/// The element, or null (which no test expects) when the text is no XML.
inline Xmpp::Element xml(const QString& text)
{
    const auto read = Xmpp::readElement(text);
    return read ? *read : Xmpp::Element();
}

inline Xmpp::Element xml(const char* text)
{
    return xml(QString::fromUtf8(text));
}

} // namespace Natter::Test
