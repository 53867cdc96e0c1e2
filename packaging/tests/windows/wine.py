# SPDX-License-Identifier: Apache-2.0
"""A Windows of Wine's to install into: made once in a build tree, and put back as it was for each run."""
import os
import shutil
import subprocess
import time
from pathlib import Path

KEYS = ("system.reg", "user.reg")


class Wine:
    def __init__(self, folder: Path):
        self.prefix = folder / "prefix"
        self.fresh = folder / "fresh"
        self.log = folder / "arguments.txt"
        self.environment = {**os.environ, "WINEPREFIX": str(self.prefix), "WINEDEBUG": "-all", "WINEARCH": "win64",
                            "WINEDLLOVERRIDES": "mscoree,mshtml,winemenubuilder.exe=", "STUB_LOG": f"Z:{self.log}".replace("/", "\\"),
                            "LC_ALL": "C.UTF-8"}
        self.environment.pop("DISPLAY", None)
        if not self.fresh.is_dir():
            self.make()
        self.restore()

    def make(self) -> None:
        shutil.rmtree(self.prefix, ignore_errors=True)
        self.prefix.mkdir(parents=True)
        self.run("wineboot", "--init", timeout=300)
        self.run("winecfg", "-v", "win10", timeout=300)
        self.settle()
        made = self.fresh.with_suffix(".new")
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir()
        for name in KEYS:
            shutil.copy2(self.prefix / name, made)
        (made / "files").write_text("\n".join(sorted(self.files())), "utf-8")
        made.rename(self.fresh)

    def restore(self) -> None:
        self.settle()
        for name in KEYS:
            shutil.copy2(self.fresh / name, self.prefix)
        for name in sorted(self.new_files(), reverse=True):
            path = self.prefix / "drive_c" / name
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        self.log.unlink(missing_ok=True)

    def settle(self) -> None:
        """Ends what lingers, which makes Wine write its registry into its files."""
        subprocess.run(["wineserver", "-k"], env=self.environment, check=False)
        subprocess.run(["wineserver", "-w"], env=self.environment, check=True, timeout=300)

    def run(self, *command: str, timeout: int = 180) -> subprocess.CompletedProcess:
        return subprocess.run(["wine", *command], env=self.environment, timeout=timeout, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False, encoding="utf-8",
                              errors="replace")

    def msiexec(self, action: str, package: Path | str, *properties: str) -> int:
        """`package`: a file or a product's code. The exit code's lowest byte, which is all that comes through: 0 for done."""
        if isinstance(package, Path):
            package = f"Z:{package}".replace("/", "\\")
        return self.run("msiexec", action, package, *properties, "/qn").returncode

    def files(self) -> set[str]:
        root = self.prefix / "drive_c"
        names = set()
        for folder, folders, files in os.walk(root):
            names.update(os.path.relpath(os.path.join(folder, name), root) for name in folders + files)
        return names

    def new_files(self) -> set[str]:
        return self.files() - set((self.fresh / "files").read_text("utf-8").split("\n"))

    def registry(self) -> dict[str, dict[str, str]]:
        """Keys (below HKLM and HKCU) and their values, as written in Wine's files; names of values in lower case."""
        self.settle()
        keys: dict[str, dict[str, str]] = {}
        for file, root in zip(KEYS, ("HKLM", "HKCU")):
            values: dict[str, str] = {}
            for line in (self.prefix / file).read_text("utf-8").splitlines():
                if line.startswith("["):
                    values = keys.setdefault(f"{root}\\" + unescaped(line[1:line.rindex("]")]), {})
                elif line.startswith("@="):
                    values[""] = unquoted(line[2:])
                elif line.startswith('"') and '"=' in line:
                    name, value = line[1:].split('"=', 1)
                    values[unescaped(name).lower()] = unquoted(value)
        return keys

    def arguments(self) -> str:
        """The command line of the stub's one start since the last call; it may still be on its way."""
        for _ in range(600):
            if self.log.exists() and self.log.read_bytes().endswith(b"\n"):
                line, = self.log.read_text("utf-8").splitlines()
                self.log.unlink()
                return line
            time.sleep(0.1)
        raise AssertionError("the program was not started")


def unquoted(value: str) -> str:
    if value.startswith("str") and '"' in value:
        value = value[value.index('"'):]
    return unescaped(value[1:-1]) if value.startswith('"') else value


def unescaped(text: str) -> str:
    """As Wine writes its registry: \\\\, \\" and \\x with up to four digits."""
    out, at = "", 0
    while at < len(text):
        if text[at] != "\\" or at + 1 == len(text):
            out += text[at]
            at += 1
        elif text[at + 1] == "x":
            end = at + 2
            while end < min(at + 6, len(text)) and text[end] in "0123456789abcdefABCDEF":
                end += 1
            out += chr(int(text[at + 2:end], 16))
            at = end
        else:
            out += text[at + 1]
            at += 2
    return out
