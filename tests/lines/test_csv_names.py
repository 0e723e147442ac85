"""The long lists as they are written by hand."""

import csv
from dataclasses import fields

import pytest

from wodsheet.engine import Choice, Need, Price, Source
from wodsheet.lines import LINES, names

# All but the drawings, which nobody is offered.
FILES = sorted(file for file in names.FOLDER.glob("*.csv") if file.stem != "marks")
# Prices, which are no choices, and what is carried along for a feature that is not built yet
WAITING = {
    "vtm_prices",
    "htr_prices",
    "wta_prices",
    "vtm_ages",
    "vtm_coteries",
    "skill_spreads",
    "hints",
    "people",
    "people_lines",
    "specialties",
    "htr_gear",
    "wta_gear",
    "vtm_gear",
    "vtm_injuries",
    "vtm_temperaments",
    "vtm_feeding",
    "vtm_provocations",
    "vtm_compulsion_draw",
}
LISTS = [file for file in FILES if not file.stem.endswith("_books") and file.stem not in WAITING]
FIELDS = {field.name for field in fields(Choice)} - {"facts", "cost"}
PRICES = {"rouse", "stains", "rage", "willpower"}


def by_stem(file):
    """A file's name, to say which one failed."""
    return file.stem


def table(file):
    """The header and the rows of a file, as lists of cells."""
    with file.open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines, strict=True)
    return header, rows


@pytest.mark.parametrize("file", LISTS, ids=by_stem)
def test_every_column_is_known_or_a_read_out_of_its_own(file):
    header, _ = table(file)
    assert {column for column in header if not column[0].isupper()} <= FIELDS | PRICES
    assert len(set(header)) == len(header)


@pytest.mark.parametrize("file", FILES, ids=by_stem)
def test_every_row_is_as_long_as_its_header_and_no_column_is_empty(file):
    header, rows = table(file)
    assert {len(row) for row in rows} == {len(header)}
    assert all(any(cells) for cells in zip(*rows, strict=True))
    assert all(cell == cell.strip() for row in rows for cell in row)


@pytest.mark.parametrize("file", LISTS, ids=by_stem)
def test_every_row_is_offered_by_its_line(file):
    line = LINES[file.stem.partition("_")[0]]
    offered = {choice.key for part in (*line.listings.values(), *line.texts.values()) for choice in part.choices}
    assert {row["key"] for row in names.rows(file.stem)} <= offered


def test_every_hint_for_new_players_is_about_something_that_some_line_has():
    offered = {choice.key for line in LINES.values() for text in line.texts.values() for choice in text.choices}
    offered |= {name for line in LINES.values() for name in line.traits}
    assert {row["key"] for row in names.rows("hints")} <= offered


@pytest.mark.parametrize(
    ("waiting", "count"),
    [
        ("vtm_prices", 12),
        ("htr_prices", 6),
        ("wta_prices", 8),
        ("vtm_ages", 4),
        ("vtm_coteries", 54),
        ("skill_spreads", 3),
        ("htr_gear", 13),
        ("wta_gear", 13),
        ("vtm_gear", 13),
        ("vtm_injuries", 6),
        ("vtm_temperaments", 4),
        ("vtm_feeding", 9),
        ("vtm_provocations", 14),
        ("vtm_compulsion_draw", 5),
    ],
)
def test_what_waits_for_its_feature_is_whole_and_names_its_book(waiting, count):
    read = names.rows(waiting)
    assert len({row["key"] for row in read}) == len(read) == count
    books = set(LINES[waiting.partition("_")[0]].books) if waiting != "skill_spreads" else {"core"}
    sourced = [row for row in read if row.get("sources")]
    assert all(source.book in books for row in sourced for source in names.sources(row["sources"]))
    assert all(row["unverified"] for row in read if row not in sourced)


def test_a_row_says_as_much_as_its_cells():
    row = {
        "access": "ragabash 2; bone_gnawers 3",
        "key": "possession",
        "level": "5",
        "needs": "animalism 2; compel|mesmerize",
        "sources": "core:251; anarch",
    }
    choice = names.choice({**row, "label": "Possession", "dots": "2-4", "aka": "", "Note": "slow", "Origin": ""})
    assert choice == Choice(
        "possession",
        "Possession",
        group="Level 5",
        level=5,
        dots=(2, 3, 4),
        needs=(Need((("animalism", 2),)), Need((("compel", 0), ("mesmerize", 0)))),
        access=(("ragabash", 2), ("bone_gnawers", 3)),
        facts=(("Note", "slow"),),
        sources=(Source("core", 251), Source("anarch")),
    )


@pytest.mark.parametrize(("cell", "ratings"), [("2-6", (2, 3, 4, 5, 6)), ("2 4", (2, 4)), ("3", (3,))])
def test_dots_are_a_span_or_single_ratings(cell, ratings):
    assert names.dots(cell) == ratings


def test_what_is_open_to_everybody_names_nobody():
    assert names.access("1") == (("", 1),)


def test_a_misspelt_column_is_refused():
    with pytest.raises(TypeError, match="lable"):
        names.choice({"key": "a", "label": "A", "lable": "B"})


@pytest.mark.parametrize(
    ("file", "key", "price"),
    [
        ("vtm_prices", "advantage", Price(3, "dot")),
        ("vtm_prices", "blood_sorcery_ritual", Price(3, "level")),
        ("wta_prices", "rite", Price(5)),
        ("wta_prices", "gift", Price(2, "number")),
        ("htr_prices", "edge", Price(6, doubt="or 7 or 10: the sources differ, so ask your Storyteller")),
        ("vtm_prices", "oblivion_ceremony", Price(3, "level")),
    ],
)
def test_a_price_is_read_with_its_doubt(file, key, price):
    assert names.price(file, key) == price


def test_a_price_that_is_not_there_is_a_mistake_of_the_line():
    with pytest.raises(StopIteration):
        names.price("htr_prices", "advantages")
