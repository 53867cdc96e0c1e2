# SPDX-License-Identifier: Apache-2.0
"""Where the runtime puts the files when folders are full, read-only or forbidden, and who may mount. Within mount namespaces of
their own, which needs root."""
import os
import subprocess
import sys
import unittest

from tiny import LIMIT, TinyTest

EXTRACT = "--appimage-extract-and-run"
IMAGE = "/mnt/image/Tiny.AppImage"
# The image and every place, where nobody else has anything; then the test's own changes and command; then nothing may be left.
SCRIPT = """
set -e
mount -t tmpfs tmpfs /mnt
mkdir -p /mnt/image /mnt/place /mnt/home/.cache
mount --bind "$FOLDER" /mnt/image
chmod 1777 /mnt/place /mnt/home/.cache
mount -t tmpfs -o mode=1777 tmpfs /tmp
mount -t tmpfs -o mode=1777 tmpfs /var/tmp
cd /mnt/place
eval "$SETUP"
set +e
"$@"
code=$?
waited=0
while grep -q ' fuse.appimage ' /proc/self/mounts || ls -d /mnt/place/* /tmp/* /var/tmp/* /mnt/home/.cache/* >/dev/null 2>&1; do
    sleep 0.1
    waited=$((waited + 1))
    [ $waited -lt 300 ] || { echo left over >&2; ls /mnt/place /tmp /var/tmp /mnt/home/.cache >&2; exit 99; }
done
exit $code
"""
SMALL = "mount -t tmpfs -o size=256k,mode=1777 tmpfs"
NO_FUSE = "mount --bind /dev/null /dev/fuse"
# A device that everybody may open, as on desktops; this computer's may be root's only.
OPEN_FUSE = "mknod -m 666 /mnt/fuse c 10 229; mount --bind /mnt/fuse /dev/fuse"
PERSON = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]


class Places(TinyTest):
    def inside(self, setup, *command, **environment):
        """Runs the command after `setup`; what it mounts is seen by nobody else."""
        names = {"FOLDER": str(self.folder), "SETUP": setup, "TMPDIR": "/mnt/place", "HOME": "/mnt/home", "XDG_CACHE_HOME": ""}
        return subprocess.run(["unshare", "--mount", "--propagation", "private", "sh", "-c", SCRIPT, "sh", *command],
                              env=self.environment | names | environment, capture_output=True, text=True, timeout=LIMIT)

    def folder_of(self, result):
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        return os.path.dirname(result.stdout.split("\0")[1])

    def test_a_place_that_does_not_serve_is_passed_over(self):
        for options in ["size=256k", "size=4k,nr_inodes=1", "ro", "noexec"]:
            result = self.inside(f"mount -t tmpfs -o {options} tmpfs /mnt/place", IMAGE, EXTRACT, "tell")
            self.assertEqual(self.folder_of(result), "/tmp", options)

    def test_a_relative_place_is_none(self):
        self.assertEqual(self.folder_of(self.inside("", IMAGE, EXTRACT, "tell", TMPDIR=".")), "/tmp")

    def test_the_persons_cache_is_the_last_one(self):
        setup = f"{SMALL} /mnt/place; {SMALL} /tmp; mount -o remount,ro /var/tmp"
        self.assertEqual(self.folder_of(self.inside(setup, IMAGE, EXTRACT, "tell")), "/mnt/home/.cache")

    def test_says_that_there_is_no_room(self):
        setup = f"{NO_FUSE}; {SMALL} /mnt/place; {SMALL} /tmp; {SMALL} /var/tmp"
        result = self.inside(setup, IMAGE, "tell", HOME="/nowhere")
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertEqual(result.stderr,
                         "AppImage: no folder for temporary files has room for the program (No space left on device).\n")

    def test_runs_where_there_is_no_fuse(self):
        for command in [[], PERSON]:
            self.assertEqual(self.folder_of(self.inside(NO_FUSE, *command, IMAGE, "tell")), "/mnt/place")

    def test_runs_where_there_is_no_fusermount(self):
        setup = OPEN_FUSE + "; mount --bind /dev/null $(command -v fusermount3)"
        self.assertEqual(self.folder_of(self.inside(setup, *PERSON, IMAGE, "tell")), "/mnt/place")

    def test_a_person_mounts(self):
        mount = ('"$0" --appimage-mount >/mnt/folder 2>/mnt/errors & '
                 'while [ ! -s /mnt/folder ] && [ ! -s /mnt/errors ]; do sleep 0.1; done; '
                 'cat /mnt/errors >&2; cat "$(cat /mnt/folder)/AppRun" >/dev/null && grep " fuse.appimage " /proc/self/mounts; '
                 'kill $!; wait 2>/dev/null')
        result = self.inside(OPEN_FUSE + "; chmod 777 /mnt", *PERSON, "sh", "-c", mount, IMAGE)
        if "cannot mount" in result.stderr:
            self.skipTest("this computer does not let anybody mount by FUSE")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertRegex(result.stdout, "^AppImage /mnt/place/appimage-[0-9a-f]{32} fuse.appimage ro,nosuid,nodev.*user_id=65534")


if __name__ == "__main__":
    if os.geteuid() != 0:
        print("mount namespaces need root", file=sys.stderr)
        sys.exit(77)
    unittest.main()
