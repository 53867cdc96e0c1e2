#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every text with a number has its English singular and plural. Usage: plurals.py LUPDATE FOLDER"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree


def unfinished(lupdate: str, root: Path) -> list[str]:
    """The source texts that the English catalogue, brought up to date, has no plural for."""
    with tempfile.TemporaryDirectory() as folder:
        catalogue = Path(folder) / "natter_en.ts"
        shutil.copy(root / "resources/translations/natter_en.ts", catalogue)
        subprocess.run(
            [lupdate, "-silent", "-I", root, "-I", root / "src", "-locations", "none", "-no-obsolete", "-pluralonly",
             root / "ui", root / "app/natter", "-ts", catalogue],
            check=True, stderr=subprocess.DEVNULL)
        messages = list(ElementTree.parse(catalogue).iter("message"))
    assert messages, "no text with a number was found: the search is broken"
    return [
        message.findtext("source", "")
        for message in messages
        if not all(form.text for form in message.iter("numerusform"))
    ]


if __name__ == "__main__":
    missing = unfinished(sys.argv[1], Path(sys.argv[2]))
    for text in missing:
        print(f"resources/translations/natter_en.ts has no plural for: {text} (./dev translate, then fill it in)")
    sys.exit(1 if missing else 0)
