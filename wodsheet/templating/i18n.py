"""Translation of everything players read: ``gettext``, ``ngettext``, and ``N_``, which marks a constant for later."""

from __future__ import annotations

from typing import Any


def gettext(message: str, **placeholders: Any) -> str:
    """The message in the reader's language, its ``%(name)s`` placeholders filled in."""
    return message % placeholders if placeholders else message


def ngettext(singular: str, plural: str, count: int, **placeholders: Any) -> str:
    """The message for this count in the reader's language; ``%(num)s`` is the count."""
    return (singular if count == 1 else plural) % ({"num": count} | placeholders)


def N_(message: str) -> str:
    """The message as it stands, marked for extraction; it is translated where it is shown."""
    return message
