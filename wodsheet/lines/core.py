"""What the lines share: attributes, skills, the two trackers, and the lists every character keeps."""

from __future__ import annotations

from dataclasses import replace

from wodsheet.engine import (
    Choice,
    Condition,
    Group,
    Listing,
    Modifier,
    Pairing,
    Price,
    Section,
    Source,
    Text,
    Tracker,
    Trait,
    key_of,
)

LONG = 20_000


def attribute(label: str) -> Trait:
    """Everybody has one dot in each attribute."""
    return Trait(key_of(label), label, low=1, start=1)


ATTRIBUTES = Section(
    "attributes",
    "Attributes",
    (
        Group("Physical", tuple(map(attribute, ("Strength", "Dexterity", "Stamina")))),
        Group("Social", tuple(map(attribute, ("Charisma", "Manipulation", "Composure")))),
        Group("Mental", tuple(map(attribute, ("Intelligence", "Wits", "Resolve")))),
    ),
)


def skills(drive: str = "Drive") -> Section:
    """The 27 skills; ``drive`` is what the line calls the one at the wheel."""
    return Section(
        "skills",
        "Skills",
        (
            Group(
                "Physical",
                (
                    Trait("athletics", "Athletics"),
                    Trait("brawl", "Brawl"),
                    Trait("craft", "Craft"),
                    Trait("drive", drive),
                    Trait("firearms", "Firearms"),
                    Trait("larceny", "Larceny"),
                    Trait("melee", "Melee"),
                    Trait("stealth", "Stealth"),
                    Trait("survival", "Survival"),
                ),
            ),
            Group(
                "Social",
                (
                    Trait("animal_ken", "Animal Ken"),
                    Trait("etiquette", "Etiquette"),
                    Trait("insight", "Insight"),
                    Trait("intimidation", "Intimidation"),
                    Trait("leadership", "Leadership"),
                    Trait("performance", "Performance"),
                    Trait("persuasion", "Persuasion"),
                    Trait("streetwise", "Streetwise"),
                    Trait("subterfuge", "Subterfuge"),
                ),
            ),
            Group(
                "Mental",
                (
                    Trait("academics", "Academics"),
                    Trait("awareness", "Awareness"),
                    Trait("finance", "Finance"),
                    Trait("investigation", "Investigation"),
                    Trait("medicine", "Medicine"),
                    Trait("occult", "Occult"),
                    Trait("politics", "Politics"),
                    Trait("science", "Science"),
                    Trait("technology", "Technology"),
                ),
            ),
        ),
    )


def _boxes(way: str, label: str) -> Trait:
    """Boxes "more" or "fewer" than the book counts: a Storyteller's gift, a rule of the house."""
    boxes = ("none", "1 box", *(f"{number} boxes" for number in range(2, 6)))
    return Trait(f"{key_of(label)}_{way}", f"{way.title()} {label}", shape="switch", names=boxes)


def health(*modifiers: Modifier) -> Tracker:
    """Stamina + 3, and what the line adds (vtm core, htr core)."""
    more, fewer = _boxes("more", "Health"), _boxes("fewer", "Health")
    return Tracker("health", "Health", ("stamina",), plus=3, modifiers=modifiers, more=more, fewer=fewer)


# Composure + Resolve (vtm core, htr core)
WILLPOWER = Tracker(
    "willpower",
    "Willpower",
    ("composure", "resolve"),
    more=_boxes("more", "Willpower"),
    fewer=_boxes("fewer", "Willpower"),
)


MINUS = "\N{MINUS SIGN}"
# A full track (vtm core, Health and damage; htr and wta core); full of aggravated damage the living die
DYING = Condition("health_aggravated", "health", "Dead or dying", aggravated=True)
IMPAIRED = (
    Condition("health_impaired", "health", "Impaired", f"{MINUS}2 dice on Physical rolls"),
    Condition("willpower_impaired", "willpower", "Impaired", f"{MINUS}2 dice on Social and Mental rolls"),
)


def words(name: str, label: str, limit: int = 100) -> Text:
    """A few words on one line."""
    return Text(name, label, limit)


def prose(name: str, label: str) -> Text:
    """As much as a player cares to write."""
    return Text(name, label, LONG, lines=True, shape="prose")


# Where a table plays otherwise than the books, nothing is a fault: the check says what it finds, the sheet does not
OWN_RULES = Trait(
    *("own_rules", "Rules"), high=1, shape="switch", names=("By the book", "By our own rules"), redraws=True
)

NAME = Text("name", "Name", 100, required=True)
AMBITION = Text("ambition", "Ambition", 500, lines=True, shape="quote")
DESIRE = Text("desire", "Desire", 500, lines=True, shape="quote")
CHRONICLE = words("chronicle", "Chronicle")
CONCEPT = Text("concept", "Concept", 200, lines=True)
PRONOUNS = words("pronouns", "Pronouns", 50)
APPEARANCE = Text("appearance", "Appearance", LONG, lines=True)
DISTINGUISHING_FEATURES = Text("distinguishing_features", "Distinguishing features", LONG, lines=True)
LOOKS = Section("looks", "Looks", (APPEARANCE, DISTINGUISHING_FEATURES))
NOTES = prose("notes", "Notes")

