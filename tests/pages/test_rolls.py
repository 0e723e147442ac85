"""Rolls: thrown and fallen dice, what they mean, and those thrown again."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.markup import HTMX, JSON, names, page
from wodsheet.blueprints import rolls
from wodsheet.db import connection as database_layer


@pytest.fixture
def roll(signed_in):
    """Roll as a program does, as the owner or somebody else; the answer."""

    def roll(character: Any, by: Any = None, **form: Any) -> Any:
        sent = {"form_key": str(uuid4())} | {name: str(words) for name, words in form.items()}
        return signed_in(by or character.owner).post(f"{character.path}/rolls", data=sent, headers=JSON)

    return roll


@pytest.fixture
def again(signed_in):
    """Throw dice of a roll again, as a program does; the answer."""

    def again(character: Any, roll: int, dice: str, key: str = "") -> Any:
        form = {"dice": dice, "form_key": key or str(uuid4())}
        return signed_in(character.owner).post(f"{character.path}/rolls/{roll}/reroll", data=form, headers=JSON)

    return again


@pytest.fixture
def damage(connection):
    """A character's Willpower damage, superficial and aggravated."""

    def damage(character: Any) -> tuple[int, int]:
        row = connection.execute("SELECT ratings FROM characters WHERE id = %s", [character.id]).fetchone()
        return row.ratings.get("willpower_superficial", 0), row.ratings.get("willpower_aggravated", 0)

    return damage


# --- Thrown -----------------------------------------------------------------------------------------------------------


def test_so_many_dice_of_each_kind_are_thrown(anna, roll):
    answer = roll(anna, regular=5, special=2, difficulty=3)
    assert answer.status_code == 201
    thrown = answer.json
    assert (len(thrown["regular"]), len(thrown["special"])) == (5, 2)
    assert set(thrown["regular"] + thrown["special"]) <= set(range(1, 11))
    assert thrown["margin"] == thrown["successes"] - 3
    assert thrown["outcome"] == thrown["by_difficulty"]["3"]
    assert answer.headers["Location"] == f"{anna.path}/rolls#roll-{thrown['id']}"


def test_each_face_is_as_likely_as_another():
    thrown = Counter(rolls.throw(40_000))
    assert sorted(thrown) == list(range(1, 11))
    # Chi-square with nine degrees of freedom; a fair source exceeds 60 once in a billion runs.
    assert sum((count - 4000) ** 2 / 4000 for count in thrown.values()) < 60


@pytest.mark.parametrize(
    ("line", "pool", "special", "thrown"), [("vtm", 5, 2, (3, 2)), ("vtm", 2, 4, (0, 2)), ("htr", 5, 2, (5, 2))]
)
def test_special_dice_are_counted_into_a_pool_as_the_line_does(make_character, roll, line, pool, special, thrown):
    found = roll(make_character(line=line), pool=pool, special=special).json
    assert (len(found["regular"]), len(found["special"])) == thrown


# --- Fallen -----------------------------------------------------------------------------------------------------------


def test_real_dice_are_written_down_as_they_fell(anna, roll):
    fallen = roll(anna, fell_regular="10 6 3", fell_special="10, 1", difficulty=4, what="Str + Brawl").json
    assert (fallen["regular"], fallen["special"], fallen["fell"]) == ([10, 6, 3], [10, 1], True)
    assert (fallen["successes"], fallen["margin"], fallen["outcome"]) == (5, 1, "messy_critical")
    assert fallen["what"] == "Str + Brawl"


@pytest.mark.parametrize(
    ("line", "regular", "special", "difficulty", "outcome", "choices"),
    [
        ("vtm", "2 7", "1", 2, "bestial_failure", []),
        ("vtm", "6 7", "1", 2, "success", []),
        ("htr", "6 7", "1", 2, "choice", ["overreach", "despair"]),
        ("htr", "10", "10", 4, "critical", []),
        ("wta", "10 10", "1 2", 2, "brutal", ["fails", "harm"]),
    ],
)
def test_each_line_reads_them_its_own_way(make_character, roll, line, regular, special, difficulty, outcome, choices):
    found = roll(make_character(line=line), fell_regular=regular, fell_special=special, difficulty=difficulty).json
    assert (found["outcome"], found["choices"]) == (outcome, choices)


