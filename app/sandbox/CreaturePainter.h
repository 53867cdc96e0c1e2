// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

class QPainter;

namespace Natter::Sandbox {

/// A cat, fox, bear, robot or book on a field of 100 by 100, whichever the words name; false when none.
bool paintCreature(QPainter& painter, const QStringList& words);

} // namespace Natter::Sandbox
