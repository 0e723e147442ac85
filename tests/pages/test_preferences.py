"""How a player likes pages and paper."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from flask.testing import FlaskClient
from psycopg.types.json import Jsonb

from tests.factories import Player
from tests.markup import HTMX, names, page
from wodsheet.preferences import HIGHEST, LOWEST, MOST_HEIGHTS, PREFERENCES, START

CHOICES = [
    pytest.param(each.name, choice, id=f"{each.name}-{choice}")
    for each in PREFERENCES.values()
    for choice in each.choices or (each.low, each.high)
]
WIDTH = PREFERENCES["margin_width"]


@pytest.fixture
def browser(signed_in: Callable[[Player], FlaskClient], player: Player) -> FlaskClient:
    return signed_in(player)


@pytest.fixture
def chosen(connection: psycopg.Connection[Any]) -> Callable[[Player], dict[str, Any]]:
    """What the database keeps of a player's choices; as pages come when it has none."""

    def chosen(player: Player) -> dict[str, Any]:
        asked = "SELECT to_jsonb(p) - 'user_id' AS chosen FROM user_preferences p WHERE user_id = %s"
        row = connection.execute(asked, [player.id]).fetchone()
        return row.chosen if row else START | {"heights": {}}

    return chosen


def choose(browser: FlaskClient, name: str, choice: object, **headers: str):
    return browser.post(f"/preferences/{name}", data={name: choice}, headers=HTMX | headers)


def checked(browser: FlaskClient, name: str) -> str | None:
    """What the page of preferences shows as chosen."""
    form = page(browser.get("/preferences")).css_first(f"#preference-{name}")
    return form.css_first("[checked], [type=number]").attributes["value"]


@pytest.mark.parametrize(("name", "choice"), CHOICES)
def test_every_choice_is_kept_alone(browser, player, stranger, chosen, name, choice):
    before = chosen(player)
    answer = choose(browser, name, choice)
    assert answer.status_code == 200
    if PREFERENCES[name].redraws:
        assert answer.headers["HX-Refresh"] == "true"
    else:
        assert names(page(answer), ".preference__answer") == ["Saved."]
    assert chosen(player) == before | {name: choice}
    assert checked(browser, name) == str(choice)
    assert chosen(stranger) == START | {"heights": {}}


@pytest.mark.parametrize("name", PREFERENCES)
def test_one_choice_leaves_all_others_as_they_were(browser, player, connection, chosen, name):
    before = {"theme": "dark", "text_size": "large", "density": "close", "motion": "less", "paper": "letter"}
    before |= {"margin_width": 30, "heights": {"text-notes": 300}, "language": "en-XA", "time_zone": "Europe/Lisbon"}
    before |= {"plate": "plain", "dice": "real", "hints": "hidden"}
    columns = ", ".join(before)
    saved = [Jsonb(each) if isinstance(each, dict) else each for each in before.values()]
    places = ", ".join(["%s"] * len(before))
    connection.execute(
        f"INSERT INTO user_preferences (user_id, {columns}) VALUES (%s, {places})".encode(), [player.id, *saved]
    )
    now = START[name] if PREFERENCES[name].choices else 41
    choose(browser, name, now)
    assert chosen(player) == before | {name: now}


def test_choosing_the_same_again_changes_nothing(browser, player, chosen):
    for _ in range(2):
        assert choose(browser, "theme", "dark").status_code == 200
    assert chosen(player)["theme"] == "dark"


@pytest.mark.parametrize("width", [WIDTH.low - 1, WIDTH.high + 1, "30%", "-30", "3e1", "٣٠"])
def test_a_margin_too_narrow_too_wide_or_no_number_is_refused(browser, player, chosen, width):
    choose(browser, "margin_width", 30)
    answer = choose(browser, "margin_width", width)
    assert answer.status_code == 422
    assert names(page(answer), ".problem")[0].endswith(f"is not a whole number from {WIDTH.low} to {WIDTH.high}.")
    assert page(answer).css_first("[type=number]").attributes["value"] == "30"
    assert chosen(player)["margin_width"] == 30


def test_an_empty_width_is_as_it_comes(browser, player, chosen):
    choose(browser, "margin_width", 30)
    choose(browser, "margin_width", "")
    assert chosen(player)["margin_width"] is None
    assert checked(browser, "margin_width") == ""


