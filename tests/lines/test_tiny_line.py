"""A line that exists only here, with what werewolves need: forms, rage, renown, and gifts one has to earn.

It is written in the engine's words alone; if it needs another word, the engine lacks one.
"""

from dataclasses import replace

import pytest

from wodsheet.engine import (
    Choice,
    Dice,
    Group,
    Kind,
    Line,
    Listing,
    Modifier,
    Need,
    Outcome,
    Paper,
    Pool,
    ReadOut,
    Section,
    SpecialDice,
    Text,
    Total,
    Tracker,
    Trait,
    Vital,
    sentences,
    which,
)
from wodsheet.rules.trackers import length
from wodsheet.sheet import Sheet

STRENGTH = Trait("strength", "Strength", low=1, start=1)
STAMINA = Trait("stamina", "Stamina", low=1, start=1)
RAGE = Trait("rage", "Rage", start=1, shape="drops", read_outs=(ReadOut("Frenzy", ("no", *["yes"] * 5)),))
FORM = Trait(
    "form",
    "Form",
    high=2,
    shape="states",
    names=("Human", "Wolf", "War form"),
    briefs=("on two legs", "on four", "on whichever"),
    read_outs=(
        ReadOut("Strength", ("", "+1", "+4")),
        ReadOut("Lost", ("the wolf", *[""] * 5), by="rage"),
    ),
)
GLORY = Trait("glory", "Glory")
WISDOM = Trait("wisdom", "Wisdom")
RENOWN_IN_ALL = Total("renown_in_all", "Renown in all", ("glory", "wisdom"), low=1)
HEALTH = Tracker(
    "health",
    "Health",
    ("stamina",),
    plus=3,
    modifiers=(
        Modifier("thick_hide", 2),
        Modifier("pelt", "oath"),
        Modifier(add=4, trait="form", at=(2,)),
        Modifier("wolf_hide", 1, trait="form", at=(1, 2)),
    ),
)
NAME = Text("name", "Name", required=True)
TRIBE = Text("tribe", "Tribe", choices=(Choice("stone_eaters", "Stone-Eaters"), Choice("gale_born", "Gale-Born")))
RANK = Text("rank", "Rank", choices=(Choice("elder", "Elder"),))
STORY = Text("story", "Story", 20_000, lines=True, shape="prose")

GIFTS = Listing(
    "gifts",
    "Gifts",
    "gift",
    (
        Choice("gale_step", "Gale Step", level=1, of=("gale_born",), needs=(Need((("wisdom", 1),)),)),
        Choice(
            "stone_skin",
            "Stone Skin",
            level=1,
            of=("stone_eaters",),
            pool=Pool.parse("Stamina + Glory"),
            cost="one Rage check",
        ),
        Choice("howl", "Howl", level=2, needs=(Need((("gale_step", 0), ("stone_skin", 0))), Need((("glory", 2),)))),
        Choice("pelt", "Pelt", "Open", level=3, access=(("", 1),)),
        Choice("rock_song", "Rock Song", of=("stone_eaters", "elder"), access=(("stone_eaters", 4), ("elder", 2))),
    ),
    by=("rank", "tribe"),
    earned_by="renown_in_all",
    own_texts=(Text("level", "Level"), Text("pool", "Rolled"), Text("hint", "What it does")),
    shape="powers",
)
OATHS = Listing(
    "oaths",
    "Oaths",
    "oath",
    (Choice("oath", "Oath"), Choice("thick_hide", "Thick Hide"), Choice("wolf_hide", "Wolf Hide")),
    high=3,
)
VERSES = Listing(
    "verses", "Verses", "verse", (Choice("refrain", "Refrain", of=("dirge",)),), own_texts=(Text("level", "Level"),)
)
SONGS = Listing("songs", "Songs", "song", (Choice("dirge", "Dirge"),), high=3, inside=VERSES)
# Nobody's but the player's: how each is drawn is chosen, and how high it goes
LOOK = Text("look", "Look", choices=(Choice("words", "Words"), Choice("boxes", "Boxes")), start="Boxes")
HEIGHT = Text("height", "Height", choices=(Choice("2", "2"), Choice("9", "9")), start="2")
TALLIES = Listing(
    "tallies", "Tallies", "tally", high=9, texts=(LOOK, HEIGHT), shaped_by="look", bounded_by="height", quiet=True
)

