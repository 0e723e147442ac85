"""How a character of any line is made: what the lines share."""

from __future__ import annotations

from wodsheet.engine import Budget, Count, Evidence, FreeSpecialties, Spread, Spreads
from wodsheet.lines import names

ATTRIBUTES = Spreads("attributes", (Spread("attributes", "Attributes", ((4, 1), (3, 3), (2, 4), (1, 1))),))
RATINGS = {"four": 4, "three": 3, "two": 2, "one": 1}


def _spread(row: names.Row) -> Spread:
    counts = tuple((rating, int(row[column])) for column, rating in RATINGS.items() if row[column])
    return Spread(row["key"], row["label"], counts)


SKILLS = Spreads("skills", tuple(map(_spread, names.rows("skill_spreads"))))
# Some count three of any skill for hunters and werewolves.
SPECIALTIES = FreeSpecialties("specialties", ("academics", "craft", "performance", "science"))
ADVANTAGES = Budget("advantages", 7)
FLAWS = Budget("flaws", 2)
TRAITS = (ATTRIBUTES, SKILLS, SPECIALTIES)

ONE_SOURCE = Evidence(confidence="single")
NOT_FOUND = Evidence(
    confidence="doubtful", doubt="No book that we know says how one is made; this is how a vampire is made."
)


def touchstones(evidence: Evidence = Evidence()) -> Count:  # noqa: B008 - frozen
    """One to three people."""
    return Count("touchstones", 1, 3, evidence=evidence)
