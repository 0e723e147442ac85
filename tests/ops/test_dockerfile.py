"""The Dockerfile keeps to the linter's rules, and serves as every other host does."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from wodsheet.assets.vendor import ROOT

DOCKERFILE = ROOT / "Dockerfile"


def test_the_linter_has_nothing_to_say():
    linter = Path(sys.executable).with_name("hadolint")
    done = subprocess.run([linter, "--no-color", DOCKERFILE], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_a_container_is_served_by_the_command_of_the_procfile():
    command = json.loads(re.findall(r"^CMD (.*)$", DOCKERFILE.read_text(), re.M)[-1])
    assert f"web: {' '.join(command)}\n" in (ROOT / "Procfile").read_text()


def test_a_container_needs_no_root_and_is_production():
    words = DOCKERFILE.read_text()
    assert "\nUSER 1000\n" in words
    assert "WODSHEET_ENV=production" in words
