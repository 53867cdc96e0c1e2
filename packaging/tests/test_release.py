# SPDX-License-Identifier: Apache-2.0
"""packaging/release in a repository of its own, with a `dev` that only writes files; each check with what it should find."""
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCES = pathlib.Path(os.environ["NATTER_SOURCES"])
sys.path.insert(0, str(SOURCES / "packaging"))
from releasing import checks, sbom  # noqa: E402

DEV = """#!/bin/sh
# Stands in for the builds: packages, among them an AppImage that holds one library of this computer.
mkdir -p build/packages/_CPack_Packages build/package/bin
echo "made at $SOURCE_DATE_EPOCH" > "build/packages/natter.$2"
cp /bin/true build/package/bin/natter
[ "$2" = appimage ] || exit 0
mkdir -p build/package/packaging/appimage
echo " 2a8  94  4  $(gcc -print-file-name=libc.a)(read.o):(.text)" > build/package/packaging/appimage/natter_appimage_runtime.map
cat > build/packages/Natter.AppImage <<'END'
#!/bin/sh
mkdir -p squashfs-root/usr/lib squashfs-root/usr/share/metainfo
cp -L "$(ldconfig -p | sed -n 's/.*libz\\.so\\.1 .*x86-64.*=> //p')" squashfs-root/usr/lib/libz.so.1
echo '@METAINFO@' > squashfs-root/usr/share/metainfo/org.natter.natter.metainfo.xml
END
chmod 755 build/packages/Natter.AppImage
rm build/packages/natter.appimage
"""
METAINFO = '<component><releases><release version="%s" date="%s"/></releases></component>'


