# SPDX-License-Identifier: Apache-2.0
"""Packages of the stub, built as those of the app are."""
import os
import shutil
import subprocess
import sys
from pathlib import Path

SOURCES = Path(os.environ["NATTER_SOURCES"])
ICONS = Path(os.environ["NATTER_PACKAGE_TREE"]) / "bin/natter-icons"
HERE = Path(__file__).resolve().parent
NATTER = SOURCES / "packaging/brands/natter"
HARBOUR = SOURCES / "packaging/tests/brands/harbour"
TOOLS = ["cmake", "faketime", "msibuild", "msiinfo", "openssl", "osslsigncode", "wine", "wixl", "x86_64-w64-mingw32-gcc-posix",
         "x86_64-w64-mingw32-windres"]


def require_tools() -> None:
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        print("not here:", *missing, file=sys.stderr)
        sys.exit(77)


class Built:
    """One brand's one version, with both packages."""

    def __init__(self, work: Path, brand: Path, version: str):
        self.brand, self.version = brand, version
        self.tree = work / f"{brand.name}-{version}"
        self.program = self.tree / f"{self.value('PACKAGE')}.exe"
        run("cmake", "-G", "Ninja", "-S", HERE, "-B", self.tree, "--toolchain", HERE / "toolchain.cmake",
            f"-DSTUB_VERSION={version}", f"-DNATTER_BRAND={brand}", f"-DNATTER_ICONS={ICONS}", "-DCMAKE_BUILD_TYPE=Release")
        run("cmake", "--build", self.tree)
        self.machine, self.user = self.pack(self.tree / "packages")

    def value(self, name: str) -> str:
        return next(line.split('"')[1] for line in (self.brand / "brand.cmake").read_text("utf-8").splitlines()
                    if line.startswith(f"set(BRAND_{name} "))

    def pack(self, out: Path, **environment: str) -> tuple[Path, Path]:
        shutil.rmtree(out, ignore_errors=True)
        run("cpack", "--config", self.tree / "CPackConfig.cmake", "-B", out / "work", "-D", f"CPACK_NATTER_PACKAGES={out}",
            **{"SOURCE_DATE_EPOCH": "1700000000", **environment})
        name = f"{self.value('PACKAGE')}-{self.version}-x64"
        return out / f"{name}.msi", out / f"{name}-user.msi"


class Tables:
    """A package's tables as lists of dictionaries, read by msiinfo."""

    def __init__(self, package: Path):
        self.package = package

    def __getitem__(self, table: str) -> list[dict[str, str]]:
        # It writes the content of icons beside itself.
        lines = run("msiinfo", "export", self.package, table, cwd=self.package.parent).split("\r\n")
        names = lines[0].split("\t")
        return [dict(zip(names, line.split("\t"))) for line in lines[3:] if line]

    def properties(self) -> dict[str, str]:
        return {row["Property"]: row["Value"] for row in self["Property"]}

    def summary(self) -> str:
        return run("msiinfo", "suminfo", self.package)


def run(*command: object, cwd: Path | None = None, **environment: str) -> str:
    done = subprocess.run([str(part) for part in command], cwd=cwd, env={**os.environ, **environment}, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False)
    output = done.stdout.decode("utf-8", "replace")
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{output}")
    return output
