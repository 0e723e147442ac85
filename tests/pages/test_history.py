"""The history page: what was changed, in people's words, by day, sitting and person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.factories import Character, Player
from tests.markup import names, page


@pytest.fixture
def revise(connection: psycopg.Connection[Any]) -> Callable[..., int]:
    """Write a revision with its changes, as (what, entry_id, was, now), at a moment; its id."""

    def revise(
        character: Character,
        at: str,
        *changes: tuple[str, int | None, dict | None, dict | None],
        by: Player | None = None,
        hand: str = "player",
    ) -> int:
        user = (by or character.owner).id
        [[id]] = connection.execute(
            "INSERT INTO revisions (character_id, user_id, hand, kind, at) VALUES (%s, %s, %s, %s, %s) RETURNING id",
            [character.id, user, hand, changes[0][0], datetime.fromisoformat(f"{at}+00:00")],
        ).fetchall()
        for what, entry, was, now in changes:
            connection.execute(
                "INSERT INTO changes (character_id, revision_id, what, entry_id, was, now)"
                " VALUES (%s, %s, %s, %s, %s, %s)",
                [character.id, id, what, entry, was and Jsonb(was), now and Jsonb(now)],
            )
        return id

    return revise


def rated(name: str, was: int, now: int) -> tuple[str, None, dict, dict]:
    return "ratings", None, {name: was}, {name: now}


def sentences(owner: Any, **query: Any) -> list[str]:
    """The sentences of the history, the newest first, those of folded runs among them."""
    return names(page(owner.get("/history", **query)), ".revision__words > p:first-child")


def test_the_sheet_leads_to_an_empty_history(as_owner, anna):
    owner = as_owner(anna)
    assert f"{anna.path}/history" in [link.attributes["href"] for link in owner.sheet().css(".ways a")]
    assert names(page(owner.get("/history")), ".history__days .hint") == ["Nothing was changed yet."]


def test_what_was_clicked_and_written_is_there_the_newest_first(as_owner, anna):
    owner = as_owner(anna)
    owner.post("ratings/strength", dots=3)
    owner.write("ambition", "To be the Prince")
    owner.add("touchstones", "Hana Orlová")
    assert sentences(owner) == ["Added Hana Orlová", "Ambition changed", "Strength 1 → 3"]


def test_it_is_read_by_day_sitting_and_person_where_the_reader_is(as_owner, anna, revise, make_player, connection):
    connection.execute(
        "INSERT INTO user_preferences (user_id, time_zone) VALUES (%s, 'Pacific/Auckland')", [anna.owner.id]
    )
    storyteller = make_player("Hana")
    revise(anna, "2026-05-01T07:00", rated("strength", 1, 2))
    revise(anna, "2026-05-01T08:00", rated("wits", 1, 2), by=storyteller)
    revise(anna, "2026-05-01T11:30", rated("wits", 2, 3), by=storyteller)
    revise(anna, "2026-05-01T13:00", rated("resolve", 2, 3))
    markup = page(as_owner(anna).get("/history"))
    assert names(markup, ".day__name") == ["Saturday, 2 May 2026", "Friday, 1 May 2026"]
    assert names(markup, ".sitting__head") == [anna.owner.name, "Hana", "Hana", anna.owner.name]
    assert names(markup, ".revision__time") == ["01:00", "23:30", "20:00", "19:00"]


def test_quick_clicks_on_one_trait_are_folded_and_can_be_opened(as_owner, anna, revise):
    for second, dots in enumerate((2, 3, 4)):
        revise(anna, f"2026-05-01T20:00:0{second}", rated("strength", dots - 1, dots))
    revise(anna, "2026-05-01T20:05:00", rated("strength", 4, 5))
    markup = page(as_owner(anna).get("/history"))
    assert names(markup, "summary .revision__words > span") == ["Strength 1 → 4", "in 3 steps"]
    assert names(markup, "details li .revision__words") == ["Strength 3 → 4", "Strength 2 → 3", "Strength 1 → 2"]
    assert names(markup, ".revisions > .revision .revision__words") == ["Strength 4 → 5"]


def test_of_a_text_what_differs_can_be_read(as_owner, anna, revise):
    revise(anna, "2026-05-01T20:00", ("texts", None, {"ambition": "to be Prince"}, {"ambition": "to be the Sheriff"}))
    markup = page(as_owner(anna).get("/history"))
    assert names(markup, ".difference del") == ["Prince"]
    assert names(markup, ".difference ins") == ["the Sheriff"]


def test_each_filter_has_an_address(as_owner, anna, revise, make_player, make_entry):
    storyteller, entry = make_player("Hana"), make_entry(anna, "advantages", "Iron Will", 2)
    revise(anna, "2026-05-01T20:00", rated("strength", 1, 2))
    revise(anna, "2026-05-02T20:00", ("texts", None, {"ambition": ""}, {"ambition": "Prince"}))
    revise(anna, "2026-05-03T20:00", ("entry", entry, {"dots": 1}, {"dots": 2}), by=storyteller)
    revise(
        anna,
        "2026-05-04T20:00",
        (
            "ratings",
            None,
            {"health_superficial": 0, "health_aggravated": 0},
            {"health_superficial": 1, "health_aggravated": 0},
        ),
    )
    owner = as_owner(anna)
    health, iron_will, ambition, strength = (
        "Health: no damage → 1 superficial",
        "Iron Will: 1 → 2",
        "Ambition changed",
        "Strength 1 → 2",
    )
    assert sentences(owner) == [health, iron_will, ambition, strength]
    assert sentences(owner, trait="strength") == [strength]
    assert sentences(owner, trait="health") == [health]
    assert sentences(owner, text="ambition") == [ambition]
    assert sentences(owner, entry=entry) == [iron_will]
    assert sentences(owner, by="Hana") == [iron_will]
    assert sentences(owner, kind="texts") == [ambition]
    assert sentences(owner, since="2026-05-02", until="2026-05-03") == [iron_will, ambition]
    assert sentences(owner, by="Hana", kind="texts") == []


def test_what_was_changed_leads_to_all_that_was_changed_of_it(as_owner, anna, make_entry):
    owner, entry = as_owner(anna), make_entry(anna, "advantages", "Iron Will", 2)
    owner.post("ratings/strength", dots=3)
    owner.post("trackers/health", damage="1/0")
    owner.write("ambition", "Prince")
    owner.post(f"lists/advantages/{entry}/rating", dots=3)
    links = [link.attributes["href"] for link in page(owner.get("/history")).css(".revision__words a")]
    assert links == [
        f"{anna.path}/history?{about}"
        for about in (f"entry={entry}", "text=ambition", "trait=health", "trait=strength")
    ]


@pytest.mark.parametrize("query", [{"trait": "chess"}, {"text": "chess"}, {"kind": "chess"}, {"since": "yesterday"}])
def test_a_filter_that_there_is_not_is_refused(as_owner, anna, query):
    assert as_owner(anna).get("/history", **query).status_code == 422


def test_a_long_history_is_read_page_by_page(as_owner, anna, revise):
    for minute in range(150):
        revise(anna, f"2026-05-01T{minute // 60:02}:{minute % 60:02}", rated(["wits", "resolve"][minute % 2], 1, 2))
    owner = as_owner(anna)
    first = page(owner.get("/history"))
    [older] = first.css(".history__older a")
    second = page(owner.browser.get(older.attributes["href"]))
    assert (len(first.css(".revision__words")), len(second.css(".revision__words"))) == (100, 50)
    assert not second.css(".history__older")


def test_the_history_is_one_statement_however_long_it_is(as_owner, anna, revise, statements):
    owner = as_owner(anna)
    for minute in range(60):
        revise(anna, f"2026-05-01T20:{minute:02}", rated(["wits", "resolve"][minute % 2], 1, 2))
    statements.clear()
    owner.get("/history", trait="wits", since="2026-04-01")
    assert len(statements) == 1


def test_nobody_else_reads_it(signed_in, make_player, anna):
    assert signed_in(make_player()).get(f"{anna.path}/history").status_code == 404


def test_an_undo_says_what_it_took_back_and_its_undo_what_it_put_back(as_owner, anna, revise, connection):
    def undo(revision: int, was: int, now: int) -> int:
        [[id]] = connection.execute(
            "INSERT INTO revisions (character_id, user_id, hand, kind, undoes) VALUES (%s, %s, 'player', 'undo', %s)"
            " RETURNING id",
            [anna.id, anna.owner.id, revision],
        ).fetchall()
        connection.execute(
            "INSERT INTO changes (character_id, revision_id, what, was, now) VALUES (%s, %s, 'ratings', %s, %s)",
            [anna.id, id, Jsonb({"strength": was}), Jsonb({"strength": now})],
        )
        return id

    revision = revise(anna, "2026-05-01T20:00", rated("strength", 1, 2))
    undo(undo(revision, 2, 1), 1, 2)
    owner = as_owner(anna)
    assert sentences(owner) == ["Put back: Strength 1 → 2", "Took back: Strength 1 → 2", "Strength 1 → 2"]
    markup = page(owner.get("/history"))
    assert names(markup, ".revision--undone .revision__words") == ["Took back: Strength 1 → 2"]
    assert names(markup, ".revision--undone .revision__state") == ["Taken back"]


def test_an_entry_that_is_gone_is_called_what_it_was(as_owner, anna, make_entry):
    outer = make_entry(anna, "disciplines", "Auspex", 2)
    inner = make_entry(anna, "powers", "Premonition", parent=outer)
    touchstone = make_entry(anna, "touchstones", "Hana Orlová")
    owner = as_owner(anna)
    owner.post(f"lists/powers/{inner}/texts/hint", text="Seen before it comes", seen="e3b0c44298fc")
    owner.post(f"lists/touchstones/{touchstone}/texts/conviction", text="Never alone", seen="e3b0c44298fc")
    owner.post(f"lists/disciplines/{outer}/remove")
    owner.post(f"lists/touchstones/{touchstone}/remove")
    assert sentences(owner)[2:] == ["Hana Orlová: Conviction changed", "Premonition: What it does changed"]


def test_what_can_be_taken_back_is_there_and_what_changed_it_again_where_it_cannot(as_owner, anna):
    owner = as_owner(anna)
    owner.post("ratings/strength", dots=3)
    owner.post("ratings/wits", dots=3)
    owner.post("ratings/strength", dots=4)
    markup = page(owner.get("/history"))
    assert names(markup, ".revision__state") == ["Undo", "Undo", "Changed again later"]
    newest, first = markup.css(".revision")[0], markup.css_first(".revision__state a")
    assert first.attributes["href"] == f"#{newest.attributes['id']}"
    undo = newest.css_first("form")
    key = undo.css_first("input").attributes["value"]
    answer = owner.browser.post(undo.attributes["action"], data={"form_key": key})
    assert answer.headers["Location"] == f"{anna.path}/history#{newest.attributes['id']}"
    assert sentences(owner)[0] == "Took back: Strength 3 → 4"
    assert names(page(owner.get("/history")), ".revision__state") == ["Undo", "Taken back", "Undo", "Undo"]


def test_what_is_in_the_way_may_stand_on_a_page_before(as_owner, anna, revise, make_player):
    hana = make_player("Hana")
    first = revise(anna, "2026-05-01T12:00", rated("strength", 1, 2))
    for minute in range(99):
        revise(anna, f"2026-05-01T13:{minute % 60:02}", rated(["wits", "resolve"][minute % 2], 1, 2))
    again = revise(anna, "2026-05-01T20:00", rated("strength", 2, 3), by=hana)
    link = page(as_owner(anna).get("/history", before=first + 1)).css_first(".revision__state a")
    assert link.text() == "Changed again by Hana"
    assert link.attributes["href"] == f"{anna.path}/history?before={again + 1}#revision-{again}"


def test_an_undo_that_came_too_late_says_so_on_the_history(as_owner, anna):
    owner = as_owner(anna)
    owner.post("ratings/strength", dots=3)
    address = page(owner.get("/history")).css_first(".revision__state").attributes["action"]
    owner.post("ratings/strength", dots=4)
    answer = owner.browser.post(address)
    assert answer.status_code == 409
    problem = page(answer).css_first(".history .problem")
    assert problem.text().startswith("This cannot be taken back while a later change stands.")
    assert problem.css_first("a").text() == "Strength 3 → 4"


def test_what_was_written_into_an_added_entry_goes_along_with_it(as_owner, anna):
    owner = as_owner(anna)
    entry = owner.add("touchstones", "Hana Orlová") and owner.sheet().css_first("#touchstones .entry").attributes["id"]
    owner.post(f"lists/touchstones/{entry.rpartition('-')[2]}/texts/conviction", text="Never", seen="e3b0c44298fc")
    added = page(owner.get("/history")).css(".revision form")[1]
    assert added.css_first(".hint").text() == "and 1 change to it since"
    fields = {field.attributes["name"]: field.attributes["value"] for field in added.css("input")}
    assert owner.browser.post(added.attributes["action"], data=fields).status_code == 303
    assert sentences(owner)[0] == "Took back: Added Hana Orlová"


def test_a_program_reads_the_history_as_json(as_owner, anna, make_entry):
    owner, entry = as_owner(anna), make_entry(anna, "advantages", "Iron Will", 2)
    owner.post("ratings/strength", dots=3)
    owner.post("ratings/strength", dots=4)
    owner.post(f"lists/advantages/{entry}/rating", dots=3)
    answer = owner.browser.get(f"{anna.path}/history", headers={"Accept": "application/json"}).json
    dots, again, first = answer["revisions"]
    assert (dots["words"], dots["by"], dots["hand"], dots["kind"]) == (
        "Iron Will: 2 → 3",
        anna.owner.name,
        "player",
        "entry",
    )
    assert dots["changes"] == [{"what": "entry", "entry": entry, "was": {"dots": 2}, "now": {"dots": 3}}]
    assert (again["can_undo"], again["rests_on_it"]) == (True, None)
    assert (first["can_undo"], first["rests_on_it"]) == (False, again["id"])
    assert (first["undoes"], first["undone_by"], answer["before"]) == (None, None, None)


@pytest.fixture
def visit(connection):
    """What is recorded of a player's visits to a sheet; with ``ago`` the last was that long ago."""

    def visit(character: Character, ago: str = "0 hours") -> Any:
        connection.execute("UPDATE visits SET at = at - %s::interval", [ago])
        found = connection.execute("SELECT seen, seen_before FROM visits WHERE character_id = %s", [character.id])
        return found.fetchone()

    return visit


