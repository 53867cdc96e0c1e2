// SPDX-License-Identifier: Apache-2.0
#include "image.h"

#include <elf.h>
#include <endian.h>
#include <fcntl.h>
#include <squashfuse/squashfuse.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

size_t image_offset(void)
{
    Elf64_Ehdr header;
    const int file = open(IMAGE_FILE, O_RDONLY | O_CLOEXEC);
    const ssize_t got = file < 0 ? -1 : pread(file, &header, sizeof header, 0);
    close(file);
    if (got != sizeof header || memcmp(header.e_ident, ELFMAG, SELFMAG) != 0) {
        perror("AppImage: cannot read " IMAGE_FILE);
        return 0;
    }
    return header.e_shoff + (size_t)header.e_shnum * header.e_shentsize;
}

bool image_isWhole(size_t offset)
{
    struct squashfs_super_block block;
    struct stat status;
    const int file = open(IMAGE_FILE, O_RDONLY | O_CLOEXEC);
    const bool isRead = file >= 0 && fstat(file, &status) == 0 &&
                        pread(file, &block, sizeof block, (off_t)offset) == (ssize_t)sizeof block;
    close(file);
    if (!isRead || le32toh(block.s_magic) != SQUASHFS_MAGIC ||
        le64toh(block.bytes_used) > (uint64_t)status.st_size - offset) {
        fputs("AppImage: this file is not complete; please download it again.\n", stderr);
        return false;
    }
    return true;
}
