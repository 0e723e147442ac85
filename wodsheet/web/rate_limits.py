"""How often one account or address may do a thing. A hand never meets these; a program that runs wild does.

Counted in this process, and with REDIS_URL also for all processes together. Why this is not Flask-Limiter's own
extension: docs/decisions/0022-rate-limits.md.
"""

import logging
import time
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from flask import Flask, g, request
from limits import RateLimitItemPerSecond
from limits.errors import StorageError
from limits.storage import Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

from wodsheet.problems import TooFast
from wodsheet.web import logs
from wodsheet.web.csrf import SAFE

# Seconds.
WINDOW = 60
PATIENCE = 0.3
LEFT_ALONE = 5


@dataclass(frozen=True)
class Rate:
    """At most so many a minute. `told`: how many are counted here before Redis hears of them together."""

    name: str
    most: int
    told: int = 1


# Ten clicks a second are 600 a minute; what the page kept while the line was down comes on top.
WRITES = Rate("writes", 1800, told=20)
CREATIONS = Rate("creation", 120)
RATES = {
    "auth.sign_in": Rate("name", 300),
    "discord.login": Rate("discord", 300),
    "discord.authorized": Rate("discord back", 300),
    "roster.create": CREATIONS,
    "roster.create_ready": CREATIONS,
    "roster.clone": CREATIONS,
    "portraits.keep": Rate("pictures", 60),
    "portraits.focus": Rate("focus", 300),
    "transfer.take": Rate("exports", 20),
    "transfer.bring": Rate("imports", 20),
}


def init_app(app: Flask) -> None:
    """Count each sign-in, creation and write before it is done."""
    redis_url = app.config["SETTINGS"].redis_url
    counts = Counts(Shared(redis(redis_url)) if redis_url else None)

    @app.before_request
    def count() -> None:
        """Raise TooFast (429), with the seconds until the next minute begins."""
        rate = RATES.get(request.endpoint or "")
        if rate is None:
            if request.method in SAFE:
                return
            rate = WRITES
        if not counts.within(rate, f"{rate.name} {asker()}"):
            raise TooFast(retry_after=WINDOW - int(time.time()) % WINDOW)


def asker() -> str:
    """Who is counted: the account, or else the address as the trusted proxy gives it.

    Of an IPv6 address the half that a household shares, for its other half is theirs to change at will.
    """
    user = g.user
    if user is not None:
        return f"user {user}"
    given = request.remote_addr or ""
    if ":" not in given:
        return given
    try:
        address = ip_address(given)
    except ValueError:
        return given
    return str(IPv6Address(int(address) >> 64 << 64))


class Counts:
    """How often each key was counted in this minute: here, and by all processes together where they share a store."""

    def __init__(self, shared: "Shared | None" = None) -> None:
        self.minute = 0
        self.here: dict[str, int] = {}
        self.shared = shared

    def within(self, rate: Rate, key: str) -> bool:
        """Count one more, and say whether that is still within the rate."""
        minute = int(time.time()) // WINDOW
        if minute != self.minute:
            self.minute, self.here = minute, {}
        count = self.here[key] = self.here.get(key, 0) + 1
        if count > rate.most:
            return False
        if self.shared is None or count % rate.told or self.shared.within(rate, key):
            return True
        # Until the minute is over, for the next time all processes are asked is some counts away.
        self.here[key] = rate.most
        return False


class Shared:
    """The same counts for all processes. With its store away the counts of each have to do, and the app goes on."""

    def __init__(self, store: Storage) -> None:
        self.counted = FixedWindowRateLimiter(store)
        self.left_alone_until = 0.0

    def within(self, rate: Rate, key: str) -> bool:
        if time.monotonic() < self.left_alone_until:
            return True
        try:
            return self.counted.hit(RateLimitItemPerSecond(rate.most, WINDOW), key, cost=rate.told)
        except (StorageError, OSError) as error:
            self.left_alone_until = time.monotonic() + LEFT_ALONE
            logs.log_event("redis away", logging.WARNING, error)
            return True


def redis(url: str) -> Storage:
    """Redis as the store, asked with little patience."""
    store = storage_from_string(url, wrap_exceptions=True, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE)
    assert isinstance(store, Storage)
    return store
