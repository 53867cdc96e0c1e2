# SPDX-License-Identifier: Apache-2.0
"""What stands in the packages: tables, resources, signatures, the same bytes twice. Usage: test_msi.py WORK_FOLDER"""
import os
import re
import sys
import unittest
import uuid
from pathlib import Path

import packages
from packages import HARBOUR, HERE, NATTER, Built, Tables, run

WORK = Path(sys.argv.pop()).resolve()


class Msi(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.first = Built(WORK, NATTER, "0.1.0")
        cls.second = Built(WORK, NATTER, "0.2.0")
        cls.other = Built(WORK, HARBOUR, "0.1.0")

    def rows(self, package, table, key):
        return {row[key]: row for row in Tables(package)[table]}

    def test_identity(self):
        codes = set()
        for built in (self.first, self.second, self.other):
            upgrade_code = str(uuid.uuid5(uuid.NAMESPACE_URL, built.value("ID"))).upper()
            for package in (built.machine, built.user):
                properties = Tables(package).properties()
                self.assertEqual(properties["UpgradeCode"], "{" + upgrade_code + "}")
                self.assertEqual(properties["ProductVersion"], built.version)
                self.assertEqual(properties["ProductName"], built.value("NAME"))
                codes.add(properties["ProductCode"])
        self.assertEqual(len(codes), 6)

    def test_scopes(self):
        self.assertEqual(Tables(self.first.machine).properties().get("ALLUSERS"), "1")
        self.assertNotIn("ALLUSERS", Tables(self.first.user).properties())
        # Bit 8: needs no administrator.
        self.assertIn("Source: 2 ", Tables(self.first.machine).summary())
        self.assertIn("Source: 10 ", Tables(self.first.user).summary())
        for package in (self.first.machine, self.first.user):
            self.assertIn("Template: x64;1033", Tables(package).summary())
        roots = {row["Root"] for row in Tables(self.first.user)["Registry"]}
        self.assertEqual(roots, {"1"})

    def test_entry_in_the_list_of_programs(self):
        properties = Tables(self.other.machine).properties()
        self.assertEqual(properties["Manufacturer"], "Harbour Ltd")
        self.assertEqual(properties["ARPHELPLINK"], "https://harbour.example/chat")
        self.assertEqual(properties["ARPPRODUCTICON"], "app.ico")
        self.assertGreater(int(properties["ARPSIZE"]), 10)
        self.assertIn("app.ico", self.rows(self.other.machine, "Icon", "Name"))

    def test_components_stay_what_they_are(self):
        def components(package):
            return {row["KeyPath"]: row["ComponentId"] for row in Tables(package)["Component"]}
        first, second = components(self.first.machine), components(self.second.machine)
        common = set(first) & set(second)
        self.assertEqual(len(common), len(first) - 1, "all but the library of that version")
        self.assertTrue(all(first[name] == second[name] for name in common))
        others = set(components(self.first.user).values()) | set(components(self.other.machine).values())
        self.assertFalse(set(first.values()) & others)
        self.assertEqual(len(set(first.values())), len(first))
        for row in Tables(self.first.machine)["Component"]:
            self.assertTrue(int(row["Attributes"]) & 256, "of 64 bits")

    def test_files(self):
        files = {row["FileName"].split("|")[-1] for row in Tables(self.first.machine)["File"]}
        self.assertEqual(files, {"natter.exe", "of 0.1.0.dll"})

    def test_upgrades_before_it_installs(self):
        for package in (self.first.machine, self.first.user):
            rows = self.rows(package, "InstallExecuteSequence", "Action")
            place = {action: int(row["Sequence"]) for action, row in rows.items()}
            self.assertLess(place["InstallValidate"], place["RemoveExistingProducts"])
            self.assertLess(place["RemoveExistingProducts"], place["InstallInitialize"])
            for sequence in (place, {action: int(row["Sequence"]) for action, row in
                                     self.rows(package, "InstallUISequence", "Action").items()}):
                for name in ("Keep_PROFILE", "Keep_INSTALLDIR", "Keep_AUTOSTART"):
                    self.assertLess(sequence["AppSearch"], sequence[name])
                    self.assertLess(sequence[name], sequence["CostInitialize"])

    def test_refuses(self):
        conditions = self.rows(self.other.machine, "LaunchCondition", "Condition")
        self.assertEqual(conditions["NOT WIX_DOWNGRADE_DETECTED"]["Description"],
                         "A newer Harbour Chat is installed already. To go back, remove it first.")
        self.assertIn("Installed OR (VersionNT64 AND VersionNT >= 603)", conditions)

    def test_properties_reach_the_service(self):
        secure = Tables(self.first.machine).properties()["SecureCustomProperties"].split(";")
        self.assertLessEqual({"PROFILE", "INSTALLDIR", "AUTOSTART", "WIX_UPGRADE_DETECTED"}, set(secure))

    def test_shortcut_is_the_apps(self):
        row, = Tables(self.first.machine)["MsiShortcutProperty"]
        self.assertEqual((row["PropertyKey"], row["PropVariantValue"]), ("System.AppUserModel.ID", "org.natter.Natter"))
        self.assertIn(row["Shortcut_"], self.rows(self.first.machine, "Shortcut", "Shortcut"))

    def test_autostart_is_asked_again(self):
        row, = [row for row in Tables(self.first.machine)["Component"] if row["Condition"]]
        self.assertEqual(row["Condition"], 'AUTOSTART = "1"')
        self.assertTrue(int(row["Attributes"]) & 64, "transitive")

    def test_resources(self):
        program = self.other.program.read_bytes()
        for name, value in {"ProductName": "Harbour Chat", "CompanyName": "Harbour Ltd", "FileVersion": "0.1.0",
                            "OriginalFilename": "harbour-chat.exe"}.items():
            self.assertRegex(program, re.escape(f"{name}\0".encode("utf-16-le")) + rb"(\0\0)?" +
                             re.escape(f"{value}\0".encode("utf-16-le")))
        for setting in (b"PerMonitorV2", b"longPathAware", b">UTF-8<", b"Common-Controls"):
            self.assertIn(setting, program)
        self.assertEqual(program.count(b"\x89PNG\r\n"), 8, "one picture per size")

    def test_same_bytes_twice(self):
        # SOURCE_DATE_EPOCH is the commit's; the clock is another one.
        again = self.first.pack(WORK / "again")
        self.assertEqual(again[0].read_bytes(), self.first.machine.read_bytes())
        self.assertEqual(again[1].read_bytes(), self.first.user.read_bytes())

    def test_another_program_is_another_package(self):
        def code(package):
            return re.search(r"Revision number \(UUID\): (\S+)", Tables(package).summary()).group(1)
        codes = {code(package) for built in (self.first, self.second) for package in (built.machine, built.user)}
        self.assertEqual(len(codes), 4)

    def test_signed(self):
        key = WORK / "key"
        key.mkdir(exist_ok=True)
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Throw-away", "-addext",
            "extendedKeyUsage=codeSigning", "-keyout", key / "key.pem", "-out", key / "certificate.pem")
        log = key / "log"
        log.unlink(missing_ok=True)
        environment = {"PATH": f"{HERE}:{os.environ['PATH']}", "SIGNTOOL_LOG": str(log), "SIGNTOOL_KEY": str(key),
                       "NATTER_SIGN_THUMBPRINT": "ab12"}
        with self.assertRaisesRegex(AssertionError, "NATTER_SIGN_TIMESTAMP_URL names no service"):
            self.first.pack(WORK / "signed", **environment)
        self.assertFalse(log.exists())
        environment["NATTER_SIGN_TIMESTAMP_URL"] = "http://time.example"
        signed = self.first.pack(WORK / "signed", **environment)
        calls = [line.split() for line in log.read_text().splitlines()]
        self.assertEqual([call[0] for call in calls], ["sign", "verify"] * 3)
        self.assertEqual([Path(call[-1]).name for call in calls[::2]],
                         ["natter.exe", "natter-0.1.0-x64.msi", "natter-0.1.0-x64-user.msi"])
        self.assertEqual(calls[0][1:-1], "/sha1 ab12 /fd sha256 /tr http://time.example /td sha256".split())
        run("msiextract", "-C", WORK / "signed/inside", signed[0])
        inside, = (WORK / "signed/inside").rglob("natter.exe")
        for file in (*signed, inside):
            run("osslsigncode", "verify", "-CAfile", key / "certificate.pem", "-in", file)
        with self.assertRaises(AssertionError):
            run("osslsigncode", "verify", "-CAfile", key / "certificate.pem", "-in", self.first.machine)


if __name__ == "__main__":
    packages.require_tools()
    unittest.main()
