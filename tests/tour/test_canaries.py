# SPDX-License-Identifier: Apache-2.0
"""The search for canaries finds each of them where it must not be, and nothing in what is clean."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from canaries import Canaries  # noqa: E402

REFRESH = b"rt-sample-of-a-refresh-token"


class CanariesTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.home = pathlib.Path(self.folder.name)
        self.canaries = Canaries()
        self.canaries.typed.add("4711")
        self.canaries.tokens.add(REFRESH)
        self.canaries.bodies.append("a message of mine")
        self.canaries.samples.append(b"natter\0--open-dialog\0002\0")

    def assert_finds(self, message):
        with self.assertRaisesRegex(AssertionError, message):
            self.canaries.search(self.home)

    def test_clean(self):
        (self.home / "accounts.json").write_bytes(b'{"port": 14711, "id": "a4711"}')
        (self.home / "store.sqlite").write_bytes(b"\0a message of mine\0 4711 \0")
        self.canaries.search(self.home)

    def test_files(self):
        for content, message in ((b'{"passcode": "4711"}', "typed"), (b"login 4711\n", "typed"),
                                 (b"\0\1" + REFRESH, "refresh token"), (b"a message of mine", "body"),
                                 (b"eyJhbGciOiJIUzI1NiJ9.eyJwcm4iOiIxIn0", "eyJ"),
                                 (b'"refresh_token":"ABCDEFGHIJKLMNOPQ"', "refresh_token")):
            (self.home / "natter.log").write_bytes(content)
            self.assert_finds(message)

    def test_store(self):
        (self.home / "store.sqlite-wal").write_bytes(b"\0" + REFRESH + b"\0")
        self.assert_finds("refresh token")

    def test_processes(self):
        for word in ("4711", REFRESH.decode(), "a message of mine"):
            self.canaries.samples.clear()
            process = subprocess.Popen(["sleep", "30"], env={"CANARY": word})
            try:
                self.assertTrue(self.canaries.sample(process.pid))
            finally:
                process.kill()
                process.wait()
            self.assert_finds("process sample 1 holds")
            self.assertFalse(self.canaries.sample(process.pid))

    def test_nothing_to_look_for(self):
        self.canaries.samples.clear()
        self.assert_finds("nowhere")


if __name__ == "__main__":
    unittest.main()
