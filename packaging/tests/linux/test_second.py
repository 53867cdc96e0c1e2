# SPDX-License-Identifier: Apache-2.0
"""Packages that were built a second time are the same, byte for byte; those of another brand share no file with them."""
import pathlib
import tempfile
import unittest

import packages
from packages import AGAIN, FIRST, HARBOUR, NAMES, VERSION, run


def files(package):
    lines = run("dpkg-deb", "-c", package)
    return {line.split()[5] for line in lines.splitlines() if not line.startswith("d")}


class Second(unittest.TestCase):
    def test_two_builds_are_the_same(self):
        for name in NAMES:
            self.assertEqual(packages.deb(FIRST, name).read_bytes(), packages.deb(AGAIN, name).read_bytes(), name)

    def test_another_brand_is_the_app_alone(self):
        self.assertEqual([path.name for path in HARBOUR.glob("*.deb")], [f"harbour-chat_{VERSION}_amd64.deb"])
        control = packages.fields(packages.deb(HARBOUR, "harbour-chat"))
        self.assertEqual(control["Maintainer"], "Harbour Packages <packages@harbour.example>")
        self.assertEqual(control["Homepage"], "https://harbour.example/chat")
        self.assertEqual(control["Description"], "messenger of Harbour's customers")

    def test_another_brand_shares_no_file(self):
        theirs = files(packages.deb(HARBOUR, "harbour-chat"))
        ours = set().union(*(files(packages.deb(FIRST, name)) for name in NAMES))
        self.assertIn("./usr/share/applications/com.example.harbour.Chat.desktop", theirs)
        self.assertEqual(theirs & ours, set())
        self.assertEqual([file for file in theirs if "natter" in file.lower()], [])

    def test_another_brand_is_clean_too(self):
        package = packages.deb(HARBOUR, "harbour-chat")
        run("lintian", "--allow-root", "--fail-on", "error,warning", package)
        with tempfile.TemporaryDirectory() as root:
            run("dpkg-deb", "-x", package, root)
            share = pathlib.Path(root, "usr/share")
            metainfo = share / "metainfo/com.example.harbour.chat.metainfo.xml"
            run("desktop-file-validate", share / "applications/com.example.harbour.Chat.desktop")
            run("appstreamcli", "validate", "--no-net", "--pedantic", metainfo)
            run("appstreamcli", "validate-tree", "--no-net", root)
            text = metainfo.read_text("utf-8")
            self.assertIn(">https://harbour.example/chat/screenshots/conversation.png<", text)
            self.assertNotIn("natter", text.lower())


packages.need("lintian", "desktop-file-validate", "appstreamcli")
unittest.main()
