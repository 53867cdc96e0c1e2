# SPDX-License-Identifier: Apache-2.0
"""The AppImage on a Debian 12 that has no Qt, only what excluded-libraries.txt says that every desktop has: by X11 and without a
display, with and without FUSE, as a person who is not root. Nothing is loaded from elsewhere, and nothing is left."""
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from test_image import BRAND, IMAGE, PACKAGE, SOURCES, excluded_libraries

CLEAN_ROOT = SOURCES / "packaging/tests/clean-root"
# What brings the excluded libraries, and fonts.
PACKAGES = ["libegl1", "libfontconfig1", "libfreetype6", "libglx0", "libgpg-error0", "libharfbuzz0b", "libice6", "libopengl0",
            "libsm6", "libstdc++6", "libx11-6", "libx11-xcb1", "libxcb1", "zlib1g", "fonts-dejavu-core", "fuse3"]
LIMIT = 120

SCRIPT = """
set -e
"$1"; shift
rm -rf /tmp/person
mkdir -p -m 700 /tmp/person
chown 65534:65534 /tmp/person
setpriv --reuid 65534 --regid 65534 --clear-groups env -i HOME=/tmp/person PATH=/usr/bin:/bin LANG=C.UTF-8 \
    LD_DEBUG=libs LD_DEBUG_OUTPUT=/tmp/libraries "$@" &
program=$!
until [ -e /tmp/enough ] || ! kill -0 $program 2>/dev/null; do sleep 0.1; done
kill $program 2>/dev/null || true
wait $program && code=0 || code=$?
waited=0
while grep -q ' fuse.appimage ' /proc/self/mounts || [ -n "$(ls -d /tmp/appimage-* 2>/dev/null)" ]; do
    sleep 0.1
    waited=$((waited + 1))
    [ $waited -lt 300 ] || { echo left over >&2; exit 99; }
done
exit $code
"""


class CleanRoot(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(dir="/var/tmp")
        cls.addClassCleanup(folder.cleanup)
        cls.root = pathlib.Path(folder.name) / "root"
        made = subprocess.run([CLEAN_ROOT, "make", cls.root, *PACKAGES])
        if made.returncode == 77:
            sys.exit(77)
        made.check_returncode()
        cls.addClassCleanup(subprocess.run, [CLEAN_ROOT, "remove", cls.root], check=True)
        # As on every installed system; fusermount3 reads it.
        (cls.root / "etc/mtab").symlink_to("/proc/self/mounts")
        cls.script("no-fuse", "rm -f /dev/fuse")
        cls.script("fuse", "mknod -m 666 /dev/fuse c 10 229")

    @classmethod
    def script(cls, name, line):
        path = cls.root / "usr/local/bin" / name
        path.write_text(f"#!/bin/sh\n{line}\n")
        path.chmod(0o755)

    def run_inside(self, fuse, *command, until=None):
        """Ends the command when `until` holds, if it does not end by itself."""
        for path in [*(self.root / "tmp").glob("libraries.*"), self.root / "tmp/enough"]:
            path.unlink(missing_ok=True)
        process = subprocess.Popen([CLEAN_ROOT, "run", "--bind", IMAGE, self.root, "sh", "-c", SCRIPT, "sh", fuse, *command],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        end = time.monotonic() + LIMIT
        while until and not until() and process.poll() is None and time.monotonic() < end:
            time.sleep(0.1)
        if until:
            (self.root / "tmp/enough").touch()
        output, errors = process.communicate(timeout=LIMIT)
        return subprocess.CompletedProcess(command, process.returncode, output, errors)

    def loaded(self):
        """What the program, not another process, loaded: the paths."""
        for path in (self.root / "tmp").glob("libraries.*"):
            text = path.read_text()
            if re.search(rf"initialize program: \S*/usr/bin/{PACKAGE}\b", text):
                return set(re.findall(r"calling init: (\S+)", text))
        return set()

    def assert_loads_nothing_else(self):
        outside = {path for path in self.loaded() if not re.match(r"/tmp/appimage-[0-9a-f]{32}/usr/", path)}
        allowed, known = excluded_libraries(), {os.path.basename(path): path for path in outside}
        # What these need is theirs.
        pending = [name for name in known if name in allowed]
        while pending:
            text = subprocess.run(["readelf", "-dW", f"{self.root}{known[pending.pop()]}"], check=True, capture_output=True, text=True)
            for name in re.findall(r"\(NEEDED\).*\[(.*)\]", text.stdout):
                if name in known and name not in allowed:
                    allowed.add(name)
                    pending.append(name)
        self.assertEqual({path for name, path in known.items() if name not in allowed}, set())

    def assert_runs(self, fuse, plugin, *environment, shown=lambda: True):
        result = self.run_inside(fuse, "env", *environment, IMAGE, until=lambda: plugin in self.names() and shown())
        self.assertEqual((result.returncode, result.stdout), (128 + signal.SIGTERM, ""), result.stderr)
        self.assertNotIn("qt.qpa", result.stderr)
        self.assertTrue({"libQt6Core.so.6", "libicudata.so.72", plugin} <= self.names(), self.names())
        self.assert_loads_nothing_else()

    def names(self):
        """Of what came from the bundle."""
        return {os.path.basename(path) for path in self.loaded() if "/tmp/appimage-" in path}

    def test_the_root_has_no_qt(self):
        self.assertEqual(list(self.root.rglob("*libQt*.so*")), [])

    def test_runs_without_a_display(self):
        self.assert_runs("no-fuse", "libqoffscreen.so", "QT_QPA_PLATFORM=offscreen")

    def test_runs_by_x11(self):
        reading, writing = os.pipe()
        # Reached by its abstract socket, which belongs to no root.
        server = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-ac", "-nolisten", "tcp"],
                                  pass_fds=[writing], stderr=subprocess.DEVNULL)
        self.addCleanup(server.wait)
        self.addCleanup(server.terminate)
        os.close(writing)
        with os.fdopen(reading) as display:
            number = display.readline().strip()
        windows = ["xdotool", "search", "--onlyvisible", "--name", BRAND["BRAND_NAME"]]
        self.assert_runs("no-fuse", "libqxcb.so", f"DISPLAY=:{number}", shown=lambda: subprocess.run(
            windows, env=os.environ | {"DISPLAY": f":{number}"}, capture_output=True).stdout != b"")

    def test_runs_mounted(self):
        mounted = self.run_inside("fuse", "sh", "-c", f"timeout 2 {IMAGE} --appimage-mount; [ $? = 124 ]")
        if "cannot mount" in mounted.stderr:
            self.skipTest("this computer does not let anybody mount by FUSE")
        self.assertEqual(mounted.returncode, 0, mounted.stderr)
        self.assert_runs("fuse", "libqoffscreen.so", "QT_QPA_PLATFORM=offscreen")

    def test_has_what_it_needs(self):
        result = self.run_inside("no-fuse", "env", "QT_QPA_PLATFORM=offscreen", IMAGE, "--smoke-test")
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertTrue(json.loads(result.stdout)["ok"], result.stdout)
        self.assertTrue({"libssl.so.3", "libqsqlite.so", "libsecret-1.so.0"} <= self.names(), self.names())
        self.assert_loads_nothing_else()

    def test_tells_its_version_without_anything(self):
        result = self.run_inside("no-fuse", IMAGE, "--version")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertIn(BRAND["VERSION"], result.stdout)


if __name__ == "__main__":
    unittest.main()
