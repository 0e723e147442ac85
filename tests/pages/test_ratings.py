"""Dots."""

from __future__ import annotations

import pytest

from tests.markup import names, page, values
from wodsheet.blueprints.character import render_macro
from wodsheet.engine import Line
from wodsheet.lines import LINES
from wodsheet.sheet import Sheet
from wodsheet.web import session


def test_clicking_a_dot_shows_that_many_dots(click, make_character):
    row = page(click(make_character(strength=1), "strength", 3))
    assert row.css_first("input:checked").attributes["value"] == "3"
    assert row.css_first("legend").text() == "Strength"


def test_a_clicked_dot_is_there_after_a_reload(click, as_owner, anna):
    click(anna, "brawl", 4)
    assert as_owner(anna).sheet().css_first("#rating-brawl :checked").attributes["value"] == "4"


def test_stamina_brings_health_along_and_not_willpower(click, anna):
    answer = page(click(anna, "stamina", 4))
    assert len(answer.css("hx-partial[hx-target='#tracker-health'] .box")) == 7
    assert not answer.css("hx-partial[hx-target='#tracker-willpower']")


@pytest.mark.parametrize("trait", ["composure", "resolve"])
def test_composure_and_resolve_bring_willpower_along(click, anna, trait):
    answer = page(click(anna, trait, 5))
    assert len(answer.css("hx-partial[hx-target='#tracker-willpower'] .box")) == 6


def test_resilience_adds_fortitude_to_health_whichever_is_clicked(click, make_entry, as_owner, anna):
    fortitude = make_entry(anna, "disciplines", "Fortitude", 2)
    make_entry(anna, "powers", "Resilience", parent=fortitude)
    boxes = "hx-partial[hx-target='#tracker-health'] .box"
    assert len(page(click(anna, "stamina", 3)).css(boxes)) == 3 + 3 + 2
    raised = as_owner(anna).post(f"lists/disciplines/{fortitude}/rating", dots=4)
    assert len(page(raised).css(boxes)) == 3 + 3 + 4


def test_fortitude_alone_adds_nothing_to_health(click, make_entry, anna):
    make_entry(anna, "disciplines", "Fortitude", 4)
    assert len(page(click(anna, "stamina", 3)).css(".box")) == 6


def test_blood_potency_brings_its_numbers_along(click, anna):
    answer = page(click(anna, "blood_potency", 4))
    said = dict(zip(names(answer, "dt"), names(answer, "dd"), strict=True))
    assert said["Blood surge"] == "+3 dice"
    assert said["Bane severity"] == "3"


def test_a_live_region_says_what_changed(click, anna):
    assert page(click(anna, "wits", 2)).css_first("hx-partial[hx-target='#said']").text() == "Wits 1 → 2"


@pytest.mark.no_cover
@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_every_trait_takes_its_lowest_and_its_highest_and_nothing_past_them(
    click, make_character, saved, subtests, line: Line
):
    character = make_character(line=line.name)
    for trait in line.traits.values():
        with subtests.test(trait=trait.name):
            for dots in (trait.low, trait.high):
                assert click(character, trait.name, dots).status_code == 200
                assert saved(character).ratings.get(trait.name, trait.start) == dots
            for dots in (trait.low - 1, trait.high + 1):
                refused = click(character, trait.name, dots)
                assert refused.status_code == 422
                assert page(refused).css_first(".problem")
            assert saved(character).ratings.get(trait.name, trait.start) == trait.high


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_a_row_drawn_alone_is_the_same_whatever_else_they_have(app, line):
    lowest, highest = ({trait.name: getattr(trait, end) for trait in line.traits.values()} for end in ("low", "high"))
    with app.app_context():
        for name, trait in line.traits.items():
            if line.effects[name].ratings:
                continue
            one = {name: trait.high}
            drawn = [
                render_macro("rating_response", Sheet.of_parts(line, 1, all | one), trait) for all in (lowest, highest)
            ]
            assert drawn == [render_macro("rating_response", Sheet.of_parts(line, 1, one), trait)] * 2


@pytest.mark.no_cover
@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_a_stranger_changes_no_trait(click, make_character, stranger, saved, subtests, line: Line):
    character = make_character(line=line.name)
    for trait in line.traits.values():
        with subtests.test(trait=trait.name):
            assert click(character, trait.name, trait.high, by=stranger).status_code == 404
            assert saved(character).ratings == {}


def test_a_refused_dot_says_so_at_its_row_and_shows_what_is_kept(click, make_character):
    answer = click(make_character(stealth=2), "stealth", 7)
    row = page(answer)
    assert answer.status_code == 422
    assert row.css_first(".problem").text() == "7 dots: choose 0 to 5. Still 2."
    assert row.css_first("fieldset").attributes["aria-describedby"] == row.css_first(".problem").attributes["id"]
    assert row.css_first(":checked").attributes["value"] == "2"


@pytest.mark.parametrize("dots", ["", "three", " 3", "3.0", "٣", "0_3", "+3", "03", "-1", str(2**31)])
def test_dots_are_plain_whole_numbers(click, anna, saved, dots):
    assert click(anna, "strength", dots).status_code == 422
    assert saved(anna).ratings == {}


def test_an_unknown_trait_is_not_found(click, anna):
    assert click(anna, "cunning", 1).status_code == 404


def test_a_vampire_is_not_found_among_the_hunters(as_owner, anna):
    browser = as_owner(anna).browser
    assert browser.post(f"/htr/{anna.id}/ratings/strength", data={"dots": 2}).status_code == 404


