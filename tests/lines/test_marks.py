"""Every clan, creed and tribe has a drawn mark, and the file that holds them is small."""

from __future__ import annotations

import gzip
import re

import pytest

from wodsheet.assets import STATIC
from wodsheet.lines import LINES
from wodsheet.sheet import Sheet

SPRITE = (STATIC / "img" / "marks.svg").read_text()
DRAWN = re.findall(r'<symbol id="([^"]+)" viewBox="0 0 24 24"><path d="([^"]+)"/></symbol>', SPRITE)
MARKED = [
    f"{line.marked.name}-{choice.key}" for line in LINES.values() if line.marked for choice in line.marked.choices
]


def test_every_clan_creed_and_tribe_has_a_mark_of_its_own():
    assert sorted(name for name, _ in DRAWN) == sorted([*MARKED, "none"])
    assert len({strokes for _, strokes in DRAWN}) == len(DRAWN)


def test_all_marks_together_are_small():
    assert len(gzip.compress(SPRITE.encode())) < 2_000


@pytest.mark.parametrize(
    ("line", "texts", "mark"),
    [
        ("vtm", {"clan": "Toreador"}, "clan-toreador"),
        ("vtm", {"kind": "Thin-blood"}, "clan-thin_blood"),
        ("vtm", {}, "none"),
        ("vtm", {"clan": "A line that died out"}, "none"),
        ("htr", {"creed": "Martial"}, "creed-martial"),
        ("wta", {"tribe": "Red Talons"}, "tribe-red_talons"),
    ],
)
def test_a_mark_is_of_what_the_character_is(line, texts, mark):
    assert Sheet.of_parts(LINES[line], 1, {}, {"name": "Anna", **texts}).mark == mark
