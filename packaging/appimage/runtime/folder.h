// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits.h>
#include <stdbool.h>

typedef struct
{
    char path[PATH_MAX];
    /// The folder itself, open, with a shared lock (flock) that says that somebody uses it.
    int lock;
} Folder;

/// Makes a folder that only this person may enter, below the `index`th place for temporary files: TMPDIR,
/// /tmp, /var/tmp, the person's cache. Its name has 128 random bits, and what is there already is never used.
/// It is locked as long as this process lives.
/// `mayRun` passes over places whose files cannot be executed. Returns false when that place does not serve;
/// `folder_hasPlace` tells whether there are more.
bool folder_make(Folder* folder, unsigned index, bool mayRun);
bool folder_hasPlace(unsigned index);

/// Locks the folder at `folder->path`, which another process has made, for this process and the programs that
/// it becomes and starts.
void folder_hold(Folder* folder);

/// Removes the folder and what is in it, without following links.
void folder_remove(const Folder* folder);

/// Removes what was left below the `index`th place since whoever should have removed it was killed: this
/// person's own folders of folder_make()'s names that are older than a minute and that nobody has locked.
void folder_removeStale(unsigned index);
