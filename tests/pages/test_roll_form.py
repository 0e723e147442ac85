"""The form to roll: what is added up, what applies, and that the server counts it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.markup import HTMX, JSON, names, page


@pytest.fixture
def form(as_owner):
    """The form to roll of a character, as htmx is answered, filled by a query."""

    def form(character, **query):
        answer = as_owner(character).browser.get(f"{character.path}/rolls/form", query_string=query, headers=HTMX)
        assert answer.status_code == 200, answer.text
        return page(answer)

    return form


@pytest.fixture
def roll(as_owner):
    """Roll by the form, and read the roll as a program does: the numbers of regular and special dice."""

    def roll(character, **form):
        sent = {"form_key": str(uuid4()), **form}
        answer = as_owner(character).browser.post(f"{character.path}/rolls", data=sent, headers=JSON)
        assert answer.status_code == 201, answer.text
        return len(answer.json["regular"]), len(answer.json["special"])

    return roll


def ticks(read):
    """What the form offers to tick: the names, and whether each is ticked."""
    boxes = read.css(".offers input[type=checkbox]")
    return {box.attributes["value"]: "checked" in box.attributes for box in boxes}


def words(read):
    """The pool in words, and the button."""
    return names(read, ".roll__words")[0], names(read, ".roll__button")[0]


def test_a_pool_is_said_with_what_applies_and_its_dice(form, make_character, make_entry):
    anna = make_character(charisma=4, persuasion=3, hunger=2)
    seduction = make_entry(anna, "specialties", "Seduction", skill="Persuasion")
    read = form(anna, traits="charisma persuasion")
    assert words(read) == ("Charisma 4 + Persuasion 3 +1 Seduction · Hunger dice 2", "Roll 8")
    assert ticks(read) == {f"specialty-{seduction}": True, "blood_surge": False, "hunger": True}


def test_a_name_that_is_tapped_comes_to_the_pool_and_goes_when_tapped_again(form, make_character):
    anna = make_character(charisma=4, persuasion=3)
    assert words(form(anna, add="charisma"))[1] == "Roll 4"
    assert words(form(anna, typed="Charisma", add="persuasion"))[1] == "Roll 7"
    assert words(form(anna, typed="Charisma + Persuasion", add="charisma"))[1] == "Roll 3"


def test_what_was_unticked_stays_so_and_what_is_new_is_ticked(form, make_character, make_entry):
    anna = make_character(charisma=2, persuasion=1, strength=2, brawl=1)
    make_entry(anna, "specialties", "Seduction", skill="Persuasion")
    grappling = make_entry(anna, "specialties", "Grappling", skill="Brawl")
    first = form(anna, typed="charisma + persuasion")
    seen = first.css_first("[name=seen]").attributes["value"]
    kept = form(anna, typed="charisma + persuasion", seen=seen, offers="")
    assert words(kept) == ("Charisma 2 + Persuasion 1", "Roll 3")
    assert ticks(form(anna, typed="strength + brawl", seen=seen, offers=""))[f"specialty-{grappling}"]


def test_the_odds_stand_beside_the_pool_for_the_difficulty_and_for_all(form, make_character):
    read = form(make_character(charisma=1), traits="charisma", difficulty="1")
    assert "50.0% to win at Difficulty 1" in " ".join(read.css_first(".roll__odds").text().split())
    assert names(read, ".chances dd")[:2] == ["50.0%", "0.0%"]


def test_a_hunter_ticks_desperation_dice_and_has_none_in_despair(form, roll, make_character):
    ben = make_character(line="htr", wits=2, occult=2, desperation=3)
    assert ticks(form(ben, traits="wits occult")) == {"desperation": False}
    assert roll(ben, traits="wits occult") == (4, 0)
    assert roll(ben, traits="wits occult", offers="desperation") == (4, 3)
    lost = make_character(line="htr", wits=2, desperation=3, despair=1)
    assert names(form(lost, traits="wits"), ".offer--barred .hint") == ["In Despair there are no Desperation dice"]


def test_a_mortal_has_no_hunger_dice(form, roll, make_character):
    anna = make_character(texts={"kind": "Mortal"}, wits=3)
    assert ticks(form(anna, traits="wits")) == {}
    assert roll(anna, traits="wits") == (3, 0)


def test_the_server_counts_the_dice_by_the_sheet(roll, make_character):
    anna = make_character(strength=3, brawl=2, hunger=1, blood_potency=2)
    assert roll(anna, typed="str + brawl + 2") == (6, 1)
    assert roll(anna, traits="strength brawl", offers="blood_surge hunger", seen="hunger blood_surge") == (6, 1)
    assert roll(anna, traits="strength brawl", offers="", seen="hunger") == (5, 0)
    assert roll(anna, traits="strength brawl", modifier="-9") == (0, 1)
    assert roll(anna, traits="strength brawl", special="3") == (2, 3)


def test_impairment_is_counted_without_being_asked_for(roll, make_character):
    anna = make_character(stamina=1, strength=3, brawl=2, hunger=1, health_superficial=4)
    assert roll(anna, traits="strength brawl") == (2, 1)
    assert roll(anna, traits="wits") == (0, 1)


def test_what_does_not_apply_is_refused_and_nothing_is_thrown(as_owner, anna, connection):
    sent = {"traits": "wits", "offers": "specialty-1", "form_key": str(uuid4())}
    answer = as_owner(anna).post("rolls", **sent)
    assert answer.status_code == 422
    assert names(page(answer), ".offers .problem") == ["specialty-1 does not apply to this pool."]
    assert connection.execute("SELECT count(*) FROM rolls").fetchone()[0] == 0


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("wits + moonlight", "“moonlight” is nothing that is rolled here."),
        ("wits + per", "“per” may be Performance or Persuasion: type a letter more."),
        ("wits + 99", "99 is more dice than a pool has."),
    ],
)
def test_words_that_are_no_pool_are_refused_at_their_field(as_owner, anna, typed, problem):
    for answer in (
        as_owner(anna).post("rolls", typed=typed, form_key=str(uuid4())),
        as_owner(anna).browser.get(f"{anna.path}/rolls/form", query_string={"typed": typed}, headers=HTMX),
    ):
        assert answer.status_code == 422
        read = page(answer)
        assert names(read, "#problem-roll-typed") == [problem]
        assert read.css_first("#roll-typed").attributes["value"] == typed


def test_the_roll_takes_the_place_of_the_form_and_says_itself(as_owner, make_character):
    anna = make_character(strength=3, brawl=2, hunger=1)
    read = page(as_owner(anna).post("rolls", traits="strength brawl", difficulty="1", form_key=str(uuid4())))
    word, sentence = names(read, ".dice-word")[0], names(read, ".result__sentence")[0]
    assert names(read, "hx-partial[hx-target='#said']") == [f"{word}. {sentence}"]
    assert [len(row.css("li")) for row in read.css(".dice__row")] == [4, 1]
    assert "Roll 5 again" in names(read, ".once-more button")
    assert "Strength + Brawl" in read.css_first(".result").text()


def test_the_same_pool_is_rolled_again_in_one_tap_with_the_dice_of_now(as_owner, make_character, click):
    anna = make_character(strength=3, brawl=2, hunger=1)
    owner = as_owner(anna)
    first = page(owner.post("rolls", typed="strength + brawl + 1", difficulty="2", form_key=str(uuid4())))
    click(anna, "strength", 5)
    inputs = [field.attributes for field in first.css(".once-more input")]
    fields: dict[str, str] = {str(one["name"]): one["value"] or "" for one in inputs}
    second = page(owner.post("rolls", **fields))
    assert [len(row.css("li")) for row in second.css(".dice__row")] == [7, 1]
    assert "against 2" in second.css_first(".result").text()


def test_dice_thrown_again_redraw_the_tracker_that_paid(as_owner, anna):
    owner = as_owner(anna)
    first = page(owner.post("rolls", fell_regular="2 3 10", form_key=str(uuid4())))
    again = first.css_first(".reroll")
    read = page(
        owner.browser.post(again.attributes["hx-post"], data={"dice": "0", "form_key": str(uuid4())}, headers=HTMX)
    )
    assert "1 superficial" in read.css_first("hx-partial[hx-target='#tracker-willpower']").text()
    assert not read.css(".reroll")


def test_the_form_is_one_statement_and_a_roll_by_traits_two(as_owner, anna, statements):
    owner = as_owner(anna)
    owner.browser.get(f"{anna.path}/rolls/form?traits=wits", headers=HTMX)
    statements.clear()
    owner.browser.get(f"{anna.path}/rolls/form?traits=wits", headers=HTMX)
    assert len([one for one in statements if "SELECT" in one]) == 1
    statements.clear()
    owner.post("rolls", traits="wits", form_key=str(uuid4()))
    assert len([one for one in statements if "SELECT" in one]) == 2


def test_nobody_else_sees_the_form(signed_in, anna, stranger):
    assert signed_in(stranger).get(f"{anna.path}/rolls/form", headers=HTMX).status_code == 404


def test_without_scripts_the_form_is_the_page(as_owner, anna):
    answer = as_owner(anna).get("/rolls/form", traits="wits")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{anna.path}/rolls?traits=wits#throw")
    assert words(page(as_owner(anna).get("/rolls", traits="wits"))) == ("Wits 1 · Hunger dice 1", "Roll 1")


def test_what_counts_for_one_roll_is_not_ticked_again(as_owner, make_character):
    anna = make_character(strength=3, blood_potency=2, hunger=1)
    owner = as_owner(anna)
    first = page(owner.post("rolls", typed="strength", offers="blood_surge", form_key=str(uuid4())))
    assert [len(row.css("li")) for row in first.css(".dice__row")] == [4, 1]
    assert "Roll 3 again" in names(first, ".once-more button")


def test_real_dice_have_a_place_each_and_are_written_down_with_their_pool(as_owner, make_character, make_entry):
    anna = make_character(wits=3, stealth=1, hunger=1)
    owner = as_owner(anna)
    read = page(owner.browser.get(f"{anna.path}/rolls/form?typed=wits+%2B+stealth&difficulty=2", headers=HTMX))
    assert [len(read.css(f".real-dice [name={name}]")) for name in ("fell_regular", "fell_special")] == [3, 1]
    fields = {
        str(one.attributes["name"]): one.attributes.get("value") or "" for one in read.css(".real-dice [type=hidden]")
    }
    form = {**fields, "fell_regular": ["6", "7", "2"], "fell_special": ["10"]}
    fallen = owner.browser.post(f"{anna.path}/rolls", data=form, headers=JSON).json
    assert (fallen["regular"], fallen["special"], fallen["outcome"]) == ([6, 7, 2], [10], "success")
    assert (fallen["traits"], fallen["fell"], fallen["offers"]) == (["wits", "stealth"], True, ["hunger"])


def test_real_dice_are_remembered_for_a_player(as_owner, anna):
    owner = as_owner(anna)
    assert "open" not in page(owner.get("/rolls", typed="wits")).css_first("details:has(.real-dice)").attributes
    owner.browser.post("/preferences/dice", data={"dice": "real"})
    read = page(owner.browser.get(f"{anna.path}/rolls/form?typed=wits", headers=HTMX))
    assert "open" in read.css_first("details:has(.real-dice)").attributes
