"""The print page: everything of a character stands on it."""

from __future__ import annotations

import re
from copy import copy

import pytest
from psycopg.types.json import Jsonb

from tests.factories.sheets import KINDS
from tests.markup import names, page
from wodsheet.assets.vendor import ROOT
from wodsheet.lines import LINES
from wodsheet.portraits import Portrait
from wodsheet.pregens import PREGENS
from wodsheet.sheet.paper import height


@pytest.fixture
def paper(as_owner):
    """A character's print page."""
    return lambda character: page(as_owner(character).get("/print"))


@pytest.mark.parametrize(("line", "kind"), KINDS)
def test_every_text_and_every_entry_with_its_texts_stands_on_paper(
    paper, make_character, fill_sheet, connection, line, kind
):
    character = make_character(line=line, texts={"kind": kind})
    fill_sheet(character)
    has = LINES[line].of(LINES[line].kind(kind))
    written = {name: text.choices[0].label if text.choices else f"a {name}" for name, text in has.texts.items()}
    written |= {"kind": kind}
    words = paper(character).body.text(separator="\n")
    for name, said in written.items():
        assert said in words, name
    for entry in connection.execute("SELECT kind, name, texts FROM entries").fetchall():
        if entry.kind not in has.listings:
            continue
        assert entry.name in words, entry.kind
        settled = LINES[line].listings[entry.kind].settled
        shown = [said for name, said in entry.texts.items() if name not in settled]
        assert all(said in words for said in shown), entry


@pytest.fixture
def sheet():
    """A ready vampire, with nothing beside the name, as it is for this test only."""
    sheet = copy(PREGENS["vtm"].sheet)
    sheet.texts = {**sheet.texts, "ambition": "", "desire": ""}
    return sheet


def test_a_face_takes_its_room_on_page_one(sheet):
    face = Portrait("0" * 32, "", "", 50, 50, 320, 400)
    without, sheet.portraits = height(sheet), {"face": face}
    assert height(sheet) > without
    sheet.portraits = {"body": face}
    assert height(sheet) == without


def test_page_one_is_measured_by_what_it_holds(sheet):
    usual, texts, ratings = height(sheet), sheet.texts, sheet.ratings
    for words in ({"name": "Maximiliane Hohenschwangau"}, {"ambition": "Once more. " * 20}, {"sire": "Old. " * 30}):
        sheet.texts = texts | words
        assert height(sheet) > usual, words
    sheet.texts, sheet.ratings = texts, {**ratings, "humanity": 1, "stamina": 5, "health_more": 5}
    assert height(sheet) > usual


@pytest.mark.no_cover
@pytest.mark.parametrize("line", LINES)
def test_every_rating_is_drawn_as_high_as_it_is(paper, make_character, line):
    """Each in turn at its highest while all others are at their lowest: one more mark is full than with none."""
    traits = [trait for trait in LINES[line].traits.values() if not trait.names]
    lowest = {trait.name: trait.low for trait in LINES[line].traits.values()}
    none = full(paper(make_character(line=line, **lowest)))
    for trait in traits:
        sheet = paper(make_character(line=line, **lowest | {trait.name: trait.high}))
        assert full(sheet) == none + trait.high - trait.low, trait.name


def full(sheet) -> int:
    """How many marks are full, damage aside."""
    return len(sheet.css(".marks .full"))


@pytest.mark.parametrize("line", LINES)
def test_damage_and_read_outs_are_on_paper(paper, make_character, line):
    sheet = paper(make_character(line=line, stamina=3, health_superficial=2, health_aggravated=1))
    assert sheet.css_first("[aria-label='6 boxes, 2 superficial, 1 aggravated']")
    assert len(sheet.css(".marks--boxes .superficial")) == 2
    assert len(sheet.css(".marks--boxes .aggravated")) == 1
    said = names(sheet, ".numbers dt, .states dt")
    for trait in LINES[line].traits.values():
        own = (out for out in trait.read_outs if not out.by)
        assert all(out.label in said for out in own if out.words[trait.start - trait.low]), trait.name


def test_each_row_of_marks_in_play_has_its_own_name(paper, make_character):
    assert names(paper(make_character(line="vtm")), ".play h3")[2:] == ["Hunger", "Humanity", "Stains"]
    assert names(paper(make_character(line="wta")), ".play h3")[2:] == ["Rage", "Harano", "Hauglosk"]


