"""Each revision is one sentence in the words of the game, whatever it did."""

from __future__ import annotations

import pytest

from wodsheet.engine import Line
from wodsheet.lines import LINES
from wodsheet.portraits import SLOTS
from wodsheet.sheet import revision_words
from wodsheet.sheet.revision import ChangeRow, LedgerRow
from wodsheet.sheet.revision_words import sentence_of

VTM = LINES["vtm"]
LISTINGS = [(line, listing) for line in LINES.values() for listing in line.listings.values()]


def rated(line: Line = VTM, was: dict[str, int] | None = None, **now: int) -> str:
    return sentence_of(line, [ChangeRow("ratings", None, was or dict.fromkeys(now, 0), now)])


def entry(was: dict | None, now: dict | None, id: int = 7, name: str = "Iron Will") -> str:
    return sentence_of(VTM, [ChangeRow("entry", id, was, now)], {7: name})


def row(name: str, id: int = 7, kind: str = "advantages", **more: object) -> dict:
    return {"id": id, "kind": kind, "name": name, "key": None, "parent_id": None, "dots": 0, "texts": {}} | more


def test_a_rating_has_what_was_and_what_is():
    assert rated(was={"strength": 2}, strength=4) == "Strength 2 → 4"


def test_a_tracker_says_its_damage_in_words():
    was = {"health_superficial": 2, "health_aggravated": 0}
    assert rated(was=was, health_superficial=3, health_aggravated=0) == "Health: 2 superficial → 3 superficial"
    assert (
        rated(was=was, health_superficial=1, health_aggravated=1)
        == "Health: 2 superficial → 1 superficial, 1 aggravated"
    )
    assert rated(was=was, health_superficial=0, health_aggravated=0) == "Health: 2 superficial → no damage"


def test_every_trait_tracker_and_text_of_every_line_has_its_sentence(subtests):
    for line in LINES.values():
        for trait in line.traits.values():
            with subtests.test(line=line.name, trait=trait.name):
                words = sentence_of(
                    line, [ChangeRow("ratings", None, {trait.name: trait.low}, {trait.name: trait.high})]
                )
                assert words.startswith(trait.label)
                assert words.endswith(f"{trait.rating_label(trait.low)} → {trait.rating_label(trait.high)}")
        for tracker in line.trackers.values():
            with subtests.test(line=line.name, tracker=tracker.name):
                words = rated(line, None, **{tracker.superficial: 0, tracker.aggravated: 2})
                assert words == f"{tracker.label}: no damage → 2 aggravated"
        for text in line.texts.values():
            with subtests.test(line=line.name, text=text.name):
                words = text.choices[0].stored if text.choices else "of one's own"
                said = sentence_of(line, [ChangeRow("texts", None, {text.name: ""}, {text.name: words})])
                assert said == (f"Changed {text.label} to {words}" if text.choices else f"{text.label} changed")
                cleared = sentence_of(line, [ChangeRow("texts", None, {text.name: words}, {text.name: ""})])
                assert cleared == f"{text.label} cleared"


def test_a_choice_that_brings_its_keys_along_is_one_sentence():
    changes = [
        ChangeRow("texts", None, {"clan": ""}, {"clan": "Toreador"}),
        ChangeRow("keys", None, {"clan": None}, {"clan": "toreador"}),
        ChangeRow("follows", None, {"clan": True}, {"clan": False}),
    ]
    assert sentence_of(VTM, changes) == "Changed Clan to Toreador"


def test_an_entry_of_every_list_and_each_of_its_texts_has_its_sentence(subtests):
    for line, listing in LISTINGS:
        with subtests.test(line=line.name, listing=listing.name):
            name = listing.choices[0].stored if listing.choices else "Her brother"
            there = row(name, kind=listing.name)
            assert sentence_of(line, [ChangeRow("entry", 7, None, there)]) == f"Added {name}"
            assert sentence_of(line, [ChangeRow("entry", 7, there, None)]) == f"Removed {name}"
        for text in listing.fields.values():
            with subtests.test(line=line.name, listing=listing.name, text=text.name):
                said = sentence_of(
                    line, [ChangeRow("entry", 7, {text.name: "a"}, {text.name: "b"})], {7: "Hana Orlová"}
                )
                assert said == "Renamed a to b" if text.name == "name" else said.startswith("Hana Orlová: ")


def test_an_entry_is_rated_moved_and_renamed():
    assert entry({"dots": 2}, {"dots": 3}) == "Iron Will: 2 → 3"
    assert entry({"position": 2}, {"position": 0}) == "Moved Iron Will"
    assert entry({"name": "Contacts", "key": "contacts"}, {"name": "Allies", "key": "allies"}) == (
        "Renamed Contacts to Allies"
    )
    assert entry({"conviction": "a"}, {"conviction": "b"}, name="Hana Orlová") == "Hana Orlová: Conviction changed"
    assert entry({"skill": "brawl"}, {"skill": "occult"}, name="Rites") == "Rites: changed Skill to Occult"