def test_what_is_new_since_the_sheet_was_opened_last_time_stands_above_a_line(as_owner, anna, revise, visit):
    owner = as_owner(anna)
    first = revise(anna, "2026-05-01T20:00", rated("strength", 1, 2))
    owner.sheet()
    assert visit(anna, "4 hours") == (first, first)
    assert not page(owner.get("/history")).css("#last-time")
    newest = revise(anna, "2026-05-08T20:00", rated("wits", 1, 2))
    owner.sheet()
    assert visit(anna) == (newest, first)
    markup = page(owner.get("/history"))
    assert names(markup, "[href='#last-time']") == ["1 change since last time"]
    assert [row.attributes["id"] for row in markup.css(".revisions > li")] == [
        *(f"revision-{newest}", "last-time", f"revision-{first}")
    ]


def test_within_a_sitting_what_was_new_stays_new(as_owner, anna, revise, visit):
    owner, first = as_owner(anna), revise(anna, "2026-05-01T20:00", rated("strength", 1, 2))
    owner.sheet()
    for minute in range(2):
        newest = revise(anna, f"2026-05-08T20:0{minute}", rated("wits", 1, 2))
        owner.sheet()
    assert visit(anna) == (newest, first)


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Purpose": "prefetch"}, {"If-None-Match": '"a"'}, {"HX-Request": "true"}, {"Accept": "application/json"}],
)
def test_only_a_person_who_opens_the_sheet_visits_it(as_owner, anna, revise, visit, headers):
    revise(anna, "2026-05-01T20:00", rated("strength", 1, 2))
    as_owner(anna).browser.get(anna.path, headers=headers)
    assert visit(anna) is None