def test_without_a_difficulty_every_difficulty_says_its_own(anna, roll):
    found = roll(anna, fell_regular="10 10 7", fell_special="1").json
    assert (found["difficulty"], found["margin"], found["outcome"]) == (None, None, None)
    assert found["by_difficulty"]["5"] == "critical"
    assert found["by_difficulty"]["6"] == "bestial_failure"


def test_difficulty_nought_is_not_none(anna, roll):
    found = roll(anna, fell_regular="6", difficulty=0).json
    assert (found["difficulty"], found["margin"], found["outcome"]) == (0, 1, "success")


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({}, "regular"),
        ({"regular": 0, "special": 0}, "regular"),
        ({"pool": 0}, "pool"),
        ({"regular": 31}, "regular"),
        ({"regular": 3, "special": 11}, "special"),
        ({"regular": 3, "fell_regular": "6"}, ""),
        ({"pool": 3, "regular": 3}, ""),
        ({"fell_regular": "11"}, "fell_regular"),
        ({"fell_regular": "0"}, "fell_regular"),
        ({"fell_regular": "six"}, "fell_regular"),
        ({"fell_special": "1 " * 11}, "fell_special"),
        ({"fell_regular": "1" * 5000}, "fell_regular"),
        ({"regular": 3, "difficulty": -1}, "difficulty"),
        ({"regular": 3, "traits": "strength nonsense"}, "traits"),
        ({"regular": 3, "form_key": "mine"}, "form_key"),
    ],
)
def test_what_is_no_roll_is_refused_at_its_field_and_nothing_is_thrown(anna, roll, connection, form, field):
    answer = roll(anna, **form)
    assert (answer.status_code, [detail["field"] for detail in answer.json["details"]]) == (422, [field])
    assert connection.execute("SELECT count(*) FROM rolls").fetchone()[0] == 0


# --- Once -------------------------------------------------------------------------------------------------------------


def test_the_same_form_is_the_same_roll(anna, roll, connection):
    key = str(uuid4())
    first, second = (roll(anna, regular=20, form_key=key) for _ in range(2))
    assert (second.status_code, second.json) == (201, first.json)
    assert connection.execute("SELECT count(*) FROM rolls").fetchone()[0] == 1


def test_a_roll_whose_connection_broke_before_the_answer_is_thrown_once(anna, roll, connection, monkeypatch):
    sent = []
    once = database_layer._once

    def breaking(statement: str, parameters: Any) -> list[Any]:
        rows = once(statement, parameters)
        if "INSERT INTO rolls" in statement:
            sent.append(rows[0].regular)
            if len(sent) == 1:
                raise psycopg.OperationalError("the connection broke")
        return rows

    monkeypatch.setattr(database_layer, "_once", breaking)
    answer = roll(anna, regular=20)
    stored = connection.execute("SELECT regular FROM rolls").fetchall()
    assert [row.regular for row in stored] == [answer.json["regular"]] == [sent[0]]
    assert len(sent) == 2


def test_a_roll_is_one_statement(anna, roll, statements):
    roll(anna, regular=3)
    statements.clear()
    roll(anna, regular=3, special=1, difficulty=2)
    assert sum("INSERT INTO rolls" in statement for statement in statements) == 1
    assert [one for one in statements if "SELECT" in one and "rolls" not in one and "SAVEPOINT" not in one] == []


# --- Thrown again -----------------------------------------------------------------------------------------------------


def test_dice_are_thrown_again_for_a_point_of_willpower(anna, roll, again, damage):
    first = roll(anna, fell_regular="2 3 10 6", fell_special="4", difficulty=3).json
    answer = again(anna, first["id"], "0 1")
    assert answer.status_code == 200
    after = answer.json
    assert (after["regular"][2:], after["special"]) == ([10, 6], [4])
    assert after["rerolled"]["places"] == [0, 1]
    assert after["rerolled"]["regular"] == [2, 3, 10, 6]
    assert damage(anna) == (1, 0)


