#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The rules of the house that a program can check. Usage: architecture.py [FOLDER]; prints what breaks them."""

import re
import sys
from pathlib import Path

# What each layer may include, beside itself. app/ and tests/ may include everything.
LAYERS = {
    "base": set(),
    "domain": {"base"},
    "net": {"base"},
    "jwt": {"base"},
    "identity": {"base", "domain", "net", "jwt"},
    "xmpp": {"base"},
    "diagnosis": {"base", "domain", "net", "jwt", "identity", "xmpp"},
    "secrets": {"base"},
    "store": {"base", "domain"},
    "core": {"base", "domain", "net", "jwt", "identity", "xmpp", "secrets", "store"},
    "models": {"base", "domain", "core"},
    "gateway": {"base", "domain", "net", "jwt"},
    "ui": {"base", "domain", "core", "models"},
}
NO_SQL_OR_XML = {"ui", "models"}
LONGEST_FILE = 600
LONGEST_README = 40
LONGEST_README_WITH_FORMAT = 80  # a wire or file format stands in them
READMES_WITH_FORMAT = {"gateway", "domain"}

SOURCE_FOLDERS = ("src", "ui", "app", "tests", "cmake", "packaging")
SKIPPED_FOLDERS = {"build", "node_modules", "__pycache__", ".git"}
CODE = {".h", ".cpp"}
SCRIPTS = {".cmake", ".sh", ".py", ".mjs"}
TOP_FILES = ("CMakeLists.txt", "dev", ".ci/run", ".clang-format", ".clang-tidy", "README.md", "CHANGELOG.md")

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include\s*([<"])([^>"]+)[>"]', re.M)
TRANSLATION = re.compile(r"(?<![\w.>])(?:Q\w+::)?(?:tr|translate)\s*\(|\bQT_TR\w*NOOP\w*\s*\(")
SINGLETON = re.compile(r"\bstatic\b[^;(){}]*\binstance\s*\(|\b(?!Q[A-Z])[A-Z]\w*::instance\s*\(")
USING_NAMESPACE = re.compile(r"\busing\s+namespace\b")
RICH_TEXT = re.compile(r"\b(?:RichText|AutoText|MarkdownText|setHtml|insertHtml|appendHtml|setMarkdown)\b")
TEXT_WIDGET = re.compile(
    r"\bnew\s+Q(?:Label|MessageBox)\b|[:,]\s*Q(?:Label|MessageBox)\s*\(|\bQ(?:Label|MessageBox)\s+\w+\s*[({;]"
)
PLAIN_TEXT = re.compile(r"\bsetTextFormat\s*\(\s*Qt::PlainText\s*\)")
STATIC_BOX = re.compile(r"\bQMessageBox::(?:information|warning|critical|question|about)\s*\(")
TOOL_TIP = re.compile(r"\bsetToolTip\s*\(([^;]*);")
MACHINE_PATH = re.compile(r"(?<![\w./~}])/(?:work|home|root|Users)/\w")
TEST_WITH_WINDOWS = re.compile(r"\bQTEST_MAIN\s*\(")
OWN_SETTINGS = re.compile(r"\bclass\s+\w+\s*:\s*public\s+(?:Test::)?GuiTest\b")
COMMENT_OR_TEXT = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"', re.S)


def without_comments_and_texts(code):
    return COMMENT_OR_TEXT.sub(lambda match: '""' + "\n" * match.group(0).count("\n"), code)


def files_of(root):
    for name in TOP_FILES:
        if (root / name).is_file():
            yield root / name
    for folder in SOURCE_FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and not SKIPPED_FOLDERS.intersection(path.relative_to(root).parts):
                yield path


def layer_of(path):
    if path.parts[0] == "ui":
        return "ui"
    return path.parts[1] if path.parts[0] == "src" and len(path.parts) > 2 else None


def line_of(text, match):
    return text.count("\n", 0, match.start()) + 1


def check_includes(path, text):
    layer = layer_of(path)
    if layer is None:
        return
    if layer not in LAYERS:
        yield 1, f"layer '{layer}' is not in the table of tests/arch/architecture.py"
        return
    for match in INCLUDE.finditer(text):
        bracket, target = match.groups()
        first = target.split("/")[0]
        if bracket == "<":
            if layer in NO_SQL_OR_XML and re.match(r"Q(?:t?Sql|Xml|Dom)", first):
                yield line_of(text, match), f"{layer} includes <{target}>"
        elif "/" not in target:
            if not target.endswith(".moc"):
                yield line_of(text, match), f'"{target}" is not included by its layer: "{layer}/..."'
        elif first != layer and first not in LAYERS[layer]:
            yield line_of(text, match), f'{layer} must not include "{target}"'


def check_code(path, text):
    layer = layer_of(path)
    code = without_comments_and_texts(text)
    patterns = [(SINGLETON, "a singleton of ours")]
    if path.suffix == ".h":
        patterns.append((USING_NAMESPACE, "'using namespace' in a header"))
    if path.parts[0] == "src":
        patterns.append((TRANSLATION, "translation below ui/"))
    if layer == "ui":
        patterns.append((RICH_TEXT, "text that could be markup"))
        patterns.append((STATIC_BOX, "a message box that guesses its text format"))
    for pattern, message in patterns:
        for match in pattern.finditer(code):
            yield line_of(code, match), message
    if layer == "ui":
        yield from check_plain_text(code)
    main = TEST_WITH_WINDOWS.search(code)
    if main and not OWN_SETTINGS.search(code):
        yield line_of(code, main), "a test with windows that is no GuiTest would use the person's own settings"


def check_plain_text(code):
    widgets = list(TEXT_WIDGET.finditer(code))
    if len(widgets) > len(PLAIN_TEXT.findall(code)):
        yield line_of(code, widgets[0]), "a QLabel or QMessageBox without setTextFormat(Qt::PlainText)"
    for match in TOOL_TIP.finditer(code):
        argument = match.group(1)
        if "plainToolTip(" not in argument and argument.strip() not in ("QString())", "{})"):
            yield line_of(code, match), "a tool tip that is not made by plainToolTip()"


def check_text(path, text):
    name = path.name
    is_source = path.suffix in CODE | SCRIPTS or name in ("CMakeLists.txt", "dev", ".clang-format", ".clang-tidy")
    is_source = is_source or str(path) == ".ci/run"
    lines = text.splitlines()
    if is_source and "SPDX-License-Identifier: Apache-2.0" not in "\n".join(lines[:2]):
        yield 1, "no SPDX line"
    if is_source and len(lines) > LONGEST_FILE:
        yield len(lines), f"longer than {LONGEST_FILE} lines"
    if is_source or path.suffix == ".md":
        for match in MACHINE_PATH.finditer(text):
            yield line_of(text, match), f"names a machine's path: {match.group(0)}..."


def check_readmes(root):
    folders = [path for path in sorted((root / "src").glob("*")) if path.is_dir()]
    for folder in [*folders, root / "ui"]:
        readme = folder / "README.md"
        name = readme.relative_to(root)
        longest = LONGEST_README_WITH_FORMAT if folder.name in READMES_WITH_FORMAT else LONGEST_README
        if not readme.is_file():
            yield f"{name}: is missing"
        elif len(readme.read_text(encoding="utf-8").splitlines()) >= longest:
            yield f"{name}: needs to be under {longest} lines"


def check(root):
    """All findings in the tree at `root`, as "path:line: what"."""
    findings = list(check_readmes(root))
    for full in files_of(root):
        path = full.relative_to(root)
        if path.parts[:2] == ("tests", "data") or full.suffix in (".png", ".svg", ".ttf"):
            continue
        try:
            text = full.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found = list(check_text(path, text))
        if path.suffix in CODE:
            found += [*check_includes(path, text), *check_code(path, text)]
        findings += [f"{path}:{line}: {message}" for line, message in sorted(found)]
    return findings


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    if not (root / "src").is_dir():
        sys.exit(f"{root}: no src folder, nothing to check")
    findings = check(root)
    for finding in findings:
        print(finding)
    print(f"{len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
