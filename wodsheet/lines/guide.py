"""The stages of making a character that the lines share, with hints of our own for new players."""

from __future__ import annotations

from wodsheet.engine import Stage
from wodsheet.lines import names

HINTS = names.hints()

ATTRIBUTES = Stage(
    "attributes",
    "Attributes",
    "What comes easily to them, and what does not?",
    "One Attribute is at four dots, three are at three, four at two and one at one. Two dots are an ordinary person."
    " Most rolls add an Attribute and a Skill.",
    ("attributes",),
)
SKILLS = Stage(
    "skills",
    "Skills",
    "What have they learned?",
    "Choose one of three ways: a little of everything, a balance, or a few things done very well. A Skill without dots"
    " can still be rolled, with the Attribute alone.",
    ("skills",),
)
SPECIALTIES = Stage(
    "specialties",
    "Specialties",
    "Within a Skill, what do they know best?",
    "A Specialty adds one die where it fits: Brawl (Grappling), Academics (Latin). Academics, Craft, Performance and"
    " Science each come with one.",
    ("specialties",),
)
ADVANTAGES = Stage(
    "advantages",
    "Advantages",
    "Whom do they know, what do they own, and who wants to hurt them?",
    "Seven dots of Advantages and two dots of Flaws. Flaws are where stories begin.",
    ("advantages", "flaws"),
)
GOALS = Stage(
    "goals",
    "Ambition and Desire",
    "What do they want, tonight and in the end?",
    "An Ambition takes a whole chronicle, a Desire one session. To come closer to either gives Willpower back.",
    ("ambition", "desire"),
)


def concept(*more: str) -> Stage:
    """Who somebody is, in a few words."""
    return Stage(
        "concept",
        "Concept",
        "Who are they?",
        "A name, and a few words you would use to describe them: a tired nurse, a student who saw too much."
        " You can change all of it later.",
        ("name", *more, "concept", "pronouns", "chronicle"),
    )


def touchstones(asked: str, hint: str, *more: str) -> Stage:
    """The people who keep somebody human."""
    return Stage("touchstones", "Touchstones", asked, hint, ("touchstones", *more))
