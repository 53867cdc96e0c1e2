#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Shows that architecture.py finds what it is there to find, and leaves alone what is fine."""

import tempfile
import unittest
from pathlib import Path

import architecture

SPDX = "// SPDX-License-Identifier: Apache-2.0\n"


class ArchitectureTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        for layer in ("base", "xmpp", "core", "models", "gateway"):
            self.write(f"src/{layer}/README.md", "short\n")
        self.write("ui/README.md", "short\n")

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def findings(self, name, code):
        self.write(name, SPDX + code)
        return architecture.check(self.root)

    def assert_finds(self, name, code, message, line=2):
        findings = self.findings(name, code)
        self.assertEqual(len(findings), 1, findings)
        self.assertTrue(findings[0].startswith(f"{name}:{line}: "), findings)
        self.assertIn(message, findings[0])

    def assert_fine(self, name, code):
        self.assertEqual(self.findings(name, code), [])

    def test_include_directions(self):
        self.assert_finds("src/xmpp/A.cpp", '#include "store/Database.h"\n', 'must not include "store/Database.h"')
        self.assert_fine("src/xmpp/A.cpp", '#include "xmpp/A.h"\n#include "base/Jid.h"\n#include <QSqlQuery>\n')
        self.assert_finds("src/base/B.h", '#include "domain/User.h"\n', "base must not include")
        self.assert_finds("src/base/B.h", '\n#  include  "ui/Window.h"\n', "base must not include", line=3)

    def test_ui_sees_core_and_models_only(self):
        self.assert_finds("ui/chat/A.cpp", '#include "xmpp/Client.h"\n', "ui must not include")
        self.assert_finds("ui/chat/A.cpp", '#include "net/HttpClient.h"\n', "ui must not include")
        self.assert_finds("ui/chat/A.cpp", "#include <QSqlQuery>\n", "ui includes <QSqlQuery>")
        self.assert_finds("ui/chat/A.cpp", "#include <QDomDocument>\n", "<QDomDocument>")
        self.assert_fine("ui/chat/A.cpp", '#include "ui/chat/A.h"\n#include "core/Session.h"\n#include <QLabel>\n')

    def test_every_layer_pair(self):
        for layer in ("identity", "xmpp", "secrets", "store"):
            for other in {"identity", "xmpp", "secrets", "store"} - {layer}:
                self.assertNotIn(other, architecture.LAYERS[layer])
        self.assertFalse(any("app" in allowed or "ui" in allowed for allowed in architecture.LAYERS.values()))

    def test_includes_name_their_layer(self):
        self.assert_finds("src/base/B.cpp", '#include "B.h"\n', "is not included by its layer")
        self.assert_fine("src/base/B.cpp", '#include "B.moc"\n')

    def test_unknown_layer(self):
        self.write("src/misc/README.md", "short\n")
        self.assert_finds("src/misc/A.h", "", "is not in the table", line=1)

    def test_app_and_tests_may_include_everything(self):
        self.write("tests/unit/a.cpp", SPDX + '#include "ui/A.h"\n#include "support/B.h"\n')
        self.assert_fine("app/natter/A.cpp", '#include "B.h"\n#include "xmpp/Client.h"\n')

    def test_spdx(self):
        for name in ("src/base/A.h", "cmake/A.cmake", "tests/a.sh", "src/base/CMakeLists.txt", "dev", ".ci/run"):
            self.write(name, "nothing\n")
            self.assertEqual(architecture.check(self.root), [f"{name}:1: no SPDX line"])
            self.write(name, "#!/bin/sh\n# SPDX-License-Identifier: Apache-2.0\n")
            self.assertEqual(architecture.check(self.root), [])

    def test_length(self):
        self.assert_fine("src/base/A.cpp", "\n" * 599)
        self.assert_finds("src/base/A.cpp", "\n" * 600, "longer than 600 lines", line=601)

    def test_translation_below_ui(self):
        for code in ('auto a = tr("x");', 'QObject::tr("x");', 'QCoreApplication::translate("a", "b");', 'QT_TR_NOOP("x");'):
            self.assert_finds("src/core/A.cpp", code, "translation below ui/")
        self.assert_fine("src/core/A.cpp", 'attr("x"); str(1); m.tr(2); // tr("x")\nauto a = "tr(";')
        self.assert_fine("src/core/A.cpp", "")
        self.assert_fine("ui/A.cpp", 'tr("x");')

    def test_using_namespace(self):
        self.assert_finds("src/core/A.h", "using namespace Natter;", "in a header")
        self.assert_fine("src/core/A.h", "// using namespace Natter;\nusing Natter::Error;")
        self.assert_fine("tests/unit/a.cpp", "using namespace Natter;")

    def test_singletons(self):
        self.assert_finds("src/core/A.h", "static A& instance();", "singleton")
        self.assert_finds("src/core/A.h", "auto& a = Registry::instance();", "singleton")
        self.assert_fine("src/core/A.h", "QCoreApplication::instance(); QThreadPool::globalInstance();")

    def test_markup(self):
        self.assert_finds("ui/A.cpp", "label->setTextFormat(Qt::RichText);", "markup")
        self.assert_finds("ui/A.cpp", "browser->setHtml(body);", "markup")
        self.assert_finds("ui/A.cpp", "auto* label = new QLabel(name);", "without setTextFormat")
        self.assert_finds("ui/A.cpp", "QMessageBox box(this);", "without setTextFormat")
        self.assert_finds("ui/A.cpp", "A::A() : QLabel(parent) {}", "without setTextFormat")
        self.assert_finds("ui/A.cpp", 'QMessageBox::warning(this, "a", body);', "guesses")
        self.assert_finds("ui/A.cpp", "w->setToolTip(name);", "tool tip")
        self.assert_fine(
            "ui/A.cpp",
            "auto* l = new QLabel(name);\nl->setTextFormat(Qt::PlainText);\n"
            "w->setToolTip(plainToolTip(name)); w->setToolTip(QString());",
        )

    def test_one_plain_label_does_not_excuse_another(self):
        code = "a = new QLabel; a->setTextFormat(Qt::PlainText); b = new QLabel(name);"
        self.assert_finds("ui/A.cpp", code, "without setTextFormat")

    def test_settings_of_tests(self):
        self.assert_finds("tests/a.cpp", "class A : public QObject {};\nQTEST_MAIN(A)", "no GuiTest", line=3)
        self.assert_fine("tests/a.cpp", "class A : public Test::GuiTest {};\nQTEST_MAIN(A)")
        self.assert_fine("tests/a.cpp", "class A : public QObject {};\nQTEST_GUILESS_MAIN(A)")

    def test_machine_paths(self):
        path = "/" + "home/someone/natter"
        self.write("README.md", f"see {path}\n")
        self.assertEqual(len(architecture.check(self.root)), 1)
        self.write("README.md", "see ~/natter, https://site.example/home/x and build/work/x\n")
        self.assertEqual(architecture.check(self.root), [])

    def test_readmes(self):
        self.write("src/base/README.md", "line\n" * 40)
        self.assertEqual(architecture.check(self.root), ["src/base/README.md: needs to be under 40 lines"])
        self.write("src/base/README.md", "line\n" * 39)
        self.write("src/gateway/README.md", "line\n" * 79)
        self.assertEqual(architecture.check(self.root), [])
        (self.root / "ui/README.md").unlink()
        self.assertEqual(architecture.check(self.root), ["ui/README.md: is missing"])


if __name__ == "__main__":
    unittest.main()
