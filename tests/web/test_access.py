"""Who may do what: every route, with every method, asked by everybody there is.

A new route needs a row in wodsheet/routes.py, and where its address or form has new parts, an example here.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple
from uuid import uuid4

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.factories import Character, Player, pictures
from tests.grants import grant as grant
from tests.transfer.conftest import make_zip
from wodsheet.routes import ANYONE, ROUTES, SELF, May, Rate, Route
from wodsheet.sheet import hash_text
from wodsheet.statements.rights import EDIT, OWN, SEE, Right
from wodsheet.transfer import FORMAT
from wodsheet.web import api_tokens, rate_limits

ROUTED = ("GET", "HEAD", "POST", "OPTIONS")  # the methods that routes have
METHODS = (*ROUTED, "PUT", "DELETE", "PATCH")

# The parts of addresses that are not the character's own. `name` is a different thing in each part of the app.
NAMES = {
    "ratings": "strength",
    "trackers": "health",
    "texts": "concept",
    "lists": "touchstones",
    "entries": "touchstones",
    "preferences": "theme",
    "offers": "clan",
    "roster": "clan",
    "actions": "take_damage",
    "grants": "clan",
}
PARTS = {
    "key": "toreador",
    "stage": "attributes",
    "text": "name",
    "kind": "earned",
    "slot": "face",
    "size": "small",
    "state": "archive",
}
TEXTS = {"portraits.write": "alias"}

# An export of somebody who has nothing.
NOBODY = {"format": FORMAT, "characters": [], "preferences": None}

# What an accepted form holds, by endpoint.
FORMS: dict[str, Callable[[], dict[str, Any]]] = {
    "auth.sign_in": lambda: {"name": "Robin"},
    "roster.create": lambda: {"name": "Anna", "form_key": str(uuid4())},
    "roster.draft": lambda: {"name": "Anna", "form_key": str(uuid4())},
    "roster.create_ready": lambda: {"form_key": str(uuid4())},
    "random_characters.make": lambda: {"seed": "7", "form_key": str(uuid4())},
    "roster.clone": lambda: {"form_key": str(uuid4())},
    "lifecycle.bury": lambda: {"epitaph": "She kept the light on."},
    "ratings.rate": lambda: {"dots": "4"},
    "trackers.mark": lambda: {"damage": "1/0"},
    "texts.write": lambda: {"text": "A poet", "seen": hash_text("")},
    "lists.add": lambda: {"name": "Her brother", "form_key": str(uuid4())},
    "entries.write": lambda: {"text": "Her sister", "seen": hash_text("Her brother")},
    "restore.restore": lambda: {"all": "yes"},
    "entries.move": lambda: {"place": "0"},
    "entries.rate": lambda: {"dots": "2"},
    "experience.write": lambda: {"amount": "3", "reason": "A night", "form_key": str(uuid4())},
    "preferences.choose": lambda: {"theme": "dark"},
    "preferences.save_height": lambda: {"area": "text-notes", "height": "200"},
    "preferences.set_time_zone": lambda: {"time_zone": "Europe/Lisbon"},
    "portraits.save": lambda: {"picture": (io.BytesIO(pictures.file()), "face.png")},
    "portraits.focus": lambda: {"x": "20", "y": "30"},
    "portraits.write": lambda: {"text": "The Heron", "seen": hash_text("")},
    "transfer.bring": lambda: {"file": (io.BytesIO(make_zip(NOBODY)), "mine.zip"), "form_key": str(uuid4())},
    "rolls.throw_dice": lambda: {"regular": "3", "form_key": str(uuid4())},
    "rolls.throw_again": lambda: {"dice": "0", "form_key": str(uuid4())},
    "rolls.learn_difficulty": lambda: {"difficulty": "2", "form_key": str(uuid4())},
    "named_rolls.keep": lambda: {"name": "Hide", "typed": "wits", "form_key": str(uuid4())},
    "tokens.make": lambda: {"name": "A script", "scope": "read", "form_key": str(uuid4())},
}

# What has to be in a list, where it is not a touchstone, and what has to have happened to it before.
KINDS: dict[str, str] = {
    **dict.fromkeys(("entries.rate", "offers.for_new", "offers.for_entry"), "advantages"),
    **dict.fromkeys(("actions.show_use", "actions.perform_use"), "rituals"),
}
BEFORE = {"entries.removed": "remove", "entries.restore": "remove"}

# What has to be asked besides.
QUERIES: dict[str, dict[str, Any]] = {"odds.show": {"regular": 3}}

PEOPLE = ["anonymous", "owner", "another player", "owner whose session was ended"]
# Players with a right to the character, which only tests can grant (see tests/grants.py).
GUESTS = ["player who may see", "player who may edit", "player who may edit, whose session was ended"]
PROGRAMS = [
    *("owner's reading token", "owner's writing token", "another player's token", "a revoked token"),
    *("token of a player who may see", "token of a player who may edit"),
]

# The right to the character that each of them has; None for whoever else is signed in.
HELD = {
    "owner": OWN,
    "owner's reading token": OWN,
    "owner's writing token": OWN,
    "player who may see": SEE,
    "token of a player who may see": SEE,
    "player who may edit": EDIT,
    "token of a player who may edit": EDIT,
}

# What only an operator can put there, and has not.
ABSENT = {"colophon.logo", "health.show_metrics"}


OWNERS_REVISION = """
SELECT id FROM revisions WHERE character_id = %s AND user_id = %s AND kind <> 'creation' ORDER BY id LIMIT 1
"""


class Table(NamedTuple):
    """A character, and everybody who may come to it."""

    app: Flask
    connection: psycopg.Connection[Any]
    character: Character
    players: dict[str, Player]
    entries: dict[str, int]  # one of each list that is needed
    experience: int
    browsers: dict[str, Callable[[], FlaskClient]]
    make_portrait: Callable[[Character], str]
    roll: int
    named: int
    revision: int = 1

    def address(self, rule: Rule, endpoint: str, missing: int = 0) -> str:
        """The rule's address for this character, or for one that is not there."""
        kind = KINDS.get(endpoint, NAMES["lists"])
        listed = endpoint in KINDS or endpoint.startswith(("lists", "entries"))
        name = kind if listed else NAMES.get(endpoint.partition(".")[0])
        parts: dict[str, Any] = {"line": self.character.line, "id": self.character.id + missing}
        parts |= PARTS | {"entry": self.entries[kind], "revision": self.revision, "name": name}
        parts |= {"roll": self.roll, "named": self.named}
        parts["text"] = TEXTS.get(endpoint, PARTS["text"])
        with self.app.test_request_context():
            query = QUERIES.get(endpoint, {})
            return self.app.url_for(endpoint, **{part: parts[part] for part in rule.arguments}, **query)

    def form(self, endpoint: str, actor: str) -> dict[str, str]:
        """What the endpoint takes from them."""
        if endpoint == "experience.take_back":
            return {"entry": str(self.experience)}
        if endpoint == "account_deletion.leave":
            return {"name": self.players.get(actor, self.character.owner).name}
        return FORMS.get(endpoint, dict)()

    def request(self, actor: str, method: str, endpoint: str, address: str) -> TestResponse:
        """The answer, as a program reads it: the plain status and no redirect to the sign-in page."""
        form = self.form(endpoint, actor) if method == "POST" else None
        headers = {"Accept": "application/json"}
        return self.browsers[actor]().open(address, method=method, data=form, headers=headers, buffered=True)

    @contextmanager
    def before(self, endpoint: str) -> Iterator[Table]:
        """The table with what has to have happened for this endpoint. All but files is taken back afterwards."""
        with self.connection.transaction(force_rollback=True):
            if endpoint.startswith("portraits"):
                self.make_portrait(self.character)
            if step := BEFORE.get(endpoint):
                entry = f"{self.character.path}/lists/{NAMES['lists']}/{self.entries[NAMES['lists']]}"
                self.browsers["owner"]().post(f"{entry}/{step}")
            undone = endpoint.startswith(("undo", "restore", "history.as_it_stood"))
            yield self._replace(revision=self._click(undo=endpoint == "undo.redo_newest")) if undone else self

    def _click(self, undo: bool) -> int:
        """Let those who may edit click a dot each, and take it back with ``undo``. The id of the owner's revision."""
        for actor, trait in (("owner", "strength"), ("player who may edit", "brawl")):
            self.browsers[actor]().post(f"{self.character.path}/ratings/{trait}", data={"dots": "4"})
            if undo:
                self.browsers[actor]().post(f"{self.character.path}/undo")
        return self.connection.execute(OWNERS_REVISION, [self.character.id, self.character.owner.id]).fetchone().id


