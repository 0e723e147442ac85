"""Rosters, sheets, ledgers and journals as JSON, for their owner and for nobody else."""

from __future__ import annotations

import pytest

from tests.markup import HTMX, JSON
from wodsheet.api.shapes import FORMAT
from wodsheet.lines import LINES

FROM_A_BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def test_a_sheet_tells_every_trait_text_tracker_and_list(script, make_character, make_entry, player):
    anna = make_character(player, strength=3, stamina=2, health_superficial=2, texts={"concept": "Night nurse"})
    auspex = make_entry(anna, "disciplines", "Auspex", 2)
    power = make_entry(anna, "powers", "Heightened Senses", parent=auspex)
    sheet = script.get(anna.path).json
    assert (sheet["format"], sheet["id"], sheet["line"], sheet["name"]) == (FORMAT, anna.id, "vtm", "Anna")
    assert list(sheet["ratings"]) == list(LINES["vtm"].traits)
    assert (sheet["ratings"]["strength"], sheet["ratings"]["humanity"]) == (3, 7)
    assert sheet["texts"].keys() == LINES["vtm"].texts.keys()
    assert (sheet["texts"]["concept"], sheet["texts"]["ambition"]) == ("Night nurse", "")
    assert sheet["trackers"]["health"] == {"length": 5, "superficial": 2, "aggravated": 0}
    (discipline,) = sheet["lists"]["disciplines"]
    assert (discipline["id"], discipline["key"], discipline["dots"]) == (auspex, "auspex", 2)
    assert [inner["id"] for inner in discipline["inside"]] == [power]


@pytest.mark.parametrize("line", LINES)
def test_every_line_has_its_record(script, make_character, player, line):
    assert script.get(make_character(player, line).path).json["line"] == line


def test_the_roster_tells_who_there_is(script, make_character, player):
    put_away = make_character(player, "htr", archived=True, texts={"name": "Berta"})
    roster = script.get("/").json
    assert roster["player"] == "Robin"
    (berta,) = roster["characters"]
    assert (berta["name"], berta["line"], berta["state"], berta["at"]) == ("Berta", "htr", "archive", put_away.path)


def test_the_ledger_tells_what_was_earned_and_spent(script, anna, make_experience):
    make_experience(anna, "earned", 5)
    make_experience(anna, "spent", 3)
    ledger = script.get(f"{anna.path}/experience").json
    assert ledger["totals"] == {"earned": 5, "spent": 3, "left": 2}
    assert [entry["kind"] for entry in ledger["entries"]] == ["spent", "earned"]


def test_the_journal_tells_what_every_change_replaced(script, anna):
    script.post(f"{anna.path}/ratings/strength", data={"dots": "3"})
    added = script.post(
        f"{anna.path}/lists/touchstones",
        data={"name": "Her brother", "form_key": "0" * 8 + "-0000" * 3 + "-" + "0" * 12},
    ).json["added"]
    newest, oldest = script.get(f"{anna.path}/changes").json["changes"]
    assert (oldest["what"], oldest["was"], oldest["now"]) == ("ratings", {"strength": 1}, {"strength": 3})
    assert (oldest["by"], oldest["entry"]) == ("Robin", None)
    assert (newest["what"], newest["entry"], newest["was"]) == ("entry", added, None)
    assert newest["now"]["name"] == "Her brother"
    assert not newest["now"].keys() & {"form_key", "character_id"}


def test_what_stood_in_a_removed_entry_is_told_as_the_entry_is(script, anna, make_entry):
    auspex = make_entry(anna, "disciplines", "Auspex", 2)
    make_entry(anna, "powers", "Heightened Senses", parent=auspex)
    script.post(f"{anna.path}/lists/disciplines/{auspex}/remove")
    (removal,) = script.get(f"{anna.path}/changes").json["changes"]
    assert removal["now"] is None
    assert [power["name"] for power in removal["was"]["inside"]] == ["Heightened Senses"]
    assert "form_key" not in removal["was"]["inside"][0]


def test_the_journal_comes_by_the_hundred(script, anna, connection):
    connection.execute(
        "INSERT INTO changes (character_id, what, now) SELECT %s, 'texts', '{}' FROM generate_series(1, 250)", [anna.id]
    )
    pages, before = [], ""
    while before is not None:
        page = script.get(f"{anna.path}/changes", query_string={"before": before} if before else {}).json
        pages.append([change["id"] for change in page["changes"]])
        before = page["before"]
    assert [len(page) for page in pages] == [100, 100, 50]
    ids = [id for page in pages for id in page]
    assert ids == sorted(set(ids), reverse=True)


def test_exactly_a_hundred_changes_are_one_page(script, anna, connection):
    connection.execute(
        "INSERT INTO changes (character_id, what, now) SELECT %s, 'texts', '{}' FROM generate_series(1, 100)", [anna.id]
    )
    page = script.get(f"{anna.path}/changes").json
    assert (len(page["changes"]), page["before"]) == (100, None)


def test_a_character_nobody_touched_has_an_empty_journal(script, anna):
    assert script.get(f"{anna.path}/changes").json == {"format": FORMAT, "changes": [], "before": None}


@pytest.mark.parametrize("before", ["0", "-1", "x", "1" * 19, "٣", ""])
def test_a_place_in_the_journal_that_is_none_is_refused(script, anna, before):
    answer = script.get(f"{anna.path}/changes", query_string={"before": before})
    assert (answer.status_code, answer.json["details"][0]["field"]) == (422, "before")


@pytest.mark.parametrize("place", ["", "/experience", "/changes"])
def test_nobody_else_gets_any_of_it(client, other_script, anna, place):
    assert other_script.get(anna.path + place).json["status_code"] == 404
    answer = client.get(anna.path + place, headers=JSON)
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_a_roster_is_of_somebody(client):
    assert client.get("/", headers=JSON).status_code == 401


@pytest.mark.parametrize("place", ["/", "sheet", "sheet/experience"])
def test_a_browser_gets_pages_and_a_program_in_it_records(signed_in, anna, place):
    address = place.replace("sheet", anna.path)
    browser = signed_in(anna.owner)
    assert browser.get(address, headers=FROM_A_BROWSER).mimetype == "text/html"
    assert browser.get(address).mimetype == "text/html"
    assert browser.get(address, headers=HTMX).mimetype == "text/html"
    assert browser.get(address, headers=JSON).mimetype == "application/json"


@pytest.mark.parametrize("place", ["/", "sheet", "sheet/experience", "sheet/changes"])
def test_a_record_is_one_statement_after_the_tokens(script, anna, statements, place):
    address = place.replace("sheet", anna.path)
    script.get(address)
    statements.clear()
    assert script.get(address).status_code == 200
    assert len(statements) == 2
