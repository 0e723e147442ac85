"""What was earned and spent over time, as the numbers of a drawing. Both axes run from 0 to 100, as in percent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import ceil

# Above the highest line stands its number, below the lowest its own and the days.
TOP, GROUND = 13.0, 85.0
MOST_TICKS = 4

Corner = tuple[float, float]


@dataclass(frozen=True)
class Chart:
    """Two lines of steps, each as the corners a polyline takes, from the first day to the last.

    ``earned`` and ``spent`` are the heights at which they end; ``ticks`` are the numbers on the scale with theirs.
    """

    first: date
    last: date
    earned: float
    spent: float
    earned_line: str
    spent_line: str
    between: str
    ticks: tuple[tuple[int, float], ...]


def draw(written: Iterable[tuple[date, int, int]], today: date) -> Chart | None:
    """The chart of a ledger's entries: day, earned, spent, in the order of their days; None when there are none.

    It reaches to today, or to the last entry where that is later.
    """
    sums = added_up(written)
    if not sums:
        return None
    first, last = sums[0][0], max(sums[-1][0], today)
    days = max((last - first).days, 1)
    most = max(points for _, *both in sums for points in both)
    step = scale(most)
    top = step * max(ceil(most / step), 1)

    def across(day: date) -> float:
        return round(100 * (day - first).days / days, 1)

    def up(points: int) -> float:
        return round(GROUND - (GROUND - TOP) * points / top, 1)

    earned = steps([(across(day), up(points)) for day, points, _ in sums])
    spent = steps([(across(day), up(points)) for day, _, points in sums])
    return Chart(
        first,
        last,
        earned[-1][1],
        spent[-1][1],
        line(earned),
        line(spent),
        line([*earned, *reversed(spent)]),
        tuple((points, up(points)) for points in range(0, top + 1, step)),
    )


def added_up(written: Iterable[tuple[date, int, int]]) -> list[tuple[date, int, int]]:
    """For each day on which something was written, what had been earned and spent by its end."""
    sums: dict[date, tuple[int, int]] = {}
    total = (0, 0)
    for day, earned, spent in written:
        total = sums[day] = (total[0] + earned, total[1] + spent)
    return [(day, earned, spent) for day, (earned, spent) in sums.items()]


def scale(most: int) -> int:
    """How far apart the numbers of a scale to ``most`` stand: 1, 2 or 5 with noughts, so that they are few."""
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if most <= step * MOST_TICKS:
                return step
        power *= 10


def steps(points: Sequence[Corner]) -> list[Corner]:
    """The corners of a line that rises from the ground, stays as high as it is until the next point, and on to 100."""
    corners = [(points[0][0], GROUND)]
    for x, y in points:
        corners += [(x, corners[-1][1]), (x, y)]
    corners.append((100.0, corners[-1][1]))
    return [corner for corner, _ in groupby(corners)]


def line(corners: Iterable[Corner]) -> str:
    """Corners as a polyline's ``points``."""
    return " ".join(f"{x:g},{y:g}" for x, y in corners)
