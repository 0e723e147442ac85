"""Every clan, creed and tribe has a drawn mark, and each is small."""

from __future__ import annotations

import gzip

import pytest

from wodsheet.lines import LINES, names
from wodsheet.sheet import Sheet

DRAWN = [(row["key"], row["strokes"]) for row in names.rows("marks")]
MARKED = [
    f"{line.marked.name}-{choice.key}" for line in LINES.values() if line.marked for choice in line.marked.choices
]


def test_every_clan_creed_and_tribe_has_a_mark_of_its_own():
    assert sorted(name for name, _ in DRAWN) == sorted([*MARKED, "none"])
    assert len({strokes for _, strokes in DRAWN}) == len(DRAWN)


def test_a_mark_costs_a_page_less_than_a_request_would():
    assert max(len(gzip.compress(strokes.encode())) for _, strokes in DRAWN) < 200


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
