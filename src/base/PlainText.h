// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace Natter {

/// Text from others, made safe to draw (it is never markup anyway): control characters and lone
/// surrogates go, and bidi overrides and isolates that it opens cannot leak into what follows.

/// One line (names, status, titles): line breaks become blanks, runs of blanks collapse, at most
/// `maximum` UTF-16 units, cut between graphemes with an ellipsis.
QString plainLine(const QString& text, int maximum = 256);

/// Several lines (message bodies): CR LF becomes LF, at most `maximum` UTF-16 units.
QString plainBody(const QString& text, int maximum = 65536);

/// `text` between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE, for use inside our own sentences.
QString isolated(const QString& text);

} // namespace Natter
