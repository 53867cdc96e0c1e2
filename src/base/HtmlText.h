// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace Natter {

/// Decodes HTML's entities once: `&amp;`, `&lt;`, `&gt;`, `&quot;`, `&apos;`, `&nbsp;` and numeric ones. What
/// is no entity, or names no character that can be drawn, stays as it is. The result is text, never markup.
QString decodeEntities(const QString& text);

/// One plain line of an HTML text: tags, comments, scripts and styles go, entities are decoded.
QString plainTextOf(const QString& html, int maximum);

} // namespace Natter
