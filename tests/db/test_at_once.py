"""Many hands at once: real threads, a real pool, and nothing lost between them."""

from __future__ import annotations

import socket
from collections.abc import Callable
from itertools import pairwise
from typing import Any
from uuid import uuid4

from tests.conftest import connected
from tests.markup import HTMX
from tests.together import together
from wodsheet.sheet import hash_text
from wodsheet.statements.roster import LOCK_ROSTER


def test_two_hands_on_one_trait_leave_an_unbroken_journal(committed, signed_in, make_character, connection):
    anna = make_character()

    def clicking(dots: list[int]) -> Callable[[], None]:
        browser = signed_in(anna.owner)

        def click() -> None:
            for number in dots:
                browser.post(f"{anna.path}/ratings/wits", data={"dots": number}, headers=HTMX)

        return click

    together([clicking([1, 2, 3, 4, 5] * 8), clicking([5, 4, 3, 2, 1] * 8)])
    changes = connection.execute(
        "SELECT was, now FROM changes WHERE character_id = %s ORDER BY id", [anna.id]
    ).fetchall()
    assert len(changes) > 20
    assert changes[0].was == {"wits": 1}
    assert all(later.was == earlier.now for earlier, later in pairwise(changes))
    saved = connection.execute("SELECT ratings FROM characters WHERE id = %s", [anna.id]).fetchone()
    assert saved.ratings == changes[-1].now


def test_clicks_on_different_traits_at_once_are_all_kept(committed, signed_in, make_character, connection):
    anna = make_character()
    skills = ["athletics", "brawl", "craft", "drive", "firearms", "larceny", "melee", "stealth"]

    def clicking(skill: str) -> Callable[[], None]:
        browser = signed_in(anna.owner)
        return lambda: browser.post(f"{anna.path}/ratings/{skill}", data={"dots": 4}, headers=HTMX)

    assert all(answer.status_code == 200 for answer in together([clicking(skill) for skill in skills]))
    saved = connection.execute("SELECT ratings FROM characters WHERE id = %s", [anna.id]).fetchone()
    assert saved.ratings == dict.fromkeys(skills, 4)


def test_of_two_writers_of_one_text_one_is_kept_and_the_other_told(committed, signed_in, make_character):
    anna = make_character()

    def writing(words: str) -> Callable[[], Any]:
        browser = signed_in(anna.owner)
        form = {"text": words, "seen": hash_text("")}
        return lambda: browser.post(f"{anna.path}/texts/notes", data=form, headers=HTMX)

    statuses = sorted(a.status_code for a in together([writing(f"words {number}") for number in range(6)]))
    assert statuses == [200, 409, 409, 409, 409, 409]


def test_fifty_creations_at_once_make_exactly_as_many_as_the_limit(committed, signed_in, make_player, connection):
    robin = make_player()

    def creating() -> Callable[[], Any]:
        browser = signed_in(robin)
        form = {"name": "Anna", "form_key": str(uuid4())}
        return lambda: browser.post("/vtm", data=form)

    made = [answer.status_code for answer in together([creating() for _ in range(50)])]
    count = connection.execute("SELECT count(*) FROM characters WHERE owner_id = %s", [robin.id]).fetchone()
    assert count.count == 3
    assert made.count(303) == 3


def in_play(connection, player) -> int:
    """How many characters of a player's are counted."""
    asked = "SELECT count(*) FROM characters WHERE owner_id = %s"
    counted = f"{asked} AND archived_at IS NULL AND died_at IS NULL AND deleted_at IS NULL"
    return connection.execute(counted.encode(), [player.id]).fetchone().count


def test_creations_clones_and_returns_at_once_never_pass_the_limit(committed, signed_in, make_character, connection):
    anna = make_character()
    robin = anna.owner
    away = [make_character(robin, archived=True) for _ in range(8)]
    dead = [make_character(robin, died=True) for _ in range(8)]
    deleted = [make_character(robin, deleted=1) for _ in range(8)]
    forms = {"/vtm": {"name": "Anna"}, "/vtm/ready": {}, f"{anna.path}/clone": {}}
    posts = [(path, form | {"form_key": str(uuid4())}) for path, form in forms.items() for _ in range(8)]
    posts += [(f"{one.path}/archive/undo", {}) for one in away] + [(f"{one.path}/death/undo", {}) for one in dead]
    posts += [(f"{one.path}/deletion/undo", {}) for one in deleted]

    def posting(path: str, form: dict[str, str]) -> Callable[[], Any]:
        browser = signed_in(robin)
        return lambda: browser.post(path, data=form)

    done = [answer.status_code for answer in together([posting(*post) for post in posts])]
    assert in_play(connection, robin) == 3
    assert done.count(303) == 2


def test_twenty_forms_held_back_half_way_and_let_go_at_once_make_exactly_the_limit(site, signed_in, player, connection):
    browser = signed_in(player)
    cookie = browser.get_cookie("wodsheet")
    host, port = site.removeprefix("http://").split(":")

    def holding() -> Callable[[], bytes]:
        form = f"name=Anna&form_key={uuid4()}"
        head = f"POST /vtm HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: wodsheet={cookie.value}\r\nConnection: close\r\n"
        head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(form)}\r\n\r\n"
        line = socket.create_connection((host, int(port)), timeout=20)
        line.sendall(f"{head}{form[:20]}".encode())

        def let_go() -> bytes:
            with line, line.makefile("rb") as answer:
                line.sendall(form[20:].encode())
                return answer.readline()

        return let_go

    said = together([holding() for _ in range(20)])
    assert in_play(connection, player) == 3
    assert sum(b" 303 " in one for one in said) == 3


def test_clicks_go_on_while_a_roster_is_open(committed, signed_in, make_character):
    anna = make_character()
    browser = signed_in(anna.owner)
    with connected(committed) as other, other.transaction():
        other.execute(LOCK_ROSTER.encode(), {"user": anna.owner.id, "session": anna.owner.session})
        answer = browser.post(f"{anna.path}/ratings/strength", data={"dots": 3}, headers=HTMX)
    assert answer.status_code == 200


def test_one_form_sent_eight_times_at_once_makes_one_thing(committed, signed_in, make_character, connection):
    anna = make_character()
    form = {"name": "Haven", "own": "", "form_key": str(uuid4())}

    def adding() -> Callable[[], Any]:
        browser = signed_in(anna.owner)
        return lambda: browser.post(f"{anna.path}/lists/advantages", data=form, headers=HTMX)

    answers = together([adding() for _ in range(8)])
    assert {answer.status_code for answer in answers} == {200}
    assert len(connection.execute("SELECT id FROM entries WHERE character_id = %s", [anna.id]).fetchall()) == 1