def test_a_hunter_in_despair_is_so_on_paper(paper, make_character):
    assert paper(make_character(line="htr", despair=1)).css_first("[aria-label='In despair: yes']")
    assert paper(make_character(line="htr")).css_first("[aria-label='In despair: no']")


def test_a_power_is_printed_with_its_level_and_how_it_is_used(paper, make_character, make_entry):
    anna = make_character()
    auspex = make_entry(anna, "disciplines", "Auspex", 2)
    make_entry(anna, "powers", "Heightened Senses", parent=auspex)
    power = paper(anna).css_first(".piece .piece")
    assert names(power, ".piece__level, .piece__how") == ["1", "Wits + Resolve"]


def test_specialties_are_printed_under_their_skill(paper, make_character, make_entry):
    anna = make_character()
    for specialty in ("Grappling", "Kindred"):
        make_entry(anna, "specialties", specialty, skill="brawl")
    assert names(paper(anna), ".trait__note") == ["Grappling, Kindred"]


def test_words_are_printed_as_typed_and_not_as_markup(paper, make_character, connection):
    anna = make_character()
    typed = "<b>bold</b>\n\n  {{ 7 * 7 }} & so on"
    connection.execute("UPDATE characters SET texts = texts || %s WHERE id = %s", [Jsonb({"notes": typed}), anna.id])
    assert paper(anna).css_first(".story--last .written").text() == typed


def test_an_empty_character_prints_lines_to_write_on(paper, make_character):
    sheet = paper(make_character())
    assert len(sheet.css(".pieces--outer .ruled")) == 9
    assert len(sheet.css(".pieces--outer .marks")) == 3
    assert sheet.css(".room .ruled")


def test_the_notice_is_the_same_in_the_flow_and_in_the_margin_of_page_one(paper, make_character):
    notice = " ".join(paper(make_character()).css_first(".colophon p").text().split())
    assert "copyrights and trademarks of Paradox Interactive AB" in notice
    sheet = re.sub(r'"\s+"', "", (ROOT / "static/css/print/page.css").read_text())  # one string, written in several
    assert len(re.findall(rf'content:\s+"{re.escape(notice)}"', sheet)) == 2


def test_the_players_own_paper_is_chosen_first(paper, make_character, connection):
    anna = make_character()
    assert paper(anna).css_first("[name=paper][checked]").attributes["value"] == "a4"
    connection.execute("INSERT INTO user_preferences (user_id, paper) VALUES (%s, 'letter')", [anna.owner.id])
    assert paper(anna).css_first("[name=paper][checked]").attributes["value"] == "letter"


def test_what_does_not_fit_page_one_flows_on_to_the_next(paper, make_character, make_entry):
    anna = make_character()
    assert paper(anna).css_first("main.leaves")
    for discipline in ("Animalism", "Auspex", "Celerity", "Dominate", "Fortitude", "Obfuscate", "Potence"):
        entry = make_entry(anna, "disciplines", discipline, 5)
        for power in range(5):
            make_entry(anna, "powers", f"Power {power}", parent=entry, position=power)
    assert paper(anna).css_first("main.flowing")


@pytest.mark.parametrize(
    ("line", "ratings", "words"),
    [
        ("vtm", {}, ""),
        ("vtm", {"health_superficial": 4}, "Health: Impaired"),
        ("vtm", {"health_aggravated": 4, "frenzy": 1}, "Health: Torpor Hunger: In frenzy"),
        ("vtm", {"humanity": 7, "stains": 4}, "Humanity: Degeneration"),
        ("htr", {"health_aggravated": 4, "despair": 1}, "Health: Dead or dying Desperation: In despair"),
        ("wta", {"rage": 0, "harano": 5}, "Rage: The wolf is lost Harano: Lost to Harano"),
    ],
)
def test_states_that_change_play_are_words_on_paper(paper, make_character, line, ratings, words):
    found = paper(make_character(line=line, **ratings)).css(".play__states span")
    for effect in [one for span in found for one in span.css(".condition__effect")]:
        effect.decompose()
    assert " ".join(" ".join(span.text().split()) for span in found) == words