class Release(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="natter release "))
        self.addCleanup(shutil.rmtree, self.folder)
        self.repository = self.folder / "sources"
        shutil.copytree(SOURCES / "packaging/releasing", self.repository / "packaging/releasing",
                        ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy2(SOURCES / "packaging/release", self.repository / "packaging/release")
        self.write(".gitignore", "/build/\n__pycache__/\n")
        self.write("CMakeLists.txt", "project(Natter VERSION 1.2.3 LANGUAGES CXX)\n")
        self.write("CHANGELOG.md", "# Changes\n\n## 1.2.3 (2026-01-31)\n\n- Something.\n\n## 1.2.2 (2026-01-01)\n")
        self.write("dev", DEV.replace("@METAINFO@", METAINFO % ("1.2.3", "2026-01-31")))
        (self.repository / "dev").chmod(0o755)
        self.git("init", "-q")
        self.commit()
        self.git("tag", "v1.2.3")

    def write(self, name, text):
        file = self.repository / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def git(self, *arguments):
        subprocess.run(["git", "-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", *arguments],
                       cwd=self.repository, check=True, stdout=subprocess.DEVNULL)

    def commit(self):
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "sources", "--date=2026-01-31T12:00:00Z")

    def release(self, *arguments, **environment):
        done = subprocess.run([sys.executable, "-B", "packaging/release", *arguments], cwd=self.repository, text=True,
                              env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        return done.returncode, done.stdout

    def refused(self, pattern):
        status, output = self.release("--check")
        self.assertEqual(status, 1, output)
        self.assertRegex(output, pattern)
        self.assertNotIn("Traceback", output)

    def test_what_agrees_can_be_released(self):
        status, output = self.release("--check")
        self.assertEqual(status, 0, output)
        self.assertIn("natter 1.2.3 of 2026-01-31 can be released", output)
        self.assertFalse((self.repository / "build").exists())

    def test_a_changelog_without_the_release(self):
        for heading in ["## 1.2.3 (unreleased)", "## 1.2.2 (2026-01-31)", "## 1.2.30 (2026-01-31)",
                        "## 1.2.3 (2026-01-31) draft", ""]:
            self.write("CHANGELOG.md", f"# Changes\n\n{heading}\n")
            self.refused(r"CHANGELOG\.md begins with .* should be '## 1\.2\.3 \(YYYY-MM-DD\)'")

    def test_sources_without_a_version(self):
        self.write("CMakeLists.txt", "project(Natter LANGUAGES CXX)\n")
        self.refused("no VERSION")

    def test_changes_that_are_not_committed(self):
        self.write("new.txt", "")
        self.refused(r"(?s)not committed.*new\.txt")

    def test_a_commit_without_the_tag(self):
        self.write("new.txt", "")
        self.commit()
        self.refused("no tag v1.2.3")
        self.git("tag", "v1.2.2")
        self.refused("no tag v1.2.3")

    def test_metainfo_of_another_release(self):
        file = self.folder / "metainfo.xml"
        file.write_text(METAINFO % ("1.2.3", "2026-01-31"))
        checks.check_metainfo(file, "1.2.3", "2026-01-31")
        for version, date in [("1.2.2", "2026-01-31"), ("1.2.3", "2026-01-30")]:
            file.write_text(METAINFO % (version, date))
            with self.assertRaisesRegex(checks.ReleaseError, "metainfo.xml names"):
                checks.check_metainfo(file, "1.2.3", "2026-01-31")
        file.write_text("<component/>")
        with self.assertRaisesRegex(checks.ReleaseError, "names None"):
            checks.check_metainfo(file, "1.2.3", "2026-01-31")

        self.write("dev", DEV.replace("@METAINFO@", METAINFO % ("1.2.2", "2026-01-31")))
        self.commit()
        self.git("tag", "-f", "v1.2.3")
        status, output = self.release()
        self.assertEqual(status, 1)
        self.assertIn("names 1.2.2 of 2026-01-31 as its first release", output)

    def test_a_build_that_fails(self):
        self.write("dev", "#!/bin/sh\nexit 3\n")
        self.commit()
        self.git("tag", "-f", "v1.2.3")
        status, output = self.release()
        self.assertEqual(status, 1)
        self.assertIn("./dev package deb failed", output)

    def test_leaves_packages_source_bill_and_checksums(self):
        self.write("build/packages/natter-0.9.deb", "of the release before")
        status, output = self.release()
        self.assertEqual(status, 0, output)
        self.assertIn("unsigned", output)
        packages = self.repository / "build/packages"
        self.assertEqual(sorted(file.name for file in packages.iterdir()), ["Natter.AppImage", "SHA256SUMS", "natter-1.2.3.spdx.json",
            "natter-1.2.3.tar.gz", "natter.deb", "natter.rpm"])
        subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=packages, check=True)
        self.assertEqual(len((packages / "SHA256SUMS").read_text().splitlines()), 5)
        listed = subprocess.run(["tar", "-tzf", packages / "natter-1.2.3.tar.gz"], check=True, stdout=subprocess.PIPE, text=True)
        self.assertIn("natter-1.2.3/CMakeLists.txt", listed.stdout.splitlines())

        first = {file.name: file.read_bytes() for file in packages.iterdir()}
        self.assertEqual(self.release()[0], 0)
        self.assertEqual({file.name: file.read_bytes() for file in packages.iterdir()}, first, "made twice, the same bytes")

    def test_the_bill_names_what_is_bundled_and_what_is_loaded(self):
        self.release()
        packages = self.repository / "build/packages"
        bill = json.loads((packages / "natter-1.2.3.spdx.json").read_text())
        # SPDX 2.3: what a document, its packages, files and relationships must have.
        self.assertEqual((bill["spdxVersion"], bill["dataLicense"], bill["SPDXID"]), ("SPDX-2.3", "CC0-1.0", "SPDXRef-DOCUMENT"))
        self.assertRegex(bill["creationInfo"]["created"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertTrue(bill["documentNamespace"].startswith("https://"))
        identifiers = {bill["SPDXID"]}
        for item in [*bill["packages"], *bill["files"]]:
            self.assertRegex(item["SPDXID"], r"^SPDXRef-[A-Za-z0-9.-]+$")
            self.assertNotIn(item["SPDXID"], identifiers)
            identifiers.add(item["SPDXID"])
        for package in bill["packages"]:
            self.assertTrue(package["name"] and package["versionInfo"] and package["downloadLocation"])
        for relationship in bill["relationships"]:
            self.assertIn(relationship["spdxElementId"], identifiers)
            self.assertIn(relationship["relatedSpdxElement"], identifiers)
        kinds = {r["relatedSpdxElement"]: r["relationshipType"] for r in bill["relationships"]}
        self.assertEqual(kinds["SPDXRef-Package-zlib1g"], "CONTAINS")
        self.assertEqual(kinds["SPDXRef-Package-libc6"], "DEPENDS_ON")
        self.assertEqual(kinds["SPDXRef-Package-libc6-dev"], "CONTAINS", "linked into the AppImage's runtime")
        zlib = next(package for package in bill["packages"] if package["name"] == "zlib1g")
        installed = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", "zlib1g"], check=True, stdout=subprocess.PIPE, text=True)
        self.assertEqual(zlib["versionInfo"], installed.stdout)
        self.assertIn("names for the source package: Zlib", zlib["licenseComments"])
        deb = next(file for file in bill["files"] if file["fileName"] == "./natter.deb")
        sums = {sum["algorithm"]: sum["checksumValue"] for sum in deb["checksums"]}
        self.assertEqual(sums["SHA256"], hashlib.sha256((packages / "natter.deb").read_bytes()).hexdigest())

    def test_the_bill_takes_no_library_of_unknown_origin(self):
        (self.folder / "libz.so.1").write_bytes(b"changed")
        with self.assertRaisesRegex(ValueError, "libz.so.1 in the bundle is no file of a package"):
            sbom.bundled_in(self.folder)
        with self.assertRaisesRegex(ValueError, "is of no package"):
            sbom.libraries([str(self.folder / "libz.so.1")])

    def test_signs_every_file(self):
        home = tempfile.mkdtemp(prefix="natter-gpg-")  # short: gpg-agent's socket lies in it
        self.addCleanup(shutil.rmtree, home, ignore_errors=True)
        self.addCleanup(subprocess.run, ["gpgconf", "--homedir", home, "--kill", "all"], check=False)
        subprocess.run(["gpg", "--homedir", home, "--batch", "--quiet", "--passphrase", "", "--quick-generate-key",
                        "Release test <release@example.org>", "ed25519", "sign", "never"], check=True, stderr=subprocess.DEVNULL)
        status, output = self.release("--key", "release@example.org", GNUPGHOME=home)
        self.assertEqual(status, 0, output)
        packages = self.repository / "build/packages"
        signed = [file for file in packages.iterdir() if file.suffix != ".asc"]
        self.assertEqual(len(signed), 6)
        for file in signed:
            done = subprocess.run(["gpg", "--homedir", home, "--verify", f"{file}.asc", file], text=True, stderr=subprocess.PIPE, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)
        status, output = self.release("--key", "nobody@example.org", GNUPGHOME=home)
        self.assertEqual(status, 1)
        self.assertRegex(output, r"could not be signed by nobody@example\.org: .*No secret key")


if __name__ == "__main__":
    unittest.main()
