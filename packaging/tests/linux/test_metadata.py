# SPDX-License-Identifier: Apache-2.0
"""What the Debian packages say about themselves, as the validators of each format and as their readers see it."""
import gzip
import pathlib
import re
import shutil
import struct
import tempfile
import unittest
import xml.etree.ElementTree as xml

import packages
from packages import FIRST, NAMES, SOURCES, VERSION, run


class Metadata(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.root = pathlib.Path(tempfile.mkdtemp(prefix="natter-metadata-"))
        cls.addClassCleanup(shutil.rmtree, cls.root)
        for name in NAMES:
            run("dpkg-deb", "-x", packages.deb(FIRST, name), cls.root)
        cls.share = cls.root / "usr/share"
        cls.metainfo = cls.share / "metainfo/org.natter.natter.metainfo.xml"

    def manual(self, name):
        section = 8 if name == "natter-gateway" else 1
        return self.share / f"man/man{section}/{name}.{section}.gz"

    def test_lintian_has_no_errors_and_no_warnings(self):
        run("lintian", "--allow-root", "--fail-on", "error,warning", *(packages.deb(FIRST, name) for name in NAMES))

    def test_desktop_file(self):
        file = self.share / "applications/org.natter.Natter.desktop"
        self.assertEqual(run("desktop-file-validate", file), "")
        text = file.read_text("utf-8")
        self.assertIn("\nMimeType=x-scheme-handler/natter;\n", text)
        service = (self.share / "dbus-1/services/org.natter.Natter.service").read_text("utf-8")
        self.assertIn("\nName=org.natter.Natter\nExec=/usr/bin/natter\n", service)

    def test_metainfo(self):
        run("appstreamcli", "validate", "--no-net", "--pedantic", self.metainfo)
        run("appstreamcli", "validate-tree", "--no-net", self.root)
        root = xml.parse(self.metainfo).getroot()
        self.assertEqual(root.findtext("launchable"), "org.natter.Natter.desktop")
        image = root.find("screenshots/screenshot/image")
        picture = (SOURCES / "resources/screenshots/conversation.png").read_bytes()
        self.assertEqual((int(image.get("width")), int(image.get("height"))), struct.unpack(">II", picture[16:24]))

    def test_icons_in_all_sizes(self):
        for size in 16, 22, 24, 32, 48, 64, 128, 256, 512:
            png = (self.share / f"icons/hicolor/{size}x{size}/apps/natter.png").read_bytes()
            self.assertEqual(struct.unpack(">II", png[16:24]), (size, size))
        self.assertIn("<svg", (self.share / "icons/hicolor/scalable/apps/natter.svg").read_text("utf-8"))

    def test_manuals_are_good_and_tell_every_option(self):
        for name in NAMES:
            with self.subTest(name):
                page = self.manual(name)
                self.assertEqual(packages.attempt("man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", page).stderr, "")
                text = gzip.decompress(page.read_bytes()).decode().replace("\\-", "-")
                self.assertNotRegex(text, r"@\w+@|~\S*//")
                options, _, faults = run(self.root / "usr/bin" / name, "--help").partition("Faults")
                told = re.findall(r"^\s+(?:-\w, )?(--[a-z-]+)", options, re.M)
                told += re.findall(r"^  ([a-z-]+)(?:=\w+)? ", faults, re.M)
                self.assertGreater(len(told), 3)
                self.assertEqual([option for option in told if not re.search(re.escape(option) + r"\b", text)], [])

    def test_version_everywhere(self):
        for name in NAMES:
            control = packages.fields(packages.deb(FIRST, name))
            self.assertEqual((control["Package"], control["Version"], control["Source"]), (name, VERSION, "natter"))
            self.assertEqual(run(self.root / "usr/bin" / name, "--version"), f"{name} {VERSION}\n")
            log = gzip.decompress((self.share / f"doc/{name}/changelog.gz").read_bytes()).decode()
            self.assertTrue(log.startswith(f"natter ({VERSION}) "))
            self.assertIn(f'"Natter {VERSION}"', gzip.decompress(self.manual(name).read_bytes()).decode())
        releases = xml.parse(self.metainfo).getroot().findall("releases/release")
        self.assertEqual(releases[0].get("version"), VERSION)
        headings = re.findall(r"^## (\S+)", (SOURCES / "CHANGELOG.md").read_text("utf-8"), re.M)
        self.assertEqual([release.get("version") for release in releases], headings)

    def test_programs_are_hardened_and_stripped(self):
        for name in NAMES:
            program = self.root / "usr/bin" / name
            dynamic = run("readelf", "-dlW", program)
            for mark in "BIND_NOW", "GNU_RELRO", "PIE":
                self.assertIn(mark, dynamic, name)
            self.assertNotRegex(dynamic, "RPATH|RUNPATH", name)
            self.assertIn("__stack_chk_fail", run("readelf", "--dyn-syms", "-W", program), name)
            self.assertNotIn(".symtab", run("readelf", "-SW", program), name)
            self.assertNotIn(str(SOURCES).encode(), program.read_bytes(), name)

    def test_what_is_loaded_at_run_time_is_depended_on(self):
        wanted = {"natter": ["libqt6sql6-sqlite", "libqt6svg6", "libssl3", "qt6-qpa-plugins"],
                  "natter-doctor": ["libssl3"], "natter-gateway": ["libqt6sql6-sqlite", "libssl3"],
                  "natter-sandbox": ["ejabberd", "erlang-p1-sqlite3", "libqt6sql6-sqlite", "libssl3"]}
        for name, names in wanted.items():
            depends = re.findall(r"(?:^|, )([a-z0-9.+-]+)", packages.fields(packages.deb(FIRST, name))["Depends"])
            self.assertEqual([one for one in names if one not in depends], [], name)

    def test_unit_of_the_gateway(self):
        text = (self.root / "usr/lib/systemd/system/natter-gateway.service").read_text("utf-8")
        for line in "DynamicUser=yes", "ProtectSystem=strict":
            self.assertIn(f"\n{line}\n", text)
        unit = self.root / "natter-gateway.service"
        unit.write_text(text.replace("/usr/bin/natter-gateway", str(self.root / "usr/bin/natter-gateway")), "utf-8")
        done = packages.attempt("systemd-analyze", "verify", "--man=no", unit)
        self.assertEqual((done.returncode, done.stderr), (0, ""))


packages.need("lintian", "desktop-file-validate", "appstreamcli", "man", "systemd-analyze")
unittest.main()
