"""The list of folders in CONTRIBUTING.md and the folders of the project are the same."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[2]
TRACKED = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
FILES = [PurePosixPath(name) for name in TRACKED]
TREE = re.split(r"^```$", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), flags=re.M)[1]

# Folders beside the app's own: what git hides, and pictures of the documents.
UNNAMED = {".ci"}


def listed(tree: str) -> dict[str, list[str]]:
    """The names in the list by the folder they stand below, "" for the root; folders end in a slash."""
    below: dict[str, list[str]] = {"": []}
    for line in filter(None, tree.splitlines()):
        indented, names = line.startswith("  "), re.split(r"\s{2,}", line.strip())[0].split(", ")
        if indented:
            below[list(below)[-1]] += names
        else:
            below[""] += names
            below |= {names[0]: []}
    return below


def children(folder: str, files: Iterable[PurePosixPath] = FILES) -> set[str]:
    """The names of what lies directly in a folder; folders end in a slash."""
    inside = [file.relative_to(folder) for file in files if file.is_relative_to(folder)]
    return {f"{file.parts[0]}/" if len(file.parts) > 1 else file.name for file in inside}


def folders(names: Iterable[str]) -> set[str]:
    return {name for name in names if name.endswith("/")}


def test_every_module_and_package_of_the_app_is_listed_and_no_other():
    assert sorted(listed(TREE)["wodsheet/"]) == sorted(children("wodsheet"))


def test_every_folder_of_the_project_is_listed_and_no_other():
    top = {name for name in listed(TREE)[""] if name.count("/") == 1 and name.endswith("/")}
    assert top == {name for name in folders(children(".")) if name.strip("/") not in UNNAMED}


def test_what_else_the_list_names_is_there():
    for name in listed(TREE)[""]:
        assert (ROOT / name).exists(), name


def test_tests_have_a_folder_for_packages_of_the_app_and_the_listed_ones():
    named = set(listed(TREE)["tests/"])
    packages = folders(children("wodsheet"))
    assert folders(children("tests")) - packages == named
    assert named.isdisjoint(packages)


def test_a_name_that_is_missing_on_either_side_is_noticed():
    tree = "wsgi.py, setup.cfg\nwodsheet/\n  lines/     the lines\n  old.py     gone\ntests/\n"
    assert listed(tree) == {
        "": ["wsgi.py", "setup.cfg", "wodsheet/", "tests/"],
        "wsgi.py": [],
        "wodsheet/": ["lines/", "old.py"],
        "tests/": [],
    }
    assert children("wodsheet", [PurePosixPath("wodsheet/lines/vtm.py")]) == {"lines/"}
