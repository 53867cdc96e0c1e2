# SPDX-License-Identifier: Apache-2.0
"""What has to agree before a release: version, changelog, metainfo, tag, and a tree without changes."""
import re
import subprocess
import xml.etree.ElementTree as xml
from pathlib import Path


class ReleaseError(Exception):
    """Says what is wrong and what would mend it."""


def git(sources: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(sources), *arguments], text=True, capture_output=True, check=False)
    if done.returncode != 0:
        raise ReleaseError(f"git {' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout.strip()


def project_version(sources: Path) -> str:
    match = re.search(r"^project\(\w+\s+VERSION\s+(\d+\.\d+\.\d+)\b", (sources / "CMakeLists.txt").read_text("utf-8"), re.M)
    if not match:
        raise ReleaseError("CMakeLists.txt: project() has no VERSION of the form 1.2.3")
    return match[1]


def check_changelog(sources: Path, version: str) -> str:
    """The release's date, YYYY-MM-DD, from the changelog's first heading: `## 1.2.3 (2026-01-31)`."""
    match = re.search(r"^## (.*)$", (sources / "CHANGELOG.md").read_text("utf-8"), re.M)
    heading = match[1] if match else ""
    dated = re.fullmatch(re.escape(version) + r" \((\d{4}-\d{2}-\d{2})\)", heading)
    if not dated:
        raise ReleaseError(f"CHANGELOG.md begins with '## {heading}'; it should be '## {version} (YYYY-MM-DD)'")
    return dated[1]


def check_metainfo(metainfo: Path, version: str, date: str) -> None:
    """`metainfo`: what the packages install."""
    first = xml.parse(metainfo).getroot().find("releases/release")
    found = (first.get("version"), first.get("date")) if first is not None else (None, None)
    if found != (version, date):
        raise ReleaseError(f"{metainfo.name} names {found[0]} of {found[1]} as its first release; it should be {version} of {date}")


def check_tree(sources: Path, version: str) -> None:
    changed = git(sources, "status", "--porcelain")
    if changed:
        raise ReleaseError(f"there are changes that are not committed:\n{changed}")
    tags = git(sources, "tag", "--points-at", "HEAD").split()
    if f"v{version}" not in tags:
        raise ReleaseError(f"the current commit has no tag v{version}; git tag -s v{version} sets it")