@pytest.fixture
def table(app: Flask, connection, factory, signed_in, program, make_portrait, grant) -> Table:
    """A new character with something in its lists and its ledger, and everybody who may come."""
    owner, other, reader, editor = (factory.player() for _ in range(4))
    character = factory.character(owner)
    grant(character, reader, SEE)
    grant(character, editor, EDIT)
    lists = {NAMES["lists"], *KINDS.values()}

    def ended(player: Player) -> FlaskClient:
        return signed_in(replace(player, session=str(uuid4())))

    players = {"owner": owner, "another player": other, "player who may see": reader, "player who may edit": editor}
    browsers = {
        "anonymous": app.test_client,
        **{name: partial(signed_in, player) for name, player in players.items()},
        "owner whose session was ended": lambda: ended(owner),
        "player who may edit, whose session was ended": lambda: ended(editor),
        "owner's reading token": lambda: program(factory.token(owner, "read")),
        "owner's writing token": lambda: program(factory.token(owner, "write")),
        "another player's token": lambda: program(factory.token(other, "write")),
        "token of a player who may see": lambda: program(factory.token(reader, "write")),
        "token of a player who may edit": lambda: program(factory.token(editor, "write")),
        "a revoked token": lambda: program(api_tokens.new()),
    }
    entries = {kind: factory.entry(character, kind, "Her brother", dots=1) for kind in lists}
    points = factory.experience(character, "earned", 3)
    rolled = factory.roll(character), factory.named_roll(character)
    return Table(app, connection, character, players, entries, points, browsers, make_portrait, *rolled)


