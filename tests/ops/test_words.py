"""What README and the Makefile promise is there, and what is there is named."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

from flask import Flask

from tests.ops.conftest import SURROUNDINGS
from wodsheet.assets.vendor import ROOT

README = (ROOT / "README.md").read_text()
TRACKED = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")


def make(*words: str) -> str:
    return subprocess.run(
        ["make", "--no-print-directory", *words], cwd=ROOT, env=SURROUNDINGS, capture_output=True, text=True, check=True
    ).stdout


# What `make check` and `make test` are made of; nobody needs to know these words.
PARTS = ["style", "types", "suite"]


def test_make_alone_says_what_each_word_does():
    said = re.findall(r"^make (\w+) ", make(), re.M)
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.M)
    assert sorted(said) == sorted(set(targets) - {"help", *PARTS})


def test_readme_names_every_word_of_make():
    assert re.findall(r"^\| `make (\w+)`", README, re.M) == re.findall(r"^make (\w+) ", make(), re.M)


def test_readme_names_every_setting_and_no_other():
    read = (ROOT / "wodsheet" / "settings.py").read_text()
    settings = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', read))
    rows = [row.split("|")[1] for row in README.partition("## Settings")[2].splitlines() if row.startswith("|")]
    named = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}
    assert len(settings) > 12
    assert named == settings


def test_readme_names_what_a_host_calls(app: Flask):
    for route in ("/healthz", "/readyz"):
        assert f"`{route}`" in README
        assert route in {str(rule) for rule in app.url_map.iter_rules()}
    railway = json.loads((ROOT / "railway.json").read_text())
    commands = [
        railway["build"]["buildCommand"],
        *railway["deploy"]["preDeployCommand"],
        railway["deploy"]["startCommand"],
    ]
    for command in commands:
        assert re.search(rf"^{re.escape(command)}\s+#", README, re.M)
    assert (ROOT / "Procfile").read_text() == f"release: {commands[1]}\nweb: {commands[2]}\n"


def test_the_project_names_no_package_registry():
    for name in (
        "package-lock.json",
        "package.json",
        ".npmrc",
        "Makefile",
        "Dockerfile",
    ):
        assert not re.search(r"https?://(?!\w+\.com/sponsors|127\.0\.0\.1)", (ROOT / name).read_text()), name
    assert "resolved" not in (ROOT / "package-lock.json").read_text()


def test_nothing_made_by_others_is_committed():
    made = [name for name in TRACKED if re.match(r"static/(vendor|built)/|node_modules/|instance/|\.venv/", name)]
    assert made == []
    assert not [name for name in TRACKED if name.endswith((".woff2", ".min.js"))]


def test_the_suite_is_all_that_is_run_elsewhere():
    run = ROOT / ".ci" / "run"
    assert os.access(run, os.X_OK)
    assert [line for line in run.read_text().splitlines() if "make" in line] == ["exec make test"]


def test_every_decision_has_its_own_number_and_says_what_was_decided():
    names = [name for name in TRACKED if name.startswith("docs/decisions/")]
    numbers = [int(Path(name).name.partition("-")[0]) for name in names]
    assert len(set(numbers)) == len(numbers) > 3
    for name in names:
        assert "\n## Decision\n" in (ROOT / name).read_text(), name
