"""Out of play and back again: put away, dead, deleted."""

from __future__ import annotations

import pytest

from tests.markup import names, page
from wodsheet.routes import EDIT, OWN, ROUTES, SEE

STATES = ("archive", "death", "deletion")
PLACES = {"archive": "#away", "death": "#graveyard", "deletion": "#deleted"}


@pytest.fixture
def browser(signed_in, player):
    return signed_in(player)


@pytest.mark.parametrize("state", STATES)
def test_each_state_takes_a_character_out_of_play_and_back(browser, anna_of_robin, state):
    assert browser.post(f"{anna_of_robin.path}/{state}").status_code == 303
    roster = page(browser.get("/"))
    assert not roster.css(".card")
    assert roster.css_first(f"{PLACES[state]} form").attributes["action"] == f"{anna_of_robin.path}/{state}/undo"
    assert browser.post(f"{anna_of_robin.path}/{state}/undo").status_code == 303
    assert names(page(browser.get("/")), ".card h2") == ["Anna"]


@pytest.fixture
def anna_of_robin(make_character, player):
    return make_character(player)


@pytest.mark.parametrize("state", STATES)
def test_each_is_done_once_however_often_it_is_sent(browser, anna_of_robin, saved, state):
    path = f"{anna_of_robin.path}/{state}"
    column = {"archive": "archived_at", "death": "died_at", "deletion": "deleted_at"}[state]
    assert browser.post(path).status_code == 303
    since = getattr(saved(anna_of_robin), column)
    assert browser.post(path).status_code == 303
    assert getattr(saved(anna_of_robin), column) == since
    assert [browser.post(f"{path}/undo").status_code for _ in range(2)] == [303, 303]
    assert getattr(saved(anna_of_robin), column) is None


@pytest.mark.parametrize("state", STATES)
def test_whoever_is_out_of_play_is_not_counted_and_comes_back_only_where_there_is_room(
    browser, make_character, player, state
):
    paths = [make_character(player).path for _ in range(3)]
    browser.post(f"{paths[0]}/{state}")
    make_character(player)
    full = browser.post(f"{paths[0]}/{state}/undo")
    assert full.status_code == 409
    assert "3 vampires" in full.text
    browser.post(f"{paths[1]}/archive")
    assert browser.post(f"{paths[0]}/{state}/undo").status_code == 303


def test_states_are_taken_back_one_by_one_and_only_the_last_needs_room(browser, make_character, player):
    anna = make_character(player, archived=True, died=True, deleted=1)
    for _ in range(3):
        make_character(player)
    assert [browser.post(f"{anna.path}/{state}/undo").status_code for state in ("deletion", "death", "archive")] == [
        *(303, 303, 409)
    ]
    assert names(page(browser.get("/")), "#away li a[href='" + anna.path + "']") == ["Anna"]


@pytest.mark.parametrize("state", ["archive", "death"])
def test_the_sheet_of_somebody_put_away_or_dead_can_be_read_and_written(as_owner, anna, state):
    owner = as_owner(anna)
    owner.post_plainly(state)
    assert {"archive": "put away", "death": "dead"}[state] in owner.sheet().css_first(".masthead__line").text()
    assert owner.post("ratings/strength", dots=3).status_code == 200
    assert owner.write("notes", "It was a good story.").status_code == 200


# Drafts.


def test_a_draft_needs_no_room_and_stands_apart_on_the_roster(browser, make_character, player):
    for _ in range(3):
        make_character(player)
    draft = make_character(player, draft=True, texts={"name": "Ida"})
    roster = page(browser.get("/"))
    assert len(roster.css(".card")) == 3
    assert roster.css_first(f"#drafts a[href='{draft.path}/guide']").text() == "Go on"
    full = browser.post(f"{draft.path}/draft/undo")
    assert full.status_code == 409
    assert "3 vampires" in full.text


def test_a_finished_draft_is_in_play_and_shows_its_sheet(browser, make_character, player, saved):
    draft = make_character(player, draft=True)
    assert browser.post(f"{draft.path}/draft/undo").headers["Location"] == draft.path
    assert saved(draft).drafted_at is None
    assert len(page(browser.get("/")).css(".card")) == 1


