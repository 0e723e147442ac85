"""What the check of a sheet and a random character cost, in the CPU time of this process."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from bench.players import DISCIPLINES, HELD, POWERS
from bench.rounds import table
from wodsheet.lines import LINES
from wodsheet.pregens import PREGENS
from wodsheet.rules.spending import Spent
from wodsheet.sheet import Sheet
from wodsheet.sheet.checked import checked
from wodsheet.sheet.document import CharacterDocument
from wodsheet.sheet.entry_row import EntryRow
from wodsheet.sheet.random_character import random_character

TIMES = 20
# A full sheet, as bench.players has it, and a ledger of sixty lines that name nothing on it.
LEDGER = 60
CHECK, RANDOM = "check of a full sheet", "random character"


def full() -> CharacterDocument:
    """The ready character that the entries are added to."""
    return next(iter(PREGENS.values()))


def rows() -> list[EntryRow]:
    """Its entries, and more."""
    line = full().line
    found = list(full().rows)
    disciplines, powers = line.listings["disciplines"], line.listings["powers"]
    for choice in disciplines.choices[:DISCIPLINES]:
        outer = EntryRow(len(found) + 1000, "disciplines", None, 9, choice.stored, 5, {}, choice.key)
        own = [power for power in powers.choices if choice.key in power.of][:POWERS]
        inner = (
            EntryRow(outer.id * 10 + n, "powers", outer.id, n, one.stored, 0, {}, one.key) for n, one in enumerate(own)
        )
        found += [outer, *inner]
    for number, choice in enumerate(line.listings["advantages"].choices[: HELD["advantages"]]):
        found.append(EntryRow(90_000 + number, "advantages", None, number + 9, choice.stored, 1, {}, choice.key))
    return found


def measure() -> dict[str, float]:
    """Milliseconds of CPU, each the mean of some times."""
    document, entries = full(), rows()
    spent = Spent(tuple((f"Something of night {number}", 3) for number in range(LEDGER)), 200)
    checks = [Sheet.of_parts(document.line, 0, document.ratings, document.texts, entries) for _ in range(TIMES)]
    seeds = iter(range(TIMES))
    line = next(iter(LINES.values()))
    return {
        CHECK: cpu(lambda: checked(checks.pop(), spent)),
        RANDOM: cpu(lambda: random_character(line, line.creations[0], next(seeds))),
    }


def cpu(done: Callable[[], object]) -> float:
    """Milliseconds of CPU that something takes, the mean of TIMES."""
    began = time.process_time()
    for _ in range(TIMES):
        done()
    return (time.process_time() - began) / TIMES * 1000


def report(times: Mapping[str, float]) -> str:
    return table([["", "ms of CPU"], *([name, f"{each:.1f}"] for name, each in times.items())])


if __name__ == "__main__":
    print(report(measure()))
