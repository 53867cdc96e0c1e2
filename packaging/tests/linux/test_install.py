# SPDX-License-Identifier: Apache-2.0
"""The Debian packages in a clean root that holds nothing but what they depend on: installed beside those of another brand, run,
started by D-Bus and by a link, and purged without a trace."""
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile
import unittest

import packages
from packages import FIRST, HARBOUR, HERE, NAMES, VERSION, run

CLEAN_ROOT = HERE / "clean-root"
# What a desktop brings along; the programs themselves must not need it.
DESKTOP = ["dbus-daemon", "desktop-file-utils", "libglib2.0-bin", "xdg-utils"]
# Without a network: a brand's app asks for its site as soon as it starts.
ALONE = "unshare --net"
# Written by others whenever packages come and go.
OTHERS = re.compile(r"^(var/lib/dpkg|var/log|var/cache|usr/share/applications/mimeinfo\.cache|dev|proc|tmp|run|root)(/|$)")
# The app takes its name on the bus when its window is there.
WAIT = """
for i in $(seq 300); do
    gdbus call --session --dest org.freedesktop.DBus --object-path / --method org.freedesktop.DBus.ListNames |
        grep -q "'$1'" && exit 0
    sleep 0.2
done
echo "$1 did not come"; exit 1
"""


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        debs = [packages.deb(FIRST, name) for name in NAMES] + [packages.deb(HARBOUR, "harbour-chat")]
        relations = sorted({relation for deb in debs for relation in packages.fields(deb)["Depends"].split(", ")})
        cls.root = pathlib.Path(tempfile.mkdtemp(prefix="natter-root-")) / "root"
        cls.addClassCleanup(shutil.rmtree, cls.root.parent)
        run(CLEAN_ROOT, "make", cls.root, *relations, *DESKTOP)
        cls.before = cls.files()
        for deb in debs:
            shutil.copy(deb, cls.root / "tmp")
        (cls.root / "tmp/wait").write_text(WAIT)
        run(CLEAN_ROOT, "run", cls.root, "dpkg", "-i", *(f"/tmp/{deb.name}" for deb in debs))

    @classmethod
    def files(cls):
        paths = {str(path.relative_to(cls.root)) for path in cls.root.rglob("*")}
        return {path for path in paths if not OTHERS.match(path)}

    def inside(self, command):
        """As a desktop's user would: a home, a session bus, a window system without a screen."""
        home = "export HOME=$(mktemp -d) && export XDG_RUNTIME_DIR=$HOME"
        environment = "QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8"
        return run(CLEAN_ROOT, "run", self.root, "sh", "-c", f"{home} && {environment} {command}", timeout=150)

    def test_1_every_program_tells_its_version(self):
        for name in NAMES + ["harbour-chat"]:
            self.assertEqual(run(CLEAN_ROOT, "run", self.root, name, "--version"), f"{name} {VERSION}\n")

    def test_1_the_app_works_with_what_it_depends_on(self):
        for name in "natter", "harbour-chat":
            report = json.loads(self.inside(f"{name} --smoke-test"))
            self.assertTrue(report["ok"], report)

    def test_1_links_have_their_apps(self):
        for scheme, app in ("natter", "org.natter.Natter"), ("harbour", "com.example.harbour.Chat"):
            found = self.inside(f"xdg-mime query default x-scheme-handler/{scheme}")
            self.assertEqual(found.strip(), f"{app}.desktop")

    def test_1_the_bus_starts_the_app(self):
        for app in "org.natter.Natter", "com.example.harbour.Chat":
            path = "/" + app.replace(".", "/")
            self.inside(f"{ALONE} dbus-run-session -- sh -c '"
                        f"gdbus call --session --dest {app} --object-path {path} --timeout 100"
                        " --method org.freedesktop.Application.Activate \"{}\""
                        f" && sh /tmp/wait {app}'")

    def test_1_a_link_starts_the_app(self):
        """By the desktop file's command line, and by D-Bus. Links are opened where there is a display, whatever it is."""
        for desktop in "X-Generic", "GNOME":
            for scheme, app in ("natter", "org.natter.Natter"), ("harbour", "com.example.harbour.Chat"):
                self.inside(f"DISPLAY=:99 XDG_CURRENT_DESKTOP={desktop} {ALONE} dbus-run-session --"
                            f" sh -c 'xdg-open {scheme}://dialog/2 & sh /tmp/wait {app}'")

    def test_1_the_gateway_waits_for_its_configuration(self):
        listed = run(CLEAN_ROOT, "run", self.root, "dpkg-query", "-W", "-f", "${Conffiles}", "natter-gateway")
        self.assertIn("/etc/natter/gateway.conf", listed)
        with self.assertRaisesRegex(AssertionError, "cannot read .etc.natter"):
            run(CLEAN_ROOT, "run", self.root, "natter-gateway", "--config", "/etc/natter/gateway.conf", "--check-config")
        self.assertEqual(list((self.root / "etc/systemd/system").rglob("natter*")), [])

    def newer(self, deb):
        """The same package as a release of later, whose configuration file says more."""
        content = self.root / "tmp/newer"
        run("dpkg-deb", "-R", deb, content)
        control = content / "DEBIAN/control"
        control.write_text(control.read_text("utf-8").replace(f"Version: {VERSION}\n", "Version: 999.0.0\n"), "utf-8")
        configuration = content / "etc/natter/gateway.conf"
        if configuration.exists():
            configuration.write_text(configuration.read_text("utf-8") + "# later\n", "utf-8")
        newer = self.root / f"tmp/newer-{deb.name}"
        run("dpkg-deb", "-b", content, newer)
        shutil.rmtree(content)
        return newer.name

    def dpkg(self, *arguments):
        """What systemctl, of which there is a stand-in, was told to do meanwhile."""
        told = self.root / "tmp/told"
        told.write_text("")
        run(CLEAN_ROOT, "run", self.root, "dpkg", *arguments)
        lines = [" ".join(word for word in line.split() if not word.startswith("--")) for line in told.read_text().splitlines()]
        return [line for line in lines if not line.startswith("is-")]

    def test_2_upgrades_downgrades_and_removal_keep_what_operators_have(self):
        systemctl = self.root / "usr/local/bin/systemctl"
        systemctl.write_text("#!/bin/sh\necho \"$@\" >>/tmp/told\n")
        systemctl.chmod(0o755)
        self.addCleanup(systemctl.unlink)
        running = self.root / "run/systemd/system"
        running.mkdir(parents=True)
        self.addCleanup(running.rmdir)
        mine = {self.root / "etc/natter/gateway.conf": "# mine\n", self.root / "etc/natter/secrets/signing-secret": "a file\n",
                self.root / "var/lib/private/natter/gateway.sqlite": "state\n"}
        for file, text in mine.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        self.addCleanup((self.root / "etc/natter/secrets/signing-secret").unlink)

        debs = [packages.deb(FIRST, name) for name in NAMES]
        older = [f"/tmp/{deb.name}" for deb in debs]
        later = [f"/tmp/{self.newer(deb)}" for deb in debs]
        reload, restart = "daemon-reload", "restart natter-gateway.service"
        for step in later, later, older:
            told = self.dpkg("--force-confold", "-i", *step)
            self.assertEqual([line for line in told if line != reload], [restart], step)
            self.assertIn(reload, told[:told.index(restart)])
            self.assertEqual({file: file.read_text() for file in mine}, mine)
        self.assertEqual(self.dpkg("--remove", *NAMES)[0], "stop natter-gateway.service")
        self.assertEqual({file: file.read_text() for file in mine}, mine)
        self.assertNotIn(restart, self.dpkg("--remove", "natter-gateway"))
        self.assertIn(restart, self.dpkg("--force-confold", "-i", *older))
        self.assertEqual({file: file.read_text() for file in mine}, mine)

    def test_3_purging_leaves_nothing_behind(self):
        state = self.root / "var/lib/private/natter"
        state.mkdir(parents=True, exist_ok=True)
        (state / "gateway.sqlite").write_text("state")
        with open(self.root / "etc/natter/gateway.conf", "a", encoding="utf-8") as file:
            file.write("# mine\n")
        run(CLEAN_ROOT, "run", self.root, "dpkg", "--purge", *NAMES, "harbour-chat")
        left = self.files() - self.before
        left.discard("var/lib/private")
        self.assertEqual((left, self.before - self.files()), (set(), set()))
        cache = self.root / "usr/share/applications/mimeinfo.cache"
        self.assertNotIn("natter", cache.read_text("utf-8") if cache.exists() else "")


if os.geteuid() != 0:
    print("a clean root needs root")
    sys.exit(packages.MISSING)
packages.need("mmdebstrap", "unshare")
unittest.main()
