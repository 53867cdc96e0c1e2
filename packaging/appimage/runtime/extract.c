// SPDX-License-Identifier: Apache-2.0
#include "extract.h"

#include "image.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <squashfuse/squashfuse.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MostLevels = 64, BufferSize = 1024 * 1024 };

typedef struct
{
    sqfs image;
    bool (*mayGoOn)(void);
    char buffer[BufferSize];
} Extraction;

static bool fail(int code)
{
    errno = code;
    return false;
}

static bool writeAll(int file, const char* data, size_t size)
{
    while (size > 0) {
        const ssize_t written = write(file, data, size);
        if (written < 0)
            return false;
        data += written;
        size -= (size_t)written;
    }
    return true;
}

static bool writeContent(Extraction* self, sqfs_inode* inode, int file)
{
    const uint64_t size = inode->xtra.reg.file_size;
    uint64_t done = 0;
    while (done < size) {
        sqfs_off_t part = BufferSize;
        if (sqfs_read_range(&self->image, inode, (sqfs_off_t)done, &part, self->buffer) != SQFS_OK ||
            part <= 0)
            return fail(EIO);
        if (!writeAll(file, self->buffer, (size_t)part))
            return false;
        done += (uint64_t)part;
    }
    return true;
}

static bool extractFile(Extraction* self, sqfs_inode* inode, int folder, const char* name)
{
    const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    const int file = openat(folder, name, flags, inode->base.mode & 0777);
    if (file < 0)
        return false;
    const bool isWritten = writeContent(self, inode, file);
    const int code = errno;
    if (close(file) != 0)
        return false;
    return isWritten || fail(code);
}

static bool extractLink(Extraction* self, sqfs_inode* inode, int folder, const char* name)
{
    char target[PATH_MAX];
    size_t size = sizeof target;
    if (sqfs_readlink(&self->image, inode, target, &size) != SQFS_OK)
        return fail(EIO);
    return symlinkat(target, folder, name) == 0;
}

static bool extractFolder(Extraction* self, sqfs_inode* inode, int folder, int level);

static bool extractEntry(Extraction* self, sqfs_dir_entry* entry, int folder, int level)
{
    sqfs_inode inode;
    const char* name = sqfs_dentry_name(entry);
    if (strchr(name, '/') || strcmp(name, "..") == 0 ||
        sqfs_inode_get(&self->image, &inode, sqfs_dentry_inode(entry)) != SQFS_OK)
        return fail(EIO);
    switch (sqfs_dentry_mode(entry) & S_IFMT) {
    case S_IFREG:
        return extractFile(self, &inode, folder, name);
    case S_IFLNK:
        return extractLink(self, &inode, folder, name);
    case S_IFDIR:
        break;
    default:
        return fail(EIO);
    }
    if (mkdirat(folder, name, 0755) != 0)
        return false;
    const int inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (inner < 0)
        return false;
    const bool isExtracted = extractFolder(self, &inode, inner, level + 1);
    const int code = errno;
    close(inner);
    return isExtracted || fail(code);
}

static bool extractFolder(Extraction* self, sqfs_inode* inode, int folder, int level)
{
    sqfs_dir listing;
    sqfs_dir_entry entry;
    sqfs_name name;
    sqfs_err error = SQFS_OK;
    if (level > MostLevels || sqfs_dir_open(&self->image, inode, &listing, 0) != SQFS_OK)
        return fail(EIO);
    sqfs_dentry_init(&entry, name);
    while (sqfs_dir_next(&self->image, &listing, &entry, &error)) {
        if (self->mayGoOn && !self->mayGoOn())
            return fail(ECANCELED);
        if (!extractEntry(self, &entry, folder, level))
            return false;
    }
    return error == SQFS_OK || fail(EIO);
}

bool extract_all(size_t offset, const char* target, bool (*mayGoOn)(void))
{
    static Extraction self;
    sqfs_inode root;
    self.mayGoOn = mayGoOn;
    if (sqfs_open_image(&self.image, IMAGE_FILE, offset) != SQFS_OK)
        return fail(EIO);
    bool isExtracted = false;
    const int folder = open(target, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0)
        isExtracted = sqfs_inode_get(&self.image, &root, sqfs_inode_root(&self.image)) == SQFS_OK
                          ? extractFolder(&self, &root, folder, 0)
                          : fail(EIO);
    const int code = errno;
    close(folder);
    sqfs_fd_close(self.image.fd);
    sqfs_destroy(&self.image);
    return isExtracted || fail(code);
}
