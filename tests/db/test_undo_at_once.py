"""An undo beside clicks and other undos, by real threads: never a number that nobody asked for."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any
from uuid import uuid4

from tests.markup import HTMX
from tests.together import together

CHANGES = "SELECT was, now FROM changes WHERE character_id = %s AND what = 'ratings' ORDER BY id"


def posting(browser: Any, path: str, **form: Any) -> Callable[[], Any]:
    """A post that can be done later."""
    return lambda: browser.post(path, data=form, headers=HTMX)


def test_an_undo_and_a_click_on_one_trait_leave_an_unbroken_journal(committed, signed_in, make_character, connection):
    anna = make_character()
    clicker, undoer = signed_in(anna.owner), signed_in(anna.owner)
    endings = set()
    for _ in range(15):
        posting(clicker, f"{anna.path}/ratings/wits", dots=3)()
        undo = posting(undoer, f"{anna.path}/undo", form_key=str(uuid4()))
        answers = together([undo, posting(clicker, f"{anna.path}/ratings/wits", dots=5)])
        assert [answer.status_code for answer in answers] == [200, 200]
        changes = connection.execute(CHANGES, [anna.id]).fetchall()
        assert all(later.was == earlier.now for earlier, later in pairwise(changes))
        [saved] = connection.execute("SELECT ratings FROM characters WHERE id = %s", [anna.id]).fetchall()
        assert saved.ratings == changes[-1].now
        endings.add(saved.ratings["wits"])
        posting(clicker, f"{anna.path}/ratings/wits", dots=1)()
    # The click came last, or was itself taken back.
    assert endings <= {5, 3}


def test_an_undo_of_a_click_beside_a_later_one_is_done_before_it_or_refused(
    committed, signed_in, make_character, connection
):
    anna = make_character()
    clicker, undoer = signed_in(anna.owner), signed_in(anna.owner)
    newest = "SELECT max(id) AS id FROM revisions WHERE character_id = %s"
    for _ in range(15):
        posting(clicker, f"{anna.path}/ratings/wits", dots=3)()
        [click] = connection.execute(newest, [anna.id]).fetchall()
        undo = posting(undoer, f"{anna.path}/history/{click.id}/undo", form_key=str(uuid4()))
        undone, _ = together([undo, posting(clicker, f"{anna.path}/ratings/wits", dots=5)])
        before, now = connection.execute(CHANGES, [anna.id]).fetchall()[-2:]
        assert (undone.status_code, before.now, now.now) in (
            (200, {"wits": 1}, {"wits": 5}),
            (409, {"wits": 3}, {"wits": 5}),
        )
        posting(clicker, f"{anna.path}/ratings/wits", dots=1)()


def test_one_form_of_undo_sent_eight_times_at_once_takes_back_one(committed, signed_in, make_character, connection):
    anna = make_character()
    browser = signed_in(anna.owner)
    for dots in (2, 3, 4):
        posting(browser, f"{anna.path}/ratings/wits", dots=dots)()
    key = str(uuid4())
    together([posting(signed_in(anna.owner), f"{anna.path}/undo", form_key=key) for _ in range(8)])
    [saved] = connection.execute("SELECT ratings FROM characters WHERE id = %s", [anna.id]).fetchall()
    assert saved.ratings == {"wits": 3}


def test_eight_tabs_that_take_back_the_same_revision_at_once_take_it_back_once(
    committed, signed_in, make_character, connection
):
    anna = make_character()
    posting(signed_in(anna.owner), f"{anna.path}/ratings/wits", dots=4)()
    [click] = connection.execute("SELECT max(id) AS id FROM revisions WHERE character_id = %s", [anna.id]).fetchall()
    path = f"{anna.path}/history/{click.id}/undo"
    answers = together([posting(signed_in(anna.owner), path, form_key=str(uuid4())) for _ in range(8)])
    assert {answer.status_code for answer in answers} == {200}
    undos = connection.execute("SELECT count(*) FROM revisions WHERE undoes = %s", [click.id]).fetchone()
    assert undos.count == 1
