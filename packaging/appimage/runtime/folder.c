// SPDX-License-Identifier: Apache-2.0
#include "folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

enum { PlaceCount = 5, RandomDigits = 32, StaleAfterSeconds = 60 };

static const char Prefix[] = "appimage-";
static const int AsFolder = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

bool folder_hasPlace(unsigned index)
{
    return index < PlaceCount;
}

static bool findPlace(char* place, size_t size, unsigned index)
{
    static const char* const places[PlaceCount][2] = {
        {"TMPDIR", ""}, {NULL, "/tmp"}, {NULL, "/var/tmp"}, {"XDG_CACHE_HOME", ""}, {"HOME", "/.cache"}};
    const char* base = places[index][0] ? getenv(places[index][0]) : "";
    if (!base || (places[index][0] && base[0] != '/'))
        return false;
    const int length = snprintf(place, size, "%s%s", base, places[index][1]);
    return length > 0 && (size_t)length < size;
}

bool folder_make(Folder* folder, unsigned index, bool mayRun)
{
    char place[PATH_MAX];
    struct statvfs system;
    uint64_t name[2];
    if (!findPlace(place, sizeof place, index) || statvfs(place, &system) != 0 ||
        (mayRun && (system.f_flag & ST_NOEXEC)) || getrandom(name, sizeof name, 0) != (ssize_t)sizeof name)
        return false;
    const int length = snprintf(folder->path, sizeof folder->path, "%s/%s%016llx%016llx", place, Prefix,
        (unsigned long long)name[0], (unsigned long long)name[1]);
    if (length <= 0 || (size_t)length >= sizeof folder->path || mkdir(folder->path, 0700) != 0)
        return false;
    folder->lock = open(folder->path, AsFolder);
    flock(folder->lock, LOCK_SH | LOCK_NB);
    return true;
}

void folder_hold(Folder* folder)
{
    folder->lock = open(folder->path, AsFolder & ~O_CLOEXEC);
    flock(folder->lock, LOCK_SH | LOCK_NB);
}

/// By open folders, so that nobody can lead it elsewhere by a link. Closes `folder`.
static void removeContent(int folder)
{
    DIR* list = fdopendir(folder);
    const struct dirent* entry;
    while (list && (entry = readdir(list))) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
            unlinkat(folder, entry->d_name, 0) == 0)
            continue;
        const int inner = openat(folder, entry->d_name, AsFolder);
        if (inner >= 0)
            removeContent(inner);
        unlinkat(folder, entry->d_name, AT_REMOVEDIR);
    }
    if (list)
        closedir(list);
}

void folder_remove(const Folder* folder)
{
    removeContent(open(folder->path, AsFolder));
    rmdir(folder->path);
}

static bool isName(const char* name)
{
    return strncmp(name, Prefix, strlen(Prefix)) == 0 && strlen(name) == strlen(Prefix) + RandomDigits &&
           strspn(name + strlen(Prefix), "0123456789abcdef") == RandomDigits;
}

static bool isStale(int folder, dev_t device)
{
    struct stat status;
    return fstat(folder, &status) == 0 && status.st_uid == geteuid() && (status.st_mode & 07777) == 0700 &&
           status.st_dev == device && status.st_mtime < time(NULL) - StaleAfterSeconds &&
           flock(folder, LOCK_EX | LOCK_NB) == 0;
}

void folder_removeStale(unsigned index)
{
    char place[PATH_MAX];
    struct stat status;
    DIR* list = findPlace(place, sizeof place, index) ? opendir(place) : NULL;
    const struct dirent* entry;
    while (list && fstat(dirfd(list), &status) == 0 && (entry = readdir(list))) {
        const int folder = isName(entry->d_name) ? openat(dirfd(list), entry->d_name, AsFolder) : -1;
        if (folder < 0)
            continue;
        if (!isStale(folder, status.st_dev)) {
            close(folder);
            continue;
        }
        removeContent(folder);
        unlinkat(dirfd(list), entry->d_name, AT_REMOVEDIR);
    }
    if (list)
        closedir(list);
}