@pytest.mark.parametrize("name", [each.name for each in PREFERENCES.values() if each.choices])
def test_what_is_not_offered_is_refused_with_what_is_kept(browser, player, chosen, name):
    answer = choose(browser, name, "sepia")
    assert answer.status_code == 422
    assert names(page(answer), ".problem") == [f"{PREFERENCES[name].label}: choose one of those offered."]
    assert page(answer).css_first("[checked]").attributes["value"] == START[name]
    assert chosen(player)[name] == START[name]


def test_without_scripts_a_refusal_stands_at_its_row_of_the_whole_page(browser):
    answer = browser.post("/preferences/theme", data={"theme": "sepia"})
    assert answer.status_code == 422
    assert names(page(answer), ".problem") == names(page(answer), "#preference-theme .problem")
    assert names(page(answer), ".problem") == ["Theme: choose one of those offered."]


@pytest.mark.parametrize(
    "form", [{}, {"paper": "a4"}, {"theme": "dark", "paper": "a4"}, {"theme": ["dark", "light"]}, {"user_id": "1"}]
)
def test_one_form_says_one_thing(browser, player, chosen, form):
    assert browser.post("/preferences/theme", data=form, headers=HTMX).status_code == 422
    assert chosen(player)["theme"] == "system"


@pytest.mark.parametrize("name", ["user_id", "heights", "theme;--", "colour"])
def test_nothing_else_can_be_chosen(browser, player, chosen, name):
    assert choose(browser, name, "1").status_code in (404, 422)
    assert chosen(player) == START | {"heights": {}}


def test_without_scripts_a_choice_leads_back_to_the_page_it_was_made_on(browser):
    def back(referrer: str) -> str:
        answer = browser.post("/preferences/paper", data={"paper": "letter"}, headers={"Referer": referrer})
        assert answer.status_code == 303
        return answer.headers["Location"]

    assert back("http://localhost/vtm/1/print") == "/vtm/1/print#preference-paper"
    assert back("http://localhost/preferences") == "/preferences#preference-paper"
    assert back("http://elsewhere.example/preferences") == "/#preference-paper"
    assert back("http://localhost//elsewhere.example") == "/#preference-paper"


def test_two_first_choices_at_once_both_stand(committed, signed_in, make_player, chosen):
    robin = make_player("Robin")
    choices = {"theme": "dark", "density": "close", "paper": "letter", "margin_width": 33}
    with ThreadPoolExecutor() as hands:
        answers = list(hands.map(lambda each: choose(signed_in(robin), *each), choices.items()))
    assert [answer.status_code for answer in answers] == [200] * 4
    assert chosen(robin) == START | {"heights": {}} | choices


def root(answer) -> dict[str, str | None]:
    """The attributes of a page's root."""
    return {name: said for name, said in page(answer).root.attributes.items() if name != "lang"}


def test_every_page_is_drawn_as_its_player_likes_it(browser, player, make_character, client):
    for name, choice in (
        ("theme", "dark"),
        ("text_size", "large"),
        ("density", "close"),
        ("motion", "less"),
        ("plate", "plain"),
    ):
        choose(browser, name, choice)
    anna = make_character(player)
    liked = {"data-theme": "dark", "data-text-size": "large", "data-density": "close", "data-motion": "less"}
    liked |= {"data-plate": "plain"}
    for path in ("/", anna.path, "/vtm/new", "/preferences", "/vtm/999999", f"{anna.path}/lists/powers/new?under=9"):
        assert root(browser.get(path)) == liked, path
    for path, form in (
        ("/vtm", {"name": ""}),
        (f"{anna.path}/ratings/strength", {"dots": "9"}),
        (f"{anna.path}/texts/name", {"text": ""}),
        ("/preferences/theme", {"theme": ""}),
    ):
        answer = browser.post(path, data=form)
        assert (answer.status_code, root(answer)) == (422, liked), path
    assert root(client.get("/")) == {}
    # Paper is the same whatever a screen shall look like.
    assert root(browser.get(f"{anna.path}/print")) == {}


@pytest.mark.parametrize(
    ("theme", "scheme"), [("system", "light dark"), ("light", "light"), ("dark", "dark"), ("contrast", "light dark")]
)
def test_the_browser_knows_light_or_dark_before_the_style_sheet_is_there(browser, theme, scheme):
    choose(browser, "theme", theme)
    assert page(browser.get("/")).css_first("[name=color-scheme]").attributes["content"] == scheme


