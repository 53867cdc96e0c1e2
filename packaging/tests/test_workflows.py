# SPDX-License-Identifier: Apache-2.0
"""What the workflows promise: least permissions, pinned actions, secrets only in the environment, commands that exist."""
import json
import os
import pathlib
import re
import unittest

import yaml

SOURCES = pathlib.Path(os.environ["NATTER_SOURCES"])
WORKFLOWS = {file.stem: yaml.safe_load(file.read_text("utf-8")) for file in (SOURCES / ".github/workflows").glob("*.yml")}


def steps():
    return [(name, step) for name, workflow in WORKFLOWS.items() for job in workflow["jobs"].values() for step in job["steps"]]


class Workflows(unittest.TestCase):
    def test_one_for_each_system(self):
        self.assertEqual(set(WORKFLOWS), {"linux", "macos", "windows"})

    def test_may_only_read(self):
        for name, workflow in WORKFLOWS.items():
            self.assertEqual(workflow["permissions"], {"contents": "read"}, name)
            for job in workflow["jobs"].values():
                self.assertNotIn("permissions", job, name)
                self.assertIn("timeout-minutes", job, name)

    def test_actions_are_pinned(self):
        used = [step["uses"] for _, step in steps() if "uses" in step]
        self.assertTrue(used)
        for action in used:
            self.assertRegex(action, r"^[\w-]+/[\w-]+@[0-9a-f]{40}$")

    def test_no_secret_is_part_of_a_command(self):
        for name, step in steps():
            self.assertNotIn("${{", step.get("run", ""), f"{name}: an expression in a command is code from elsewhere")

    def test_commands_are_there(self):
        presets = {preset["name"] for preset in json.loads((SOURCES / "CMakePresets.json").read_text())["workflowPresets"]}
        for name, step in steps():
            for command in re.findall(r"(?:^|\s)((?:\./dev|\.ci/|packaging/)[\w/.-]*)", step.get("run", "")):
                self.assertTrue((SOURCES / command).is_file(), f"{name}: {command}")
            for preset in re.findall(r"--workflow --preset (\S+)", step.get("run", "")):
                self.assertIn(preset, presets, name)


if __name__ == "__main__":
    unittest.main()
