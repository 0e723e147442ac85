"""Access control: who sends a request, and whether its route is for them, as ``wodsheet/routes.py`` says."""

from typing import Any, NoReturn

from flask import Flask, abort, g, request, session

from wodsheet import db, preferences
from wodsheet.problems import Gone, NotByToken, OnlyReads, SignedOut, UnknownToken
from wodsheet.routes import ROUTES, May, Route, Token
from wodsheet.statements import reaches, users
from wodsheet.statements.account import RECORD_REFUSAL
from wodsheet.statements.tokens import FIND
from wodsheet.templating.dates import set_time_zone
from wodsheet.web import api_tokens
from wodsheet.web.csrf import SAFE


def init_app(app: Flask) -> None:
    """Before each request find out who sends it, and refuse what the route's row does not allow."""
    app.before_request(authorize)


def asker() -> dict[str, Any]:
    """The parameters by which a statement knows the asker: user, session, and ``hand``, as a revision names it."""
    return {"user": g.user, "session": g.session, "hand": "token" if g.by_token else "player"}


def authorize() -> None:
    """Set g.user, g.session (None when signed out) and g.by_token, then apply the route's row.

    Raises SignedOut and UnknownToken (401), NotByToken and OnlyReads (403), and 404 for a route without a row.
    """
    g.user, g.session = map(session.get, ("user", "session"))
    g.by_token = False
    if request.endpoint is None:
        return
    route = ROUTES.get(request.endpoint) or abort(404)
    if (token := api_tokens.sent_token(request.environ)) is not None:
        authorize_token(token, route)
    if route.may is May.PLAYER:
        require_session()
    elif route.may is not May.ANYONE and g.user is None:
        raise SignedOut


def authorize_token(token: str, route: Route) -> None:
    """Set g.user, g.session and the time zone from a token, in one statement. For everybody's pages it is nobody."""
    if route.token is None:
        if route.may is May.ANYONE and request.method in SAFE:
            return
        if found := find(token):
            record_refusal(found.user_id, "not_by_token")
        raise NotByToken
    found = find(token)
    if not found:
        raise UnknownToken
    if route.token is Token.WRITES and found.scope != Token.WRITES.value and request.method not in SAFE:
        record_refusal(found.user_id, "only_reads")
        raise OnlyReads
    g.user, g.session, g.by_token = found.user_id, found.key, True
    set_time_zone(found.time_zone)


def find(token: str) -> Any:
    """The token's user and scope, as a row of ``tokens.FIND``; None for an unknown or revoked token."""
    rows = db.run(FIND, {"hash": api_tokens.hash_of(token)}) if api_tokens.looks_like_one(token) else []
    return rows[0] if rows else None


def record_refusal(user: int, why: str) -> None:
    """Write into a player's audit trail that one of their tokens was refused."""
    db.run(RECORD_REFUSAL, {"user": user, "why": why})


def require_session() -> None:
    """Raise SignedOut when nobody is signed in, or the session was ended. One statement, with preferences."""
    rows = db.run(users.STILL_SIGNED_IN, asker()) if g.user is not None else []
    if not rows:
        raise SignedOut
    preferences.set_preferences(rows[0].preferences)


def not_found_or_signed_out() -> NoReturn:
    """Raise why a statement found nothing: SignedOut when the session was ended, else 404 (Gone for a change).

    What is another player's and what is not there look alike; only the host reads which it was.
    """
    require_session()
    record_reach()
    if request.method in SAFE:
        abort(404)
    raise Gone


def record_reach() -> None:
    """Record for the host that the address of this request names something of another player's, if it does."""
    ids = request.view_args or {}
    if "id" not in ids:
        return
    target = {"character": ids["id"], "token": None} if "line" in ids else {"character": None, "token": ids["id"]}
    db.run(reaches.RECORD, {"user": g.user, "entry": ids.get("entry"), **target})
