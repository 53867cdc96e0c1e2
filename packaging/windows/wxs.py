# SPDX-License-Identifier: Apache-2.0
"""Writes the WiX 3 source of one package: wxs.py SCOPE STAGE PRODUCT.json OUT.wxs

SCOPE is machine (for everybody, needs an administrator) or user (for who installs it, needs nobody). They are two packages,
since Windows Installer finds earlier releases in the same scope only, and a package that can be both has to break its own
rules for one of them. STAGE is the installed tree, with the program in bin/; names of files count from there, the icon's from
its own folder. Identities follow from names: the same tree
gives the same source, and a file keeps its component from release to release."""
import json
import sys
import uuid
from pathlib import Path
from xml.etree import ElementTree

NAMESPACE = "http://schemas.microsoft.com/wix/2006/wi"
# Said on msiexec's command line, and remembered in the registry for repairs and later releases: property, key, value. The
# app reads its profile there (QSettings); the rest is the installer's own memory.
REMEMBERED = [("PROFILE", "", "profile"), ("INSTALLDIR", r"\Installer", "InstallDir"), ("AUTOSTART", r"\Installer", "Autostart")]


class Source:
    def __init__(self, scope: str, stage: Path, product: dict):
        self.scope, self.stage, self.product = scope, stage, product
        self.root = "HKLM" if scope == "machine" else "HKCU"
        self.settings = r"Software\{0}\{0}".format(product["settings"])
        self.program = f"bin/{product['package']}.exe"
        if not (stage / self.program).is_file():
            raise SystemExit(f"wxs: {stage} has no {self.program}")
        self.components: list[str] = []

    def guid(self, *names: str) -> str:
        name = "/".join((self.scope, *names))
        return "{" + str(uuid.uuid5(uuid.UUID(self.product["upgrade_code"]), name)).upper() + "}"

    def identifier(self, kind: str, name: str) -> str:
        return f"{kind}_{uuid.uuid5(uuid.NAMESPACE_URL, name).hex}"

    def document(self) -> ElementTree.ElementTree:
        wix = ElementTree.Element("Wix", xmlns=NAMESPACE)
        names = self.product["name"] + self.product["vendor"] + self.product["summary"]
        codepage = "1252" if names.encode("cp1252", "ignore").decode("cp1252") == names else "65001"
        product = add(wix, "Product", Id=self.guid("product", self.product["version"]), Name=self.product["name"],
                      Manufacturer=self.product["vendor"], Version=self.product["version"], Language="1033",
                      Codepage=codepage, UpgradeCode="{" + self.product["upgrade_code"] + "}")
        add(product, "Package", InstallScope="perMachine" if self.scope == "machine" else "perUser", Compressed="yes",
            InstallerVersion="500", Description=self.product["summary"], Manufacturer=self.product["vendor"],
            SummaryCodepage=codepage)
        add(product, "MajorUpgrade",
            DowngradeErrorMessage=f"A newer {self.product['name']} is installed already. To go back, remove it first.")
        # All that Windows Installer tells of Windows 10 and 11 is that they are later than 8.1.
        condition = add(product, "Condition", Message=f"{self.product['name']} needs 64-bit Windows 10 or later.")
        condition.text = "Installed OR (VersionNT64 AND VersionNT >= 603)"
        add(product, "MediaTemplate", EmbedCab="yes")
        add(product, "Icon", Id="app.ico", SourceFile=Path(self.product["icon"]).name)
        self.add_properties(product)
        self.add_remembered(product)
        self.add_directories(product)
        feature = add(product, "Feature", Id="App", Title=self.product["name"], Level="1")
        for component in self.components:
            add(feature, "ComponentRef", Id=component)
        return ElementTree.ElementTree(wix)

    def add_properties(self, product: ElementTree.Element) -> None:
        size = sum(file.stat().st_size for file in self.stage.rglob("*") if file.is_file())
        for name, value in {
            "ARPPRODUCTICON": "app.ico",
            "ARPHELPLINK": self.product["homepage"],
            "ARPURLINFOABOUT": self.product["homepage"],
            "ARPCONTACT": self.product["contact"],
            "ARPCOMMENTS": self.product["summary"],
            "ARPSIZE": str((size + 1023) // 1024),
            "ARPNOMODIFY": "1",  # there is nothing to choose
        }.items():
            add(product, "Property", Id=name, Value=value)
        add(product, "CustomAction", Id="SetLocation", Property="ARPINSTALLLOCATION", Value="[INSTALLDIR]")
        sequence = add(product, "InstallExecuteSequence")
        add(sequence, "Custom", Action="SetLocation", After="CostFinalize").text = "NOT Installed"

    def add_remembered(self, product: ElementTree.Element) -> None:
        """A search would overwrite what the command line says, so it fills a property of its own."""
        for name, key, value in REMEMBERED:
            before = f"BEFORE_{name}"
            add(product, "Property", Id=name, Secure="yes")
            search = add(product, "Property", Id=before)
            add(search, "RegistrySearch", Id=before, Root=self.root, Key=self.settings + key, Name=value, Type="raw", Win64="yes")
            add(product, "CustomAction", Id=f"Keep_{name}", Property=name, Value=f"[{before}]", Execute="firstSequence")
            for sequence in ("InstallUISequence", "InstallExecuteSequence"):
                custom = add(add(product, sequence), "Custom", Action=f"Keep_{name}", After="AppSearch")
                custom.text = f"{before} AND NOT {name}"

    def add_directories(self, product: ElementTree.Element) -> None:
        target = add(product, "Directory", Id="TARGETDIR", Name="SourceDir")
        if self.scope == "machine":
            programs = add(target, "Directory", Id="ProgramFiles64Folder")
        else:
            programs = add(add(target, "Directory", Id="LocalAppDataFolder"), "Directory", Id="UserPrograms", Name="Programs")
        folder = add(programs, "Directory", Id="INSTALLDIR", Name=self.product["name"])
        self.add_files(folder, self.stage)
        self.add_settings(folder)
        self.add_links(folder)
        self.add_autostart(folder)
        self.add_shortcut(add(target, "Directory", Id="ProgramMenuFolder"))

    def add_component(self, parent: ElementTree.Element, name: str, **attributes: str) -> ElementTree.Element:
        identifier = self.identifier("component", name)
        self.components.append(identifier)
        return add(parent, "Component", Id=identifier, Guid=self.guid("component", name), Win64="yes", **attributes)

    def add_files(self, parent: ElementTree.Element, folder: Path) -> None:
        for path in sorted(folder.iterdir()):
            name = path.relative_to(self.stage).as_posix()
            if path.is_dir():
                self.add_files(add(parent, "Directory", Id=self.identifier("folder", name), Name=path.name), path)
            else:
                add(self.add_component(parent, name), "File", Id=self.file(name), Name=path.name, Source=name,
                    KeyPath="yes")

    def file(self, name: str) -> str:
        return "Program" if name == self.program else self.identifier("file", name)

    def add_value(self, component: ElementTree.Element, key: str, name: str, value: str, **attributes: str) -> None:
        named = {"Name": name} if name else {}
        add(component, "RegistryValue", **{"Root": self.root, "Key": key, "Type": "string", "Value": value, **named, **attributes})

    def add_settings(self, folder: ElementTree.Element) -> None:
        component = self.add_component(folder, "settings")
        for number, (name, key, value) in enumerate(REMEMBERED):
            self.add_value(component, self.settings + key, value, f"[{name}]", **({"KeyPath": "yes"} if number == 0 else {}))

    def add_links(self, folder: ElementTree.Element) -> None:
        component = self.add_component(folder, "links")
        key = rf"Software\Classes\{self.product['scheme']}"
        self.add_value(component, key, "", f"URL:{self.product['name']}", KeyPath="yes")
        self.add_value(component, key, "URL Protocol", "")
        self.add_value(component, rf"{key}\DefaultIcon", "", '"[#Program]",0')
        # Behind -- nothing is an option, whatever a page writes into its link; to Qt neither (main.cpp).
        self.add_value(component, rf"{key}\shell\open\command", "", '"[#Program]" -- "%1"')

    def add_autostart(self, folder: ElementTree.Element) -> None:
        component = self.add_component(folder, "autostart", Transitive="yes")
        add(component, "Condition").text = 'AUTOSTART = "1"'
        self.add_value(component, r"Software\Microsoft\Windows\CurrentVersion\Run", self.product["id"], '"[#Program]"',
                       KeyPath="yes")

    def add_shortcut(self, folder: ElementTree.Element) -> None:
        component = self.add_component(folder, "shortcut")
        shortcut = add(component, "Shortcut", Id="StartMenu", Name=self.product["name"], Target="[#Program]",
                       Description=self.product["summary"], WorkingDirectory="INSTALLDIR")
        # By this Windows knows that the shortcut and the app's windows and notifications belong together.
        add(shortcut, "ShortcutProperty", Key="System.AppUserModel.ID", Value=self.product["id"])
        # The installer wants a shortcut's key path among the user's own, for all users, too.
        self.add_value(component, self.settings + r"\Installer", "Shortcut", "1", Root="HKCU", KeyPath="yes")


def add(parent: ElementTree.Element, name: str, **attributes: str) -> ElementTree.Element:
    return ElementTree.SubElement(parent, name, attributes)


def main() -> None:
    scope, stage, product, out = sys.argv[1:]
    document = Source(scope, Path(stage), json.loads(Path(product).read_text("utf-8"))).document()
    ElementTree.indent(document)
    document.write(out, "utf-8", xml_declaration=True)


if __name__ == "__main__":
    main()
