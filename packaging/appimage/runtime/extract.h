// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdbool.h>
#include <stddef.h>

/// Writes the image's files into the folder `target`, which must be there. Before each entry `mayGoOn` (which
/// may be null) is asked. On failure, errno says why; what was written stays.
bool extract_all(size_t offset, const char* target, bool (*mayGoOn)(void));
