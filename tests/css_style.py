"""Style of the style sheets: lines of at most 120 characters, one declaration a line in blocks of more than three.

``python -m tests.css_style`` prints what does not fit and fails; `make check` runs it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

CSS = Path(__file__).parents[1] / "static" / "css"
LONGEST, TOGETHER = 120, 3

# What may hold a brace or a semicolon that ends nothing: comments and quoted words.
OPAQUE = re.compile(r"""/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)]*\)""", re.S)


def complaints(css: str) -> Iterator[tuple[int, str]]:
    """Each line that does not fit, by its number from 1, with what is wrong with it."""
    for number, line in enumerate(css.splitlines(), 1):
        if len(line) > LONGEST:
            yield number, f"{len(line)} characters, at most {LONGEST}"
    for lines in blocks(css):
        if len(lines) > TOGETHER and len(set(lines)) < len(lines):
            yield lines[0], f"{len(lines)} declarations, of which some share a line"


def blocks(css: str) -> Iterator[list[int]]:
    """For each block the lines on which its own declarations end; those of blocks inside it are not counted."""
    plain = OPAQUE.sub(lambda match: re.sub(r"[^\n]", "x", match[0]), css)
    plain = re.sub(r"(?<=[^\s;{}])(\s*)\}", r";\1}", plain)  # the last declaration may end without a semicolon
    open_blocks: list[list[int]] = [[]]
    for place, sign in enumerate(plain):
        if sign == "{":
            open_blocks.append([])
        elif sign == ";":
            open_blocks[-1].append(plain.count("\n", 0, place) + 1)
        elif sign == "}":
            yield open_blocks.pop()


def main() -> int:
    """Print the complaints about every style sheet; how many there are."""
    found = [(path, *each) for path in sorted(CSS.rglob("*.css")) for each in complaints(path.read_text())]
    for path, line, what in found:
        print(f"{path.relative_to(CSS.parents[1])}:{line}: {what}")
    return len(found)


if __name__ == "__main__":
    sys.exit(main() > 0)
