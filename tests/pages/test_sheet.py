"""The sheet as a whole page."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.factories.sheets import KINDS
from tests.markup import names, page
from wodsheet.engine import Listing, Text, Total, Tracker, Trait
from wodsheet.lines import LINES


@pytest.mark.parametrize(("line", "kind"), KINDS)
def test_every_part_of_the_line_stands_on_the_sheet_once(as_owner, make_character, line, kind):
    sheet = as_owner(make_character(line=line, texts={"kind": kind})).sheet()
    places = {Trait: "#rating-{}", Tracker: "#tracker-{}", Text: "#text-{}", Listing: "#list-{}", Total: "#total-{}"}
    for part in LINES[line].of(LINES[line].kind(kind)).parts:
        assert len(sheet.css(places[type(part)].format(part.name))) == 1, part.name


def test_the_way_back_says_where_it_leads(as_owner, anna):
    assert names(as_owner(anna).sheet(), "nav a[href='/']") == ["Your characters"]


@pytest.mark.parametrize("line", LINES)
def test_no_id_stands_twice_on_a_full_sheet(as_owner, make_character, fill_sheet, line):
    character = make_character(line=line)
    fill_sheet(character)
    ids = Counter(node.attributes["id"] for node in as_owner(character).sheet().css("[id]"))
    assert [id for id, times in ids.items() if times > 1] == []


@pytest.mark.parametrize("line", LINES)
def test_every_control_has_a_name_for_the_ear(as_owner, make_character, fill_sheet, line):
    character = make_character(line=line)
    fill_sheet(character)
    sheet = as_owner(character).sheet()
    labelled = {label.attributes["for"] for label in sheet.css("label[for]")}
    for control in sheet.css("input:not([type=hidden]), select, textarea"):
        inside_label = control.parent is not None and control.parent.tag == "label"
        assert control.attributes.get("aria-label") or control.attributes.get("id") in labelled or inside_label
    for form in sheet.css("form.rating fieldset"):
        assert form.css_first("legend").text()


def test_a_full_sheet_is_one_statement(as_owner, anna, fill_sheet, connection, statements):
    fill_sheet(anna)
    connection.execute(
        "INSERT INTO changes (character_id, what, was, now)"
        """ SELECT %s, 'ratings', '{"wits": 1}', '{"wits": 2}' FROM generate_series(1, 200)""",
        [anna.id],
    )
    owner = as_owner(anna)
    statements.clear()
    assert owner.get().status_code == 200
    assert len(statements) == 1


def test_specialties_are_offered_on_every_skill(as_owner, make_character):
    for line in LINES:
        form = page(as_owner(make_character(line=line)).get("/lists/specialties/new")).css_first("form.adding")
        assert len([option for option in names(form, "#add-specialties-skill option") if option]) == 27


def test_a_hunter_drives_by_a_motive_and_a_skill(as_owner, make_character):
    sheet = as_owner(make_character(line="htr")).sheet()
    assert sheet.css_first("#rating-drive legend").text() == "Driving"
    assert sheet.css_first("label[for='text-motive']").text() == "Drive"


@pytest.mark.parametrize("name", ["desperation", "danger"])
def test_desperation_and_danger_are_one_to_five(as_owner, make_character, name):
    row = as_owner(make_character(line="htr")).sheet().css_first(f"#rating-{name}")
    assert [dot.attributes["value"] for dot in row.css("input")] == ["1", "2", "3", "4", "5"]


def test_the_page_needs_nothing_from_elsewhere(as_owner, anna):
    text = as_owner(anna).get().text
    assert not re.search(r'(?:src|href|action|hx-\w+)="(?:https?:)?//(?!www\.worldofdarkness\.com)', text)
    assert not re.search(r"\son\w+=|\sstyle=|<script(?! src)|hx-on|javascript:", text)


@pytest.mark.parametrize("page_of", ["", "/print", "/lists/advantages/new"])
def test_words_of_the_player_stand_where_htmx_does_not_look(as_owner, make_character, make_entry, page_of):
    mine = "hx-get=/mine"
    anna = make_character(texts=dict.fromkeys(LINES["vtm"].texts, mine))
    for name, listing in LINES["vtm"].listings.items():
        if name not in LINES["vtm"].outer:
            outer = make_entry(anna, name, mine, 1, **{text.name: mine for text in listing.texts})
            if listing.inside:
                make_entry(anna, listing.inside.name, mine, parent=outer)
    shown = [node for node in page(as_owner(anna).get(page_of)).css("body *") if mine in (node.text(deep=False) or "")]
    assert len(shown) > 20
    unsafe = [node.html for node in shown if node.tag not in ("textarea", "option") and not ignored(node)]
    assert unsafe == []


def ignored(node) -> bool:
    """Whether it, or something around it, tells htmx to look away."""
    while node is not None:
        if "hx-ignore" in node.attributes:
            return True
        node = node.parent
    return False


def test_the_alias_of_the_face_stands_with_the_name(as_owner, anna, make_portrait, connection):
    assert names(as_owner(anna).sheet(), ".masthead__alias") == []
    make_portrait(anna)
    connection.execute("UPDATE portraits SET alias = 'The Heron'")
    assert names(as_owner(anna).sheet(), ".masthead__alias") == ["The Heron"]
