// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace Natter {

/// Whether an engine leaves this local part, in lower case, as it is. Engines compare local parts by nodeprep
/// (RFC 3920, appendix A: stringprep of Unicode 3.2), which folds many spellings into one (`１` and `1`, `ß`
/// and `ss`): where we see two people, the engine must not see one. What this accepts, nodeprep neither
/// changes nor refuses.
bool isStableUnderNodeprep(const QString& local);

} // namespace Natter
