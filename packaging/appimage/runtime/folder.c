// SPDX-License-Identifier: Apache-2.0
#include "folder.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { PlaceCount = 5 };

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
    const int length = snprintf(folder->path, sizeof folder->path, "%s/appimage-%016llx%016llx", place,
        (unsigned long long)name[0], (unsigned long long)name[1]);
    return length > 0 && (size_t)length < sizeof folder->path && mkdir(folder->path, 0700) == 0;
}

static int removeEntry(const char* path, const struct stat* status, int type, struct FTW* position)
{
    (void)status;
    (void)type;
    (void)position;
    remove(path);
    return 0;
}

void folder_remove(const Folder* folder)
{
    nftw(folder->path, removeEntry, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}