def routes(app: Flask) -> Iterator[tuple[Rule, str, Route]]:
    for rule in app.url_map.iter_rules():
        yield rule, rule.endpoint, ROUTES[rule.endpoint]


def allowed(app: Flask, address: str) -> set[str]:
    """The methods some route has at this address."""
    return set(app.url_map.bind("localhost").allowed_methods(address))


@pytest.mark.parametrize("where", ["app", "production"])
def test_every_route_has_a_row(where, request):
    app = request.getfixturevalue(where)
    assert {rule.endpoint for rule in app.url_map.iter_rules()} - set(ROUTES) == set()


def test_every_row_has_a_route(app, production):
    there = {endpoint for each in (app, production) for _, endpoint, _ in routes(each)}
    assert set(ROUTES) - there == set()


def test_a_route_without_a_row_is_refused(make_production):
    app = make_production()
    app.add_url_rule("/forgotten", "forgotten", lambda: "everything")
    answer = app.test_client().get("/forgotten")
    assert (answer.status_code, "everything" in answer.text) == (404, False)


@pytest.mark.no_cover
@pytest.mark.parametrize("actor", PEOPLE + GUESTS + PROGRAMS)
def test_everybody_gets_what_the_table_says_and_nothing_else(app, table, actor):
    wrong = []
    for rule, endpoint, route in routes(app):
        for method in sorted(rule.methods or ()):
            with table.before(endpoint) as ready:
                before = everything(ready)
                status = ready.request(actor, method, endpoint, ready.address(rule, endpoint)).status_code
                changed = everything(ready) != before
            if not fits(endpoint, route, actor, method, status):
                wrong.append(f"{method} {endpoint} by {actor}: {status}")
            if changed and not may_change(endpoint, route.may, actor):
                wrong.append(f"{method} {endpoint} by {actor} changed something")
    assert wrong == []


@pytest.mark.no_cover
@pytest.mark.parametrize("actor", PEOPLE + GUESTS + PROGRAMS)
def test_a_method_that_an_address_does_not_have_is_405_for_everybody(app, table, actor, monkeypatch):
    # All methods of all routes, for everybody within one minute, are more than a player's writes.
    monkeypatch.setattr(rate_limits, "WRITES", Rate("writes", 1_000_000))
    before = everything(table)
    wrong = []
    for rule, endpoint, _ in routes(app):
        address = table.address(rule, endpoint)
        for method in set(METHODS) - allowed(app, address.partition("?")[0]):
            answer = table.request(actor, method, endpoint, address)
            if answer.status_code != 405:
                wrong.append(f"{method} {endpoint} by {actor}: {answer.status_code}")
    assert wrong == []
    assert everything(table) == before


def test_each_method_that_a_route_has_is_tried(app):
    assert set().union(*(rule.methods or () for rule, _, _ in routes(app))) == set(ROUTED)


def has_right(actor: str, may: May | Right) -> bool:
    """Whether an actor has the right that a route to the character needs; every route has it that needs none."""
    return not isinstance(may, Right) or HELD.get(actor, 0) >= may


