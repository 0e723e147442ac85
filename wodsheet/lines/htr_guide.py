"""The stages of making a hunter."""

from __future__ import annotations

from wodsheet.engine import Stage
from wodsheet.lines import guide, quiz

# Hunter core, character creation, in its order.
STAGES = (
    guide.concept(),
    Stage(
        "creed",
        "Creed",
        "How do they hunt?",
        "A Creed is the way somebody takes to the Hunt. Acting by it lets them use Desperation dice.",
        ("creed",),
        cards="creed",
        questions=quiz.CREEDS,
    ),
    Stage(
        "motive",
        "Drive",
        "Why do they not stop?",
        "A Drive is the reason to hunt. After a hunter falls into despair, what redeems the Drive brings them back.",
        ("motive", "redemption"),
        cards="motive",
    ),
    guide.ATTRIBUTES,
    guide.SKILLS,
    guide.SPECIALTIES,
    Stage(
        "edges",
        "Edges",
        "What do they have that monsters do not expect?",
        "One Edge with two Perks, or two Edges with one Perk between them.",
        ("edges",),
    ),
    guide.ADVANTAGES,
    guide.touchstones(
        "Whom do they do it for?",
        "One to three people who matter to them, and who could be hurt.",
    ),
    guide.GOALS,
)
