# SPDX-License-Identifier: Apache-2.0
"""The bundle's Info.plist and icon, and the signing and notarising scripts as CPack runs them, with stand-ins for Apple's tools."""
import json
import os
import pathlib
import plistlib
import shutil
import struct
import subprocess
import tempfile
import unittest

SOURCES = pathlib.Path(os.environ["NATTER_SOURCES"])
TREE = pathlib.Path(os.environ["NATTER_PACKAGE_TREE"])
HERE = pathlib.Path(__file__).resolve().parent
BRANDS = {"natter": SOURCES / "packaging/brands/natter", "harbour": SOURCES / "packaging/tests/brands/harbour"}


class Plist(unittest.TestCase):
    def plist(self, brand):
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder) / "Info.plist"
            subprocess.run(["cmake", f"-DNATTER_BRAND={BRANDS[brand]}", f"-DPROJECT_SOURCE_DIR={SOURCES}", f"-DOUT={out}",
                            "-P", HERE / "configure.cmake"], check=True)
            return plistlib.loads(out.read_bytes())

    def test_names_the_brand(self):
        plist = self.plist("natter")
        self.assertEqual(plist["CFBundleIdentifier"], "org.natter.Natter")
        self.assertEqual(plist["CFBundleURLTypes"][0]["CFBundleURLSchemes"], ["natter"])
        self.assertEqual(plist["CFBundleShortVersionString"], "1.2.3")
        self.assertEqual(plist["LSMinimumSystemVersion"], "11.0")
        self.assertIs(plist["NSHighResolutionCapable"], True)

    def test_shares_nothing_with_another_brand(self):
        one, other = self.plist("natter"), self.plist("harbour")
        for key in ["CFBundleIdentifier", "CFBundleName", "CFBundleExecutable", "CFBundleIconFile", "CFBundleURLTypes"]:
            self.assertNotEqual(one[key], other[key], key)

    def test_entitlements_are_a_property_list(self):
        entitlements = plistlib.loads((SOURCES / "packaging/macos/entitlements.plist").read_bytes())
        self.assertEqual(entitlements, {"com.apple.security.cs.allow-jit": True})


class Icon(unittest.TestCase):
    def test_holds_a_picture_of_every_size(self):
        with tempfile.TemporaryDirectory() as folder:
            icon = pathlib.Path(folder) / "natter.icns"
            subprocess.run([TREE / "bin/natter-icons", BRANDS["natter"] / "icon.svg", icon], check=True)
            data = icon.read_bytes()
        self.assertEqual(data[:8], b"icns" + struct.pack(">I", len(data)))
        sizes, at = {}, 8
        while at < len(data):
            kind, length = data[at:at + 4].decode(), struct.unpack(">I", data[at + 4:at + 8])[0]
            self.assertEqual(data[at + 8:at + 16], b"\x89PNG\r\n\x1a\n", kind)
            sizes[kind] = struct.unpack(">II", data[at + 24:at + 32])
            at += length
        self.assertEqual(sizes, {"ic11": (32, 32), "ic12": (64, 64), "ic07": (128, 128), "ic13": (256, 256),
                                 "ic08": (256, 256), "ic14": (512, 512), "ic09": (512, 512), "ic10": (1024, 1024)})


