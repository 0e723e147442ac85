"""Many hands on one character's night: real threads, and each action done once, from what the one before left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from tests.markup import JSON
from tests.together import together


def posting(browser: Any, path: str, **form: str) -> Callable[[], Any]:
    return lambda: browser.post(path, data=form, headers=JSON)


def test_one_form_sent_eight_times_at_once_is_one_action(committed, signed_in, make_character, connection):
    anna, form = make_character(), {"fell": "2", "form_key": str(uuid4())}
    answers = together([posting(signed_in(anna.owner), f"{anna.path}/actions/rouse", **form) for _ in range(8)])
    assert {answer.status_code for answer in answers} == {200}
    assert {answer.json["revision"] for answer in answers} == {answers[0].json["revision"]}
    assert (
        connection.execute("SELECT ratings FROM characters WHERE id = %s", [anna.id]).fetchone().ratings["hunger"] == 2
    )


def test_checks_and_clicks_at_once_each_go_by_what_the_one_before_left(
    committed, signed_in, make_character, connection
):
    anna = make_character()
    checks = [
        posting(signed_in(anna.owner), f"{anna.path}/actions/rouse", fell="2", form_key=str(uuid4())) for _ in range(3)
    ]
    clicks = [posting(signed_in(anna.owner), f"{anna.path}/ratings/strength", dots=str(dots)) for dots in (2, 3, 4)]
    answers = together([*checks, *clicks])
    assert {answer.status_code for answer in answers} == {200}
    journal = connection.execute(
        "SELECT was ->> 'hunger' AS was, now ->> 'hunger' AS now FROM changes"
        " WHERE character_id = %s AND now ? 'hunger' ORDER BY revision_id",
        [anna.id],
    ).fetchall()
    assert [tuple(row) for row in journal] == [("1", "2"), ("2", "3"), ("3", "4")]
