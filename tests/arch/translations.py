#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every text with a number has its English singular and plural, and no translation loses a placeholder or is empty.
Every Phrase of src/diagnosis can be found and stands where the window looks for it. Texts that a language lacks are
told only: they appear in English. Usage: translations.py LUPDATE FOLDER"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

ENGLISH = "natter_en.ts"
PHRASES = "Natter::Diagnosis"
LOST_PHRASE = re.compile(r'\bPhrase(?:\s+\w+\s*[({]|\s*\{)\s*"')  # lupdate takes only Phrase("...")
PLACEHOLDER = re.compile(r"%(?:n|L?[1-9][0-9]?)")


def updated(lupdate: str, root: Path, catalogue: Path) -> ElementTree.ElementTree:
    """The catalogue, brought up to date with the sources (the file stays as it is)."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / catalogue.name
        shutil.copy(catalogue, copy)
        plurals = ["-pluralonly"] if catalogue.name == ENGLISH else []
        subprocess.run(
            [lupdate, "-silent", "-I", root, "-I", root / "src", "-locations", "none", "-no-obsolete", *plurals,
             "-tr-function-alias", "QT_TR_NOOP+=Phrase", root / "ui", root / "app/natter", root / "src/diagnosis", "-ts",
             copy],
            check=True, stderr=subprocess.DEVNULL)
        return ElementTree.parse(copy)


def forms(message: ElementTree.Element) -> list[str]:
    """The translation: one text, or one for each plural form."""
    if message.get("numerus") == "yes":
        return [form.text or "" for form in message.iter("numerusform")]
    return [message.findtext("translation") or ""]


def is_unfinished(message: ElementTree.Element) -> bool:
    translation = message.find("translation")
    return translation is None or translation.get("type") == "unfinished"


def lacking(messages: list[ElementTree.Element]) -> list[str]:
    return [message.findtext("source", "") for message in messages if is_unfinished(message)]


def faults(messages: list[ElementTree.Element]) -> list[str]:
    """What is wrong with the finished translations."""
    found = []
    for message in messages:
        if is_unfinished(message):
            continue
        source = message.findtext("source", "")
        for form in forms(message) or [""]:
            if not form.strip():
                found.append(f"an empty translation of: {source}")
            elif sorted(PLACEHOLDER.findall(form)) != sorted(PLACEHOLDER.findall(source)):
                found.append(f"other placeholders than its source: {source} -> {form}")
    return found


def lost_phrases(root: Path, contexts: list[str]) -> list[str]:
    """Phrases that would stay English in every language."""
    found = [f"a Phrase inside of the class {context}: make it in a function outside"
             for context in contexts if context.startswith(PHRASES + "::")]
    for path in sorted((root / "src").rglob("*.cpp")):
        found += [f'{path.relative_to(root)}: {match.group(0)}... is not found: write Phrase("...")'
                  for match in LOST_PHRASE.finditer(path.read_text(encoding="utf-8"))]
    return found


def main(lupdate: str, root: Path) -> int:
    wrong = []
    catalogues = sorted((root / "resources/translations").glob("natter_*.ts"))
    assert any(catalogue.name == ENGLISH for catalogue in catalogues), f"{ENGLISH} is missing"
    for catalogue in catalogues:
        tree = updated(lupdate, root, catalogue)
        messages = list(tree.iter("message"))
        assert messages, "no text was found: the search is broken"
        wrong += [f"{catalogue.name} has {fault}" for fault in faults(messages)]
        if catalogue.name != ENGLISH:
            contexts = [name.text or "" for name in tree.iter("name")]
            assert PHRASES in contexts, "no Phrase was found: the search is broken"
            wrong += lost_phrases(root, contexts)
        for text in lacking(messages):
            told = f"{catalogue.name} lacks: {text} (./dev translate, then fill it in)"
            if catalogue.name == ENGLISH:
                wrong.append(told)
            else:
                print(f"note: {told}")
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
