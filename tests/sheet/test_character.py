"""What a statement did not read of a character is an error, and never silently empty."""

from __future__ import annotations

from collections import namedtuple
from typing import Any

import pytest

from wodsheet.lines import LINES
from wodsheet.sheet import FormState, Sheet
from wodsheet.sheet.character import NotRead

VTM = LINES["vtm"]


def read(**columns: Any) -> Sheet:
    """The sheet of a row with these columns."""
    return Sheet.of(VTM, 7, namedtuple("Row", columns)(**columns))


@pytest.mark.parametrize("part", ["ratings", "texts", "name", "kind", "entries", "epitaph", "portraits", "changed_at"])
def test_a_part_that_was_not_read_is_an_error(part):
    with pytest.raises(NotRead, match="was not read"):
        getattr(read(), part)


def test_what_was_read_has_the_start_of_the_line_where_nothing_was_set():
    anna = read(ratings={"strength": 3}, texts={"name": "Anna"})
    assert (anna.ratings["strength"], anna.ratings["stamina"], anna.name) == (3, 1, "Anna")
    with pytest.raises(NotRead):
        anna.boxes(VTM.trackers["health"])


def test_a_click_that_reads_no_ratings_knows_the_one_it_set():
    row = namedtuple("Row", "ratings")(ratings=None)
    assert Sheet.of(VTM, 7, row, {"wits": 4})[VTM.traits["wits"]] == 4


def test_the_kind_alone_is_enough_to_read_entries():
    ghoul = read(kind="Ghoul", ratings={}, entries=[[1, "disciplines", None, 0, "Fortitude", 2, {}]])
    assert ghoul.kind.name == "ghoul"
    assert ghoul.entry_levels == {"fortitude": 2}


def test_the_state_of_its_forms_is_seen_through_the_sheet():
    form = FormState(problems={"rating-wits": "Still 3."}, editing=4)
    anna = Sheet(VTM, 7, form)
    assert (anna.problems, anna.editing, anna.adding) == ({"rating-wits": "Still 3."}, 4, None)
