"""When something was, in the reader's language and by the player's own time zone."""

from __future__ import annotations

from contextvars import ContextVar
from datetime import UTC, date, datetime, time, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date, format_time

from wodsheet.templating.i18n import gettext, language, ngettext

MINUTE, HOUR, DAY = 60, 3600, 86400

_zone: ContextVar[tzinfo] = ContextVar("time zone", default=UTC)


def set_time_zone(name: str) -> None:
    """Let this request's dates be those of a time zone by its IANA name; UTC for a name there is not."""
    _zone.set(zone_of(name) or UTC)


@lru_cache(1024)
def zone_of(name: str) -> ZoneInfo | None:
    """The time zone of an IANA name ("Europe/Lisbon"), or None."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def when(moment: datetime, now: datetime | None = None) -> str:
    """How long ago ``moment`` was: "a moment ago", "5 hours ago", "in October", "in October 2024".

    Both moments carry their time zone; without ``now`` it is the present one.
    """
    seconds = ((now or datetime.now(UTC)) - moment).total_seconds()
    if seconds < 2 * MINUTE:
        return gettext("a moment ago")
    if seconds < HOUR:
        return ngettext("%(num)s minute ago", "%(num)s minutes ago", int(seconds // MINUTE))
    if seconds < DAY:
        return ngettext("an hour ago", "%(num)s hours ago", int(seconds // HOUR))
    if seconds < 31 * DAY:
        return ngettext("a day ago", "%(num)s days ago", int(seconds // DAY))
    month = _formatted(moment.astimezone(_zone.get()), "LLLL" if seconds < 300 * DAY else "LLLL y")
    return gettext("in %(month)s", month=month)


def _formatted(day: date, pattern: str) -> str:
    spoken = language()
    return spoken.finish(format_date(day, pattern, locale=spoken.locale))


def today() -> date:
    """The day it is for the player."""
    return datetime.now(_zone.get()).date()


def day_of(moment: datetime) -> date:
    """The day that a moment was for the player."""
    return moment.astimezone(_zone.get()).date()


def beginning_of(day: date) -> datetime:
    """The moment at which a day begins for the player."""
    return datetime.combine(day, time(), _zone.get())


def full_day(day: date) -> str:
    """A day with its weekday: "Tuesday, 31 March 2026"."""
    return _formatted(day, "full")


def on_day(day: date) -> str:
    """A day in numbers and letters: "31 Mar 2026". Of a moment, the day it was for the player."""
    if isinstance(day, datetime):
        day = day_of(day)
    return _formatted(day, "medium")


def at_time(moment: datetime) -> str:
    """The time of day for the player: "21:05"."""
    return format_time(moment.astimezone(_zone.get()), "short", locale=language().locale)
