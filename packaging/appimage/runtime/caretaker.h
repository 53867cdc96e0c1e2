// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "folder.h"

#include <stddef.h>

typedef enum {
    /// By FUSE where that is to be had, by extraction elsewhere.
    ProvideAnyhow,
    ProvideByMount,
    ProvideByExtraction
} ProvideHow;

/// Gives a folder with the image's files. A child process, the caretaker, mounts or writes them, stays as
/// long as this process lives, whatever program it becomes and however it ends, and then leaves nothing
/// behind; files that it could not remove, since it was killed itself, are removed by the next one that
/// writes any. The caretaker belongs to no terminal and heeds no signal that asks programs to end. Returns
/// false when no way was open; the caretaker has said so on stderr.
bool caretaker_provide(ProvideHow how, size_t offset, Folder* folder);
