// SPDX-License-Identifier: Apache-2.0
#include "mount.h"

#include "image.h"

#include <errno.h>
#include <fcntl.h>
#include <fuse3/fuse_log.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

static void ignore(enum fuse_log_level level, const char* format, va_list arguments)
{
    (void)level;
    (void)format;
    (void)arguments;
}

static bool mountQuietly(Mount* mount)
{
    static struct fuse_lowlevel_ops operations = {
        .lookup = sqfs_ll_op_lookup,
        .forget = sqfs_ll_op_forget,
        .getattr = sqfs_ll_op_getattr,
        .readlink = sqfs_ll_op_readlink,
        .open = sqfs_ll_op_open,
        .read = sqfs_ll_op_read,
        .release = sqfs_ll_op_release,
        .opendir = sqfs_ll_op_opendir,
        .readdir = sqfs_ll_op_readdir,
        .releasedir = sqfs_ll_op_releasedir,
        .statfs = stfs_ll_op_statfs,
    };
    char* words[] = {"AppImage", "-oro,fsname=AppImage,subtype=appimage", NULL};
    struct fuse_args arguments = FUSE_ARGS_INIT(2, words);
    fuse_set_log_func(ignore);
    // fusermount3, a program of its own, complains there.
    const int errors = dup(STDERR_FILENO);
    const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    dup2(nowhere, STDERR_FILENO);
    const sqfs_err error = sqfs_ll_mount(
        &mount->channel, mount->folder, &arguments, &operations, sizeof operations, mount->image);
    dup2(errors, STDERR_FILENO);
    close(nowhere);
    close(errors);
    fuse_opt_free_args(&arguments);
    return error == SQFS_OK;
}

static void closeImage(Mount* mount)
{
    sqfs_ll_destroy(mount->image);
    free(mount->image);
}

bool mount_begin(Mount* mount, size_t offset, const char* folder)
{
    mount->folder = folder;
    mount->image = sqfs_ll_open(IMAGE_FILE, offset);
    if (!mount->image)
        return false;
    if (mountQuietly(mount))
        return true;
    closeImage(mount);
    return false;
}

void mount_serve(Mount* mount, int watched)
{
    struct fuse_session* session = mount->channel.session;
    struct fuse_buf request = {.mem = NULL};
    struct pollfd waited[] = {
        {.fd = fuse_session_fd(session), .events = POLLIN}, {.fd = watched, .events = POLLIN}};
    while (!fuse_session_exited(session)) {
        if (poll(waited, 2, -1) < 0 && errno != EINTR)
            break;
        if (waited[1].revents)
            break;
        if (!waited[0].revents)
            continue;
        const int got = fuse_session_receive_buf(session, &request);
        if (got == -EINTR || got == -EAGAIN)
            continue;
        if (got <= 0)
            break;
        fuse_session_process_buf(session, &request);
    }
    free(request.mem);
}

void mount_end(Mount* mount)
{
    sqfs_ll_unmount(&mount->channel, mount->folder);
    closeImage(mount);
}
