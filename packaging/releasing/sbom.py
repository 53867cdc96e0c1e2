# SPDX-License-Identifier: Apache-2.0
"""The software bill of materials, SPDX 2.3 as JSON: the release's files, and the libraries that they bring along or load.

Versions and licences are those of the Debian packages on the computer that built the release.
"""
import hashlib
import json
import re
import subprocess
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from urllib.parse import quote


@dataclass
class Library:
    package: str
    version: str
    source: str
    licences: list
    files: list = field(default_factory=list)


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _query(*command: str) -> str:
    return subprocess.run(command, text=True, capture_output=True, check=False).stdout


def _licences(package: str) -> list:
    """Those that the package's copyright file names, the one for `Files: *` first; empty when it is not in that form (DEP 5).
    They are those of the whole source package: which of them a library has, the file tells in prose."""
    file = Path("/usr/share/doc", package, "copyright")
    text = file.read_text("utf-8", "replace") if file.is_file() else ""
    stanzas = [stanza.strip() for stanza in re.split(r"\n\s*\n", text)]
    stanzas = sorted((stanza for stanza in stanzas if stanza.startswith("Files:")), key=lambda one: not re.match(r"Files:\s*\*", one))
    named = [re.search(r"^License:[ \t]*(\S.*)$", stanza, re.M) for stanza in stanzas]
    return list(dict.fromkeys(match[1].strip() for match in named if match))


def _names(path: str) -> list:
    """/lib and /usr/lib are one folder, and dpkg knows a file by one of the two names."""
    real = str(Path(path).resolve())
    return list(dict.fromkeys([path, real, re.sub("^/usr/lib", "/lib", path), re.sub("^/usr/lib", "/lib", real)]))


def _owners(paths: list) -> dict:
    """From the names of files to their packages."""
    listed = _query("dpkg-query", "-S", *{name for path in paths for name in _names(path)})
    return {name: package for package, name in re.findall(r"^([^\s:]+)(?::\S+)?: (/\S+)$", listed, re.M)}


def libraries(paths: list) -> list:
    """The Debian packages that these files are of; ValueError names a file that is of none."""
    found, owners = {}, _owners(paths)
    for path in sorted(paths):
        package = next((owners[name] for name in _names(path) if name in owners), None)
        if package is None:
            raise ValueError(f"{path} is of no package")
        if package not in found:
            version, _, source = _query("dpkg-query", "-W", "-f", "${Version} ${source:Package}\n", package).split("\n")[0].partition(" ")
            found[package] = Library(package, version, source, _licences(package))
        found[package].files.append(Path(path).name)
    return [found[name] for name in sorted(found)]


def loaded_by(programs: list) -> list:
    """The libraries that the dynamic linker finds for these programs on this computer."""
    paths = set()
    for program in programs:
        paths.update(re.findall(r"=> (/\S+)", _query("ldd", str(program))))
    return sorted(paths)


def linked_into(linker_map: Path) -> list:
    """The static libraries that the linker took something from."""
    return sorted(set(re.findall(r"(/[^\s:()]+\.a)\(", linker_map.read_text("utf-8"))))


def bundled_in(folder: Path) -> list:
    """Where on this computer the libraries in `folder` come from: same name, same content."""
    paths = []
    for file in sorted(folder.rglob("*.so*")):
        if not file.is_file() or file.is_symlink():
            continue
        listed = re.findall(r"^[^\n]*?: (/\S+)$", _query("dpkg-query", "-S", f"*/{file.name}"), re.M)
        same = [path for path in listed if Path(path).is_file() and sha256(Path(path)) == sha256(file)]
        if not same:
            raise ValueError(f"{file.name} in the bundle is no file of a package on this computer")
        paths.append(same[0])
    return paths


def _identifier(kind: str, name: str) -> str:
    return f"SPDXRef-{kind}-" + re.sub(r"[^A-Za-z0-9.-]", "-", name)


def document(name: str, version: str, created: int, files: list, loaded: list, bundled: list) -> str:
    """`created` in seconds since 1970; `files`: the release's files; `loaded`, `bundled`: libraries()."""
    packages = [{"name": name, "SPDXID": _identifier("Package", name), "versionInfo": version, "downloadLocation": "NOASSERTION",
                 "filesAnalyzed": False, "licenseConcluded": "NOASSERTION", "licenseDeclared": "Apache-2.0",
                 "copyrightText": "NOASSERTION", "primaryPackagePurpose": "APPLICATION"}]
    relationships = [("SPDXRef-DOCUMENT", "DESCRIBES", packages[0]["SPDXID"])]
    for library in {library.package: library for library in [*loaded, *bundled]}.values():
        identifier = _identifier("Package", library.package)
        packages.append({"name": library.package, "SPDXID": identifier, "versionInfo": library.version,
            "downloadLocation": "NOASSERTION", "filesAnalyzed": False, "licenseConcluded": "NOASSERTION",
            "licenseDeclared": "NOASSERTION", "copyrightText": "NOASSERTION", "primaryPackagePurpose": "LIBRARY",
            "sourceInfo": f"Debian source package {library.source}; files: {', '.join(library.files)}",
            "licenseComments": f"/usr/share/doc/{library.package}/copyright names for the source package: "
                               + ("; ".join(library.licences) or "see there"),
            "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                              "referenceLocator": f"pkg:deb/debian/{library.package}@{quote(library.version, safe='')}"}]})
        is_bundled = any(library.package == other.package for other in bundled)
        relationships.append((packages[0]["SPDXID"], "CONTAINS" if is_bundled else "DEPENDS_ON", identifier))
    listed = []
    for file in sorted(files):
        identifier = _identifier("File", file.name)
        listed.append({"fileName": f"./{file.name}", "SPDXID": identifier, "licenseConcluded": "NOASSERTION",
            "copyrightText": "NOASSERTION",
            "checksums": [{"algorithm": "SHA256", "checksumValue": sha256(file)},
                          {"algorithm": "SHA1", "checksumValue": hashlib.sha1(file.read_bytes()).hexdigest()}]})
        relationships.append((identifier, "GENERATED_FROM", packages[0]["SPDXID"]))
    content = {"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": f"{name}-{version}",
        "creationInfo": {"created": datetime.fromtimestamp(created, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
                         "creators": [f"Tool: {name}-release"]},
        "packages": packages, "files": listed,
        "relationships": [{"spdxElementId": a, "relationshipType": kind, "relatedSpdxElement": b} for a, kind, b in relationships]}
    # The content names the document, as SPDX wants no two with one name.
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    content["documentNamespace"] = f"https://natter.org/spdx/{name}-{version}-{digest[:32]}"
    return json.dumps(content, indent=2, sort_keys=True) + "\n"