DESCRIPTION = Text("description", "Description", 2000, lines=True)
WHO_THEY_ARE = Text("description", "Who they are", 2000, lines=True)
NOTE = Text("note", "Note", 2000, lines=True)


def specialties(skills: Section, price: Price) -> Listing:
    """As many as wanted, on any skill of the section."""
    traits = (trait for group in skills.groups for trait in group.traits)
    skill = Text(
        "skill",
        "Skill",
        required=True,
        choices=tuple(Choice(trait.name, trait.label) for trait in traits),
        closed=True,
    )
    return Listing(
        "specialties",
        "Specialties",
        "specialty",
        texts=(skill,),
        under="skill",
        price=price,
        shape="specialties",
        naming="Specialty",
    )


TENETS = Listing("tenets", "Chronicle tenets", "tenet", shape="tenets", naming="Tenet", limit=200)


def touchstones(*more: Text) -> Listing:
    """The people who keep somebody human: who they are, and what the line adds."""
    texts = (WHO_THEY_ARE, *more)
    return Listing("touchstones", "Touchstones", "touchstone", texts=texts, shape="touchstones", naming="Touchstone")


def under(heading: str, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """The choices under a heading, each with its own group after a colon: "Merits: Looks"."""
    return tuple(replace(one, group=f"{heading}: {one.group}" if one.group else heading) for one in choices)


def advantages(
    choices: tuple[Choice, ...],
    price: Price,
    by: tuple[str, ...] = (),
    single: tuple[str, ...] = (),
    paired: tuple[Pairing, ...] = (),
) -> Listing:
    """Backgrounds, merits and their like; of the groups that are ``single`` a character has one."""
    return Listing(
        "advantages",
        "Advantages",
        "advantage",
        choices,
        by,
        high=5,
        texts=(NOTE,),
        totalled=True,
        single=single,
        paired=paired,
        price=price,
        naming="Advantage",
    )


def flaws(choices: tuple[Choice, ...], by: tuple[str, ...] = ()) -> Listing:
    """What others may use against somebody."""
    return Listing("flaws", "Flaws", "flaw", choices, by, high=5, texts=(NOTE,), totalled=True, naming="Flaw")


EQUIPMENT = Listing("equipment", "Equipment", "equipment", texts=(DESCRIPTION,), naming="Equipment", limit=200)

# What a power of one's own has, as no book says it
ROLLED = Text("pool", "Rolled", 200)
COST = Text("cost", "Cost")
EFFECT = Text("hint", "What it does", 2000, lines=True)
OWN_POWER = (ROLLED, COST, EFFECT)


def _counted(name: str, label: str, most: int, start: str = "") -> Text:
    """A whole number from 1, to be chosen; needed when it starts as one."""
    numbers = tuple(Choice(str(number), str(number)) for number in range(1, most + 1))
    return Text(name, label, choices=numbers, closed=True, start=start, required=bool(start))


LEVEL = _counted("level", "Level", 5)
OWN = Listing(
    "own",
    "Of your own",
    "trait or tracker of your own",
    high=20,
    texts=(
        Text(
            "shape",
            "Drawn as",
            required=True,
            choices=tuple(Choice(key_of(label), label) for label in ("Dots", "Boxes", "Counter", "Words")),
            closed=True,
            start="Dots",
        ),
        _counted("most", "At most", 20, start="5"),
        NOTE,
    ),
    shaped_by="shape",
    bounded_by="most",
    quiet=True,
    shape="own",
)


# Until when something is in effect.
UNTIL = tuple(Choice(key_of(label), label) for label in ("Turn", "Scene", "Night", "Session", "Ended"))


def effect(choice: Choice) -> Choice:
    """A choice of another list as something that is in effect, under a key of its own: nobody owns it by that."""
    return Choice(
        f"in_effect_{choice.key}",
        choice.label,
        choice.group,
        lasts=choice.lasts,
        hint=choice.hint,
        facts=choice.facts,
        sources=choice.sources,
        unverified=choice.unverified,
    )


# What can be had once a session
DESIRE_MET = Choice("in_effect_desire_met", "Desire met", until="session", sources=(Source("core"),))


def in_effect(*choices: Choice) -> Listing:
    """What lasts for a while: powers in use, Compulsions, what a line says besides."""
    until = Text("until", "Until", choices=UNTIL, closed=True, required=True, start="Ended")
    return Listing(
        "in_effect", "In effect", "effect", (DESIRE_MET, *choices), texts=(until, NOTE), quiet=True, naming="Effect"
    )


# Who somebody is and what they have: closed at first on a phone. Specialties are shown at their skills.
FOLDED = frozenset({"identity", "looks", "touchstones", "flaws", "equipment", "specialties", "history", "notes"})


def section(listing: Listing) -> Section:
    """A section of its own for a list, under the list's name."""
    return Section(listing.name, listing.label, (listing,))


def alone(text: Text) -> Section:
    """A section of its own for a text, under the text's name."""
    return Section(text.name, text.label, (text,))
