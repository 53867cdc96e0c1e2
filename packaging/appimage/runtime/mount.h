// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <squashfuse/ll.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct
{
    sqfs_ll* image;
    sqfs_ll_chan channel;
    const char* folder;
} Mount;

/// Mounts the image, read-only and for this person only, on the empty folder, which must outlive the mount.
/// Says nothing when that fails: without FUSE there is another way.
bool mount_begin(Mount* mount, size_t offset, const char* folder);

/// Serves the mount until somebody unmounts it, or `watched` becomes readable.
void mount_serve(Mount* mount, int watched);

/// Unmounts, also while files are in use.
void mount_end(Mount* mount);
