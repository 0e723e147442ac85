"""What a character can roll: the pools of what they own and are, with their dice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wodsheet.engine import Pool, Term, Way
from wodsheet.rules import pools
from wodsheet.sheet import Sheet
from wodsheet.templating.i18n import gettext as _


@dataclass(frozen=True)
class Rollable:
    """One way to roll something: ``key`` finds it again, ``words`` are its pool, ``bonuses`` what comes by itself."""

    key: str
    label: str
    words: str
    dice: int
    traits: tuple[str, ...]
    bonuses: tuple[str, ...]

    @property
    def what(self) -> str:
        """For what it is rolled: "Premonition: Resolve + Auspex"."""
        return _("%(label)s: %(pool)s", label=self.label, pool=self.words) if self.label else self.words


def rollables(sheet: Sheet) -> list[Rollable]:
    """The pools of a character's entries and of the choices in their texts (a hunt), of which all dice are known."""
    return [one for key, label, pool in _pools(sheet) for one in _ways(sheet, key, label, pool)]


def of_traits(sheet: Sheet, names: Iterable[str]) -> Rollable | None:
    """The pool of the traits of these names; None where there is none among them."""
    traits = [sheet.line.traits[name] for name in names if name in sheet.line.traits]
    way = Way(tuple(Term((trait.name,), (trait.label,)) for trait in traits))
    return next(_ways(sheet, "", "", Pool((way,))), None) if traits else None


def _pools(sheet: Sheet) -> Iterator[tuple[str, str, Pool]]:
    for text in sheet.line.texts.values():
        choice = None if sheet.kind.lacks(text) else sheet.choice(text)
        if choice and choice.pool:
            yield text.name, choice.label, choice.pool
    for entry in sheet.entries.values():
        if not sheet.kind.lacks(sheet.line.outermost(entry.listing)) and entry.as_choice.pool:
            yield str(entry.id), entry.label, entry.as_choice.pool


def _ways(sheet: Sheet, key: str, label: str, pool: Pool) -> Iterator[Rollable]:
    for number, way in enumerate(pool.ways):
        if not pools.is_known(way):
            continue
        added = pools.bonuses(sheet.line, way, sheet.known_levels)
        yield Rollable(
            f"{key}-{number}",
            label,
            way.words,
            pools.dice(sheet.line, way, sheet.known_levels),
            tuple(key for term in way.terms for key in term.keys if key in sheet.known_levels),
            tuple(_("%(label)s +%(dice)s", label=bonus.label, dice=dice) for bonus, dice in added),
        )
