"""The drawing of a ledger, by its numbers: both axes run from 0 to 100, and higher is less."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from wodsheet.experience.chart import GROUND, TOP, Chart, draw, scale

FIRST = date(2026, 3, 1)
LATER = FIRST + timedelta(10)


def drawn(*written: tuple[int, int, int], today: date = LATER) -> Chart:
    """The chart of entries: days after the first, earned, spent."""
    chart = draw([(FIRST + timedelta(day), earned, spent) for day, earned, spent in written], today)
    assert chart
    return chart


def corners(line: str) -> list[tuple[float, float]]:
    """The corners of a line."""
    return [(float(x), float(y)) for x, y in (corner.split(",") for corner in line.split())]


def test_an_empty_ledger_has_no_chart():
    assert draw([], LATER) is None


def test_one_entry_is_a_step_on_the_first_day_and_level_until_today():
    chart = drawn((0, 4, 0))
    assert corners(chart.earned_line) == [(0, GROUND), (0, TOP), (100, TOP)]
    assert corners(chart.spent_line) == [(0, GROUND), (100, GROUND)]
    assert (chart.first, chart.last) == (FIRST, LATER)


def test_one_entry_of_today_is_level_from_side_to_side():
    chart = drawn((0, 4, 0), today=FIRST)
    assert corners(chart.earned_line)[-1] == (100, TOP)
    assert chart.first == chart.last


def test_each_day_is_a_step_in_its_place_and_both_lines_share_a_scale():
    chart = drawn((0, 4, 0), (5, 0, 2), (10, 4, 0))
    quarter, half, most = (round(GROUND - (GROUND - TOP) * part, 1) for part in (0.25, 0.5, 0.75))
    assert corners(chart.earned_line) == [(0, GROUND), (0, half), (50, half), (100, half), (100, TOP)]
    assert corners(chart.spent_line) == [(0, GROUND), (50, GROUND), (50, quarter), (100, quarter)]
    assert chart.ticks == ((0, GROUND), (2, quarter), (4, half), (6, most), (8, TOP))


def test_entries_of_one_day_are_one_step():
    assert drawn((0, 1, 0), (0, 3, 2), (0, 0, 2)) == drawn((0, 4, 4))


def test_what_was_taken_back_goes_down_again():
    chart = drawn((0, 4, 0), (5, -4, 0))
    assert corners(chart.earned_line) == [(0, GROUND), (0, TOP), (50, TOP), (50, GROUND), (100, GROUND)]
    assert chart.earned == GROUND


def test_all_taken_back_on_one_day_is_a_line_on_the_ground():
    chart = drawn((0, 4, 0), (0, -4, 0))
    assert corners(chart.earned_line) == [(0, GROUND), (100, GROUND)]
    assert chart.ticks == ((0, GROUND), (1, TOP))


def test_a_day_yet_to_come_is_the_last():
    assert drawn((0, 4, 0), (20, 4, 0)).last == FIRST + timedelta(20)


def test_five_hundred_entries_stay_within_the_drawing_and_never_slant():
    chart = drawn(*((day, 3, day % 4) for day in range(500)), today=FIRST + timedelta(499))
    for line in (chart.earned_line, chart.spent_line):
        assert all(0 <= x <= 100 and TOP <= y <= GROUND for x, y in corners(line))
        assert all(one[0] == other[0] or one[1] == other[1] for one, other in pairwise(corners(line)))
        assert len(line) < 20_000


def test_many_days_in_one_place_of_the_drawing_never_slant():
    written = [(0, 8, 0), (5000, 4, 0), (5001, -4, 0), (10_000, 0, 1)]
    line = corners(drawn(*written, today=FIRST + timedelta(10_000)).earned_line)
    assert all(one[0] == other[0] or one[1] == other[1] for one, other in pairwise(line))


@pytest.mark.parametrize(
    ("most", "step"), [(0, 1), (1, 1), (4, 1), (5, 2), (8, 2), (9, 5), (20, 5), (21, 10), (45, 20), (9999, 5000)]
)
def test_a_scale_counts_in_ones_twos_and_fives(most, step):
    assert scale(most) == step
