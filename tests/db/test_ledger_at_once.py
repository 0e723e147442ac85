"""Many hands in one ledger at once: it is never overdrawn, and nothing is written twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.conftest import connected
from tests.markup import HTMX
from tests.together import together
from tests.waiting import eventually

# A machine that is busy with other things may answer that it is away; that changes nothing either.
BUSY = 503


@pytest.fixture
def posting(signed_in) -> Callable[..., Callable[[], int]]:
    """Makes an act that posts a form to a character's ledger from a browser of its own, and gives the status."""

    def posting(character: Any, act: str, **form: Any) -> Callable[[], int]:
        browser = signed_in(character.owner)
        address = f"{character.path}/experience/{act}"
        return lambda: browser.post(address, data=form, headers=HTMX).status_code

    return posting


@pytest.fixture
def left(connection) -> Callable[[Any], int]:
    """What a character has left."""

    def left(character: Any) -> int:
        asked = "SELECT coalesce(sum(earned - spent), 0) AS left FROM experience WHERE character_id = %s"
        return connection.execute(asked, [character.id]).fetchone().left

    return left


def spend(amount: int = 3) -> dict[str, Any]:
    """A spend nobody made before."""
    return {"amount": amount, "reason": "Auspex", "day": "", "form_key": str(uuid4())}


def test_fifty_spends_at_once_spend_what_is_there_and_no_more(
    committed, make_character, make_experience, posting, left
):
    anna = make_character()
    make_experience(anna, "earned", 20)
    answers = together([posting(anna, "spent", **spend()) for _ in range(50)])
    assert set(answers) <= {200, 422, BUSY}
    assert answers.count(200) == 6
    assert left(anna) == 2


@pytest.mark.parametrize("kind", ["earned", "spent"])
def test_one_form_sent_eight_times_at_once_is_written_once(
    committed, make_character, make_experience, posting, left, kind
):
    anna = make_character()
    make_experience(anna, "earned", 4)
    form = spend()
    assert set(together([posting(anna, kind, **form) for _ in range(8)])) == {200}
    assert left(anna) == (7 if kind == "earned" else 1)


def test_a_form_that_waits_for_its_own_double_finds_it_written(committed, make_character, posting, left, connection):
    anna, form = make_character(), spend()
    with connected(committed) as other, ThreadPoolExecutor(1) as thread:
        with other.transaction():
            other.execute("SELECT FROM characters WHERE id = %s FOR UPDATE", [anna.id])
            other.execute(
                "INSERT INTO experience (character_id, kind, amount, reason, form_key)"
                " VALUES (%s, 'earned', %s, %s, %s)",
                (anna.id, form["amount"], form["reason"], form["form_key"]),
            )
            answer = thread.submit(posting(anna, "earned", **form))
            waiting = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
            eventually(lambda: connection.execute(waiting).fetchall())
        assert answer.result() == 200
    assert left(anna) == 3


def test_taking_back_and_spending_at_once_never_overdraw(committed, make_character, make_experience, posting, left):
    anna = make_character()
    for _ in range(4):
        earned = make_experience(anna, "earned", 5)
        backs = [posting(anna, "corrections", entry=earned) for _ in range(4)]
        spends = [posting(anna, "spent", **spend(5)) for _ in range(4)]
        answers = together(backs + spends)
        assert set(answers) <= {200, 422, BUSY}
        assert left(anna) == 0


def test_the_database_itself_lets_one_of_two_spends_at_once_through(committed, make_character, make_experience, left):
    anna = make_character()
    make_experience(anna, "earned", 5)
    raw = "INSERT INTO experience (character_id, kind, amount, reason, form_key) VALUES (%s, 'spent', 5, 'A dot', %s)"
    with connected(committed) as first, connected(committed) as second, ThreadPoolExecutor(1) as thread:
        with first.transaction():
            first.execute(raw, [anna.id, uuid4()])
            later = thread.submit(second.execute, raw, [anna.id, uuid4()])
            waiting = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
            eventually(lambda: first.execute(waiting).fetchall())
        with pytest.raises(psycopg.IntegrityError, match="more experience would be spent"):
            later.result()
    assert left(anna) == 0
