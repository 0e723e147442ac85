"""What an answer says was done is what was done, also when somebody else was quicker by a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.conftest import connected
from tests.markup import HTMX
from tests.waiting import eventually
from wodsheet.statements.rights import NOT_DELETED

WAITING = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
LOCK = f"SELECT FROM characters c WHERE id = %s AND {NOT_DELETED} FOR NO KEY UPDATE"


@pytest.fixture
def quicker(committed, connection) -> Callable[..., Any]:
    """Lets somebody else be quicker by a moment: ``act`` waits for them; the answer of ``act``."""

    @contextmanager
    def before(act: Callable[[], Any]) -> Iterator[tuple[psycopg.Connection[Any], list[Future[Any]]]]:
        with connected(committed) as other, ThreadPoolExecutor(1) as thread:
            answers: list[Future[Any]] = []
            with other.transaction():
                yield other, answers
                answers.append(thread.submit(act))
                eventually(lambda: connection.execute(WAITING).fetchall())

    def run(act: Callable[[], Any], character: Any, *statements: tuple[str, list[Any]]) -> Any:
        with before(act) as (other, answers):
            other.execute(LOCK.encode(), [character.id])
            for statement, parameters in statements:
                other.execute(statement.encode(), parameters)
        return answers[0].result()

    return run


@pytest.fixture
def trail(connection) -> Callable[[], list[str]]:
    return lambda: [row.what for row in connection.execute("SELECT what FROM audit ORDER BY id").fetchall()]


@pytest.fixture
def anna(committed, make_character):
    return make_character()


def posting(browser, path: str, **form: Any) -> Callable[[], Any]:
    return lambda: browser.post(path, data=form, headers=HTMX)


def test_a_character_that_the_sweep_has_is_not_said_to_be_back(quicker, signed_in, make_character, trail, committed):
    anna = make_character(deleted=29)
    browser = signed_in(anna.owner)
    swept = ("DELETE FROM characters WHERE id = %s", [anna.id])
    answer = quicker(lambda: browser.post(f"{anna.path}/deletion/undo"), anna, swept)
    assert (answer.status_code, trail()) == (404, [])


@pytest.mark.parametrize("act", ["archive", "death", "deletion", "archive/undo", "texts/name", "ratings/wits"])
def test_nothing_is_done_with_a_character_that_was_deleted_a_moment_before(quicker, signed_in, anna, trail, act):
    form = {"epitaph": "", "seen": "", "text": "Ann", "dots": "3"}
    wanted = {"death": ("epitaph", "seen"), "texts/name": ("text", "seen"), "ratings/wits": ("dots",)}.get(act, ())
    browser = signed_in(anna.owner)
    gone = ("DELETE FROM characters WHERE id = %s", [anna.id])
    answer = quicker(posting(browser, f"{anna.path}/{act}", **{name: form[name] for name in wanted}), anna, gone)
    assert (answer.status_code, trail()) == (404, [])


def test_an_entry_that_a_double_click_brought_back_is_back(quicker, signed_in, anna, make_entry):
    entry = make_entry(anna, "touchstones", "Her brother")
    browser = signed_in(anna.owner)
    address = f"{anna.path}/lists/touchstones/{entry}"
    browser.post(f"{address}/remove", headers=HTMX)
    back = (
        "INSERT INTO entries (id, character_id, kind, name, form_key) OVERRIDING SYSTEM VALUE"
        " VALUES (%s, %s, 'touchstones', 'Her brother', gen_random_uuid())",
        [entry, anna.id],
    )
    answer = quicker(posting(browser, f"{address}/restore"), anna, back)
    assert (answer.status_code, "Her brother is back." in answer.text) == (200, True)


def test_an_entry_whose_outer_one_goes_at_that_moment_is_not_back(quicker, signed_in, anna, make_entry):
    outer = make_entry(anna, "disciplines", "Auspex")
    power = make_entry(anna, "powers", "Premonition", parent=outer)
    browser = signed_in(anna.owner)
    address = f"{anna.path}/lists/powers/{power}"
    browser.post(f"{address}/remove", headers=HTMX)
    answer = quicker(posting(browser, f"{address}/restore"), anna, ("DELETE FROM entries WHERE id = %s", [outer]))
    assert answer.status_code == 404


def test_nothing_is_added_in_an_entry_that_goes_at_that_moment(quicker, signed_in, anna, make_entry):
    outer = make_entry(anna, "disciplines", "Auspex")
    form = {"name": "Premonition", "under": str(outer), "form_key": str(uuid4())}
    add = posting(signed_in(anna.owner), f"{anna.path}/lists/powers", **form)
    assert quicker(add, anna, ("DELETE FROM entries WHERE id = %s", [outer])).status_code == 404


def test_what_was_added_in_an_entry_a_moment_before_it_goes_comes_back_with_it(quicker, signed_in, anna, make_entry):
    outer = make_entry(anna, "disciplines", "Auspex")
    browser = signed_in(anna.owner)
    address = f"{anna.path}/lists/disciplines/{outer}"
    added = (
        "INSERT INTO entries (character_id, kind, parent_id, name, form_key)"
        " VALUES (%s, 'powers', %s, 'Premonition', gen_random_uuid())",
        [anna.id, outer],
    )
    quicker(posting(browser, f"{address}/remove"), anna, added)
    assert "Premonition" in browser.post(f"{address}/restore", headers=HTMX).text


def test_a_portrait_removed_twice_at_once_is_removed(quicker, signed_in, anna, make_portrait, folder):
    make_portrait(anna)
    remove = posting(signed_in(anna.owner), f"{anna.path}/portraits/face/remove")
    answer = quicker(remove, anna, ("DELETE FROM portraits WHERE character_id = %s", [anna.id]))
    assert answer.status_code == 303


def test_a_session_that_ends_twice_at_once_is_recorded_once(committed, signed_in, player, trail, connection):
    for path, word in (("/logout", "signed_out"), ("/logout/everywhere", "signed_out_everywhere")):
        connection.execute(
            "INSERT INTO sessions (id, user_id, expires_at) VALUES (%s, %s, now() + interval '1 day')"
            " ON CONFLICT DO NOTHING",
            [player.session, player.id],
        )
        browser = signed_in(player)
        with connected(committed) as other, ThreadPoolExecutor(1) as thread:
            with other.transaction():
                other.execute("DELETE FROM sessions WHERE user_id = %s", [player.id])
                answer = thread.submit(browser.post, path)
                eventually(lambda: connection.execute(WAITING).fetchall())
            answer.result()
        assert word not in trail()
