"""The difference of two texts, word by word, as a person reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from typing import NamedTuple

# Words, each with the blanks before it. Chinese and Japanese put no blanks between words: there each sign is one.
WORD = re.compile(r"\s*(?:[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff]+)|\s+")

# Of what is the same on both sides, so many words beside a difference are shown; of what differs, so many at most.
AROUND, MOST = 12, 120
# Fewer words than these that happen to be the same amid others are no landmark for a reader.
FEWEST = 3
# More words than these are not compared: the time grows with their square.
MOST_COMPARED = 800

SAME, REMOVED, ADDED, GAP = "", "del", "ins", "gap"


class Piece(NamedTuple):
    """Some words of a difference. ``kind``: the same in both, removed, added, or a gap where words are left out."""

    kind: str
    words: str


def difference(was: str, now: str) -> list[Piece]:
    """The pieces of a difference in their order; long pieces are cut short. Texts that are the same have none."""
    if was == now:
        return []
    old, new = WORD.findall(was), WORD.findall(now)
    start = _same_at_start(old, new)
    end = _same_at_start(old[start:][::-1], new[start:][::-1])
    pieces = [
        (SAME, old[:start]),
        *_compared(old[start : len(old) - end], new[start : len(new) - end]),
        (SAME, old[len(old) - end :]),
    ]
    pieces = [piece for piece in pieces if piece[1]]
    return [
        cut
        for place, (kind, words) in enumerate(pieces)
        for cut in _cut(kind, words, first=place == 0, last=place == len(pieces) - 1)
    ]


def _same_at_start(old: Sequence[str], new: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    if max(len(old), len(new)) > MOST_COMPARED:
        yield from ((REMOVED, old), (ADDED, new))
        return
    removed: list[str] = []
    added: list[str] = []
    for operation, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal" and i_end - i >= FEWEST:
            yield from ((REMOVED, removed), (ADDED, added), (SAME, old[i:i_end]))
            removed, added = [], []
        else:
            removed, added = [*removed, *old[i:i_end]], [*added, *new[j:j_end]]
    yield from ((REMOVED, removed), (ADDED, added))


def _cut(kind: str, words: Sequence[str], *, first: bool, last: bool) -> Iterator[Piece]:
    """The words, without those far from any difference and without the middle of what is very long."""
    before, after = (MOST, AROUND) if kind else (0 if first else AROUND, 0 if last else AROUND)
    if len(words) <= before + after + 1:
        yield Piece(kind, "".join(words))
        return
    if before:
        yield Piece(kind, "".join(words[:before]))
    yield Piece(GAP, "…")
    if after:
        yield Piece(kind, "".join(words[-after:]))
