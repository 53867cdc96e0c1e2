# SPDX-License-Identifier: Apache-2.0
"""The packages' life in Wine, from the first installation to nothing left. Usage: test_wine.py WORK_FOLDER"""
import sys
import unittest
from pathlib import Path

import packages
from packages import HARBOUR, NATTER, Built, Tables
from wine import Wine

WORK = Path(sys.argv.pop()).resolve()
UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall"
RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
FOLDER = "C:\\Eigene Programme\\Nätter €"


class InWine(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.first = Built(WORK, NATTER, "0.1.0")
        cls.second = Built(WORK, NATTER, "0.2.0")
        cls.other = Built(WORK, HARBOUR, "0.1.0")

    def setUp(self):
        self.wine = Wine(WORK)
        self.addCleanup(self.wine.settle)
        self.drive = self.wine.prefix / "drive_c"

    def code(self, package):
        return Tables(package).properties()["ProductCode"]

    def shortcut(self, name):
        """Wine has one start menu, the user's."""
        found, = [file for file in self.wine.new_files() if file.endswith(f"Start Menu/Programs/{name}.lnk")]
        return self.drive / found

    def products(self, registry):
        return {values["displayname"]: values["displayversion"] for key, values in registry.items()
                if f"\\{UNINSTALL}\\" in key and "displayname" in values}

    def assert_nothing_of(self, registry, *words):
        left = {name for name in self.wine.new_files() if any(word in name.lower() for word in words)}
        self.assertFalse(left)
        # Where another brand's package was installed from is remembered.
        here = str(WORK).replace("/", "\\").lower()
        for key, values in registry.items():
            text = " ".join((key, *values, *values.values())).lower().replace(here, "")
            for word in words:
                self.assertNotIn(word, text, key)

    def check_settings(self, registry, root, folder, version):
        program = f"{folder}\\bin\\natter.exe"
        self.assertEqual(registry[rf"{root}\Software\Natter\Natter"]["profile"], "https://chat.example/?a=b c")
        self.assertEqual(registry[rf"{root}\{RUN}"]["org.natter.natter"], f'"{program}"')
        scheme = rf"{root}\Software\Classes\natter"
        self.assertEqual(registry[scheme], {"": "URL:Natter", "url protocol": ""})
        self.assertEqual(registry[rf"{scheme}\shell\open\command"][""], f'"{program}" -- "%1"')
        self.assertEqual(self.products(registry), {"Natter": version})

    def test_for_all_users(self):
        wine, drive = self.wine, self.drive
        folder = drive / "Eigene Programme/Nätter €"
        self.assertEqual(wine.msiexec("/i", self.first.machine, f"INSTALLDIR={FOLDER}", "PROFILE=https://chat.example/?a=b c",
                                      "AUTOSTART=1"), 0)
        self.assertTrue((folder / "bin/natter.exe").is_file())
        shortcut = self.shortcut("Natter")
        self.check_settings(wine.registry(), "HKLM", FOLDER, "0.1.0")

        with self.subTest("links and the shortcut start it"):
            wine.run("start", "natter://dialog/a%20b?c=d&e")
            self.assertEqual(wine.arguments(), rf'"{FOLDER}\bin\natter.exe" -- "natter://dialog/a%20b?c=d&e"')
            wine.run("start", "/unix", str(shortcut))
            self.assertEqual(wine.arguments(), rf'"{FOLDER}\bin\natter.exe"')

        with self.subTest("repaired"):
            (folder / "bin/natter.exe").unlink()
            wine.run("reg", "delete", r"HKLM\Software\Classes\natter\shell", "/f")
            # What Windows does at msiexec /f, which does nothing in Wine.
            self.assertEqual(wine.msiexec("/i", self.code(self.first.machine), "REINSTALL=ALL", "REINSTALLMODE=omus"), 0)
            self.assertTrue((folder / "bin/natter.exe").is_file())
            self.check_settings(wine.registry(), "HKLM", FOLDER, "0.1.0")

        with self.subTest("the same once more"):
            self.assertEqual(wine.msiexec("/i", self.first.machine), 0)
            self.check_settings(wine.registry(), "HKLM", FOLDER, "0.1.0")

        with self.subTest("upgraded, with what was said at the first installation"):
            self.assertEqual(wine.msiexec("/i", self.second.machine), 0)
            self.check_settings(wine.registry(), "HKLM", FOLDER, "0.2.0")
            self.assertEqual({path.name for path in folder.rglob("*.dll")}, {"of 0.2.0.dll"})

        with self.subTest("not downgraded"):
            self.assertNotEqual(wine.msiexec("/i", self.first.machine), 0)
            self.check_settings(wine.registry(), "HKLM", FOLDER, "0.2.0")
            self.assertEqual({path.name for path in folder.rglob("*.dll")}, {"of 0.2.0.dll"})

        with self.subTest("beside another brand"):
            self.assertEqual(wine.msiexec("/i", self.other.machine), 0)
            registry = wine.registry()
            self.assertEqual(self.products(registry), {"Natter": "0.2.0", "Harbour Chat": "0.1.0"})
            self.assertEqual(registry[r"HKLM\Software\Classes\harbour\shell\open\command"][""],
                             r'"C:\Program Files\Harbour Chat\bin\harbour-chat.exe" -- "%1"')
            self.assertNotIn("com.example.harbour.chat", registry.get(rf"HKLM\{RUN}", {}))

        with self.subTest("removed; the other brand stays"):
            self.assertEqual(wine.msiexec("/x", self.second.machine), 0)
            registry = wine.registry()
            self.assert_nothing_of(registry, "natter", "nätter")
            self.assertEqual(self.products(registry), {"Harbour Chat": "0.1.0"})
            self.assertTrue((drive / "Program Files/Harbour Chat/bin/harbour-chat.exe").is_file())
            self.assertEqual(wine.msiexec("/x", self.code(self.other.machine)), 0)
            self.assert_nothing_of(wine.registry(), "harbour")

    def test_for_one_user(self):
        wine, drive = self.wine, self.drive
        said = ("PROFILE=https://chat.example/?a=b c", "AUTOSTART=1")
        self.assertEqual(wine.msiexec("/i", self.first.user, *said), 0)
        program, = drive.glob("users/*/AppData/Local/Programs/Natter/bin/natter.exe")
        name = program.relative_to(drive).parts[1]
        folder = rf"C:\users\{name}\AppData\Local\Programs\Natter"
        registry = wine.registry()
        self.check_settings(registry, "HKCU", folder, "0.1.0")
        self.assertNotIn(r"HKLM\Software\Classes\natter", registry)
        self.assertNotIn(r"HKLM\Software\Natter\Natter", registry)
        self.assertEqual(self.shortcut("Natter").relative_to(drive).parts[1], name)
        wine.run("start", "/unix", str(self.shortcut("Natter")))
        self.assertEqual(wine.arguments(), rf'"{folder}\bin\natter.exe"')

        self.assertEqual(wine.msiexec("/i", self.second.user, "AUTOSTART=0"), 0)
        registry = wine.registry()
        self.assertEqual(self.products(registry), {"Natter": "0.2.0"})
        self.assertEqual(registry[r"HKCU\Software\Natter\Natter"]["profile"], "https://chat.example/?a=b c")
        self.assertNotIn("org.natter.natter", registry.get(rf"HKCU\{RUN}", {}))

        self.assertEqual(wine.msiexec("/x", self.second.user), 0)
        self.assert_nothing_of(wine.registry(), "natter")


if __name__ == "__main__":
    packages.require_tools()
    unittest.main()