TRAITS = Section("traits", "Traits", (Group("Body", (STRENGTH, STAMINA)),))
RENOWN = Section("renown", "Renown", (GLORY, WISDOM, RENOWN_IN_ALL))
POWER = Section("power", "Power", (GIFTS, OATHS, SONGS))
SHIFTER = Kind("shifter", "Shifter")
KINFOLK = Kind(
    "kinfolk",
    "Kinfolk",
    without=frozenset({"form", "rage", "gifts", "rank"}),
    instead=(replace(OATHS, high=1),),
    standfirst=sentences("%(kind)s", " of the %(tribe)s"),
)
KIND = which((SHIFTER, KINFOLK))
TALE = Section("tale", "Tale", (KIND, TRIBE, RANK, STORY))
TALLY = Section("tally", "Tally", (TALLIES,))

TINY = Line(
    name="tiny",
    label="Tiny: The Test",
    one="shifter",
    many="shifters",
    group="pack",
    title=NAME,
    standfirst=sentences("one of the %(tribe)s"),
    after=(),
    vitals=(Vital(HEALTH, (FORM,)), Vital(RAGE)),
    main=(((TRAITS,),), ((RENOWN,),)),
    lists=(POWER,),
    margin=(TALE, TALLY),
    foot=(),
    paper=Paper(
        facts=("kind", "tribe", "rank"),
        top=(((TRAITS,),),),
        first=(((POWER,),),),
        second=(((RENOWN,), (TALLY,)),),
        story=("story",),
    ),
    dice=Dice(
        SpecialDice("stone", "Stone dice", "Stone die", marked=(1,), locked=(1,)), (Outcome("done", "Done", "."),)
    ),
    kinds=(SHIFTER, KINFOLK),
)


def gift(name: str) -> Choice:
    """The gift of this name."""
    found = GIFTS.choice(name)
    assert found is not None
    return found


def may_have(name: str, owned: dict[str, int]) -> bool:
    """Whether a character who owns these may have the gift."""
    return all(need.met_by(owned) for need in gift(name).needs)


def sheet(*gifts: str, texts: dict[str, str] | None = None, **ratings: int) -> Sheet:
    """A shifter with these ratings, texts and gifts."""
    rows = [[id, "gifts", None, id, name, 0, {}] for id, name in enumerate(gifts)]
    return Sheet.of_parts(TINY, 1, ratings, texts, rows)


def against(shifter: Sheet) -> dict[str, list[str]]:
    """What the book has against each of a shifter's gifts."""
    return {entry.name: shifter.warnings(entry) for entry in shifter.entries.values()}


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
    assert list(TINY.texts) == ["name", "kind", "tribe", "rank", "story"]
    assert list(TINY.listings) == ["gifts", "oaths", "songs", "verses", "tallies"]
    assert list(TINY.sections) == ["traits", "renown", "power", "tale", "tally"]
    assert TINY.outer == {"verses": SONGS}


def test_a_form_has_a_name_and_numbers_for_each_position():
    assert dict(zip(FORM.range, FORM.names, strict=True)) == {0: "Human", 1: "Wolf", 2: "War form"}
    assert FORM.read_outs[0].words[2] == "+4"
    assert RAGE.read_outs[0].words[RAGE.low] == "no"
    assert [FORM.rating_label(rating) for rating in FORM.range] == ["Human", "Wolf", "War form"]
    assert RAGE.rating_label(3) == "3"


def test_a_read_out_may_go_by_another_trait_and_is_drawn_with_it():
    assert sheet(form=1, rage=3).read_outs(FORM) == [("Strength", "+1")]
    assert sheet(form=1, rage=0).read_outs(FORM) == [("Strength", "+1"), ("Lost", "the wolf")]
    assert TINY.effects["rage"].read_outs == (FORM,)
    assert TINY.effects["form"].read_outs == ()


def test_only_what_feeds_a_tracker_redraws_it():
    assert TINY.effects["stamina"].trackers == (HEALTH,)
    assert TINY.effects["form"].trackers == (HEALTH,)
    assert TINY.effects["rage"].trackers == ()
    assert HEALTH.owned_keys == {"thick_hide", "pelt", "oath", "wolf_hide"}
    assert TINY.effects["form"].listings == ("gifts", "oaths")
    assert TINY.effects["rage"].listings == ()


