"""The roster, and the ways to get a character."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest

from tests.factories import Character
from tests.markup import HTMX, JSON, names, page
from wodsheet.lines import LINES
from wodsheet.pregens import PREGENS
from wodsheet.sheet.roster import MANY

# All that stands in a character's lists, and in what; an entry of another character's would have no name there.
THINGS = """
SELECT e.kind, e.name, o.name AS within, e.dots, e.position, e.texts
FROM entries e LEFT JOIN entries o ON o.id = e.parent_id AND o.character_id = e.character_id
WHERE e.character_id = %s ORDER BY e.kind COLLATE "C", e.name COLLATE "C", o.name COLLATE "C", e.position
"""


def begin(browser, line: str = "vtm", name: str = "Anna", key: str | None = None):
    return browser.post(f"/{line}", data={"name": name, "form_key": key or str(uuid4())})


def test_signed_out_the_first_page_leads_to_the_door(client):
    welcome = page(client.get("/"))
    assert welcome.css("a[href='/login']")


@pytest.mark.parametrize("line", LINES)
def test_the_roster_leads_to_a_form_whose_name_is_enough(signed_in, player, line):
    browser = signed_in(player)
    way = page(browser.get("/")).css_first(f"a[href='/{line}/new']")
    assert way.text() == f"New {LINES[line].one}"
    form = page(browser.get(f"/{line}/new")).css_first("main form")
    key = form.css_first("[name=form_key]").attributes["value"]
    made = begin(browser, line, "Mara", key)
    assert made.status_code == 303
    assert page(browser.get(made.headers["Location"])).css_first("#heading").text() == "Mara"
    assert "Mara" in names(page(browser.get("/")), ".card__name")


@pytest.mark.parametrize("line", LINES)
def test_who_somebody_is_can_be_said_before_they_are_made(signed_in, player, line):
    browser, texts = signed_in(player), {name: LINES[line].texts[name] for name in LINES[line].beginning}
    form = page(browser.get(f"/{line}/new")).css_first("main form")
    words = {name: text.choices[-1].label if text.choices else f"a {name}" for name, text in texts.items()}
    for name, text in texts.items():
        assert form.css_first(f"label[for='{name}']").text() == text.label
        assert bool(form.css(f"select#{name}")) is bool(text.choices)
    answer = browser.post(f"/{line}", data={"name": "Mara", "form_key": str(uuid4()), **words})
    record = browser.get(answer.headers["Location"], headers=JSON).get_json()
    assert {name: record["texts"][name] for name in words} == words
    assert page(browser.get(f"{answer.headers['Location']}/history")).css(".problem") == []


def test_a_choice_of_ones_own_goes_before_that_of_the_book_and_what_is_left_empty_is_not_written(signed_in, player):
    browser = signed_in(player)
    form = {"name": "Mara", "form_key": str(uuid4()), "clan": "Brujah", "own_clan": "Baali", "concept": ""}
    answer = browser.post("/vtm", data=form)
    texts = browser.get(answer.headers["Location"], headers=JSON).get_json()["texts"]
    assert texts["clan"] == "Baali"
    assert not texts.get("concept")


def test_what_is_too_long_is_said_at_its_field_and_everything_typed_stays(signed_in, player):
    form = {
        "name": "Mara",
        "form_key": str(uuid4()),
        "sire": "x" * 5000,
        "clan": "Toreador",
        "own_predator_type": "Owl",
    }
    answer = signed_in(player).post("/vtm", data=form)
    assert answer.status_code == 422
    refused = page(answer).css_first("main form")
    assert len(refused.css(".problem")) == 1
    assert refused.css_first("#sire").attributes["aria-describedby"] == "problem-sire"
    assert refused.css_first("#name").attributes["value"] == "Mara"
    assert refused.css_first("#sire").attributes["value"] == "x" * 5000
    assert refused.css_first("#clan [selected]").text() == "Toreador"
    assert refused.css_first("#predator_type [selected]").text() == "Owl"


@pytest.mark.parametrize("line", LINES)
def test_the_picker_of_a_new_character_has_what_the_field_offers(signed_in, player, line):
    browser = signed_in(player)
    form = page(browser.get(f"/{line}/new")).css_first("main form")
    pickers = form.css("select[data-picker]")
    assert len(pickers) == 2
    for select in pickers:
        rows = page(browser.get(select.attributes["data-picker"], headers=HTMX)).css(".pick")
        assert len(rows) == len(select.css("option"))
    assert browser.get(f"/{line}/new/offers/kind", headers=HTMX).status_code == 404
    assert browser.get(f"/{line}/new/offers/concept", headers=HTMX).status_code == 404
    assert browser.get(pickers[0].attributes["data-picker"]).headers["Location"] == f"/{line}/new"


def test_an_impatient_double_click_makes_one_character(signed_in, player):
    browser, key = signed_in(player), str(uuid4())
    first, second = begin(browser, key=key), begin(browser, key=key)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(page(browser.get("/")).css(".card")) == 1


@pytest.mark.parametrize("name", ["", "   ", "x" * 101, "two\nlines"])
def test_a_name_that_is_none_is_refused_with_what_was_typed(signed_in, player, name):
    answer = begin(signed_in(player), name=name)
    field = page(answer).css_first("#name")
    assert answer.status_code == 422
    assert field.attributes["aria-invalid"] == "true"
    assert page(answer).css_first(".problem")
    if "\n" not in name:
        assert (field.attributes["value"] or "") == name


def test_a_way_to_import_stands_where_characters_begin(signed_in, player, make_character):
    browser = signed_in(player)
    for section in ".roster--empty", "[aria-labelledby=new]":
        assert names(page(browser.get("/")), f"{section} a[href='/account/import']") == ["import"]
        make_character(player)


def test_a_full_roster_says_so_and_another_line_has_room(signed_in, player):
    browser = signed_in(player)
    for _ in range(3):
        assert begin(browser).status_code == 303
    roster = page(browser.get("/"))
    said = roster.css_first("[aria-labelledby=new]").text()
    assert "No room for another vampire." in said
    assert "No room for another hunter." not in said
    assert "behind Manage" in said
    assert begin(browser, "htr").status_code == 303


def test_a_roster_filled_in_another_tab_keeps_the_name_that_was_typed(signed_in, player, make_character):
    browser = signed_in(player)
    for _ in range(3):
        make_character(player)
    answer = browser.post("/vtm", data={"name": "Ada <3", "kind": "Ghoul", "form_key": str(uuid4())})
    assert answer.status_code == 409
    form = page(answer).css_first("main form")
    assert "You have 3 vampires" in form.css_first("[role=alert]").text()
    assert form.css_first("#name").attributes["value"] == "Ada <3"
    assert names(page(answer), "#kind [selected]") == ["Ghoul"]
    plainly = browser.post(
        "/vtm", data={"name": "Ada", "form_key": str(uuid4())}, headers={"Accept": "application/json"}
    )
    assert (plainly.status_code, plainly.json["status_code"]) == (409, 409)


def test_an_admin_has_always_room(signed_in, player, make_character, connection):
    for _ in range(4):
        make_character(player)
    connection.execute("UPDATE users SET role = 'admin'")
    assert "No room" not in page(signed_in(player).get("/")).text()


def test_a_character_put_away_is_not_counted_and_comes_back_when_there_is_room(signed_in, player):
    browser = signed_in(player)
    paths = [begin(browser).headers["Location"] for _ in range(3)]
    assert browser.post(f"{paths[0]}/archive").status_code == 303
    assert begin(browser).status_code == 303
    full = browser.post(f"{paths[0]}/archive/undo")
    assert full.status_code == 409
    assert page(full).css_first("h1").text() == "No room"
    browser.post(f"{paths[1]}/archive")
    assert browser.post(f"{paths[0]}/archive/undo").status_code == 303
    assert len(page(browser.get("/")).css(".card")) == 3


def test_a_roster_of_many_is_one_statement(signed_in, make_character, make_entry, player, statements):
    browser = signed_in(player)
    for number in range(20):
        anna = make_character(player, texts={"name": f"Anna {number}"})
        make_entry(anna, "disciplines", "Fortitude", 3)
    statements.clear()
    assert len(page(browser.get("/")).css(".card")) == 20
    assert len(statements) == 1


def test_a_card_says_who_somebody_is_and_where_they_play(signed_in, make_character, player):
    make_character(player, texts={"clan": "Tremere", "chronicle": "Vienna Under Glass"})
    make_character(player, "htr", texts={"creed": "Martial", "chronicle": "The Night Desk"})
    assert set(names(page(signed_in(player).get("/")), ".card__sub")) == {
        "Tremere of the 13th generation, Vienna Under Glass",
        "Martial, The Night Desk",
        *(ready.sheet.introduction for ready in PREGENS.values()),
    }


def test_a_roster_brings_no_prose_and_only_the_lists_its_numbers_follow(signed_in, make_character, make_entry, player):
    anna = make_character(player, stamina=2, texts={"notes": "A secret"})
    fortitude = make_entry(anna, "disciplines", "Fortitude", 3)
    make_entry(anna, "powers", "Resilience", parent=fortitude)
    make_entry(anna, "touchstones", "Her brother")
    answer = signed_in(player).get("/")
    assert "8 of 8" in names(page(answer), ".glance summary span")
    assert "A secret" not in answer.text


def test_two_hundred_characters_are_one_statement_and_can_be_looked_for(signed_in, make_character, player, statements):
    for number in range(200):
        make_character(player, texts={"name": f"Anna {number}", "chronicle": "Vienna" if number % 2 else ""})
    browser = signed_in(player)
    statements.clear()
    assert len(page(browser.get("/")).css(".card")) == 200
    assert len(page(browser.get("/?find=vienna&sort=name")).css(".card")) == 100
    assert len(statements) == 2


def test_a_few_characters_need_no_searching(signed_in, make_character, player):
    browser = signed_in(player)
    for _ in range(MANY - 1):
        make_character(player)
    assert not page(browser.get("/")).css("search")
    make_character(player)
    assert page(browser.get("/")).css("search")


@pytest.fixture
def crowded(signed_in, make_character, player) -> Any:
    """A browser with eight characters on its roster."""
    for name, chronicle in (("Émile", "Ashes"), ("anna", ""), ("Zoë", "ashes"), ("Bela", "Winter")):
        make_character(player, texts={"name": name, "chronicle": chronicle, "clan": "Ventrue"})
        make_character(player, "htr", texts={"name": f"{name} Two", "chronicle": chronicle, "creed": "Martial"})
    return signed_in(player)


@pytest.mark.parametrize(
    ("find", "found"),
    [
        ("ÉMILE", {"Émile", "Émile Two"}),
        ("zoe two", {"Zoë Two"}),
        ("zoe\u0308 \u200bTWO", {"Zoë Two"}),
        ("ashes martial", {"Émile Two", "Zoë Two"}),
        ("hunter", {"Émile Two", "anna Two", "Zoë Two", "Bela Two"}),
        ("  ", {"Émile", "anna", "Zoë", "Bela", "Émile Two", "anna Two", "Zoë Two", "Bela Two"}),
        ("<b>%", set()),
    ],
)
def test_finding_asks_for_every_word_in_what_the_card_tells(crowded, find, found):
    roster = page(crowded.get("/", query_string={"find": find}))
    assert set(names(roster, ".card .card__name")) == found
    assert bool(roster.css("a[href='/']:not(.wordmark)")) == bool(find.strip())
    assert roster.css("search")


def test_initials_are_whole_characters_and_never_blank(signed_in, make_character, player):
    for name in ("e\u0301mile", "🇩🇪 Anna", "\u200b \u2060Robin", "\u3164"):
        make_character(player, texts={"name": name})
    shown = names(page(signed_in(player).get("/")), ".portrait--initial > span:not(.portrait__mark)")
    assert sorted(shown) == sorted(["e\u0301", "🇩🇪", "R", "·"])


def test_a_curly_apostrophe_is_found_by_a_straight_one(signed_in, make_character, player):
    for name in ("Mary O’Tolley", "Sean O'Tolley", "Otto"):
        make_character(player, texts={"name": name})
    browser = signed_in(player)
    for typed in ("o'tolley", "O’TOLLEY "):
        roster = page(browser.get("/", query_string={"find": typed, "sort": "name"}))
        assert names(roster, ".card__name") == ["Mary O’Tolley", "Sean O'Tolley"]


def test_a_chronicle_of_invisible_letters_is_none(signed_in, make_character, player):
    make_character(player, texts={"chronicle": "\u200b", "clan": "Tremere", "generation": "13th"})
    assert "Tremere of the 13th generation" in names(page(signed_in(player).get("/")), ".card__sub")


def test_whoever_was_looked_for_comes_before_all_else(crowded, make_character, player, connection):
    sleeper = make_character(player, texts={"name": "Sleeper"})
    connection.execute("UPDATE characters SET archived_at = now() WHERE id = %s", [sleeper.id])
    assert names(page(crowded.get("/")), "main h2[id]") == ["Begin another", "Put away"]
    found = page(crowded.get("/?find=sleeper"))
    assert names(found, "main h2[id]") == ["Put away"]
    assert names(found, ".resting a[href^='/vtm/']:not(.quiet)") == ["Sleeper"]


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [
        ("name", "anna", "Zoë Two"),
        ("chronicle", "Zoë Two", "anna"),
        ("line", "Bela", "Émile Two"),
        ("changed", "Bela Two", "Émile"),
        ("nonsense", "Bela Two", "Émile"),
    ],
)
def test_sorting_is_a_link_and_keeps_what_was_looked_for(crowded, sort, first, last):
    roster = page(crowded.get("/", query_string={"find": "a", "sort": sort}))
    order = names(page(crowded.get("/", query_string={"sort": sort})), ".card .card__name")
    assert (order[0], order[-1]) == (first, last)
    assert {"?find=a&sort=name", "?find=a&sort=line"} <= {a.attributes["href"] for a in roster.css("search a")}


# Ready characters and clones.


@pytest.mark.parametrize("line", PREGENS)
def test_a_ready_character_becomes_ones_own_with_all_it_has(signed_in, player, line, connection):
    browser = signed_in(player)
    form = page(browser.get("/")).css_first(f"form[action='/{line}/ready']")
    key = form.css_first("[name=form_key]").attributes["value"]
    made, again = (browser.post(f"/{line}/ready", data={"form_key": key}) for _ in range(2))
    assert made.status_code == again.status_code == 303
    assert made.headers["Location"] == again.headers["Location"]
    assert page(browser.get(made.headers["Location"])).css_first("#heading").text() == PREGENS[line].sheet.name
    held = connection.execute(THINGS, [made.headers["Location"].rpartition("/")[2]]).fetchall()
    given = PREGENS[line].sheet.entries.values()
    assert [(one.kind, one.name, one.within) for one in held] == sorted(
        (one.listing.name, one.name, one.outer and one.outer.name) for one in given
    )


def test_ready_characters_are_counted_like_any_other(signed_in, player):
    browser = signed_in(player)
    statuses = [browser.post("/vtm/ready", data={"form_key": str(uuid4())}).status_code for _ in range(4)]
    assert statuses == [303, 303, 303, 409]


def test_a_button_without_its_key_says_so(signed_in, anna):
    browser = signed_in(anna.owner)
    for path in ("/vtm/ready", f"{anna.path}/clone"):
        answer = browser.post(path, data={})
        assert answer.status_code == 422
        assert "lost its key" in answer.text


def shown(sheet):
    """The bane and compulsion that a sheet shows, written or following from the clan."""
    return names(sheet, ":is(#text-bane, #text-compulsion) [selected]")


def test_a_clone_has_everything_but_the_history(signed_in, as_owner, anna, fill_sheet, saved, journal, connection):
    fill_sheet(anna)
    as_owner(anna).post("ratings/strength", dots=4)
    browser = signed_in(anna.owner)
    browser.post(f"{anna.path}/death", data={"epitaph": "Gone"})
    key = {"form_key": str(uuid4())}
    made, again = browser.post(f"{anna.path}/clone", data=key), browser.post(f"{anna.path}/clone", data=key)
    assert made.status_code == 303
    assert made.headers["Location"] == again.headers["Location"]
    clone = Character(int(made.headers["Location"].rpartition("/")[2]), "vtm", anna.owner)
    assert saved(clone).ratings == saved(anna).ratings
    written = {name: words for name, words in saved(anna).texts.items() if name not in ("bane", "compulsion")}
    assert saved(clone).texts == written | {"name": "a name (copy)"}
    assert shown(as_owner(clone).sheet()) == shown(as_owner(anna).sheet())
    assert (saved(clone).died_at, saved(clone).epitaph) == (None, "")
    assert journal(clone) == []
    originals = connection.execute(THINGS, [anna.id]).fetchall()
    assert len(originals) > 20
    assert connection.execute(THINGS, [clone.id]).fetchall() == originals


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("x" * 93, "x" * 93 + " (copy)"),
        ("x" * 94, "x" * 94),
        ("Anna (copy)", "Anna (copy 2)"),
        ("Anna (copy 9)", "Anna (copy 10)"),
        ("Anna (copy 99)", "Anna (copy 100)"),
        ("Anna (copyist)", "Anna (copyist) (copy)"),
    ],
)
def test_a_clone_is_called_a_copy_where_the_name_has_room(signed_in, make_character, name, called):
    anna = make_character(texts={"name": name})
    made = signed_in(anna.owner).post(f"{anna.path}/clone", data={"form_key": str(uuid4())})
    assert page(signed_in(anna.owner).get(made.headers["Location"])).css_first("#heading").text() == called


def test_a_clone_needs_room(signed_in, make_character, player):
    anna, *_ = [make_character(player) for _ in range(3)]
    browser = signed_in(player)
    assert browser.post(f"{anna.path}/clone", data={"form_key": str(uuid4())}).status_code == 409
    browser.post(f"{anna.path}/archive")
    assert browser.post(f"{anna.path}/clone", data={"form_key": str(uuid4())}).status_code == 303


def test_a_strangers_characters_are_on_nobody_elses_roster(signed_in, anna, stranger):
    assert not page(signed_in(stranger).get("/")).css(".card")


@pytest.mark.parametrize("path", ["", "/print", "/lists/touchstones", "/lists/touchstones/new", "/death", "/deletion"])
def test_a_strangers_character_and_a_missing_one_look_alike(signed_in, anna, stranger, path):
    browser = signed_in(stranger)
    foreign, missing = browser.get(f"{anna.path}{path}"), browser.get(f"/vtm/{anna.id + 10**9}{path}")
    assert foreign.status_code == missing.status_code == 404
    assert names(page(foreign), "main h1, main p")[:2] == names(page(missing), "main h1, main p")[:2]


def test_no_id_is_too_large_to_be_looked_for(signed_in, player):
    assert signed_in(player).get("/vtm/999999999999999999").status_code == 404
    assert signed_in(player).get("/vtm/9999999999999999999").status_code == 404


def test_what_a_clone_lacks_is_said_beside_the_way_to_it(signed_in, anna):
    assert "without experience and history" in page(signed_in(anna.owner).get("/")).css_first(".card").text()


@pytest.mark.parametrize("texts", [{}, {"generation": "14th"}, {"domitor": "Anna"}, {"concept": "Piano tuner"}])
@pytest.mark.parametrize("kind", ["Caitiff", "Thin-blood", "Ghoul", "Mortal"])
def test_a_kind_is_said_once_on_a_card(signed_in, make_character, player, kind, texts):
    make_character(player, texts={"kind": kind, **texts})
    card = page(signed_in(player).get("/")).css_first(".card")
    assert card.text().lower().count(kind.lower()) == 1


def test_search_engines_are_told_in_a_sentence_what_this_is(client, player, signed_in):
    for browser in (client, signed_in(player)):
        sentence = page(browser.get("/")).css_first("meta[name=description]").attributes["content"]
        assert re.fullmatch(r"Character sheets for [\w ,]+, fifth edition: [\w ,]+\.", sentence or "")
