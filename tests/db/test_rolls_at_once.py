"""Many hands on the same dice: real threads, and each roll thrown once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from tests.markup import JSON
from tests.together import together


def posting(browser: Any, path: str, **form: str) -> Callable[[], Any]:
    return lambda: browser.post(path, data=form, headers=JSON)


def test_one_form_sent_eight_times_at_once_is_one_roll(committed, signed_in, make_character, connection):
    anna, key = make_character(), str(uuid4())
    form = {"regular": "20", "special": "5", "form_key": key}
    answers = together([posting(signed_in(anna.owner), f"{anna.path}/rolls", **form) for _ in range(8)])
    assert {answer.status_code for answer in answers} == {201}
    assert all(answer.json == answers[0].json for answer in answers)
    assert connection.execute("SELECT count(*) FROM rolls").fetchone()[0] == 1


def test_of_many_hands_that_throw_a_roll_again_one_does_and_pays_once(committed, signed_in, make_character, connection):
    anna = make_character(composure=4, resolve=4)
    browser = signed_in(anna.owner)
    form = {"fell_regular": "2 3 4", "form_key": str(uuid4())}
    roll = browser.post(f"{anna.path}/rolls", data=form, headers=JSON).json["id"]
    path = f"{anna.path}/rolls/{roll}/reroll"
    hands = [posting(signed_in(anna.owner), path, dice="0 1", form_key=str(uuid4())) for _ in range(6)]
    answers = together(hands)
    assert sorted(answer.status_code for answer in answers) == [200] + 5 * [409]
    saved = connection.execute("SELECT ratings FROM characters WHERE id = %s", [anna.id]).fetchone()
    assert saved.ratings["willpower_superficial"] == 1
    assert connection.execute("SELECT count(*) FROM rerolls").fetchone()[0] == 1
