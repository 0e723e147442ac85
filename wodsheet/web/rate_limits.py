"""Rate limits: how often one account or address may use a route. A person never reaches them; a faulty program does.

Each route's own rate stands in ``wodsheet/routes.py``. Counted in this process, and with REDIS_URL also for all
processes together. Why this is not Flask-Limiter's own extension: docs/decisions/0022-rate-limits.md.
"""

import logging
import time
from ipaddress import IPv6Address, ip_address

from flask import Flask, g, request
from limits import RateLimitItemPerSecond
from limits.errors import StorageError
from limits.storage import Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

from wodsheet import metrics
from wodsheet.problems import TooFast
from wodsheet.routes import ROUTES, Rate
from wodsheet.web import logs
from wodsheet.web.csrf import SAFE

# Seconds.
WINDOW = 60
PATIENCE = 0.3
LEFT_ALONE = 5


# Ten clicks a second are 600 a minute; what the page saved while the connection was down comes on top.
WRITES = Rate("writes", 1800, batch=20)


def init_app(app: Flask) -> None:
    """Count each sign-in, creation and write before it is done."""
    redis_url = app.config["SETTINGS"].redis_url
    counts = Counts(Shared(redis(redis_url)) if redis_url else None)

    @app.before_request
    def count() -> None:
        """Raise TooFast (429), with the seconds until the next minute begins."""
        route = ROUTES.get(request.endpoint or "")
        rate = route.rate if route else None
        if rate is None and request.method in SAFE:
            return
        rate = rate or WRITES
        if not counts.within(rate, f"{rate.name} {counted_as()}"):
            metrics.count("rate_limited", rate.name)
            raise TooFast(retry_after=WINDOW - int(time.time()) % WINDOW)


def counted_as() -> str:
    """The key that requests are counted by: the account, or else the address as the trusted proxy gives it.

    Of an IPv6 address only the half that a household shares: it can change the other half as it likes.
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
        if self.shared is None or count % rate.batch or self.shared.within(rate, key):
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
            return self.counted.hit(RateLimitItemPerSecond(rate.most, WINDOW), key, cost=rate.batch)
        except (StorageError, OSError) as error:
            self.left_alone_until = time.monotonic() + LEFT_ALONE
            logs.log_event("redis away", logging.WARNING, error)
            return True


def redis(url: str) -> Storage:
    """Redis as the store, asked with little patience."""
    store = storage_from_string(url, wrap_exceptions=True, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE)
    assert isinstance(store, Storage)
    return store
