"""Three random characters to choose from, from one seed."""

from __future__ import annotations

from dataclasses import dataclass

from wodsheet.engine import Creation, Line
from wodsheet.sheet import Sheet
from wodsheet.sheet.random_character import random_character

MANY = 3


@dataclass(frozen=True)
class Candidate:
    """One of the three, by its own seed. It belongs to nobody yet."""

    seed: int
    sheet: Sheet

    @property
    def first_name(self) -> str:
        """The first part of the name, on the button."""
        return self.sheet.name.split()[0]

    @property
    def best(self) -> str:
        """The traits with the most dots, in words: attributes of four, skills of three and more."""
        groups = (group for section in self.sheet.layout.sections.values() for group in section.groups)
        rated = [
            (self.sheet[trait], trait.label) for group in groups for trait in group.traits if self.sheet[trait] >= 3
        ]
        return ", ".join(f"{label} {dots}" for dots, label in sorted(rated, reverse=True)[:5])

    @property
    def has(self) -> list[tuple[str, str]]:
        """What it has, list by list: Disciplines, Edges, Gifts, Advantages, Flaws."""
        found = []
        for name in ("disciplines", "edges", "gifts", "rites", "advantages", "flaws"):
            listing = self.sheet.line.listings.get(name)
            owned = self.sheet.listed(listing) if listing else []
            words = ", ".join(f"{one.label} {one.dots}" if one.dots else one.label for one in owned)
            if listing and words:
                found.append((listing.label, words))
        return found


@dataclass(frozen=True)
class Three:
    """Three of one kind, and the seed of the three after them."""

    creation: Creation
    candidates: tuple[Candidate, ...]
    seed_after: int


def three(shown: Line, line: Line, creation: Creation, seed: int, most: int) -> Three:
    """Three of the kind, of this seed and the two after it; seeds go from 0 to ``most``, and then from 0 again.

    ``shown`` is the line in the reader's language. Chance goes by the line itself, so that all languages see the same.
    """
    seeds = [(seed + number) % (most + 1) for number in range(MANY + 1)]
    return Three(creation, tuple(_candidate(line, shown, creation, one) for one in seeds[:MANY]), seeds[MANY])


def _candidate(line: Line, shown: Line, creation: Creation, seed: int) -> Candidate:
    made = random_character(line, creation, seed)
    return Candidate(seed, Sheet.of_parts(shown, 0, made.ratings, made.texts, made.rows))