def test_making_with_help_begins_a_draft_and_once(browser, saved, player):
    form = {"name": "Ida", "form_key": "0c7d4c1e-3b0e-4c39-9d0a-0d8f6a4c1f00"}
    first, again = (browser.post("/wta/guide", data=form).headers["Location"] for _ in range(2))
    assert first == again
    assert first.endswith("/guide/concept")
    assert page(browser.get("/")).css("#drafts li")[0].attributes["data-line"] == "wta"


# The graveyard.


def test_a_death_has_an_epitaph_that_can_be_changed(browser, anna_of_robin):
    path = f"{anna_of_robin.path}/death"
    assert page(browser.get(path)).css_first("textarea").text().strip() == ""
    bury(browser, path, "She kept\nthe light on.")
    assert names(page(browser.get("/")), "#graveyard .epitaph") == ["She kept\nthe light on."]
    assert page(browser.get(path)).css_first("textarea").text().strip() == "She kept\nthe light on."
    bury(browser, path, "Gone.")
    assert names(page(browser.get("/")), "#graveyard .epitaph") == ["Gone."]


def bury(browser, path: str, epitaph: str, seen: str | None = None):
    """Send the form of a death, filled in on the page as it is now, or on one whose mark this is."""
    return browser.post(path, data={"epitaph": epitaph, "seen": seen or seen_on(browser, path)})


def seen_on(browser, path: str) -> str | None:
    return page(browser.get(path)).css_first("[name=seen]").attributes["value"]


def test_an_epitaph_written_in_two_tabs_is_overwritten_only_by_who_saw_the_other(browser, anna_of_robin, saved):
    path = f"{anna_of_robin.path}/death"
    seen = seen_on(browser, path)
    assert bury(browser, path, "Gone <b>home</b>.", seen).status_code == 303
    late = bury(browser, path, "She kept the light on.", seen)
    assert late.status_code == 409
    assert page(late).css_first("#epitaph").text().strip() == "She kept the light on."
    assert page(late).css_first(".theirs blockquote").text() == "Gone <b>home</b>."
    assert saved(anna_of_robin).epitaph == "Gone <b>home</b>."
    mine = page(late).css_first("[name=seen]").attributes["value"]
    assert bury(browser, path, "She kept the light on.", mine).status_code == 303
    assert saved(anna_of_robin).epitaph == "She kept the light on."


def test_whoever_comes_too_late_with_an_epitaph_buries_nobody(browser, anna_of_robin, saved):
    path = f"{anna_of_robin.path}/death"
    seen = seen_on(browser, path)
    bury(browser, path, "Gone.", seen)
    browser.post(f"{path}/undo")
    assert bury(browser, path, "", seen).status_code == 409
    assert saved(anna_of_robin).died_at is None


def test_the_same_epitaph_sent_again_is_no_conflict(browser, anna_of_robin):
    path = f"{anna_of_robin.path}/death"
    seen = seen_on(browser, path)
    assert [bury(browser, path, "Gone.", seen).status_code for _ in range(2)] == [303, 303]


def test_an_epitaph_too_long_still_replaces_only_what_its_writer_saw(browser, anna_of_robin):
    path = f"{anna_of_robin.path}/death"
    long = bury(browser, path, "x" * 501)
    bury(browser, path, "Gone.")
    seen = page(long).css_first("[name=seen]").attributes["value"]
    assert bury(browser, path, "x" * 500, seen).status_code == 409


def test_a_death_taken_back_keeps_the_epitaph_for_the_next(browser, anna_of_robin):
    path = f"{anna_of_robin.path}/death"
    browser.post(path, data={"epitaph": "Gone."})
    browser.post(f"{path}/undo")
    assert "Gone." not in browser.get("/").text
    assert page(browser.get(path)).css_first("textarea").text().strip() == "Gone."


def test_an_epitaph_is_500_letters_and_one_too_long_is_kept_on_the_page(browser, anna_of_robin, saved):
    path = f"{anna_of_robin.path}/death"
    long = browser.post(path, data={"epitaph": "é" * 501})
    assert long.status_code == 422
    field = page(long).css_first("#epitaph")
    assert field.attributes["aria-invalid"] == "true"
    assert field.text().strip() == "é" * 501
    assert saved(anna_of_robin).died_at is None
    assert browser.post(path, data={"epitaph": "é" * 500}).status_code == 303
    assert saved(anna_of_robin).epitaph == "é" * 500