def test_what_that_cost_is_a_revision_that_can_be_taken_back_and_the_dice_stay(anna, roll, again, damage, signed_in):
    first = roll(anna, fell_regular="2 3 10 6").json
    after = again(anna, first["id"], "0 1").json
    undone = signed_in(anna.owner).post(
        f"{anna.path}/history/{after['rerolled']['revision']}/undo", data={"form_key": str(uuid4())}, headers=JSON
    )
    assert undone.status_code < 300, undone.json
    assert damage(anna) == (0, 0)
    log = signed_in(anna.owner).get(f"{anna.path}/rolls", headers=JSON).json["rolls"]
    assert log[0]["regular"] == after["regular"]


def test_a_roll_is_thrown_again_once(anna, roll, again, damage):
    first, key = roll(anna, fell_regular="2 3 10 6").json, str(uuid4())
    after = again(anna, first["id"], "0 1", key)
    assert again(anna, first["id"], "0 1", key).json == after.json
    assert again(anna, first["id"], "0").status_code == 409
    assert damage(anna) == (1, 0)


@pytest.mark.parametrize(
    ("line", "dice"),
    [("vtm", "4"), ("htr", "4"), ("wta", "4"), ("vtm", "0 1 2 3"), ("vtm", "7"), ("vtm", "0 0"), ("vtm", "")],
)
def test_dice_that_stay_as_they_lie_are_refused_and_cost_nothing(make_character, roll, again, damage, line, dice):
    anna = make_character(line=line)
    first = roll(anna, fell_regular="2 3 10 6", fell_special="1 5").json
    answer = again(anna, first["id"], dice)
    assert (answer.status_code, answer.json["details"][0]["field"]) == (422, "dice")
    assert damage(anna) == (0, 0)


def test_a_rage_die_above_two_may_be_thrown_again(make_character, roll, again):
    grey = make_character(line="wta")
    first = roll(grey, fell_regular="2 3", fell_special="1 5").json
    after = again(grey, first["id"], "3").json
    assert (after["regular"], after["special"][0]) == ([2, 3], 1)


def test_on_a_full_track_a_superficial_point_turns_to_aggravated(make_character, roll, again, damage):
    anna = make_character(composure=1, resolve=1, willpower_superficial=2)
    assert again(anna, roll(anna, fell_regular="2 3").json["id"], "0").status_code == 200
    assert damage(anna) == (1, 1)


def test_where_nothing_is_left_to_pay_with_nothing_is_thrown(make_character, roll, again, damage):
    anna = make_character(composure=1, resolve=1, willpower_aggravated=2)
    first = roll(anna, fell_regular="2 3").json
    assert again(anna, first["id"], "0").status_code == 422
    assert damage(anna) == (0, 2)


# --- Whose ------------------------------------------------------------------------------------------------------------


def test_nobody_else_rolls_or_reads_rolls(anna, roll, again, stranger, signed_in):
    first = roll(anna, fell_regular="2 3").json
    assert roll(anna, by=stranger, regular=3).status_code == 404
    assert signed_in(stranger).get(f"{anna.path}/rolls", headers=JSON).status_code == 404
    form = {"dice": "0", "form_key": str(uuid4())}
    answer = signed_in(stranger).post(f"{anna.path}/rolls/{first['id']}/reroll", data=form, headers=JSON)
    assert answer.status_code == 404


def test_a_roll_of_another_character_is_not_there(anna, make_character, roll, again):
    ben = make_character(anna.owner)
    assert again(ben, roll(anna, fell_regular="2 3").json["id"], "0").status_code == 404


def test_a_token_that_may_write_rolls(anna, make_token, program):
    form = {"regular": 3, "form_key": str(uuid4())}
    answer = program(make_token(anna.owner)).post(f"{anna.path}/rolls", json=form)
    assert (answer.status_code, answer.json["hand"]) == (201, "token")
    assert program(make_token(anna.owner, "read")).post(f"{anna.path}/rolls", json=form).status_code == 403


# --- The log ----------------------------------------------------------------------------------------------------------


