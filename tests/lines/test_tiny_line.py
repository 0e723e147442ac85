"""A line that exists only here, with what werewolves need: forms, rage, renown, and gifts one has to earn.

It is written in the engine's words alone; if it needs another word, the engine lacks one.
"""

import pytest

from wodsheet.engine import (
    Choice,
    Group,
    Line,
    Listing,
    Modifier,
    Need,
    Paper,
    ReadOut,
    Section,
    Text,
    Tracker,
    Trait,
    Vital,
)

STRENGTH = Trait("strength", "Strength", low=1, start=1)
STAMINA = Trait("stamina", "Stamina", low=1, start=1)
RAGE = Trait("rage", "Rage", start=1, shape="drops", read_outs=(ReadOut("Frenzy", ("no", *["yes"] * 5)),))
FORM = Trait(
    "form",
    "Form",
    high=2,
    shape="switch",
    names=("Human", "Wolf", "War form"),
    read_outs=(ReadOut("Strength", ("", "+1", "+4")),),
)
GLORY = Trait("glory", "Glory")
WISDOM = Trait("wisdom", "Wisdom")
HEALTH = Tracker(
    "health", "Health", ("stamina",), plus=3, modifiers=(Modifier("thick_hide", 2), Modifier("pelt", "oath"))
)
NAME = Text("name", "Name", required=True)
TRIBE = Text("tribe", "Tribe", choices=(Choice("stone_eaters", "Stone-Eaters"), Choice("gale_born", "Gale-Born")))
STORY = Text("story", "Story", 20_000, lines=True, shape="prose")

GIFTS = Listing(
    "gifts",
    "Gifts",
    "gift",
    (
        Choice("gale_step", "Gale Step", level=1, of=("gale_born",), needs=(Need((("wisdom", 1),)),)),
        Choice(
            "stone_skin", "Stone Skin", level=1, of=("stone_eaters",), pool="Stamina + Glory", cost="one Rage check"
        ),
        Choice("howl", "Howl", level=2, needs=(Need((("gale_step", 0), ("stone_skin", 0))), Need((("glory", 2),)))),
        Choice("pelt", "Pelt", level=3),
    ),
    by="tribe",
    shape="powers",
)
OATHS = Listing("oaths", "Oaths", "oath", (Choice("oath", "Oath"), Choice("thick_hide", "Thick Hide")), high=3)
VERSES = Listing("verses", "Verses", "verse", (Choice("refrain", "Refrain", of=("dirge",)),))
SONGS = Listing("songs", "Songs", "song", (Choice("dirge", "Dirge"),), inside=VERSES)

TRAITS = Section("traits", "Traits", (Group("Body", (STRENGTH, STAMINA)),))
RENOWN = Section("renown", "Renown", (GLORY, WISDOM))
POWER = Section("power", "Power", (GIFTS, OATHS, SONGS))
TALE = Section("tale", "Tale", (TRIBE, STORY))

TINY = Line(
    name="tiny",
    label="Tiny: The Test",
    one="shifter",
    group="pack",
    title=NAME,
    standfirst=(("tribe", "one of the {}"),),
    after=(),
    vitals=(Vital(HEALTH, (FORM,)), Vital(RAGE)),
    main=(((TRAITS,),), ((RENOWN,), (POWER,))),
    margin=(TALE,),
    foot=(),
    paper=Paper(facts=("tribe",), first=(((POWER,),),), second=(((RENOWN,),),), story=("story",)),
)


def gift(name: str) -> Choice:
    """The gift of this name."""
    found = GIFTS.choice(name)
    assert found is not None
    return found


def may_have(name: str, holdings: dict[str, int]) -> bool:
    """Whether somebody holding these may have the gift."""
    return all(need.met_by(holdings) for need in gift(name).needs)


def test_its_traits_and_where_they_start():
    assert list(TINY.traits) == ["form", "rage", "strength", "stamina", "glory", "wisdom"]
    assert TINY.start == {
        "form": 0,
        "rage": 1,
        "strength": 1,
        "stamina": 1,
        "glory": 0,
        "wisdom": 0,
        "health_superficial": 0,
        "health_aggravated": 0,
    }


def test_its_texts_listings_and_sections():
    assert list(TINY.texts) == ["name", "tribe", "story"]
    assert list(TINY.listings) == ["gifts", "oaths", "songs", "verses"]
    assert list(TINY.sections) == ["traits", "renown", "power", "tale"]
    assert TINY.outer == {"verses": SONGS}


def test_a_form_has_a_name_and_numbers_for_each_position():
    assert dict(zip(FORM.range, FORM.names, strict=True)) == {0: "Human", 1: "Wolf", 2: "War form"}
    assert FORM.read_outs[0].words[2] == "+4"
    assert RAGE.read_outs[0].words[RAGE.low] == "no"


def test_only_what_feeds_a_tracker_redraws_it():
    assert TINY.fed_by["stamina"] == (HEALTH,)
    assert TINY.fed_by["rage"] == ()
    assert HEALTH.heeds == {"thick_hide", "pelt", "oath"}


@pytest.mark.parametrize(
    ("holdings", "boxes"),
    [
        ({}, 5),
        ({"thick_hide": 1}, 7),
        ({"oath": 3}, 5),
        ({"pelt": 1, "oath": 3}, 8),
        ({"pelt": 1}, 5),
        ({"thick_hide": 1, "pelt": 1, "oath": 2}, 9),
    ],
)
def test_what_is_held_lengthens_a_tracker(holdings, boxes):
    assert HEALTH.length({**TINY.start, "stamina": 2}, holdings) == boxes


def test_a_gift_is_earned_by_renown_and_by_lesser_gifts():
    assert not may_have("Gale Step", {"wisdom": 0})
    assert may_have("Gale Step", {"wisdom": 1})
    assert not may_have("Howl", {"glory": 2})
    assert not may_have("Howl", {"glory": 1, "stone_skin": 1})
    assert may_have("Howl", {"glory": 2, "stone_skin": 1})
    assert may_have("Howl", {"glory": 3, "gale_step": 0})
    assert may_have("Pelt", {})


def test_a_gift_says_how_it_is_used_and_a_missing_one_is_none():
    assert gift("stone skin").how == "Stamina + Glory · one Rage check"
    assert GIFTS.choice("Moonbridge") is None


def test_every_key_has_a_name_for_people():
    assert TINY.labels["glory"] == "Glory"
    assert TINY.labels["gale_step"] == "Gale Step"
    assert TINY.labels["stone_eaters"] == "Stone-Eaters"
    assert TINY.labels["refrain"] == "Refrain"