class Signing(unittest.TestCase):
    CERTIFICATE = "Developer ID Application: Example (TEAM000000)"

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="natter dmg "))
        self.addCleanup(shutil.rmtree, self.folder)
        self.bundle = self.folder / "Some Chat.app"
        contents = self.bundle / "Contents"
        framework = contents / "Frameworks/QtCore.framework"
        for file in [contents / "MacOS/Some Chat", contents / "PlugIns/platforms/libqcocoa.dylib",
                     contents / "Frameworks/libqt6keychain.1.dylib", framework / "Versions/A/QtCore",
                     framework / "Versions/A/Libraries/libinner.dylib"]:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b"\xcf\xfa\xed\xfe")
        (framework / "Versions/Current").symlink_to("A")
        (contents / "Frameworks/libqt6keychain.dylib").symlink_to("libqt6keychain.1.dylib")
        tools = self.folder / "tools"
        tools.mkdir()
        for tool in ["codesign", "xcrun", "spctl"]:
            (tools / tool).symlink_to(HERE / "stand-in")

    def pack(self, fail="", **environment):
        """Runs cpack; returns whether it succeeded, what it printed, and the calls, each a list."""
        calls = self.folder / "calls"
        tree = self.folder / "tree"
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("NATTER_")}
        env = {**inherited, "PATH": f"{self.folder / 'tools'}:{os.environ['PATH']}", "CALLS": str(calls),
               "SIGNED": str(self.folder / "signed"), "FAIL": fail, **environment}
        subprocess.run(["cmake", "-S", HERE, "-B", tree, f"-DBUNDLE={self.bundle}", f"-DSCRIPTS={SOURCES}/packaging/macos"],
                       check=True, stdout=subprocess.DEVNULL, env=env)
        done = subprocess.run(["cpack", "-B", self.folder / "out"], cwd=tree, env=env, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        recorded = [json.loads(line) for line in calls.read_text().splitlines()] if calls.exists() else []
        return done.returncode == 0, done.stdout, recorded

    def release(self, fail=""):
        return self.pack(fail, NATTER_CODESIGN_IDENTITY=self.CERTIFICATE, NATTER_NOTARY_PROFILE="some-profile")

    def test_signs_from_the_inside_outwards(self):
        succeeded, output, calls = self.release()
        self.assertTrue(succeeded, output)
        signed = [call[-1].split("Some Chat.app", 1)[-1] for call in calls
                  if call[0] == "codesign" and "--sign" in call and ".app" in call[-1]]
        self.assertCountEqual(signed, [
            "/Contents/PlugIns/platforms/libqcocoa.dylib", "/Contents/Frameworks/libqt6keychain.1.dylib",
            "/Contents/Frameworks/QtCore.framework/Versions/A/Libraries/libinner.dylib",
            "/Contents/Frameworks/QtCore.framework", ""])
        self.assertEqual(signed[-1], "")
        for call in calls:
            self.assertNotIn("--deep", call if "--sign" in call else [])
            if "--sign" in call:
                self.assertEqual(call[call.index("--sign") + 1], self.CERTIFICATE)
                self.assertIn("--timestamp", call)
                if ".app" in call[-1]:
                    self.assertEqual(call[call.index("--options") + 1], "runtime")
        entitled = [call for call in calls if "--entitlements" in call]
        self.assertEqual(len(entitled), 1, "only the program itself has entitlements")
        self.assertTrue(os.path.exists(entitled[0][entitled[0].index("--entitlements") + 1]))

    def test_sees_the_image_through(self):
        _, output, calls = self.release()
        after = [call for call in calls if call[-1].endswith(".tar.gz") or "notarytool" in call]
        image = after[0][-1]
        self.assertEqual([call[:3] for call in after], [
            ["codesign", "--force", "--sign"], ["codesign", "--verify", "--strict"], ["xcrun", "notarytool", "submit"],
            ["xcrun", "stapler", "staple"], ["xcrun", "stapler", "validate"], ["spctl", "--assess", "--type"]], output)
        submit = after[2]
        self.assertEqual(submit[3], image)
        self.assertEqual(submit[submit.index("--keychain-profile") + 1], "some-profile")
        self.assertIn("--wait", submit)

    def test_is_signed_ad_hoc_without_an_identity(self):
        succeeded, output, calls = self.pack()
        self.assertTrue(succeeded, output)
        self.assertTrue(any(call[0] == "codesign" for call in calls))
        for call in calls:
            self.assertNotIn(call[0], ["xcrun", "spctl"])
            self.assertNotIn("runtime", call)
            self.assertNotIn("--timestamp", call)
            if "--sign" in call:
                self.assertEqual(call[call.index("--sign") + 1], "-")
        self.assertIn("ad hoc", output)

    def test_is_not_notarised_without_a_profile(self):
        succeeded, output, calls = self.pack(NATTER_CODESIGN_IDENTITY=self.CERTIFICATE)
        self.assertTrue(succeeded, output)
        self.assertNotIn("xcrun", [call[0] for call in calls])
        self.assertIn("Not notarised", output)

    def test_a_refusal_stops_it_and_shows_the_log(self):
        succeeded, output, calls = self.release(fail="notarytool submit")
        self.assertFalse(succeeded, output)
        self.assertIn(["xcrun", "notarytool", "log", "0000-1111", "--keychain-profile", "some-profile"], calls)
        self.assertNotIn("stapler", [word for call in calls for word in call])
        self.assertIn("Apple did not notarise", output)

    def test_every_failure_stops_it(self):
        for fail in ["--sign .*libqcocoa", "--entitlements", "--verify --deep", "--sign .*image", "staple ", "validate ", "spctl"]:
            with self.subTest(fail=fail):
                succeeded, output, calls = self.release(fail=fail)
                self.assertFalse(succeeded, output)
                self.assertRegex(" ".join(calls[-1]), fail)
                (self.folder / "calls").unlink()
                (self.folder / "signed").unlink(missing_ok=True)

    def test_without_a_bundle_there_is_nothing_to_sign(self):
        self.bundle.rename(self.folder / "no bundle")
        self.bundle = self.folder / "no bundle"
        succeeded, output, calls = self.pack()
        self.assertFalse(succeeded)
        self.assertEqual(calls, [])
        self.assertIn("one bundle to sign", output)


if __name__ == "__main__":
    unittest.main()
