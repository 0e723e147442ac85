"""Who is asking, and what they may touch: one table for every route, and a route without a row is refused."""

from enum import Enum
from typing import Any, NoReturn

from flask import Flask, abort, g, request, session

from wodsheet import db, preferences
from wodsheet.problems import Gone, NotByToken, OnlyReads, SignedOut, UnknownToken
from wodsheet.statements import users
from wodsheet.statements.account import TELL_REFUSAL
from wodsheet.statements.tokens import FIND
from wodsheet.web import api_tokens
from wodsheet.web.csrf import SAFE


class Who(Enum):
    """Whom a route answers."""

    ANYONE = "anyone"
    PLAYER = "whoever is signed in, which one statement checks before anything else"
    SELF = "whoever is signed in, about themselves alone, as the statement itself checks"
    OWNER = "whoever is signed in and, as the statement itself checks, owns what is touched"


# Every route of the app by its endpoint. The first part are doors; then what a player has; then what is somebody's.
ACCESS: dict[str, Who] = {
    "health.alive": Who.ANYONE,
    "health.ready": Who.ANYONE,
    "colophon.logo": Who.ANYONE,
    "openapi.show": Who.ANYONE,
    "roster.index": Who.ANYONE,
    "auth.door": Who.ANYONE,
    "auth.sign_in": Who.ANYONE,
    "auth.sign_out": Who.ANYONE,
    "discord.login": Who.ANYONE,
    "discord.authorized": Who.ANYONE,
    "account_deletion.gone": Who.ANYONE,
    "auth.sign_out_everywhere": Who.PLAYER,
    "account.show": Who.SELF,
    "account_deletion.ask": Who.SELF,
    "account_deletion.leave": Who.SELF,
    "transfer.take": Who.SELF,
    "transfer.show": Who.PLAYER,
    "transfer.bring": Who.PLAYER,
    "preferences.show": Who.PLAYER,
    "preferences.style": Who.PLAYER,
    "preferences.choose": Who.SELF,
    "preferences.keep_height": Who.SELF,
    "tokens.show": Who.PLAYER,
    "tokens.make": Who.PLAYER,
    "tokens.revoke": Who.PLAYER,
    "roster.new": Who.PLAYER,
    "roster.create": Who.PLAYER,
    "roster.create_ready": Who.PLAYER,
    "roster.clone": Who.OWNER,
    "lifecycle.put_away": Who.OWNER,
    "lifecycle.last_words": Who.OWNER,
    "lifecycle.bury": Who.OWNER,
    "lifecycle.farewell": Who.OWNER,
    "lifecycle.delete": Who.OWNER,
    "lifecycle.bring_back": Who.OWNER,
    "sheets.show": Who.OWNER,
    "sheets.paper": Who.OWNER,
    "ratings.rate": Who.OWNER,
    "trackers.mark": Who.OWNER,
    "texts.write": Who.OWNER,
    "lists.show": Who.OWNER,
    "lists.new": Who.OWNER,
    "lists.add": Who.OWNER,
    "entries.rate": Who.OWNER,
    "entries.write": Who.OWNER,
    "entries.move": Who.OWNER,
    "entries.remove": Who.OWNER,
    "entries.removed": Who.OWNER,
    "entries.restore": Who.OWNER,
    "experience.show": Who.OWNER,
    "experience.write": Who.OWNER,
    "experience.take_back": Who.OWNER,
    "history.show": Who.OWNER,
    "portraits.show": Who.OWNER,
    "portraits.picture": Who.OWNER,
    "portraits.keep": Who.OWNER,
    "portraits.focus": Who.OWNER,
    "portraits.write": Who.OWNER,
    "portraits.remove": Who.OWNER,
}

# What a player's token reaches as they do themselves; everything else is for whoever is signed in in a browser.
BY_TOKEN = frozenset(
    (
        "roster.index",
        "roster.create",
        "roster.create_ready",
        "roster.clone",
        "lifecycle.put_away",
        "lifecycle.bury",
        "lifecycle.delete",
        "lifecycle.bring_back",
        "sheets.show",
        "ratings.rate",
        "trackers.mark",
        "texts.write",
        "lists.add",
        "entries.rate",
        "entries.write",
        "entries.move",
        "entries.remove",
        "entries.restore",
        "experience.show",
        "experience.write",
        "experience.take_back",
        "history.show",
    )
)


def init_app(app: Flask) -> None:
    """Learn who is asking before each request, and refuse what the table does not allow."""
    app.before_request(authorize)


def authorize() -> None:
    """Set g.user and g.epoch (None when signed out) from the session or the token, then keep to the table.

    Raises SignedOut and UnknownToken (401), NotByToken and OnlyReads (403), and 404 for a route without a row.
    """
    g.user, g.epoch = map(session.get, ("user", "epoch"))
    endpoint = request.endpoint
    if endpoint is None:
        return
    who = ACCESS.get(endpoint)
    if who is None:
        abort(404)
    if (token := api_tokens.sent_token(request.environ)) is not None:
        authorize_token(token, who)
    if who in (Who.SELF, Who.OWNER) and g.user is None:
        raise SignedOut
    if who is Who.PLAYER:
        require_session()


def authorize_token(token: str, who: Who) -> None:
    """Set g.user and g.epoch from a token, which is one statement; what anybody may read is read as by nobody."""
    if request.endpoint not in BY_TOKEN:
        if who is Who.ANYONE and request.method in SAFE:
            return
        if found := find(token):
            tell_refusal(found.user_id, "not_by_token")
        raise NotByToken
    found = find(token)
    if not found:
        raise UnknownToken
    if found.scope != "write" and request.method not in SAFE:
        tell_refusal(found.user_id, "only_reads")
        raise OnlyReads
    g.user, g.epoch = found.user_id, found.session_epoch


def find(token: str) -> Any:
    """Whose token this is and what it may, as a row of ``tokens.FIND``; None for what is no token of anybody's."""
    rows = db.run(FIND, {"hash": api_tokens.hash_of(token)}) if api_tokens.looks_like_one(token) else []
    return rows[0] if rows else None


def tell_refusal(user: int, why: str) -> None:
    """Tell a player, in their audit trail, that a token of theirs was refused something."""
    db.run(TELL_REFUSAL, {"user": user, "why": why})


def require_session() -> None:
    """Raise SignedOut when nobody is signed in, or their session was ended: one statement, with what they like."""
    rows = db.run(users.STILL_SIGNED_IN, {"user": g.user, "epoch": g.epoch}) if g.user is not None else []
    if not rows:
        raise SignedOut
    preferences.set_preferences(rows[0].preferences)


def not_found_or_signed_out() -> NoReturn:
    """Say why a statement found nothing: SignedOut when the session was ended, else 404, foreign and absent alike.

    A change is told that it came too late (Gone).
    """
    require_session()
    if request.method in SAFE:
        abort(404)
    raise Gone