def test_one_click_is_one_statement(click, anna, statements):
    for trait in ("strength", "stamina", "blood_potency", "hunger"):
        statements.clear()
        click(anna, trait, 4)
        assert len(statements) == 1, trait


def test_a_click_journals_what_was_and_what_is(click, anna, journal):
    click(anna, "hunger", 3)
    click(anna, "hunger", 4)
    assert [(row.was, row.now) for row in journal(anna)] == [
        ({"hunger": 1}, {"hunger": 3}),
        ({"hunger": 3}, {"hunger": 4}),
    ]


def test_the_same_click_again_changes_and_journals_nothing(click, anna, journal):
    click(anna, "wits", 3)
    click(anna, "wits", 3)
    assert len(journal(anna)) == 1


def test_without_scripts_a_click_goes_back_to_its_row(as_owner, anna):
    answer = as_owner(anna).post_plainly("ratings/strength", dots=3)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{anna.path}#rating-strength")


def test_without_scripts_a_refusal_is_the_whole_sheet_with_the_sentence_at_its_row(as_owner, anna):
    answer = as_owner(anna).post_plainly("ratings/strength", dots=9)
    assert answer.status_code == 422
    assert page(answer).css_first("#rating-strength .problem")
    assert page(answer).css_first("#rating-dexterity")


def test_an_ended_session_clicks_nothing(click, anna, connection, saved):
    connection.execute("DELETE FROM sessions WHERE user_id = %s", [anna.owner.id])
    answer = click(anna, "strength", 3)
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"].startswith("/login")
    assert saved(anna).ratings == {}


def test_humanity_nought_is_drawn_as_nought(as_owner, make_character):
    row = as_owner(make_character(humanity=0)).sheet().css_first("#rating-humanity")
    assert row.css_first(":checked").attributes["value"] == "0"


def test_a_switch_is_a_choice_of_its_names(as_owner, make_character, saved):
    hunter = make_character(line="htr")
    options = names(as_owner(hunter).sheet(), "#rating-despair option")
    assert options == ["Not in despair", "In despair"]
    as_owner(hunter).post("ratings/despair", dots=1)
    assert as_owner(hunter).sheet().css_first("#rating-despair option[selected]").text() == "In despair"


def test_a_plain_click_costs_at_most_a_kilobyte_both_ways(click, anna):
    plain = [t for t in LINES["vtm"].traits.values() if not t.read_outs and not LINES["vtm"].effects[t.name].trackers]
    assert len(plain) > 30
    for trait in plain:
        assert len(click(anna, trait.name, trait.high).data) + len("dots=10") <= 1000, trait.name


def test_a_click_with_a_tracker_costs_at_most_2600_bytes_both_ways(click, make_entry, make_character):
    anna = make_character(stamina=4, health_superficial=10, health_aggravated=3)
    fortitude = make_entry(anna, "disciplines", "Fortitude", 5)
    make_entry(anna, "powers", "Resilience", parent=fortitude)
    assert len(click(anna, "stamina", 5).data) + len("dots=5") <= 2600
    assert len(click(anna, "composure", 5).data) + len("dots=5") <= 2600


def test_a_click_on_a_skill_draws_its_row_and_neither_reads_nor_draws_its_specialties(
    click, make_character, make_entry, statements
):
    anna = make_character()
    make_entry(anna, "specialties", "Parkour", skill="athletics")
    assert "Parkour" not in click(anna, "athletics", 3).text
    assert "entries" not in statements[-1]


DIRE = [("vtm", "hunger", ["4", "5"]), ("htr", "despair", ["1"]), ("wta", "frenzy", ["1"])]


@pytest.mark.parametrize(("line", "trait", "ratings"), DIRE)
def test_what_is_dire_is_marked_on_the_sheet_and_in_the_answer(as_owner, click, make_character, line, trait, ratings):
    character = make_character(line=line)
    for shown in (as_owner(character).sheet().css_first(f"#rating-{trait}"), page(click(character, trait, 1))):
        assert list(values(shown, ".dire")) == ratings


def test_the_answer_to_a_click_says_what_every_answer_says(click, make_character, client):
    """It leaves on a way of its own; whatever a page's answer promises to browsers holds for it too."""
    answer, page = click(make_character(), "strength", 3), client.get("/")
    promised = {"Content-Security-Policy", "X-Content-Type-Options", "Cache-Control", "Content-Type"}
    assert {name: answer.headers[name] for name in promised} == {name: page.headers[name] for name in promised}
    assert answer.headers["Vary"] == "Accept, Cookie, HX-Request"
    assert answer.content_length == len(answer.data)


def test_a_session_that_is_a_day_old_is_renewed_by_a_click(click, make_character, monkeypatch):
    anna = make_character()
    assert "Set-Cookie" not in click(anna, "strength", 2).headers
    monkeypatch.setattr(session, "RENEWED_AFTER", -1)
    assert "Set-Cookie" in click(anna, "strength", 3).headers


@pytest.mark.parametrize(
    ("line", "trait", "rating", "words"), [("vtm", "blood_potency", 3, "3"), ("wta", "form", 2, "Crinos")]
)
def test_what_is_read_in_the_bar_follows_its_trait(click, make_character, line, trait, rating, words):
    brought = page(click(make_character(line=line), trait, rating)).css_first(f"hx-partial[hx-target='#reads-{trait}']")
    assert brought.css_first("b").text() == words
    assert brought.css("dd")
