# SPDX-License-Identifier: Apache-2.0
"""What the tests of the Debian packages share. As a program, `packages.py first|second`: makes the packages that they look at,
in build/package-tests: `first` from the package tree; `second` from a tree that is built anew at the same place, once more and
then with the other brand."""
import os
import pathlib
import re
import shutil
import subprocess
import sys

SOURCES = pathlib.Path(os.environ["NATTER_SOURCES"])
TREE = pathlib.Path(os.environ["NATTER_PACKAGE_TREE"])
HERE = SOURCES / "packaging/tests"
FOLDER = SOURCES / "build/package-tests"
FIRST, AGAIN, HARBOUR = FOLDER / "first", FOLDER / "again", FOLDER / "harbour"
VERSION = re.search(r"^project\(Natter VERSION (\S+)", (SOURCES / "CMakeLists.txt").read_text("utf-8"), re.M)[1]
NAMES = ["natter", "natter-doctor", "natter-gateway", "natter-sandbox"]
MISSING = 77


def need(*tools):
    for tool in tools:
        if not shutil.which(tool):
            print(f"{tool} is not installed")
            sys.exit(MISSING)


def attempt(*command, **more):
    return subprocess.run([str(part) for part in command], text=True, check=False, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)


def run(*command, **more):
    """Its standard output; a failure shows both."""
    done = attempt(*command, **more)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, command))}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def deb(folder, name):
    found = list(folder.glob(f"{name}_*.deb"))
    assert len(found) == 1, f"{name} in {folder}: {found}"
    return found[0]


def fields(package):
    lines = run("dpkg-deb", "-f", package).splitlines()
    return dict(line.split(": ", 1) for line in lines if re.match(r"[A-Z][A-Za-z-]*: ", line))


def make(out):
    shutil.rmtree(out, ignore_errors=True)
    run("cpack", "--config", TREE / "CPackConfig.cmake", "-G", "DEB", "-B", out, cwd=SOURCES)


def make_second():
    """Within a mount namespace: the tree is a new one for this process and its children alone."""
    new = FOLDER / "tree"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    run("mount", "--bind", new, TREE)
    for out, brand in (AGAIN, SOURCES / "packaging/brands/natter"), (HARBOUR, HERE / "brands/harbour"):
        run("cmake", "--preset", "package", f"-DNATTER_BRAND={brand}", cwd=SOURCES)
        run("cmake", "--build", TREE, cwd=SOURCES)
        make(out)
    run("umount", TREE)
    shutil.rmtree(new)


def main(which):
    os.environ["SOURCE_DATE_EPOCH"] = run("git", "log", "-1", "--format=%ct", cwd=SOURCES).strip()
    if which == "first":
        make(FIRST)
    elif os.geteuid() != 0:
        print("a tree of its own at the same place needs root")
        sys.exit(MISSING)
    elif os.environ.get("NATTER_UNSHARED"):
        make_second()
    else:
        done = subprocess.run(["unshare", "--mount", sys.executable, "-B", __file__, "second"], check=False,
                              env={**os.environ, "NATTER_UNSHARED": "1"})
        sys.exit(done.returncode)


if __name__ == "__main__":
    main(*sys.argv[1:])