def test_what_players_like_costs_no_statement(browser, player, make_character, statements):
    anna = make_character(player)
    choose(browser, "theme", "dark")

    def cost(ask: Callable[[], Any]) -> int:
        statements.clear()
        assert ask().status_code < 400
        return len(statements)

    for path in ("/", anna.path, f"{anna.path}/print", "/preferences", "/preferences.css"):
        assert cost(lambda path=path: browser.get(path)) == 1, path
    assert cost(lambda: choose(browser, "density", "close")) == 1
    assert cost(lambda: give(browser, "text-notes", 300)) == 1


# The heights of text areas, and the style sheet that brings lengths back.


def give(browser: FlaskClient, area: str, height: int | str):
    return browser.post("/preferences/heights", data={"area": area, "height": height}, headers=HTMX)


@pytest.mark.parametrize(
    "area", ["text-notes", "text-e17-description", "text-e999999999999999999-x", "text-history_in"]
)
@pytest.mark.parametrize("height", [LOWEST, HIGHEST])
def test_a_text_area_keeps_the_height_it_was_given(browser, player, chosen, area, height):
    assert give(browser, area, 100).status_code == 204
    assert give(browser, area, height).status_code == 204
    assert chosen(player)["heights"] == {area: height}
    assert browser.get("/preferences.css").text == f"#{area}{{min-block-size:{height}px}}"


@pytest.mark.parametrize(
    ("area", "height"),
    [
        *(("text-notes", LOWEST - 1), ("text-notes", HIGHEST + 1), ("text-notes", "1e3"), ("text-notes", "")),
        *(("notes", 100), ("text-", 100), ("text-e0-notes", 100), ("text-Notes", 100), ("text-notes{}*", 100)),
        *(("text-notes\n", 100), ("text-n" + "o" * 60, 100), ("text-e1234567890123456789-x", 100), ("", 100)),
    ],
)
def test_nothing_else_is_a_height(browser, player, chosen, area, height):
    assert give(browser, area, height).status_code == 422
    assert chosen(player)["heights"] == {}


def test_one_height_leaves_the_others_until_all_places_are_taken(browser, player, connection, chosen):
    full = {f"text-e{number}-note": 100 for number in range(1, MOST_HEIGHTS + 1)}
    connection.execute("INSERT INTO user_preferences (user_id, heights) VALUES (%s, %s)", [player.id, Jsonb(full)])
    give(browser, "text-e1-note", 200)
    assert chosen(player)["heights"] == full | {"text-e1-note": 200}
    give(browser, "text-notes", 300)
    assert chosen(player)["heights"] == {"text-notes": 300}


def test_a_height_given_without_scripts_leads_back(browser):
    headers = {"Referer": "http://localhost/vtm/1"}
    answer = browser.post("/preferences/heights", data={"area": "text-notes", "height": 90}, headers=headers)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/vtm/1")


def test_only_a_sheet_whose_player_gave_lengths_asks_for_them(browser, player, make_character):
    anna = make_character(player)
    assert not page(browser.get(anna.path)).css("link[href^='/preferences.css']")
    choose(browser, "margin_width", 33)
    address = page(browser.get(anna.path)).css_first("link[href^='/preferences.css']").attributes["href"]
    answer = browser.get(address)
    assert answer.text == ":root{--margin-width:33%}"
    assert answer.mimetype == "text/css"
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    choose(browser, "margin_width", 34)
    assert browser.get(address).headers["Cache-Control"] == "no-store"
    assert address not in browser.get(anna.path).text


def test_the_players_paper_is_remembered_from_the_print_page(browser, player, make_character):
    anna = make_character(player)
    form = page(browser.get(f"{anna.path}/print")).css_first("#preference-paper")
    assert form.css_first("[checked]").attributes["value"] == "a4"
    browser.post(form.attributes["action"], data={"paper": "letter"})
    form = page(browser.get(f"{anna.path}/print")).css_first("#preference-paper")
    assert form.css_first("[checked]").attributes["value"] == "letter"


def test_the_preferences_are_one_link_away(browser, player, make_character):
    for path in ("/", make_character(player).path):
        assert names(page(browser.get(path)), ".running-head a[href='/preferences']") == ["Preferences"]