def test_a_sheet_on_which_nothing_is_new_is_opened_without_writing(as_owner, anna, revise, connection):
    owner = as_owner(anna)
    revise(anna, "2026-05-01T20:00", rated("strength", 1, 2))
    owner.sheet()
    row = "SELECT ctid, xmin, at FROM visits"
    before = connection.execute(row).fetchall()
    owner.sheet()
    assert connection.execute(row).fetchall() == before != []


def test_the_sheet_can_be_read_as_it_stood(as_owner, anna, revise, make_entry):
    owner, entry = as_owner(anna), make_entry(anna, "advantages", "Iron Will", 2)
    owner.post("ratings/strength", dots=2)
    first = page(owner.get("/history")).css_first(".revision").attributes["id"].removeprefix("revision-")
    owner.post("ratings/strength", dots=4)
    owner.write("ambition", "Prince")
    owner.post(f"lists/advantages/{entry}/remove")
    markup = page(owner.get(f"/history/{first}"))
    assert names(markup, ".stood li") == ["Strength 2 → 4", "Ambition changed", "Removed Iron Will"]
    [strength] = markup.css(".trait.differs")
    assert (strength.css_first(".trait__name").text(), len(strength.css(".full"))) == ("Strength", 2)
    assert "Iron Will" in markup.css_first("#main .piece.differs").text()
    newest = page(owner.get("/history")).css_first(".revision__time").attributes["href"]
    assert names(page(owner.browser.get(newest)), ".stood > p")[0] == "It stands so today."


def test_no_other_character_is_read_as_it_stood(as_owner, anna, make_character, revise):
    other = make_character(anna.owner)
    elsewhere = revise(other, "2026-05-01T20:00", rated("strength", 1, 2))
    assert as_owner(anna).get(f"/history/{elsewhere}").status_code == 404


def test_a_long_text_leads_to_its_earlier_versions(signed_in, anna):
    sheet = page(signed_in(anna.owner).get(anna.path))
    link = sheet.css_first("#form-text-notes .text__past")
    assert (link.text(), link.attributes["href"]) == ("Earlier versions", f"{anna.path}/history?text=notes")
    assert not sheet.css("#form-text-clan .text__past")
