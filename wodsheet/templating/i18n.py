"""Translation of everything players read: ``gettext``, ``ngettext``, and ``N_``, which marks a constant for later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape


def gettext(message: str, **placeholders: Any) -> str:
    """The message in the reader's language, its ``%(name)s`` placeholders filled in."""
    return _filled(message, placeholders) if placeholders else message


def ngettext(singular: str, plural: str, count: int, **placeholders: Any) -> str:
    """The message for this count in the reader's language; ``%(num)s`` is the count."""
    return _filled(singular if count == 1 else plural, {"num": count} | placeholders)


def N_(message: str) -> str:
    """The message as it stands, marked for extraction; it is translated where it is shown."""
    return message


def _filled(message: str, placeholders: Mapping[str, Any]) -> str:
    """The message with its placeholders filled in; Markup if one of them is Markup, and then all else is escaped."""
    if any(isinstance(placeholder, Markup) for placeholder in placeholders.values()):
        return escape(message) % placeholders
    return message % placeholders
