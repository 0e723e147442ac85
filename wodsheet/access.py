"""Who is asking, and what they may touch: one table for every route, and a route without a row is refused."""

from enum import Enum
from typing import NoReturn

from flask import Flask, abort, g, request, session

from .errors import SignedOut


class Who(Enum):
    """Whom a route answers."""

    ANYONE = "anyone"
    PLAYER = "whoever is signed in"
    OWNER = "whoever is signed in and, as the statement itself checks, owns what is touched"


ACCESS: dict[str, Who] = {
    "static": Who.ANYONE,
}


def init_app(app: Flask) -> None:
    """Learn who is asking before each request, and refuse what the table does not allow."""
    app.before_request(admit)


def admit() -> None:
    """Set g.user and g.epoch (None when signed out) from the session alone, then keep to the table.

    Raises SignedOut (401), and 404 for a route the table does not name.
    """
    g.user = session.get("user")
    g.epoch = session.get("epoch")
    if request.endpoint is None:
        return
    who = ACCESS.get(request.endpoint)
    if who is None:
        abort(404)
    if who is not Who.ANYONE and g.user is None:
        raise SignedOut


def missing() -> NoReturn:
    """Say why a statement found nothing: SignedOut when the session was ended, else 404, foreign and absent alike."""
    from . import database
    from .statements import people

    if g.user is None or not database.run(people.STILL_SIGNED_IN, {"user": g.user, "epoch": g.epoch}):
        raise SignedOut
    abort(404)