def test_the_log_has_the_newest_roll_first_fifty_at_a_time(anna, roll, signed_in):
    browser = signed_in(anna.owner)
    assert browser.get(f"{anna.path}/rolls", headers=JSON).json["rolls"] == []
    for number in range(1, 53):
        roll(anna, fell_regular=number % 10 + 1, what=f"Roll {number}", traits="strength brawl")
    first = browser.get(f"{anna.path}/rolls", headers=JSON).json
    second = browser.get(f"{anna.path}/rolls?before={first['before']}", headers=JSON).json
    assert [one["what"] for one in first["rolls"] + second["rolls"]] == [f"Roll {n}" for n in range(52, 0, -1)]
    assert (len(first["rolls"]), second["before"]) == (50, None)
    assert first["rolls"][0]["traits"] == ["strength", "brawl"]
    assert first["rolls"][0]["by"] == anna.owner.name


@pytest.mark.parametrize(
    "change", ["UPDATE rolls SET regular = '{10}'", "DELETE FROM rolls", "UPDATE rolls SET what = ''"]
)
def test_nobody_changes_dice_that_fell(anna, roll, connection, change):
    roll(anna, fell_regular="1 2", what="Fate")
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="dice that fell"), connection.transaction():
        connection.execute(change)


@pytest.mark.parametrize("regular", ["{0}", "{11}", "{NULL}", "{}"])
def test_nothing_else_is_dice(anna, connection, regular):
    with pytest.raises(psycopg.errors.CheckViolation, match="shows_dice"), connection.transaction():
        connection.execute(
            "INSERT INTO rolls (character_id, hand, regular, special, fell, form_key)"
            " VALUES (%s, 'player', %s, '{}', true, gen_random_uuid())",
            (anna.id, regular),
        )


def test_dice_go_with_their_character_and_lose_a_player_who_left(anna, roll, again, connection):
    again(anna, roll(anna, fell_regular="1 2").json["id"], "0")
    connection.execute("DELETE FROM characters WHERE id = %s", [anna.id])
    assert connection.execute("SELECT count(*) FROM rolls").fetchone()[0] == 0


# --- The page ---------------------------------------------------------------------------------------------------------


def test_a_roll_without_scripts_comes_back_to_its_result(as_owner, make_character):
    anna = make_character(hunger=2, wits=3, stealth=2)
    owner = as_owner(anna)
    form = page(owner.get("/rolls")).css_first("form.roll")
    key = form.css_first("[name=form_key]").attributes["value"]
    answer = owner.post_plainly("rolls", typed="Wits + Stealth", difficulty="2", what="To hide", form_key=key)
    assert answer.status_code == 303
    read = page(owner.get("/rolls"))
    assert answer.headers["Location"].endswith(f"#{read.css_first('.result').attributes['id']}")
    assert [len(row.css("li")) for row in read.css(".result .dice__row")] == [3, 2]
    assert [row.attributes["aria-label"] for row in read.css(".result .dice__row")] == ["Regular dice", "Hunger dice"]
    assert read.css_first("form.roll [name=typed]").attributes["value"] == "Wits + Stealth"
    assert names(read, ".roll__what") == ["To hide"]


def test_the_result_is_a_word_a_sentence_and_what_may_follow(as_owner, anna):
    owner = as_owner(anna)
    owner.post_plainly("rolls", fell_regular="2 7 3", fell_special="1", difficulty="3", form_key=str(uuid4()))
    read = page(owner.get("/rolls"))
    assert names(read, ".dice-word") == ["Bestial failure"]
    assert names(read, ".result__sentence") == ["It fails, and the Beast stirs: a Compulsion, or another price."]
    assert "1 success against 3: 2 short." in read.css_first(".result").text()
    boxes = read.css(".reroll [name=dice]")
    assert [(box.attributes["value"], "checked" in box.attributes) for box in boxes] == [
        *(("0", True), ("1", False), ("2", True))
    ]
    assert read.css_first("title").text().startswith("Bestial failure")


def test_without_a_difficulty_the_page_says_up_to_which_it_is_what(as_owner, anna):
    owner = as_owner(anna)
    owner.post_plainly("rolls", fell_regular="10 10 7", form_key=str(uuid4()))
    read = page(owner.get("/rolls"))
    assert names(read, ".dice-word") == ["5 successes"]
    assert names(read, ".result__sentence") == ["Critical win up to Difficulty 5, beyond that Failure."]


