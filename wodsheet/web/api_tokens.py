"""Personal tokens: what a script carries instead of a browser's cookie. Their hashes are kept, and nothing else."""

import re
import secrets
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

# So that a scanner of leaked secrets, and a person, know one when they see it.
PREFIX = "wod_"
BYTES = 32
WRITTEN = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}", re.ASCII)


def new() -> str:
    """A token nobody has."""
    return PREFIX + secrets.token_urlsafe(BYTES)


def hash_of(token: str) -> bytes:
    """What is kept of a token. Plain SHA-256: 256 random bits need no slow one."""
    return sha256(token.encode()).digest()


def sent_token(environ: Mapping[str, Any]) -> str | None:
    """What a request carries as its token; None when it carries none. Then, and only then, cookies count."""
    carried = environ.get("HTTP_AUTHORIZATION")
    if carried is None:
        return None
    scheme, _, token = carried.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def looks_like_one(token: str) -> bool:
    """Whether it is worth asking the database."""
    return WRITTEN.fullmatch(token) is not None
