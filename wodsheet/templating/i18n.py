"""Translation of everything players read: ``gettext``, ``ngettext``, and ``N_``, which marks a constant for later.

A ground floor like ``problems``: it imports nothing of ours, so every room may translate.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from babel import Locale
from babel.numbers import format_decimal, format_percent
from markupsafe import Markup, escape


@dataclass(frozen=True, eq=False)
class Language:
    """A language that pages are written in: its BCP 47 tag, its messages, and the locale of its dates and numbers.

    ``name`` is what its own speakers call it. ``finish`` is applied to what Babel formats by the locale; only the
    pseudo-language needs it, because Babel has no locale of that name.
    """

    tag: str
    name: str
    locale: Locale
    messages: NullTranslations = field(default_factory=NullTranslations)
    finish: Callable[[str], str] = str


ENGLISH = Language("en", "English", Locale("en", "GB"))

# The languages that can be chosen: the name of each in itself, by tag. ``languages`` reads a file for each but these.
TRANSLATIONS = Path(__file__).resolve().parent.parent.parent / "translations"
PSEUDO_TAG = "en-XA"


def locale_of(file: Path) -> Locale:
    """The locale of a file of translations, which is named for its tag. Raises ValueError for a name that is none."""
    return Locale.parse(file.stem, sep="-")


LANGUAGES = {
    "en": "English",
    **{file.stem: locale_of(file).get_display_name() or file.stem for file in sorted(TRANSLATIONS.glob("*.po"))},
    PSEUDO_TAG: "Pseudo-language",
}

_current: ContextVar[Language] = ContextVar("language", default=ENGLISH)


def language() -> Language:
    """The language of this request's reader."""
    return _current.get()


def set_language(chosen: Language) -> None:
    """Let everything that this request says from here on be in a language."""
    _current.set(chosen)


def gettext(message: str, **placeholders: Any) -> str:
    """The message in the reader's language, its ``%(name)s`` placeholders filled in."""
    message = _current.get().messages.gettext(message) if message else message
    return _filled(message, placeholders) if placeholders else message


def ngettext(singular: str, plural: str, count: int, **placeholders: Any) -> str:
    """The message for this count in the reader's language; ``%(num)s`` is the count."""
    return _filled(_current.get().messages.ngettext(singular, plural, count), {"num": count} | placeholders)


def number(amount: float, places: int = 0) -> str:
    """A number as the reader's language writes it, with so many decimal places: "1,234.5"."""
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return format_decimal(amount, pattern, locale=_current.get().locale)


def percent(share: float) -> str:
    """A share of one as the reader's language writes it, in percent with one decimal place: "64.2%"."""
    return format_percent(share, "#,##0.0%", locale=_current.get().locale)


def N_(message: str) -> str:
    """The message as it stands, marked for extraction; it is translated where it is shown."""
    return message


# Letters of Hebrew, Arabic and the other scripts that run from right to left, and the signs that turn a direction.
RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff\u200f\u202a-\u202e\u2066-\u2069]"
)
FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE = "\u2068", "\u2069"


def isolated(words: Any) -> Any:
    """Words as they stand in a sentence: what runs from right to left turns nothing beside it.

    All else stays as it is, so that the name of a button is what programs know it by. Markup isolates by its elements.
    """
    if type(words) is not str or words.isascii() or not RIGHT_TO_LEFT.search(words):
        return words
    return FIRST_STRONG_ISOLATE + words + POP_DIRECTIONAL_ISOLATE


def _filled(message: str, placeholders: Mapping[str, Any]) -> str:
    """The message with its placeholders filled in; Markup if one of them is Markup, and then all else is escaped."""
    words = {name: isolated(placeholder) for name, placeholder in placeholders.items()}
    if any(isinstance(placeholder, Markup) for placeholder in words.values()):
        return escape(message) % words
    return message % words
