// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits.h>
#include <stdbool.h>

typedef struct
{
    char path[PATH_MAX];
} Folder;

/// Makes a folder that only this person may enter, below the `index`th place for temporary files: TMPDIR,
/// /tmp, /var/tmp, the person's cache. Its name has 128 random bits, and what is there already is never used.
/// `mayRun` passes over places whose files cannot be executed. Returns false when that place does not serve;
/// `folder_hasPlace` tells whether there are more.
bool folder_make(Folder* folder, unsigned index, bool mayRun);
bool folder_hasPlace(unsigned index);

/// Removes the folder and what is in it, without following links.
void folder_remove(const Folder* folder);
