"""What a character can roll: the pools of what they own and are, with their dice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wodsheet.engine import Pool, Way
from wodsheet.problems import Refused
from wodsheet.rules import pools
from wodsheet.sheet import Sheet
from wodsheet.sheet.dice_pool import DicePool
from wodsheet.sheet.typed_pool import parse


@dataclass(frozen=True)
class Rollable:
    """One way to roll something: ``key`` finds it again, ``label`` names it, ``words`` are its pool."""

    key: str
    label: str
    words: str
    pool: DicePool


def rollables(sheet: Sheet) -> list[Rollable]:
    """The pools of a character's entries and of the choices in their texts (a hunt), of which all dice are known."""
    return [one for key, label, pool in _pools(sheet) for one in _ways(sheet, key, label, pool)]


def rollable(sheet: Sheet, key: str) -> Rollable | None:
    """The one of this key; None where it is not there any more."""
    return next((one for one in rollables(sheet) if one.key == key), None)


def _pools(sheet: Sheet) -> Iterator[tuple[str, str, Pool]]:
    for text in sheet.line.texts.values():
        choice = None if sheet.kind.lacks(text) else sheet.choice(text)
        if choice and choice.pool:
            yield text.name, choice.label, choice.pool
    for entry in sheet.entries.values():
        if not sheet.kind.lacks(sheet.line.outermost(entry.listing)) and entry.as_choice.pool:
            yield str(entry.id), entry.label, entry.as_choice.pool


def _ways(sheet: Sheet, key: str, label: str, pool: Pool) -> Iterator[Rollable]:
    known = sheet.pool_levels
    for number, way in enumerate(pool.ways):
        found = pools.best(way, known) if pools.is_known(way) else _typed(sheet, way)
        if found:
            yield Rollable(f"{key}-{number}", label, way.words, DicePool(sheet, *found, what=label))


def _typed(sheet: Sheet, way: Way) -> tuple[tuple[str, ...], int] | None:
    """What a player's own words add, where they can be read as a pool."""
    try:
        return parse(sheet.line, way.words)
    except Refused:
        return None
