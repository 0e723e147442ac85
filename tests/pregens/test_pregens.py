"""The ready characters: complete, legal by the rules, and nothing on their sheets that the book would speak against."""

from __future__ import annotations

from collections import Counter

import pytest

from wodsheet.engine import Group
from wodsheet.lines import LINES, names
from wodsheet.pregens import PREGENS

SPREAD = [4, 3, 3, 3, 2, 2, 2, 2, 1]  # core, character creation, all lines
SKILLS = [{4: row["four"], 3: row["three"], 2: row["two"], 1: row["one"]} for row in names.rows("skill_spreads")]

each = pytest.mark.parametrize("ready", PREGENS.values(), ids=list(PREGENS))


def rated(ready, section: str) -> list[int]:
    """The ratings of a section's traits, the highest first."""
    groups = (part for part in ready.line.sections[section].parts if isinstance(part, Group))
    return sorted((ready.sheet[trait] for group in groups for trait in group.traits), reverse=True)


def dots(ready, listing: str) -> int:
    """The dots in a list, all together."""
    return sum(one.dots for one in ready.sheet.listed(ready.line.listings[listing]))


def named(ready, listing: str) -> dict[str, int]:
    """What stands in a list, with its dots."""
    return {one.name: one.dots for one in ready.sheet.listed(ready.line.listings[listing])}


def test_there_is_one_for_every_line():
    assert list(PREGENS) == list(LINES)


@each
def test_every_key_is_one_of_the_line_and_every_rating_within_its_range(ready):
    assert set(ready.ratings) <= set(ready.line.traits)
    assert all(ready.ratings[name] in ready.line.traits[name].range for name in ready.ratings)
    assert set(ready.texts) <= set(ready.line.texts)
    assert {row.kind for row in ready.rows} <= set(ready.line.listings)
    assert len(ready.sheet.entries) == len(ready.rows)


@each
def test_every_text_is_written_and_fits(ready):
    left_to_the_table = {"chronicle", "cell", "resonance"}
    followed = {text.name for text in ready.line.texts.values() if text.follows}
    left = followed | left_to_the_table & set(ready.line.texts)
    assert set(ready.sheet.layout.texts) - set(ready.texts) == left
    for name, text in ready.line.texts.items():
        words = ready.texts.get(name, "x")
        assert 0 < len(words) <= text.limit, name
        assert text.lines or "\n" not in words, name
    for one in ready.sheet.entries.values():
        assert set(one.texts) == {text.name for text in one.listing.texts}, one.name
        for text in one.listing.texts:
            assert 0 < len(one.texts[text.name]) <= text.limit
            assert not text.closed or text.choice(one.texts[text.name]) or text.name == one.listing.under


@each
def test_what_a_line_offers_is_taken_from_the_book(ready):
    for name, text in ready.line.texts.items():
        if text.choices and name in ready.texts:
            assert text.choice(ready.texts[name]), name
    for one in ready.sheet.entries.values():
        assert one.choice or not one.listing.choices, one.name


@each
def test_the_book_has_nothing_against_anything_on_the_sheet(ready):
    said = {one.name: ready.sheet.warnings(one) for one in ready.sheet.entries.values()}
    assert {name: words for name, words in said.items() if words} == {}


@each
def test_attributes_and_skills_are_spread_by_the_rules(ready):
    assert rated(ready, "attributes") == SPREAD
    counts = Counter(dots for dots in rated(ready, "skills") if dots)
    assert dict(counts) in [{dots: int(many) for dots, many in one.items() if many} for one in SKILLS]


@each
def test_nobody_is_hurt_yet(ready):
    for tracker in ready.line.trackers.values():
        boxes = ready.sheet.boxes(tracker)
        assert boxes.free == boxes.length


@each
def test_specialties_stand_on_skills_that_are_known_and_the_free_four_have_theirs(ready):
    on = Counter(ready.sheet.pointed_at(one) for one in ready.sheet.listed(ready.line.listings["specialties"]))
    assert all(ready.ratings[skill] for skill in on)
    free = {skill for skill in ("academics", "craft", "performance", "science") if ready.ratings.get(skill)}
    assert free <= set(on)
    predator = "predator_type" in ready.texts
    assert on.total() == len(free) + 1 + predator


