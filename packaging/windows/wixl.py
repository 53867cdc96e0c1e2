# SPDX-License-Identifier: Apache-2.0
"""Compiles a WiX source with wixl, for trying packages where there is no WiX:
wixl.py IN.wxs OUT.msi FOLDER... (that its files' names count from)

What wixl 0.101 does not know is taken out of the source and put into the tables afterwards, so that they say what WiX would
have made them say. With SOURCE_DATE_EPOCH in the environment the same source gives the same bytes."""
import os
import subprocess
import sys
import tempfile
import uuid
from datetime import datetime, timezone
from pathlib import Path
from xml.etree import ElementTree

NAMESPACE = "{http://schemas.microsoft.com/wix/2006/wi}"
# Of Windows Installer's tables.
TRANSITIVE, SET_PROPERTY, FIRST_SEQUENCE = 64, 51, 256
PLACES = {"AppSearch": 50, "CostFinalize": 1000}


def quoted(text: str) -> str:
    if "'" in text:
        raise SystemExit(f"wixl: no apostrophe can stand in {text}")
    return f"'{text}'"


def take_out(tree: ElementTree.ElementTree) -> list[str]:
    """Queries for what wixl does not know."""
    queries = []
    secure = ["WIX_DOWNGRADE_DETECTED", "WIX_UPGRADE_DETECTED"]
    for element in tree.iter(f"{NAMESPACE}Property"):
        if element.attrib.pop("Secure", "") == "yes":
            secure.append(element.get("Id"))
    queries.append(f"UPDATE `Property` SET `Value` = {quoted(';'.join(secure))} WHERE `Property` = 'SecureCustomProperties'")
    for component in tree.iter(f"{NAMESPACE}Component"):
        where = f"WHERE `Component` = {quoted(component.get('Id'))}"
        for condition in component.findall(f"{NAMESPACE}Condition"):
            component.remove(condition)
            queries.append(f"UPDATE `Component` SET `Condition` = {quoted(condition.text)} {where}")
        if component.attrib.pop("Transitive", "") == "yes":
            # A key path in the registry (4) of a 64-bit component (256).
            queries.append(f"UPDATE `Component` SET `Attributes` = {TRANSITIVE + 256 + 4} {where}")
    queries.append("CREATE TABLE `MsiShortcutProperty` (`MsiShortcutProperty` CHAR(72) NOT NULL, `Shortcut_` CHAR(72) NOT NULL, "
                   "`PropertyKey` CHAR(0) NOT NULL, `PropVariantValue` CHAR(0) NOT NULL PRIMARY KEY `MsiShortcutProperty`)")
    for shortcut in tree.iter(f"{NAMESPACE}Shortcut"):
        for number, element in enumerate(shortcut.findall(f"{NAMESPACE}ShortcutProperty")):
            shortcut.remove(element)
            values = [f"{shortcut.get('Id')}{number}", shortcut.get("Id"), element.get("Key"), element.get("Value")]
            queries.append("INSERT INTO `MsiShortcutProperty` (`MsiShortcutProperty`, `Shortcut_`, `PropertyKey`, "
                           f"`PropVariantValue`) VALUES ({', '.join(map(quoted, values))})")
    for action in tree.findall(f".//{NAMESPACE}CustomAction"):
        kind = SET_PROPERTY + (FIRST_SEQUENCE if action.get("Execute") == "firstSequence" else 0)
        queries.append(f"UPDATE `CustomAction` SET `Type` = {kind} WHERE `Action` = {quoted(action.get('Id'))}")
    # WiX's places: an earlier release goes before anything is installed, and what a sequence names follows what it names.
    queries.append("UPDATE `InstallExecuteSequence` SET `Sequence` = 1401 WHERE `Action` = 'RemoveExistingProducts'")
    for sequence in ("InstallUISequence", "InstallExecuteSequence"):
        for number, custom in enumerate(tree.findall(f".//{NAMESPACE}{sequence}/{NAMESPACE}Custom")):
            place = PLACES[custom.get("After")] + 1 + number
            queries.append(f"UPDATE `{sequence}` SET `Sequence` = {place} WHERE `Action` = {quoted(custom.get('Action'))}")
    return queries


def main() -> None:
    source, package, *folders = (Path(argument).resolve() for argument in sys.argv[1:])
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    at_that_time = []
    if epoch:
        # Without a sign before it the clock stands still.
        at_that_time = ["env", "TZ=UTC", "faketime", "-f", datetime.fromtimestamp(int(epoch), timezone.utc).strftime("%F %T")]
    tree = ElementTree.parse(source)
    content = source.read_bytes()
    for element, attribute in [*((element, "Source") for element in tree.iter(f"{NAMESPACE}File")),
                               *((element, "SourceFile") for element in tree.iter(f"{NAMESPACE}Icon"))]:
        file = next(folder / element.get(attribute) for folder in folders if (folder / element.get(attribute)).is_file())
        content += file.read_bytes()
        if epoch:
            os.utime(file, (int(epoch), int(epoch)))
        # It runs in the root, and no name of its may begin with it.
        element.set(attribute, str(file.relative_to("/")))
    product = tree.find(f"{NAMESPACE}Product")
    queries = take_out(tree)
    ElementTree.register_namespace("", NAMESPACE[1:-1])
    package.unlink(missing_ok=True)
    with tempfile.NamedTemporaryFile(suffix=".wxs") as known:
        tree.write(known, "utf-8", xml_declaration=True)
        known.flush()
        subprocess.run([*at_that_time, "wixl", "--arch", "x64", "--output", package, known.name], check=True, cwd="/")
    code = "{" + str(uuid.uuid5(uuid.NAMESPACE_OID, content.hex())).upper() + "}"
    for query in queries:
        subprocess.run([*at_that_time, "msibuild", package, "-q", query], check=True)
    subprocess.run([*at_that_time, "msibuild", package, "-s", product.get("Name"), product.get("Manufacturer"), "x64;1033", code],
                   check=True)


if __name__ == "__main__":
    main()
