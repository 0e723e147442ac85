"""Style of the style sheets: lines of at most 120 characters, one declaration a line in blocks of more than three.

And no ``:has()`` that makes each click style the whole page anew.

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


def complaints(css: str, printed: bool = False) -> Iterator[tuple[int, str]]:
    """Each line that does not fit, by its number from 1, with what is wrong with it; ``printed``: for paper alone."""
    for number, line in enumerate(css.splitlines(), 1):
        if len(line) > LONGEST:
            yield number, f"{len(line)} characters, at most {LONGEST}"
    for number, selector in selectors(css):
        if not printed and asks_too_much(selector):
            yield number, f":has() that styles too much anew: {' '.join(selector.split())}"
    for lines in blocks(css):
        if len(lines) > TOGETHER and len(set(lines)) < len(lines):
            yield lines[0], f"{len(lines)} declarations, of which some share a line"


# What holds the whole page may not ask what is in it, and whoever asks names what it styles by class, id, tag or
# attribute: else a browser styles all that is inside anew whenever something comes or goes in it.
WHOLE = re.compile(r"(?:^|[\s,>(])(?:body|main|\.sheet)(?![\w-])[^\s,>+~]*:has\(")
PSEUDO = re.compile(r"::?[\w-]+(?:\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))?")
LAST = re.compile(r"[\s>+~](?=[^\s>+~]*$)")


def selectors(css: str) -> Iterator[tuple[int, str]]:
    """Each selector of a style sheet, by the number of the line on which its list begins."""
    plain = re.sub(r"/\*.*?\*/", lambda match: re.sub(r"[^\n]", " ", match[0]), css, flags=re.S)
    for rule in re.finditer(r"[^{};]+(?=\{)", plain):
        if not (words := rule[0].strip()).startswith("@"):
            number = plain.count("\n", 0, rule.start() + len(rule[0]) - len(rule[0].lstrip())) + 1
            yield from ((number, each) for each in re.split(r",(?![^()]*(?:\([^()]*\)[^()]*)*\))", words))


def asks_too_much(selector: str) -> bool:
    """Whether a selector's ``:has()`` makes a browser style more anew than what it is about."""
    if WHOLE.search(selector):
        return True
    bare = PSEUDO.sub(lambda one: next((":" + word for word in ("has", "is") if f":{word}(" in one[0]), ":"), selector)
    outer, *subject = LAST.split(bare.strip())
    return bool(subject) and ":has" in outer and not re.sub(r":(?!is)\w*|\*", "", subject[-1])


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
    sheets = sorted(CSS.rglob("*.css"))
    found = [(path, *each) for path in sheets for each in complaints(path.read_text(), path.parent.name == "print")]
    for path, line, what in found:
        print(f"{path.relative_to(CSS.parents[1])}:{line}: {what}")
    return len(found)


if __name__ == "__main__":
    sys.exit(main() > 0)