def test_a_werewolf_sees_both_readings_of_a_brutal_outcome(as_owner, make_character):
    owner = as_owner(make_character(line="wta"))
    owner.post_plainly("rolls", fell_regular="7", fell_special="1 2", difficulty="5", form_key=str(uuid4()))
    readings = names(page(owner.get("/rolls")), ".verdicts li")
    assert readings == ["Not meant to harm: It fails.", "Meant to harm: It has four successes more. That is a win."]


def test_a_refused_roll_keeps_what_was_typed(as_owner, anna):
    answer = as_owner(anna).post_plainly("rolls", typed="Wits + nonsense", what="Why", form_key=str(uuid4()))
    assert answer.status_code == 422
    read = page(answer)
    assert read.css_first("form.roll [name=typed]").attributes["value"] == "Wits + nonsense"
    assert names(read, "#problem-roll-typed") == ["“nonsense” is nothing that is rolled here."]


def test_the_sheet_leads_to_the_dice(as_owner, anna):
    ways = [link for link in as_owner(anna).sheet().css("a") if link.text() == "Dice"]
    assert [link.attributes["href"] for link in ways] == [f"{anna.path}/rolls"]


def test_powers_and_hunts_are_offered_with_their_dice_and_fill_the_form(as_owner, make_character, make_entry):
    texts = {"predator_type": "Sandman"}
    anna = make_character(texts=texts, resolve=3, dexterity=2, stealth=2, blood_potency=2, hunger=1)
    auspex = make_entry(anna, "disciplines", "Auspex", dots=2)
    make_entry(anna, "powers", "Scry the Soul", parent=auspex)
    make_entry(anna, "powers", "Mirror of my own", parent=auspex, pool="All my hate")
    owner = as_owner(anna)
    read = page(owner.get("/rolls"))
    assert names(read, ".offered a") == ["Sandman: Dexterity + Stealth", "Scry the Soul: Intelligence + Auspex"]
    assert names(read, ".offered .hint") == ["4 dice", "4 dice"]
    link = read.css(".offered a")[1].attributes["href"]
    filled = page(owner.browser.get(link)).css_first("form.roll")
    assert filled.css_first("[name=what]").attributes["value"] == "Scry the Soul"
    assert filled.css_first("[name=typed]").attributes["value"] == "Intelligence + Auspex"
    assert names(filled, ".roll__words") == ["Intelligence 1 + Auspex 2 +1 Discipline bonus · Hunger dice 1"]


def test_a_mortal_is_offered_nothing_of_the_blood(as_owner, make_character, make_entry):
    anna = make_character(texts={"kind": "Mortal", "predator_type": "Sandman"})
    make_entry(anna, "powers", "Scry the Soul", parent=make_entry(anna, "disciplines", "Auspex", dots=2))
    assert not page(as_owner(anna).get("/rolls")).css(".offered")


# --- A difficulty that is learned, the other side, and many rolls -----------------------------------------------------


@pytest.fixture
def learn(signed_in):
    """Write down the difficulty of a roll, as a program does; the answer."""

    def learn(character: Any, roll: int, difficulty: int, key: str = "", **form: str) -> Any:
        sent = {"difficulty": str(difficulty), "form_key": key or str(uuid4()), **form}
        return signed_in(character.owner).post(f"{character.path}/rolls/{roll}/difficulty", data=sent, headers=JSON)

    return learn


def test_a_difficulty_is_learned_after_the_dice_fell(anna, roll, learn):
    first = roll(anna, fell_regular="6 7 2").json
    assert learn(anna, first["id"], 3).json["outcome"] == "failure"


def test_it_is_learned_once(anna, roll, learn):
    first, key = roll(anna, fell_regular="6 7 2").json, str(uuid4())
    assert learn(anna, first["id"], 2, key).json == learn(anna, first["id"], 2, key).json
    assert learn(anna, first["id"], 3).status_code == 409
    assert learn(anna, roll(anna, fell_regular="6", difficulty=1).json["id"], 1).status_code == 409
    assert learn(anna, 999_999, 1).status_code == 404


