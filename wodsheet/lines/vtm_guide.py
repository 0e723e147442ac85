"""The stages of making a vampire, and the smaller people of the night."""

from __future__ import annotations

from wodsheet.engine import Stage
from wodsheet.lines import guide, quiz

# Core 135 to 158, in its order, but for the predator type, which comes before what it adds to.
STAGES = (
    guide.concept("kind"),
    Stage(
        "clan",
        "Clan",
        "Whose blood made them?",
        "A clan decides which Disciplines are learned easily, and which curse comes with the blood.",
        ("clan", "bane", "compulsion"),
        cards="clan",
        questions=quiz.CLANS,
    ),
    Stage(
        "domitor",
        "Domitor",
        "Whose blood keeps them?",
        "A ghoul drinks from one vampire, and knows a little of what that vampire can do.",
        ("domitor",),
    ),
    guide.ATTRIBUTES,
    guide.SKILLS,
    guide.SPECIALTIES,
    Stage(
        "predator_type",
        "Predator Type",
        "How do they hunt?",
        "Everybody here lives on blood. How they take it says a lot about them, and gives a Specialty, a dot of a"
        " Discipline, and people who remember.",
        ("predator_type",),
        cards="predator_type",
    ),
    Stage(
        "disciplines",
        "Disciplines",
        "What can their blood do?",
        "Two dots in one Discipline of the clan, one in another, and a power for each dot. The predator type adds one.",
        ("disciplines", "rituals", "ceremonies"),
    ),
    guide.ADVANTAGES,
    guide.touchstones(
        "Who keeps them human, and what would they never do?",
        "A Touchstone is a living person who stands for a Conviction: a rule that your character lives by. Take one to"
        " three of both.",
        "tenets",
    ),
    Stage(
        "blood",
        "Blood",
        "How long have they been dead, and how strong is their blood?",
        "Most characters are of the 12th or 13th generation, with Blood Potency 1 and Humanity 7. Those embraced a few"
        " decades ago have 15 points of experience to spend.",
        ("generation", "sire", "blood_potency", "humanity"),
    ),
    guide.GOALS,
)
