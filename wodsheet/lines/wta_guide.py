"""The stages of making a werewolf."""

from __future__ import annotations

from wodsheet.engine import Stage
from wodsheet.lines import guide, quiz

# Werewolf core, character creation, in its order.
STAGES = (
    guide.concept(),
    Stage(
        "auspice",
        "Auspice",
        "Under which moon were they born?",
        "The moon gives every Garou a part to play, and opens Gifts of its own.",
        ("auspice",),
        cards="auspice",
    ),
    Stage(
        "tribe",
        "Tribe",
        "Whom do they stand with?",
        "A tribe is a family that somebody chose. Its patron spirit grants a favor, and sets a ban.",
        ("tribe",),
        cards="tribe",
        questions=quiz.TRIBES,
    ),
    guide.ATTRIBUTES,
    guide.SKILLS,
    guide.SPECIALTIES,
    Stage(
        "renown",
        "Renown",
        "What are they known for?",
        "Two dots in the Renown of the tribe, and one in another.",
        ("renown",),
    ),
    Stage(
        "gifts",
        "Gifts",
        "What have the spirits taught them?",
        "Three Gifts: one that every Garou may learn, one of the auspice and one of the tribe.",
        ("gifts",),
    ),
    Stage(
        "rites", "Rites", "Which rite do they know?", "One Rite. Rites are done together, and take time.", ("rites",)
    ),
    guide.ADVANTAGES,
    guide.touchstones(
        "Whom do they come home to?",
        "One to three people, or wolves, who keep them in balance.",
    ),
    guide.GOALS,
)
