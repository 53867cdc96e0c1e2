// SPDX-License-Identifier: Apache-2.0
#include "caretaker.h"

#include "extract.h"
#include "mount.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

/// Readable when the process that is cared for has ended.
static int g_cared = -1;

static bool isCaredAlive(void)
{
    struct pollfd waited = {.fd = g_cared, .events = POLLIN};
    return poll(&waited, 1, 0) == 0;
}

static void detach(int answer)
{
    setsid();
    // The folder that it was started in stays free to be unmounted.
    if (chdir("/") != 0)
        perror("AppImage: /");
    static const int ignored[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGTSTP, SIGUSR1, SIGUSR2};
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; ++i)
        signal(ignored[i], SIG_IGN);
    // libfuse waits for its child.
    signal(SIGCHLD, SIG_DFL);
    // Somebody else may wait for the other end of what was inherited.
    const unsigned low = (unsigned)(answer < g_cared ? answer : g_cared);
    const unsigned high = (unsigned)(answer < g_cared ? g_cared : answer);
    if (low > 3)
        close_range(3, low - 1, 0);
    if (high > low + 1)
        close_range(low + 1, high - 1, 0);
    close_range(high + 1, ~0U, 0);
}

static void tell(int answer, const Folder* folder)
{
    // Who does not hear it has ended, which shows soon enough.
    dprintf(answer, "%s", folder->path);
    close(answer);
    const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
    dup2(nowhere, STDIN_FILENO);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    close(nowhere);
}

static bool careForMount(size_t offset, int answer)
{
    Folder folder;
    Mount mount;
    for (unsigned place = 0; folder_hasPlace(place); ++place) {
        if (!folder_make(&folder, place, false))
            continue;
        const bool isMounted = mount_begin(&mount, offset, folder.path);
        if (isMounted) {
            tell(answer, &folder);
            mount_serve(&mount, g_cared);
            mount_end(&mount);
        }
        rmdir(folder.path);
        return isMounted;
    }
    return false;
}

static bool careForFiles(size_t offset, int answer)
{
    Folder folder;
    int reason = ENOENT;
    for (unsigned place = 0; folder_hasPlace(place); ++place) {
        folder_removeStale(place); // its room may be needed
        if (!folder_make(&folder, place, true))
            continue;
        const bool isExtracted = extract_all(offset, folder.path, isCaredAlive);
        reason = errno;
        if (isExtracted) {
            tell(answer, &folder);
            struct pollfd waited = {.fd = g_cared, .events = POLLIN};
            while (poll(&waited, 1, -1) < 0)
                ;
        }
        folder_remove(&folder);
        if (isExtracted || reason == ECANCELED)
            return true;
    }
    fprintf(
        stderr, "AppImage: no folder for temporary files has room for the program (%s).\n", strerror(reason));
    return false;
}

static int care(ProvideHow how, size_t offset, int answer)
{
    if (how != ProvideByExtraction && careForMount(offset, answer))
        return 0;
    if (how == ProvideByMount) {
        fputs("AppImage: cannot mount; FUSE 3 (fusermount3, /dev/fuse) is needed.\n", stderr);
        return 1;
    }
    return careForFiles(offset, answer) ? 0 : 1;
}

static bool hear(int answer, Folder* folder)
{
    size_t size = 0;
    while (size < sizeof folder->path - 1) {
        const ssize_t got = read(answer, folder->path + size, sizeof folder->path - 1 - size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        size += (size_t)got;
    }
    folder->path[size] = '\0';
    return size > 0;
}

bool caretaker_provide(ProvideHow how, size_t offset, Folder* folder)
{
    int answer[2];
    g_cared = pidfd_open(getpid(), 0);
    if (g_cared < 0 || pipe2(answer, O_CLOEXEC) != 0) {
        perror("AppImage: cannot start (Linux 5.9 or newer is needed)");
        return false;
    }
    const pid_t caretaker = fork();
    if (caretaker < 0) {
        perror("AppImage: cannot start");
        return false;
    }
    if (caretaker == 0) {
        detach(answer[1]);
        exit(care(how, offset, answer[1]));
    }
    close(g_cared);
    close(answer[1]);
    const bool isProvided = hear(answer[0], folder);
    close(answer[0]);
    if (isProvided)
        folder_hold(folder);
    else
        waitpid(caretaker, NULL, 0);
    return isProvided;
}