# Deletion.


def test_deleting_asks_first_and_says_what_goes_and_for_how_long(browser, anna_of_robin, make_entry):
    make_entry(anna_of_robin, "touchstones", "Her brother")
    asked = page(browser.get(f"{anna_of_robin.path}/deletion"))
    assert "1 entry" in asked.css_first("main").text()
    assert "30 days" in asked.css_first("main").text()
    assert asked.css_first("main form").attributes["action"] == f"{anna_of_robin.path}/deletion"
    assert browser.get(anna_of_robin.path).status_code == 200


@pytest.mark.parametrize(("days", "said"), [(0, "30 days left"), (28.5, "2 days left"), (29.9, "1 day left")])
def test_a_deleted_character_says_how_long_it_can_come_back(browser, make_character, player, days, said):
    make_character(player, deleted=days)
    assert said in names(page(browser.get("/")), "#deleted .hint")[0]


def test_after_thirty_days_it_is_gone_though_no_sweep_came(browser, make_character, player):
    anna = make_character(player, deleted=30.01)
    assert not page(browser.get("/")).css("#deleted")
    assert browser.post(f"{anna.path}/deletion/undo").status_code == 404
    assert browser.post(f"{anna.path}/deletion").status_code == 404


def test_a_deleted_character_is_not_there_for_any_address_of_its_own(app, signed_in, make_character, make_entry):
    anna = make_character(deleted=1)
    brother = make_entry(anna, "touchstones", "Her brother", 1)
    browser = signed_in(anna.owner)
    parts = {"line": "vtm", "id": anna.id, "entry": brother, "text": "name", "state": "death", "kind": "earned"}
    parts |= {
        "slot": "face",
        "size": "small",
        "revision": 1,
        "roll": 1,
        "named": 1,
        "stage": "skills",
        "key": "toreador",
    }
    forms = {"dots": "1", "damage": "1/0", "text": "x", "epitaph": "x", "place": "0", "name": "x"}
    forms |= {"amount": "1", "reason": "x", "entry": "1", "x": "1", "y": "1"}
    names_of = {"ratings": "strength", "trackers": "health", "texts": "concept"}
    seen = []
    for rule in app.url_map.iter_rules():
        if ROUTES[rule.endpoint].may not in (SEE, EDIT, OWN) or rule.endpoint == "lifecycle.delete":
            continue
        with app.test_request_context():
            known = parts | {"text": "alias" if rule.endpoint == "portraits.write" else "name"}
            known |= {"name": names_of.get(rule.endpoint.partition(".")[0], "touchstones")}
            address = app.url_for(rule.endpoint, **{part: known[part] for part in rule.arguments})
        method = "POST" if "POST" in (rule.methods or ()) else "GET"
        wanted = accepted(rule.endpoint, forms)
        seen.append((rule.endpoint, browser.open(address, method=method, data=wanted).status_code))
    assert len(seen) > 15
    assert {status for _, status in seen} == {404}, seen


def accepted(endpoint: str, forms: dict[str, str]) -> dict[str, str]:
    """A form the endpoint takes, so that nothing but the deletion can be what is refused."""
    fields = {
        "ratings.rate": ["dots"],
        "trackers.mark": ["damage"],
        "texts.write": ["text"],
        "lifecycle.bury": ["epitaph"],
        "entries.rate": ["dots"],
        "entries.write": ["text"],
        "entries.move": ["place"],
        "lists.add": ["name"],
        "experience.write": ["amount", "reason"],
        "experience.take_back": ["entry"],
        "portraits.focus": ["x", "y"],
        "portraits.write": ["text"],
    }
    form = {field: forms[field] for field in fields.get(endpoint, [])}
    if endpoint in ("lists.add", "roster.clone", "experience.write"):
        form["form_key"] = "0f0e0d0c-0b0a-0908-0706-050403020100"
    return form
