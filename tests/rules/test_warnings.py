"""What the book has against an entry, as values."""

from __future__ import annotations

import pytest

from wodsheet.engine import Need
from wodsheet.lines import LINES
from wodsheet.rules import warnings
from wodsheet.rules.totals import known_levels, total
from wodsheet.sheet import Sheet

VTM, WTA = LINES["vtm"], LINES["wta"]


def found(sheet: Sheet, id: int) -> list[warnings.Warning]:
    entry = sheet.entries[id]
    return warnings.warnings(sheet.line, entry, entry.as_choice, sheet.known_levels)


def vampire(*rows: list) -> Sheet:
    """A vampire with these entries: list, the entry each stands in, name, dots."""
    return Sheet.of_parts(
        VTM, 1, {}, {"name": "Anna"}, [[n, kind, outer, n, *own, {}] for n, (kind, outer, *own) in enumerate(rows, 1)]
    )


def test_a_power_above_the_dots_of_its_discipline():
    anna = vampire(["disciplines", None, "Auspex", 1], ["powers", 1, "Premonition", 0], ["powers", 1, "Telepathy", 0])
    assert found(anna, 2) == [warnings.LevelTooHigh(2, "auspex", 1)]
    assert found(anna, 3) == [warnings.LevelTooHigh(5, "auspex", 1)]


def test_an_amalgam_needs_another_discipline():
    anna = vampire(["disciplines", None, "Dominate", 5], ["powers", 1, "Dementation", 0])
    (warning,) = found(anna, 2)
    assert isinstance(warning, warnings.NeedNotMet | warnings.LevelTooHigh)
    assert warning == warnings.NeedNotMet(Need((("obfuscate", 2),)))


def test_an_entry_of_ones_own_has_nothing_against_it():
    assert found(vampire(["advantages", None, "A cellar", 5]), 1) == []


@pytest.mark.parametrize(("renown", "dots"), [((0, 0, 0), 0), ((1, 2, 3), 6)])
def test_renown_in_all_is_the_sum_of_all_three(renown, dots):
    ratings = {**WTA.start, **dict(zip(("glory", "honor", "wisdom"), renown, strict=True))}
    part = next(part for part in WTA.totals.values() if "glory" in part.sum)
    assert total(part, ratings) == dots
    assert known_levels(WTA, ratings, {"talens": 1})[part.name] == dots
    assert known_levels(WTA, ratings, {"talens": 1})["talens"] == 1