def test_of_all_entries_that_a_move_shifts_the_one_that_went_furthest_was_moved():
    shifted = [ChangeRow("entry", id, {"position": id}, {"position": id - 1}) for id in (1, 2)]
    moved = ChangeRow("entry", 7, {"position": 0}, {"position": 2})
    assert sentence_of(VTM, [*shifted, moved], {1: "Allies", 2: "Contacts", 7: "Iron Will"}) == "Moved Iron Will"


def test_what_stands_in_an_added_entry_is_added_with_it():
    inner = ChangeRow("entry", 8, None, row("Heightened Senses", 8, "powers", parent_id=7))
    outer = ChangeRow("entry", 7, None, row("Auspex", 7, "disciplines"))
    assert sentence_of(VTM, [inner, outer]) == "Added Auspex"


def test_several_things_at_once_are_the_first_and_how_many_more():
    changes = [ChangeRow("ratings", None, {"wits": 1, "resolve": 1}, {"wits": 2, "resolve": 3})]
    assert sentence_of(VTM, changes) == "Wits 1 → 2, and 1 more change"


@pytest.mark.parametrize(
    ("was", "now", "sentence"),
    [
        ({"archived_at": None}, {"archived_at": "2026"}, "Put away"),
        ({"archived_at": "2026"}, {"archived_at": None}, "Brought back from the archive"),
        ({"died_at": None, "epitaph": ""}, {"died_at": "2026", "epitaph": "Ash."}, "Laid to rest"),
        ({"died_at": "2026", "epitaph": ""}, {"died_at": "2026", "epitaph": "Ash."}, "Epitaph changed"),
        ({"died_at": "2026"}, {"died_at": None}, "Brought back from the dead"),
        ({"deleted_at": None}, {"deleted_at": "2026"}, "Deleted"),
        ({"deleted_at": "2026"}, {"deleted_at": None}, "Brought back after being deleted"),
    ],
)
def test_every_state_is_said_as_it_begins_and_as_it_ends(was: dict, now: dict, sentence: str):
    assert sentence_of(VTM, [ChangeRow("state", None, was, now)]) == sentence


@pytest.mark.parametrize("slot", SLOTS.values())
def test_a_portrait_is_said_with_its_slot(slot):
    def said(was: dict | None, now: dict | None) -> str:
        return sentence_of(VTM, [ChangeRow("portrait", None, was, now)])

    there = {"slot": slot.name, "key": "a", "at": "2026-01", "x": 50, "alt": "", "alias": ""}
    assert said(None, there) == f"Added a portrait: {slot.label}"
    assert said(there, None) == f"Removed a portrait: {slot.label}"
    assert said(there, there | {"key": "b", "x": 20}) == f"Cropped a portrait: {slot.label}"
    assert said(there, there | {"key": "b", "at": "2026-02"}) == f"Replaced a portrait: {slot.label}"
    words = {"slot": slot.name, "alt": ""}, {"slot": slot.name, "alt": "A woman"}
    assert said(*words) == f"Changed the alt text of a portrait: {slot.label}"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (LedgerRow("earned", 3, "A night in the library"), "Earned 3 experience: A night in the library"),
        (LedgerRow("spent", 3, "Occult"), "3 spent on Occult"),
        (LedgerRow("correction", 3, "Occult"), "Took back: 3 spent on Occult"),
        (LedgerRow("correction", -3, "A gift"), "Took back: Earned 3 experience: A gift"),
    ],
)
def test_a_line_of_the_ledger_says_its_points_and_its_reason(row: LedgerRow, sentence: str):
    assert revision_words.ledger(row) == sentence


def test_an_undo_takes_back_and_the_undo_of_an_undo_puts_back():
    assert revision_words.undo("Strength 2 → 4") == "Took back: Strength 2 → 4"
    assert revision_words.undo("Strength 2 → 4", again=True) == "Put back: Strength 2 → 4"


def test_names_that_run_from_right_to_left_turn_nothing_beside_them():
    assert entry({"dots": 2}, {"dots": 3}, name="\u05e8\u05e6") == "\u2068\u05e8\u05e6\u2069: 2 → 3"


def test_what_the_line_has_no_more_is_called_by_its_key():
    assert rated(was={"gone": 2}, gone=4) == "gone 2 → 4"
    assert entry({"dots": 2}, {"dots": 3}, id=9) == "an entry that is gone: 2 → 3"
