# SPDX-License-Identifier: Apache-2.0
"""A tiny image behind the real runtime, and what is left when it has ended."""
import os
import pathlib
import subprocess
import tempfile
import time
import unittest

SOURCES = pathlib.Path(os.environ["NATTER_SOURCES"])
TREE = pathlib.Path(os.environ["NATTER_PACKAGE_TREE"])
RUNTIME = TREE / "packaging/appimage/natter_appimage_runtime"
LIMIT = 60
UPDATES = "zsync|https://releases.example/Tiny-x86_64.AppImage.zsync"

PROGRAM = """#!/bin/sh
case $1 in
tell)
    printf '%s\\0' "$APPIMAGE" "$APPDIR" "$ARGV0" "${OWD-none}" "$@" ;;
wait) echo ready; exec sleep 1000 >&- 2>&- 9>&- ;;
trap) trap 'exit 3' TERM; echo ready; while :; do sleep 0.1; done ;;
echo) cat ;;
exit) exit "$2" ;;
esac
"""


def make(folder):
    """An AppImage of a shell script and a megabyte that does not shrink."""
    appdir = folder / "AppDir"
    (appdir / "usr/bin").mkdir(parents=True)
    (appdir / "usr/bin/probe").write_text(PROGRAM)
    (appdir / "usr/bin/probe").chmod(0o755)
    (appdir / "usr/big").write_bytes(os.urandom(1 << 20))
    (appdir / "AppRun").symlink_to("usr/bin/probe")
    image = folder / "Tiny.AppImage"
    subprocess.run([SOURCES / "packaging/appimage/assemble", RUNTIME, appdir, image, "1", UPDATES], check=True,
                   env=os.environ | {"SOURCE_DATE_EPOCH": "1700000000"}, stdout=subprocess.DEVNULL)
    return image


def mounts():
    lines = pathlib.Path("/proc/self/mounts").read_text().splitlines()
    return [line for line in lines if " fuse.appimage " in line]


def wait_until(condition, what):
    end = time.monotonic() + LIMIT
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(what)
        time.sleep(0.01)


class TinyTest(unittest.TestCase):
    """Each test has a folder for temporary files of its own, which must be empty at its end."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.folder.chmod(0o755)
        cls.image = make(cls.folder)

    def setUp(self):
        places = tempfile.TemporaryDirectory()
        self.addCleanup(places.cleanup)
        self.places = pathlib.Path(places.name)
        self.environment = os.environ | {"TMPDIR": places.name}

    def run_image(self, *arguments, image=None, **options):
        return subprocess.run([image or self.image, *arguments], capture_output=True, timeout=LIMIT, text=True,
                              **{"env": self.environment} | options)

    def offset(self):
        return int(self.run_image("--appimage-offset").stdout)

    def start_image(self, *arguments, **options):
        """A process whose program runs already, and whose folder is there."""
        process = subprocess.Popen([self.image, *arguments], stdout=subprocess.PIPE, text=True,
                                   **{"env": self.environment} | options)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        self.assertEqual(process.stdout.readline(), "ready\n")
        return process

    def assert_nothing_left(self):
        wait_until(lambda: not list(self.places.iterdir()), f"left over: {list(self.places.iterdir())}")
        self.assertEqual([line for line in mounts() if str(self.places) in line], [])