@pytest.mark.parametrize(
    ("owned", "boxes"),
    [
        ({}, 5),
        ({"thick_hide": 1}, 7),
        ({"oath": 3}, 5),
        ({"pelt": 1, "oath": 3}, 8),
        ({"pelt": 1}, 5),
        ({"thick_hide": 1, "pelt": 1, "oath": 2}, 9),
    ],
)
def test_what_is_held_lengthens_a_tracker(owned, boxes):
    assert length(HEALTH, {**TINY.start, "stamina": 2}, owned) == boxes


@pytest.mark.parametrize(
    ("form", "owned", "boxes"),
    [
        (0, {}, 5),
        (1, {}, 5),
        (2, {}, 9),
        (0, {"wolf_hide": 1}, 5),
        (1, {"wolf_hide": 1}, 6),
        (2, {"wolf_hide": 1, "thick_hide": 1}, 12),
    ],
)
def test_a_form_lengthens_a_tracker_by_itself_or_with_what_is_held(form, owned, boxes):
    assert length(HEALTH, {**TINY.start, "stamina": 2, "form": form}, owned) == boxes


def test_damage_beyond_the_boxes_is_kept_and_can_be_carried_over():
    shifter = sheet(stamina=2, form=2, health_superficial=7, health_aggravated=1)
    assert shifter.boxes(HEALTH).count == "9 boxes, 7 superficial, 1 aggravated"
    assert shifter.boxes(HEALTH).carried_over is None
    shifter = sheet(stamina=2, form=0, health_superficial=7, health_aggravated=1)
    boxes = shifter.boxes(HEALTH)
    assert boxes.count == "5 boxes, 4 superficial, 1 aggravated"
    assert boxes.beyond_count == "3 more than it holds"
    assert boxes.carrying_over == "1/4"
    assert boxes.steps["Heal superficial"] == "6/1"
    assert boxes.steps["Take aggravated"] == "6/2"


def test_a_total_follows_its_traits_and_has_a_least():
    assert sheet().total(RENOWN_IN_ALL) == 1
    assert sheet(glory=2, wisdom=3).total(RENOWN_IN_ALL) == 5
    assert TINY.effects["glory"].totals == (RENOWN_IN_ALL,)
    assert TINY.effects["rage"].totals == ()


def test_the_book_is_asked_again_when_what_it_asks_for_changes():
    renown = {"renown_in_all"}
    assert {name: effects.keys for name, effects in TINY.effects.items() if effects.keys} == {
        "glory": renown | {"glory"},
        "wisdom": renown | {"wisdom"},
        "tribe": {"stone_eaters"},
        "rank": {"elder"},
    }
    shifter = sheet("Rock Song", "Howl", "Of my own")
    assert [entry.name for entry in shifter.requiring(WISDOM)] == ["Rock Song"]
    assert [entry.name for entry in shifter.requiring(GLORY)] == ["Rock Song", "Howl"]
    assert [entry.name for entry in shifter.requiring(TRIBE)] == ["Rock Song"]
    assert shifter.requiring(RAGE) == []


@pytest.mark.parametrize(
    ("texts", "renown", "said"),
    [
        ({}, 5, ["Only for Stone-Eaters or Elder."]),
        ({"tribe": "Gale-Born"}, 5, ["Only for Stone-Eaters or Elder."]),
        ({"tribe": "Stone-Eaters"}, 3, ["Needs Renown in all 4."]),
        ({"tribe": "Stone-Eaters"}, 4, []),
        ({"tribe": "Stone-Eaters", "rank": "Elder"}, 0, ["Needs Renown in all 2."]),
        ({"tribe": "Stone-Eaters", "rank": "Elder"}, 2, []),
    ],
)
def test_a_gift_is_open_to_some_from_so_much_on(texts, renown, said):
    assert against(sheet("Rock Song", texts=texts, glory=renown)) == {"Rock Song": said}


def test_what_is_open_to_everybody_needs_nobody():
    assert against(sheet("Pelt")) == {"Pelt": []}


def test_gifts_of_ones_own_rank_and_tribe_are_offered_first_by_how_much_they_take():
    shifter = sheet(texts={"tribe": "Gale-Born", "rank": "Elder"})
    offered = {label: [one.label for one in choices] for label, choices in shifter.listing_offers(GIFTS).items()}
    assert offered == {
        "Elder, Renown in all 2": ["Rock Song"],
        "Gale-Born": ["Gale Step"],
        "": ["Stone Skin", "Howl"],
        "Open, Renown in all 1": ["Pelt"],
    }


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
    assert TINY.labels["renown_in_all"] == "Renown in all"
    assert TINY.labels["gale_step"] == "Gale Step"
    assert TINY.labels["stone_eaters"] == "Stone-Eaters"
    assert TINY.labels["refrain"] == "Refrain"


