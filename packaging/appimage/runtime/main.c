// SPDX-License-Identifier: Apache-2.0
// The program in front of an AppImage's files: gives them a folder and becomes the program in it. Exit code
// and signals are the program's own, since no process stands between it and whoever started it.
#include "caretaker.h"
#include "extract.h"
#include "image.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ExitFailed = 1, ExitUsage = 2, ExitNotRun = 127 };

/// Keeps later files from taking the numbers of closed standard streams.
static void openStandardStreams(void)
{
    int file = 0;
    do {
        file = open("/dev/null", O_RDWR);
    } while (file >= 0 && file <= STDERR_FILENO);
    if (file >= 0)
        close(file);
}

static void describe(const char* folder, const char* name)
{
    char path[PATH_MAX];
    const ssize_t size = readlink(IMAGE_FILE, path, sizeof path - 1);
    if (size > 0) {
        path[size] = '\0';
        setenv("APPIMAGE", path, 1);
    }
    setenv("APPDIR", folder, 1);
    setenv("ARGV0", name, 1);
    if (getcwd(path, sizeof path))
        setenv("OWD", path, 1);
    else
        unsetenv("OWD");
}

static int run(ProvideHow how, size_t offset, char** arguments)
{
    Folder folder;
    char entry[PATH_MAX + sizeof "/AppRun"];
    char program[PATH_MAX];
    if (!image_isWhole(offset) || !caretaker_provide(how, offset, &folder))
        return ExitFailed;
    snprintf(entry, sizeof entry, "%s/AppRun", folder.path);
    // Not by the link's name: it would be the process' name and, on X11, that of its windows.
    if (realpath(entry, program)) {
        describe(folder.path, arguments[0] ? arguments[0] : "");
        char* nothing[] = {program, NULL};
        char** words = arguments[0] ? arguments : nothing;
        words[0] = program;
        execv(program, words);
    }
    fprintf(stderr, "AppImage: cannot run %s: %s\n", entry, strerror(errno));
    return ExitNotRun;
}

static int mountAndWait(size_t offset)
{
    Folder folder;
    if (!image_isWhole(offset) || !caretaker_provide(ProvideByMount, offset, &folder))
        return ExitFailed;
    puts(folder.path);
    fflush(stdout);
    while (true)
        pause();
}

static int extractHere(size_t offset)
{
    static const char target[] = "squashfs-root";
    if (!image_isWhole(offset))
        return ExitFailed;
    if (mkdir(target, 0755) != 0 || !extract_all(offset, target, NULL)) {
        fprintf(stderr, "AppImage: cannot extract to %s: %s\n", target, strerror(errno));
        return ExitFailed;
    }
    puts(target);
    return 0;
}

int main(int argc, char** argv)
{
    openStandardStreams();
    const size_t offset = image_offset();
    if (offset == 0)
        return ExitFailed;
    const char* option = argc > 1 ? argv[1] : "";
    if (strncmp(option, "--appimage-", strlen("--appimage-")) != 0)
        return run(ProvideAnyhow, offset, argv);
    if (strcmp(option, "--appimage-extract-and-run") == 0) {
        argv[1] = argv[0];
        return run(ProvideByExtraction, offset, argv + 1);
    }
    if (strcmp(option, "--appimage-mount") == 0)
        return mountAndWait(offset);
    if (strcmp(option, "--appimage-extract") == 0)
        return extractHere(offset);
    if (strcmp(option, "--appimage-offset") == 0)
        return printf("%zu\n", offset) > 0 ? 0 : ExitFailed;
    if (strcmp(option, "--appimage-version") == 0)
        return puts("AppImage runtime of " RUNTIME_VERSION) >= 0 ? 0 : ExitFailed;
    fprintf(stderr,
        "AppImage: unknown option %s\n"
        "  --appimage-offset           print where the file system begins\n"
        "  --appimage-extract          write the files to ./squashfs-root\n"
        "  --appimage-mount            mount, print the folder, and wait to be ended\n"
        "  --appimage-extract-and-run  run without FUSE\n"
        "  --appimage-version          print the runtime's version\n",
        option);
    return ExitUsage;
}
