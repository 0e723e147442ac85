"""``make licences``: list the packages that production installs, with their licences, in docs/licences.md.

What packages say of themselves. One that this computer does not need, as its Python is newer, keeps its row.
"""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "licences.md"
HEADING = """# Licences

What production installs (`requirements.txt`), and under which licences, as each package says itself. `make licences`
writes this page. Beside these a page loads htmx (0BSD) and fonts (OFL-1.1), whose licences lie in
`static/vendor/licenses/` once fetched.

| package | version | licence |
|---|---|---|
"""
PIN = re.compile(r"^([\w.-]+)==([^\s;\\]+)", re.M)
CLASSIFIER = "License :: "


def licence_of(name: str) -> str:
    """The licence of an installed package: its expression, else its classifiers, else its own short words.

    Raises PackageNotFoundError, and ValueError when the package does not say.
    """
    of: Any = metadata(name)  # a Message, whose type has no get
    classifiers = [each.rpartition(" :: ")[2] for each in of.get_all("Classifier", []) if each.startswith(CLASSIFIER)]
    words = of.get("License-Expression") or ", ".join(classifiers) or (of.get("License") or "").strip()
    if not words or len(words.splitlines()) > 1:
        raise ValueError(f"{name} does not say in a line what its licence is")
    return words


def page(before: str) -> str:
    """The whole page. ``before``: the page as it is, for what is not installed here. Raises as ``licence_of``."""
    rows = []
    for name, version in PIN.findall((ROOT / "requirements.txt").read_text()):
        try:
            row = f"| {name} | {version} | {licence_of(name)} |\n"
        except PackageNotFoundError:
            known = re.search(rf"^\| {re.escape(name)} \| {re.escape(version)} \| .+ \|\n", before, re.M)
            if not known:
                raise
            row = known[0]
        rows.append(row)
    return HEADING + "".join(rows)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text()))