def test_a_learned_difficulty_stays(anna, roll, learn, connection):
    learn(anna, roll(anna, fell_regular="6 7 2").json["id"], 3)
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="dice that fell"), connection.transaction():
        connection.execute("UPDATE roll_difficulties SET difficulty = 1")


@pytest.mark.parametrize(
    ("theirs", "outcome", "words"),
    [
        (1, "success", "2 successes against their 1: a margin of 1."),
        (2, "success", "2 successes against their 2: a tie goes to who acts."),
        (3, "failure", "2 successes against their 3: 1 short."),
    ],
)
def test_a_tie_goes_to_who_acts(anna, roll, as_owner, theirs, outcome, words):
    assert roll(anna, fell_regular="6 7 2", difficulty=theirs, contested="yes").json["outcome"] == outcome
    assert words in page(as_owner(anna).get("/rolls")).css_first(".result").text()


def test_who_acts_needs_a_success_even_against_none(anna, roll):
    assert roll(anna, fell_regular="2 3", difficulty=0, contested="yes").json["outcome"] == "total_failure"


def test_successes_of_an_extended_test_add_up_until_they_reach_the_difficulty(anna, roll, as_owner):
    first = roll(anna, fell_regular="6 7", difficulty=5, test="The lock").json
    assert (first["outcome"], first["progress"]) == (
        None,
        {"successes": 2, "rolls": 1, "goal": 5, "reached": False},
    )
    roll(anna, fell_regular="6", test="Another")
    last = roll(anna, fell_regular="10 10", test="The lock").json
    assert last["progress"] == {"successes": 6, "rolls": 2, "goal": 5, "reached": True}
    assert "The lock: 6 successes of 5 in 2 rolls, reached." in page(as_owner(anna).get("/rolls")).text()


def test_a_blood_surge_is_not_for_an_extended_test(as_owner, anna):
    read = page(as_owner(anna).get("/rolls", traits="strength", test="The lock"))
    assert not read.css("#offer-blood_surge")
    assert page(as_owner(anna).get("/rolls", traits="strength")).css("#offer-blood_surge")


def test_the_page_asks_for_the_difficulty_and_says_what_came_of_it(as_owner, anna):
    owner = as_owner(anna)
    first = page(owner.post("rolls", fell_regular="6 7 2", form_key=str(uuid4())))
    asked, form = first.css_first("form.learn").attributes["action"], {"difficulty": "2", "form_key": str(uuid4())}
    read = page(owner.browser.post(asked, data=form, headers=HTMX))
    assert names(read, ".dice-word") == ["Win"]
    assert not read.css("form.learn")


# --- What follows -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "fell", "special", "offered"),
    [
        ("vtm", "2 3", "1", ["draw_compulsion", "stain", "take_damage"]),
        ("vtm", "10 9", "10", ["draw_compulsion", "stain", "take_damage"]),
        ("vtm", "7 8", "6", []),
        ("htr", "2", "1", ["fall_into_despair"]),
        ("htr", "7 8", "1 1", ["overreach?ones=2", "fall_into_despair"]),
        ("wta", "7", "1 2", []),
    ],
)
def test_an_outcome_offers_what_may_follow_and_does_nothing_by_itself(
    factory, signed_in, connection, line, fell, special, offered
):
    anna = factory.character(line=line)
    form = {"fell_regular": fell, "fell_special": special, "difficulty": "2", "form_key": str(uuid4())}
    answer = page(signed_in(anna.owner).post(f"{anna.path}/rolls", data=form, headers=HTMX))
    links = [node.attributes["href"] for node in answer.css(".consequences a")]
    assert links == [f"{anna.path}/actions/{one}" for one in offered]
    assert connection.execute("SELECT count(*) FROM revisions WHERE character_id = %s", [anna.id]).fetchone()[0] == 0
    for link in links:
        assert signed_in(anna.owner).get(link).status_code == 200


def test_the_traits_to_tap_stay_open_while_somebody_taps(anna, as_owner):
    asked: tuple[dict[str, str], ...] = ({}, {"add": "dexterity"})
    folds = [page(as_owner(anna).get("/rolls", **query)).css_first("details:has(.chips)") for query in asked]
    assert ["open" in fold.attributes for fold in folds] == [False, True]
