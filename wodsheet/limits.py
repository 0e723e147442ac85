"""How often one account or address may do a thing. A hand never meets these; a program that runs wild does.

Counted in this process, and with REDIS_URL also for all processes together. Why this is not Flask-Limiter's own
extension: docs/decisions/0022-rate-limits.md.
"""

import time
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from flask import Flask, g, request
from limits import RateLimitItemPerSecond
from limits.storage import RedisStorage, storage_from_string
from limits.strategies import FixedWindowRateLimiter
from redis.exceptions import RedisError

from wodsheet import logs
from wodsheet.crosssite import SAFE
from wodsheet.errors import TooFast

# Seconds.
WINDOW = 60
REDIS_PATIENCE = 0.3
REDIS_LEFT_ALONE = 5


@dataclass(frozen=True)
class Rate:
    """At most so many a minute. `told`: how many are counted here before Redis hears of them together."""

    name: str
    most: int
    told: int = 1


# Ten clicks a second are 600 a minute; what the page kept while the line was down comes on top.
WRITES = Rate("writes", 1800, told=20)
RARE = {
    "auth.sign_in": Rate("desk", 300),
    "discord.login": Rate("discord", 60),
    "discord.authorized": Rate("discord back", 60),
    "sheets.create": Rate("creation", 120),
}


def init_app(app: Flask) -> None:
    """Count each sign-in, creation and write before it is done."""
    counts = Counts(app.config["SETTINGS"].redis_url)

    @app.before_request
    def count() -> None:
        """Raise TooFast (429), with the seconds until the next minute begins."""
        rate = RARE.get(request.endpoint or "")
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
    if g.user is not None:
        return f"user {g.user}"
    given = request.remote_addr or ""
    if ":" not in given:
        return given
    try:
        address = ip_address(given)
    except ValueError:
        return given
    return str(IPv6Address(int(address) >> 64 << 64))


class Counts:
    """How often each key was counted in this minute: here, and in Redis where there is one."""

    def __init__(self, redis_url: str | None) -> None:
        self.minute = 0
        self.here: dict[str, int] = {}
        self.shared = Shared(redis_url) if redis_url else None

    def within(self, rate: Rate, key: str) -> bool:
        """Count one more, and say whether that is still within the rate."""
        minute = int(time.time()) // WINDOW
        if minute != self.minute:
            self.minute, self.here = minute, {}
        count = self.here[key] = self.here.get(key, 0) + 1
        if count > rate.most:
            return False
        return self.shared is None or count % rate.told != 0 or self.shared.within(rate, key)


class Shared:
    """The same counts for all processes. Without Redis the count of this process has to do, and the app goes on."""

    def __init__(self, redis_url: str) -> None:
        storage = storage_from_string(
            redis_url,
            wrap_exceptions=False,
            socket_connect_timeout=REDIS_PATIENCE,
            socket_timeout=REDIS_PATIENCE,
        )
        assert isinstance(storage, RedisStorage)
        self.counted = FixedWindowRateLimiter(storage)
        self.left_alone_until = 0.0

    def within(self, rate: Rate, key: str) -> bool:
        if time.monotonic() < self.left_alone_until:
            return True
        try:
            return self.counted.hit(RateLimitItemPerSecond(rate.most, WINDOW), key, cost=rate.told)
        except (RedisError, OSError) as error:
            self.left_alone_until = time.monotonic() + REDIS_LEFT_ALONE
            logs.tell("redis away", error=error)
            return True
