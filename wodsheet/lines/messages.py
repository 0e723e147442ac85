"""What there is to translate in the game lines, for Babel: ``make messages`` asks here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wodsheet.engine import messages
from wodsheet.lines import LINES

Found = tuple[int, str, str, list[str]]


def extract(file: Any, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Found]:
    """Every message of every line, as Babel's extractors give them: line number, function, message, comments."""
    for line in LINES.values():
        for message in messages(line):
            yield 1, "gettext", message, [line.label]
