# SPDX-License-Identifier: Apache-2.0
"""changes.py CHANGELOG VERSION PACKAGE CONTACT METAINFO: the releases of CHANGELOG.md as packages want them, into the working
folder: changelog.gz (Debian's form) and metainfo.xml (METAINFO with AppStream's <releases>). The newest release must be VERSION.
One without a date is dated by SOURCE_DATE_EPOCH, else by now."""
import datetime
import email.utils
import gzip
import os
import re
import sys
import textwrap
import time
from xml.sax.saxutils import escape


def read_releases(text, now):
    """[(version, datetime, [entry...])], the newest one first."""
    releases = []
    for block in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        heading, _, body = block.partition("\n")
        match = re.fullmatch(r"(\d+\.\d+\.\d+) \((unreleased|\d{4}-\d\d-\d\d)\)", heading.strip())
        if not match:
            sys.exit(f"CHANGELOG.md: '## {heading}' should be of the form '## 1.2.3 (unreleased)' or '## 1.2.3 (2026-12-31)'.")
        version, date = match.groups()
        when = now if date == "unreleased" else datetime.datetime.fromisoformat(date).replace(tzinfo=datetime.timezone.utc)
        entries = [" ".join(entry.split()) for entry in re.split(r"^- ", body, flags=re.MULTILINE)[1:]]
        releases.append((version, when, [entry.replace("`", "") for entry in entries]))
    return releases


def debian(releases, package, contact):
    text = ""
    for version, when, entries in releases:
        text += f"{package} ({version}) unstable; urgency=medium\n\n"
        for entry in entries:
            text += textwrap.fill(entry, 78, initial_indent="  * ", subsequent_indent="    ", break_on_hyphens=False) + "\n"
        text += f"\n -- {contact}  {email.utils.format_datetime(when)}\n\n"
    return text


def appstream(releases, package):
    """Only Natter itself tells what is new: the words are its own."""
    lines = ["<releases>"]
    for version, when, entries in releases:
        lines.append(f'  <release version="{version}" date="{when:%Y-%m-%d}">')
        if package == "natter":
            lines += ["    <description>", "      <ul>"]
            lines += [f"        <li>{escape(entry)}</li>" for entry in entries]
            lines += ["      </ul>", "    </description>"]
        lines.append("  </release>")
    return "\n".join("  " + line for line in lines + ["</releases>"]).lstrip()


def write(name, content):
    """In one step: two installations from one tree may run at once."""
    part = f"{name}.{os.getpid()}"
    with open(part, "wb") as file:
        file.write(content)
    os.replace(part, name)


def main(changelog, wanted, package, contact, metainfo):
    epoch = int(os.environ.get("SOURCE_DATE_EPOCH") or time.time())
    now = datetime.datetime.fromtimestamp(epoch, datetime.timezone.utc)
    with open(changelog, encoding="utf-8") as file:
        releases = read_releases(file.read(), now)
    if not releases or releases[0][0] != wanted:
        sys.exit(f"CHANGELOG.md: the newest release should be {wanted}, the version of CMakeLists.txt.")
    write("changelog.gz", gzip.compress(debian(releases, package, contact).encode(), 9, mtime=0))
    with open(metainfo, encoding="utf-8") as file:
        text = file.read().replace("<!-- releases -->", appstream(releases, package))
    write("metainfo.xml", text.encode())


main(*sys.argv[1:])
