// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdbool.h>
#include <stddef.h>

/// The file that this process was started from. It stays the same file when another takes its name.
#define IMAGE_FILE "/proc/self/exe"

/// Where the file system begins in the image: behind the program, whose last part is its table of section
/// headers. 0 when the image cannot be read.
size_t image_offset(void);

/// Whether all of the file system is there. Complains to stderr when it is not.
bool image_isWhole(size_t offset);