def test_a_kind_is_drawn_without_what_it_lacks_and_keeps_all_of_it():
    kin = sheet("Pelt", texts={"kind": "Kinfolk", "tribe": "Gale-Born"}, rage=3)
    assert [vital.part.name for vital in kin.layout.vitals] == ["health"]
    assert "gifts" not in kin.layout.listings
    assert kin.layout.listings["oaths"].high == 1
    assert kin.layout.paper.facts == ("kind", "tribe")
    assert kin.layout.one == "kinfolk"
    assert kin.standfirst == "Kinfolk of the Gale-Born"
    assert kin[RAGE] == 3
    assert [entry.name for entry in kin.entries.values()] == ["Pelt"]


@pytest.mark.parametrize("words", ["", "Shifter", "shifter", "Somebody else"])
def test_whoever_is_of_no_other_kind_is_of_the_usual_one(words):
    assert sheet(texts={"kind": words}).kind == SHIFTER


def holding(*rows: list) -> Sheet:
    """A shifter with these entries: id, list, the entry it stands in, name, dots, texts."""
    return Sheet.of_parts(TINY, 1, {}, {}, [[id, kind, outer, id, *entry] for id, kind, outer, *entry in rows])


@pytest.mark.parametrize(
    ("dots", "texts", "shape", "high"),
    [
        (0, {}, "boxes", 2),
        (2, {"look": "Boxes", "height": "9"}, "boxes", 9),
        (7, {"look": "boxes", "height": "2"}, "boxes", 7),
        (7, {"look": "Words", "height": "9"}, "words", 0),
        (1, {"look": "Runes", "height": "many"}, "boxes", 2),
    ],
)
def test_a_player_says_how_something_is_drawn_and_how_high_it_goes(dots, texts, shape, high):
    entry = holding([1, "tallies", None, "Scars", dots, texts]).entries[1]
    assert (entry.shape, entry.high) == (shape, high)


def test_what_is_rated_in_every_entry_is_drawn_as_dots_and_what_is_not_as_words():
    entries = holding([1, "oaths", None, "Mine", 2, {}], [2, "gifts", None, "Mine", 0, {}]).entries
    assert [(entry.shape, entry.high) for entry in entries.values()] == [("dots", 3), ("words", 0)]


def test_what_no_book_says_of_a_gift_its_player_does():
    texts = {"level": "2", "pool": "Glory", "hint": "The wind turns"}
    mine, book = holding(
        [1, "gifts", None, "Windcall", 0, texts], [2, "gifts", None, "Howl", 0, texts]
    ).entries.values()
    assert (mine.level, mine.as_choice.how, mine.as_choice.hint) == (2, "Glory", "The wind turns")
    assert (book.as_choice, book.own_texts) == (gift("Howl"), ())


@pytest.mark.parametrize(
    ("level", "said"),
    [("3", ["Level 3, above Sea shanty 2."]), ("2", []), ("", []), ("high", [])],
)
def test_a_level_of_ones_own_is_measured_by_what_it_stands_in(level, said):
    shifter = holding([1, "songs", None, "Sea shanty", 2, {}], [2, "verses", 1, "The chorus", 0, {"level": level}])
    assert shifter.warnings(shifter.entries[2]) == said


def test_whatever_is_in_a_list_belongs_where_all_of_it_does():
    verse = holding([1, "songs", None, "Dirge", 2, {}], [2, "verses", 1, "Of my own", 0, {}]).entries[2]
    assert verse.as_choice.of == ("dirge",)
    assert (GIFTS.shared, TALLIES.shared) == ((), ())


def test_a_name_in_a_list_of_no_book_lengthens_nothing():
    named = [[1, "tallies", None, "Thick Hide", 1, {}]]
    assert "thick_hide" not in holding(*named).owned_levels
    assert holding(*named).boxes(HEALTH).length == 4
    assert holding([1, "oaths", None, "Thick Hide", 1, {}]).boxes(HEALTH).length == 6


def test_a_quiet_list_is_left_out_on_paper_while_it_is_empty():
    second = TINY.paper.second
    assert holding().printed(second) == [((RENOWN,),)]
    assert holding([1, "tallies", None, "Scars", 0, {}]).printed(second) == list(second)
    assert holding().printed((((TALLY,),),)) == []