def may_change(endpoint: str, may: May | Right, actor: str) -> bool:
    """Whether an actor may change the character by a route; only its owner's deletion of the account removes it."""
    if not isinstance(may, Right):
        return (endpoint, actor) == ("account_deletion.leave", "owner")
    return may is not SEE and has_right(actor, may) and actor != "owner's reading token"


def fits(endpoint: str, route: Route, actor: str, method: str, status: int) -> bool:
    """Whether this status is what the route's row says to this actor."""
    if actor in PROGRAMS:
        return expected_by_token(endpoint, route, actor, method, status)
    if endpoint in ABSENT:
        return status == (200 if method == "OPTIONS" else 404)
    return expected(endpoint, route.may, actor, method, status)


def expected(endpoint: str, may: May | Right, actor: str, method: str, status: int) -> bool:
    """Whether this status is what the table says."""
    if (endpoint, actor) == ("roster.index", "anonymous") and method != "OPTIONS":
        return status == 401  # a person would be welcomed, but nobody has a roster
    if may is ANYONE and actor.endswith("session was ended"):
        return status < 400 or status == 401
    if may is ANYONE:
        return status < 400
    if actor == "anonymous":
        return status == 401
    if method == "OPTIONS" and may in (SELF, *Right):
        # Says which methods there are, the same for everybody, and asks no statement.
        return status == 200
    if actor.endswith("session was ended"):
        return status == 401
    if not has_right(actor, may):
        return status == 404
    return status < 400


def expected_by_token(endpoint: str, route: Route, actor: str, method: str, status: int) -> bool:
    """Whether this status is what the table says to a program."""
    if method == "OPTIONS":
        return status in (200, 401, 403)  # by whichever of the routes at this address comes first; it asks nothing
    if route.may is ANYONE and route.token is None and method != "POST":
        return status < 400 or endpoint in ABSENT
    if route.token is None or (actor, method) == ("owner's reading token", "POST"):
        return status == 403
    if actor == "a revoked token":
        return status == 401
    if not has_right(actor, route.may):
        return status == 404
    return status < 400 and status != 303


def everything(table: Table) -> list[Any]:
    """All that is stored of the character."""
    return table.connection.execute(
        "SELECT to_jsonb(c) AS row,"
        " (SELECT jsonb_agg(e ORDER BY id) FROM entries e WHERE character_id = c.id) AS entries,"
        " (SELECT jsonb_agg(p ORDER BY slot) FROM portraits p WHERE character_id = c.id) AS portraits,"
        " (SELECT count(*) FROM experience WHERE character_id = c.id) AS ledger,"
        " (SELECT count(*) FROM changes WHERE character_id = c.id) AS journal"
        " FROM characters c WHERE c.id = %s",
        [table.character.id],
    ).fetchall()


@pytest.mark.no_cover
@pytest.mark.parametrize("actor", ["another player", "player who may see", "player who may edit"])
@pytest.mark.parametrize("dress", [{"Accept": "application/json"}, {"HX-Request": "true"}, {}])
def test_foreign_and_missing_look_alike(app, table, actor, dress):
    different = []
    for rule, endpoint, route in routes(app):
        if has_right(actor, route.may):
            continue
        method = "POST" if "POST" in (rule.methods or ()) else "GET"
        with table.before(endpoint) as ready:
            answers = [
                ready.browsers[actor]().open(
                    ready.address(rule, endpoint, missing),
                    method=method,
                    data=ready.form(endpoint, actor),
                    headers=dress,
                )
                for missing in (0, 1_000_000)
            ]
        if len({(answer.status_code, answer.text) for answer in answers}) != 1 or answers[0].status_code != 404:
            different.append((endpoint, [answer.status_code for answer in answers]))
    assert different == []


def test_signed_out_each_dress_is_sent_to_the_door(client, make_character):
    anna = make_character()
    page = client.get(anna.path)
    assert (page.status_code, page.headers["Location"]) == (303, f"/login?next={anna.path}")
    fragment = client.post(
        f"{anna.path}/ratings/strength",
        headers={"HX-Request": "true", "HX-Current-URL": f"http://localhost{anna.path}"},
    )
    assert (fragment.status_code, fragment.headers["HX-Redirect"]) == (401, f"/login?next={anna.path}")
    plain = client.post(f"{anna.path}/ratings/strength", headers={"Referer": f"http://localhost{anna.path}"})
    assert (plain.status_code, plain.headers["Location"]) == (303, f"/login?next={anna.path}")
    program = client.get(anna.path, headers={"Accept": "application/json"})
    assert (program.status_code, program.json["status_code"]) == (401, 401)
