"""When something was, in words that hold in every time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime

MINUTE, HOUR, DAY = 60, 3600, 86400


def when(moment: datetime, now: datetime | None = None) -> str:
    """When ``moment`` was, as one says it: "a moment ago", "5 hours ago", "in October", "in October 2024".

    Both moments carry their time zone; without ``now`` it is the present one.
    """
    now = now or datetime.now(moment.tzinfo)
    seconds = (now - moment).total_seconds()
    if seconds < 2 * MINUTE:
        return "a moment ago"
    if seconds < HOUR:
        return f"{seconds // MINUTE:.0f} minutes ago"
    if seconds < DAY:
        return _ago(seconds // HOUR, "an hour", "hours")
    if seconds < 31 * DAY:
        return _ago(seconds // DAY, "a day", "days")
    if seconds < 300 * DAY:
        return f"in {moment:%B}"
    return f"in {moment:%B %Y}"


def _ago(count: float, one: str, many: str) -> str:
    return f"{one} ago" if count == 1 else f"{count:.0f} {many} ago"


def today() -> date:
    """The day it is, as the database has it."""
    return datetime.now(UTC).date()


def on_day(day: date) -> str:
    """A day as one writes it: "31 Mar 2026"."""
    return f"{day.day} {day:%b %Y}"
