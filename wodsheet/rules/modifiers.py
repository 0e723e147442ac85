"""Modifiers: what applies to a pool of a character, with how many dice and whether it is ticked at first.

Sources stand with each modifier in ``lines/modifiers.py``. A specialty adds one die, one specialty a roll (Vampire
core, Hunter core, Werewolf core, Specialties). A roll has at least one die.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from wodsheet.engine import Line, PoolModifier, RatingBar, SpecialDice

SPECIALTY_DICE = 1
SPECIALTY = "specialty"


@dataclass(frozen=True)
class Offer:
    """One thing that applies to a pool, or may: ``name`` is what a form sends, ``dice`` how many come or go.

    ``barred`` says why it cannot be taken now; "" where it can. ``words`` say what holds where no dice come or go.
    """

    name: str
    label: str
    dice: int
    ticked: bool = False
    group: str = ""
    words: str = ""
    cost: str = ""
    hint: str = ""
    doubt: str = ""
    barred: str = ""

    @property
    def is_choice(self) -> bool:
        """Whether it can be ticked: it has dice, and nothing keeps it away."""
        return bool(self.dice and not self.barred)


def offers(
    line: Line,
    keys: Collection[str],
    levels: Mapping[str, int],
    conditions: Collection[str],
    specialties: Iterable[tuple[str, str]] = (),
    extended: bool = False,
) -> list[Offer]:
    """What applies to a pool that adds these keys, specialties first, each reason once.

    ``levels`` as in ``totals.known_levels``: what the kind of a character lacks is not in it. ``conditions`` are the
    names of those that hold. ``specialties`` are those of the pool's traits, each a name and a label. ``extended`` says
    that it is a roll of an extended test.
    """
    rolled, holding = frozenset(keys), frozenset(conditions)
    found = [
        Offer(f"{SPECIALTY}-{name}", label, SPECIALTY_DICE, True, SPECIALTY) for name, label in specialties if rolled
    ]
    for one in line.dice.modifiers:
        if rolled and _goes_by(one, rolled) and _holds(one, levels, holding):
            dice = dice_of(one, line, levels)
            if (dice or one.words) and not (extended and one.once):
                lasts = one.effect in levels
                found.append(_offer(one, dice, None if lasts else barred(one.bars, levels), lasts))
    return _ticked(found, {one.name: one.beside for one in line.dice.modifiers if one.beside})


def _offer(one: PoolModifier, dice: int, bar: RatingBar | None, lasts: bool) -> Offer:
    return Offer(
        one.name,
        one.label,
        dice,
        bool((one.likely or lasts) and dice and not bar),
        one.group,
        one.words,
        "" if lasts else one.cost,
        one.hint,
        one.doubt,
        bar.words if bar else "",
    )


def _goes_by(one: PoolModifier, keys: frozenset[str]) -> bool:
    return (
        keys.isdisjoint(one.without)
        and not (one.among and keys.isdisjoint(one.among))
        and not (one.also and keys.isdisjoint(one.also))
    )


def _holds(one: PoolModifier, levels: Mapping[str, int], conditions: frozenset[str]) -> bool:
    return (
        (one.effect in levels or levels.keys() >= {*one.needs})
        and (not one.trait or one.trait in levels)
        and not (one.conditions and conditions.isdisjoint(one.conditions))
        and not (one.unless and one.unless in conditions)
        and all(levels.get(trait) in ratings for trait, ratings in one.at)
    )


def dice_of(one: PoolModifier, line: Line, levels: Mapping[str, int]) -> int:
    """How many dice a modifier brings a character, below 0 where it takes some."""
    return one.dice[levels[one.trait] - line.traits[one.trait].low] if one.trait else one.dice[0]


def barred(bars: Iterable[RatingBar], levels: Mapping[str, int]) -> RatingBar | None:
    """The first of these that keeps a character away; None for most."""
    return next((bar for bar in bars if levels.get(bar.trait) in bar.at), None)


def _ticked(found: list[Offer], beside: Mapping[str, str]) -> list[Offer]:
    """The offers with one of each group ticked, and none that stands back behind a group of which one is."""
    groups: set[str] = set()
    ticked = []
    for one in found:
        tick = one.ticked and one.group not in groups and beside.get(one.name, "") not in groups
        if tick and one.group:
            groups.add(one.group)
        ticked.append(replace(one, ticked=tick))
    return ticked


def taken(offered: Iterable[Offer], names: Collection[str]) -> list[Offer]:
    """Of these the ones of these names that can be taken, one of each group, the first."""
    groups: set[str] = set()
    found = []
    for one in offered:
        if one.name in names and one.is_choice and one.group not in groups:
            groups |= {one.group} - {""}
            found.append(one)
    return found


def total(base: int, taken: Iterable[Offer], own: int = 0) -> int:
    """How many dice a pool has with what was taken and a modifier of one's own; at least one."""
    return max(1, base + sum(one.dice for one in taken) + own)


def special_dice(special: SpecialDice, keys: Collection[str], levels: Mapping[str, int]) -> int:
    """How many special dice a character has for a pool of these keys, at most; 0 where they are not used.

    Hunger dice are not used for tests of Willpower and Humanity (Vampire core, Hunger dice), Rage dice not for those of
    Willpower, Renown, Harano and Hauglosk (Werewolf core, Rage dice; one source).
    """
    unused = bool(keys) and set(keys) <= set(special.without)
    return 0 if unused or barred(special.bars, levels) else levels.get(special.trait, 0)
