# SPDX-License-Identifier: Apache-2.0
"""The AppImage as a file: reproducible, small, with all that it needs and nothing that it must not bring."""
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

SOURCES = pathlib.Path(os.environ["NATTER_SOURCES"])
TREE = pathlib.Path(os.environ["NATTER_PACKAGE_TREE"])
IMAGES = TREE / "appimage-tests"
BRAND = dict(re.findall(r"set\((\w+) \[==\[(.*)\]==\]\)", (TREE / "packaging/appimage/appimage.cmake").read_text()))
PACKAGE = BRAND["BRAND_PACKAGE"]
NAME = f"{BRAND['BRAND_NAME']}-{BRAND['VERSION']}-x86_64.AppImage".replace(" ", "-")
IMAGE = IMAGES / "022" / NAME
# Ubuntu 22.04's and Debian 12's.
FLOOR = {"GLIBC": (2, 35), "GLIBCXX": (3, 4, 30), "CXXABI": (1, 3, 13)}


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def excluded_libraries():
    lines = (SOURCES / "packaging/appimage/excluded-libraries.txt").read_text().splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def dynamic(file, tag):
    return re.findall(rf"\({tag}\).*\[(.*)\]", output("readelf", "-dW", file))


class File(unittest.TestCase):
    def test_two_builds_are_the_same(self):
        for name in [NAME, NAME + ".zsync"]:
            self.assertEqual((IMAGES / "022" / name).read_bytes(), (IMAGES / "077" / name).read_bytes(), name)
        self.assertEqual({path.name for path in (IMAGES / "022").iterdir()}, {NAME, NAME + ".zsync"})

    def test_is_small(self):
        self.assertLessEqual(IMAGE.stat().st_size, 40_000_000)

    def test_is_an_appimage(self):
        data = IMAGE.read_bytes()
        self.assertEqual(data[:4] + data[8:11], b"\x7fELFAI\x02")
        offset = int(output(IMAGE, "--appimage-offset"))
        self.assertEqual(data[offset:offset + 4], b"hsqs")
        self.assertTrue(os.access(IMAGE, os.X_OK))

    def test_has_the_sections_of_an_appimage(self):
        sections = output("readelf", "-SW", IMAGE)
        for name, size in {".upd_info": 1024, ".sha256_sig": 1024, ".sig_key": 8192}.items():
            found = re.search(rf" {re.escape(name)} +PROGBITS +\w+ +\w+ +(\w+)", sections)
            self.assertEqual(int(found[1], 16), size, name)

    def test_the_runtime_needs_no_library(self):
        self.assertEqual(dynamic(TREE / "packaging/appimage/natter_appimage_runtime", "NEEDED"), [])

    def test_its_updates_are_described(self):
        lines = (IMAGES / "022" / (NAME + ".zsync")).read_bytes().split(b"\n\n")[0].decode().splitlines()
        header = dict(line.split(": ", 1) for line in lines)
        self.assertEqual((header["Filename"], header["URL"]), (NAME, NAME))
        self.assertEqual(int(header["Length"]), IMAGE.stat().st_size)
        self.assertEqual(header["MTime"], "Tue, 14 Nov 2023 22:13:20 +0000")


class Content(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        subprocess.run([IMAGE, "--appimage-extract"], cwd=folder.name, check=True, stdout=subprocess.DEVNULL)
        cls.root = pathlib.Path(folder.name) / "squashfs-root"
        cls.program = cls.root / "usr/bin" / PACKAGE
        cls.elves = [path for path in cls.root.rglob("*")
                     if path.is_file() and not path.is_symlink() and path.read_bytes()[:4] == b"\x7fELF"]
        cls.libraries = {path.name for path in (cls.root / "usr/lib").iterdir() if path.is_file()}

    def test_starts_on_systems_of_2022(self):
        for elf in self.elves:
            for name, version in re.findall(r"\((GLIBC|GLIBCXX|CXXABI)_([\d.]+)\)|Name: (?:GLIBC|GLIBCXX|CXXABI)_[\d.]+",
                                            output("objdump", "-T", elf)):
                if name:
                    self.assertLessEqual(tuple(map(int, version.split("."))), FLOOR[name], elf.name)

    def test_needs_nothing_but_itself_and_every_desktop(self):
        known = self.libraries | excluded_libraries()
        for elf in self.elves:
            self.assertEqual(set(dynamic(elf, "NEEDED")) - known, set(), elf.name)

    def test_brings_nothing_that_is_the_computers(self):
        self.assertEqual(self.libraries & excluded_libraries(), set())
        self.assertEqual([path for path in self.root.rglob("*gtk*")], [])

    def test_every_exclusion_is_of_use(self):
        needed = {name for elf in self.elves for name in dynamic(elf, "NEEDED")}
        self.assertEqual(excluded_libraries() - needed, set())

    def test_finds_its_libraries_beside_itself(self):
        self.assertEqual(dynamic(self.program, "RPATH"), ["$ORIGIN/../lib"])
        for elf in self.elves:
            # One library with a RUNPATH of its own would not look where the program looks.
            self.assertEqual(dynamic(elf, "RUNPATH"), [], elf.name)

    def test_other_packages_have_no_such_path(self):
        program = TREE / "bin" / PACKAGE
        self.assertEqual(dynamic(program, "RPATH") + dynamic(program, "RUNPATH"), [])

    def test_has_what_desktops_read(self):
        desktop = self.root / f"{BRAND['BRAND_ID']}.desktop"
        text = desktop.read_text()
        self.assertEqual(text, (self.root / "usr/share/applications" / desktop.name).read_text())
        self.assertNotIn("DBusActivatable", text)
        self.assertRegex(text, rf"(?m)^Exec={PACKAGE} %u$")
        self.assertRegex(text, rf"(?m)^Icon={PACKAGE}$")
        subprocess.run(["desktop-file-validate", desktop], check=True)
        subprocess.run(["appstreamcli", "validate-tree", "--no-net", self.root], check=True, stdout=subprocess.DEVNULL)
        self.assertEqual(os.readlink(self.root / ".DirIcon"), f"{PACKAGE}.svg")
        self.assertTrue((self.root / f"{PACKAGE}.svg").is_file())
        self.assertEqual(os.readlink(self.root / "AppRun"), f"usr/bin/{PACKAGE}")

    def test_is_open_to_everybody(self):
        for path in self.root.rglob("*"):
            if not path.is_symlink():
                self.assertEqual(path.stat().st_mode & 0o444, 0o444, path)

    def test_states_every_licence(self):
        folders = list((self.root / "usr/share/doc").iterdir())
        self.assertGreater(len(folders), 50)
        # Linked into the program, loaded by it, and linked into the runtime.
        self.assertLessEqual({"libqt6core6", "libsecret-1-0", "libfuse3-dev", "libc6-dev"}, {folder.name for folder in folders})
        for folder in folders:
            self.assertGreater((folder / "copyright").stat().st_size, 100, folder)


if __name__ == "__main__":
    unittest.main()
