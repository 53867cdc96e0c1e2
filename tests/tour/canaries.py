# SPDX-License-Identifier: Apache-2.0
"""What must stand nowhere but in the keyring: looked for in the files that the app left, in its log, and in the command
lines and environments of its processes, sampled while they lived."""

import base64
import json
import pathlib
import re
import subprocess
import time

TOKEN = re.compile(rb"eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}")
REFRESH_TOKEN = re.compile(rb"refresh_token\W+[A-Za-z0-9_-]{16,}")


class Canaries:
    def __init__(self):
        self.typed = set()   # passcodes and codes, a few digits each
        self.tokens = set()  # refresh tokens, as the keyring had them
        self.bodies = []
        self.samples = []

    def sample(self, pid):
        """Takes down what everybody on the computer can see of a living process; False when it is gone."""
        process = pathlib.Path("/proc") / str(pid)
        end = time.monotonic() + 5
        while time.monotonic() < end:  # a process that has just begun has neither yet
            try:
                seen = [(process / name).read_bytes() for name in ("cmdline", "environ")]
            except OSError:
                return False
            if all(seen):
                self.samples += seen
                return True
            if re.search(r"^State:\s+Z", (process / "status").read_text(), re.M):
                return False
        return False

    def take_from_keyring(self):
        """The refresh tokens of now; they change with each use."""
        found = subprocess.run(["secret-tool", "search", "--all", "server", "natter"], capture_output=True, text=True)
        entries = re.findall(r"^secret = (.*)$", found.stdout, re.M)
        # QtKeychain stores bytes as base64.
        tokens = {json.loads(base64.b64decode(entry))["refresh_token"] for entry in entries}
        assert tokens and all(len(token) >= 16 for token in tokens), "the keyring holds no refresh token of the app"
        self.tokens |= {token.encode() for token in tokens}

    def search(self, home):
        assert self.typed and self.tokens and self.bodies and self.samples, "nothing to look for, or nowhere"
        for number, sample in enumerate(self.samples):
            self._search(sample, f"process sample {number}", self._bodies())
        for path in home.rglob("*"):
            if not path.is_file() or "keyrings" in path.parts or path.suffix == ".png":
                continue
            # Bodies belong into the store, and nowhere else.
            is_store = path.name.startswith("store.sqlite")
            self._search(path.read_bytes(), path.name, [] if is_store else self._bodies(), b"\0" not in path.read_bytes())

    def _bodies(self):
        return [body.encode() for body in self.bodies]

    def _search(self, content, name, bodies, is_text=True):
        for pattern in (TOKEN, REFRESH_TOKEN):
            assert not pattern.search(content), f"{name} holds {pattern.pattern!r}"
        for token in self.tokens:
            assert token not in content, f"{name} holds a refresh token"
        for body in bodies:
            assert body not in content, f"{name} holds a message body"
        # A few digits stand in any binary file by chance.
        for typed in self.typed if is_text else ():
            assert not re.search(rb"(?<!\w)" + re.escape(typed.encode()) + rb"(?!\w)", content), f"{name} holds what was typed"
