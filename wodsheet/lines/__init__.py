"""The game lines there are. A new one is a module here, its names, a theme, and one entry in ``LINES``."""

from __future__ import annotations

from functools import cache

from wodsheet.engine import Line, Localizer
from wodsheet.lines.htr import HTR
from wodsheet.lines.vtm import VTM
from wodsheet.lines.wta import WTA
from wodsheet.templating.i18n import ENGLISH, Language, language

LINES: dict[str, Line] = {line.name: line for line in (VTM, HTR, WTA)}


def localized(name: str) -> Line:
    """The line of this name in the language of the request. Keys and stored words are those of ``LINES``."""
    spoken = language()
    return LINES[name] if spoken is ENGLISH else _localized(name, spoken)


@cache
def _localized(name: str, spoken: Language) -> Line:
    return Localizer(spoken.messages.gettext).part(LINES[name])
