"""What stands in an address: a game line's name, a row's id."""

from __future__ import annotations

import re

from werkzeug.routing import BaseConverter

from wodsheet.engine import Line
from wodsheet.lines import LINES


class LineConverter(BaseConverter):
    """A game line in an address: its name."""

    # Only the names there are: otherwise any address of one part would be "not allowed" instead of "not found".
    regex = "|".join(LINES)

    def to_python(self, value: str) -> Line:
        return LINES[value]

    def to_url(self, value: Line | str) -> str:
        return value if isinstance(value, str) else value.name


# A whole number that the database can hold, and Python can read.
ID = re.compile("[1-9][0-9]{0,17}")


class IdConverter(BaseConverter):
    """A row's id in an address."""

    regex = ID.pattern

    def to_python(self, value: str) -> int:
        return int(value)


def id_in(words: str) -> int | None:
    """The row's id that somebody sent beside an address; None for what can be none."""
    return int(words) if ID.fullmatch(words) else None