@each
def test_one_to_three_touchstones(ready):
    assert 1 <= len(named(ready, "touchstones")) <= 3


def test_the_vampire_is_a_childe_of_the_thirteenth_generation():
    vampire = PREGENS["vtm"]
    assert vampire.texts["generation"] == "13th"
    assert (vampire.ratings["blood_potency"], vampire.ratings["humanity"], vampire.ratings["hunger"]) == (1, 7, 1)


def test_the_vampires_disciplines_are_two_and_one_of_the_clan_and_one_of_the_predator_type():
    vampire = PREGENS["vtm"]
    line = vampire.line
    clan = line.texts["clan"].choice(vampire.texts["clan"])
    predator = line.texts["predator_type"].choice(vampire.texts["predator_type"])
    offered = dict(predator.facts)["Discipline"].split(" or ")
    held = named(vampire, "disciplines")
    before = [Counter(held) - Counter({one: 1}) for one in offered if one in held]
    assert any(sorted(counts.values()) == [1, 2] for counts in before)
    assert all(clan.key in line.listings["disciplines"].choice(one).of for one in held)
    assert {one.name: len(one.inside) for one in vampire.sheet.listed(line.listings["disciplines"])} == held


def test_the_vampires_advantages_are_seven_dots_and_the_predator_types():
    vampire = PREGENS["vtm"]
    gains = dict(vampire.line.texts["predator_type"].choice(vampire.texts["predator_type"]).facts)
    assert gains["Gains"] == "Resources 1"
    assert named(vampire, "advantages")["Resources"] >= 1
    assert dots(vampire, "advantages") == 7 + 1
    assert dots(vampire, "flaws") == 2
    assert any(f"({one})" in gains["Specialty"] for one in named(vampire, "specialties"))


def test_the_hunter_has_an_edge_with_two_perks_or_two_edges_with_one():
    hunter = PREGENS["htr"]
    edges = hunter.sheet.listed(hunter.line.listings["edges"])
    assert (len(edges), sum(len(edge.inside) for edge in edges)) in {(1, 2), (2, 1)}
    assert dots(hunter, "advantages") == 7
    assert dots(hunter, "flaws") == 2
    assert (hunter.ratings["desperation"], hunter.ratings["danger"]) == (1, 1)


def test_the_hunters_redemption_is_that_of_the_drive():
    hunter = PREGENS["htr"]
    drive = hunter.line.texts["motive"].choice(hunter.texts["motive"])
    assert hunter.sheet.text(hunter.line.texts["redemption"]) == dict(drive.facts)["Redemption"]


@pytest.mark.parametrize("line", PREGENS)
def test_what_follows_from_a_choice_is_not_written(line):
    one = PREGENS[line]
    followed = [text for text in one.line.texts.values() if text.follows]
    assert not one.texts.keys() & {text.name for text in followed}
    assert all(one.sheet.text(text) for text in followed)


def test_the_werewolf_has_three_renown_and_a_gift_of_each_kind():
    werewolf = PREGENS["wta"]
    line = werewolf.line
    tribe = line.texts["tribe"].choice(werewolf.texts["tribe"])
    auspice = line.texts["auspice"].choice(werewolf.texts["auspice"])
    renown = {name: werewolf.ratings.get(name.lower(), 0) for name in ("Glory", "Honor", "Wisdom")}
    assert sorted(renown.values()) == [0, 1, 2]
    assert renown[dict(tribe.facts)["Renown"]] == 2
    ways = [dict(one.choice.access) for one in werewolf.sheet.listed(line.listings["gifts"])]
    assert [key for key, way in zip(("", auspice.key, tribe.key), ways, strict=True) if key not in way] == []
    assert len(werewolf.sheet.listed(line.listings["rites"])) == 1
    assert dots(werewolf, "advantages") == 7
    assert dots(werewolf, "flaws") == 2
    assert (werewolf.sheet.ratings["rage"], werewolf.sheet.ratings["form"]) == (1, 0)
