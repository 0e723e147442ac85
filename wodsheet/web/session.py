"""The session: an encrypted cookie of its own kind, read in microseconds and rewritten only when it is due.

Flask's own is signed but readable, and is sent again with each answer, which costs as much as an empty route.
"""

import base64
import json
import re
import time
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import Flask
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.datastructures import CallbackDict
from werkzeug.wrappers import Request, Response

from wodsheet.web import api_tokens

DAY = 24 * 60 * 60
LIFETIME = 14 * DAY
RENEWED_AFTER = DAY
CLOCKS_APART = 60
PURPOSE = b"wodsheet session 1"
REMEMBERED = 2048


def init_app(app: Flask) -> None:
    """Keep sessions in our own cookie. The first key writes, all read."""
    settings = app.config["SETTINGS"]
    app.session_interface = EncryptedCookie(settings.secret_keys, settings.production)


class Session(CallbackDict[str, Any], SessionMixin):
    """What one browser is known by. Empty: nobody. Knows when its cookie was written (Unix seconds; 0: never)."""

    def __init__(self, contents: dict[str, Any] | None = None, written: int = 0) -> None:
        super().__init__(contents, on_update=Session.changed)
        self.modified = False
        self.written = written

    def changed(self) -> None:
        self.modified = True

    @property
    def due(self) -> bool:
        """Whether the answer has to carry the cookie: something changed, or it is a day old and slides on."""
        return self.modified or (bool(self) and time.time() - self.written > RENEWED_AFTER)


class EncryptedCookie(SessionInterface):
    """Sessions as Fernet tokens in a cookie: encrypted, signed, and dated by the token itself."""

    def __init__(self, secret_keys: Iterable[str], production: bool) -> None:
        self.fernet = MultiFernet([Fernet(derived(key)) for key in secret_keys])
        self.secure = production
        # A browser keeps the __Host- promise: this host only, https only, the whole site.
        self.name = "__Host-wodsheet" if production else "wodsheet"
        self.cookie = re.compile(rf"(?:^|;)\s*{re.escape(self.name)}=([\w=-]+)", re.ASCII)
        # Decrypting costs some 30 µs; the same browser sends the same token click after click.
        self.remembered = lru_cache(REMEMBERED)(self.decrypt)

    def open_session(self, app: Flask, request: Request) -> Session:
        """Read the session; one that is forged, older than 14 days or from the future is an empty one.

        Beside a token it is not read at all: what a token may do must not hang on who sits at the browser.
        """
        if api_tokens.sent_token(request.environ) is not None:
            return Session()
        found = self.cookie.search(request.environ.get("HTTP_COOKIE", ""))
        if found is None:
            return Session()
        try:
            contents, written = self.remembered(found[1])
        except (InvalidToken, ValueError):
            return Session()
        age = time.time() - written
        return Session(contents, written) if -CLOCKS_APART <= age < LIFETIME else Session()

    def decrypt(self, token: str) -> tuple[dict[str, Any], int]:
        """What a token holds, and when it was written. Raises InvalidToken, or ValueError for what is no JSON."""
        contents = json.loads(self.fernet.decrypt(token))
        # The eight bytes after the version are the time, as Fernet's specification has it.
        return contents, int.from_bytes(base64.urlsafe_b64decode(token)[1:9], "big")

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the cookie when it is due, and take an emptied one away."""
        assert isinstance(session, Session)
        if not session.due:
            return
        if not session and not session.written:
            return
        if not session:
            response.delete_cookie(self.name, secure=self.secure, httponly=True, samesite="Lax")
            return
        token = self.fernet.encrypt(json.dumps(dict(session), separators=(",", ":")).encode()).decode()
        response.set_cookie(
            self.name, token, max_age=LIFETIME, secure=self.secure, httponly=True, samesite="Lax", path="/"
        )


def derived(secret_key: str) -> bytes:
    """A Fernet key for sessions alone, from a secret that may serve other purposes too."""
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret_key.encode())
    return base64.urlsafe_b64encode(key)
