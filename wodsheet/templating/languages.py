"""The languages there are, and which of them a request is answered in.

A language is one file, ``translations/<tag>.po``; English needs none. docs/decisions/0067-languages.md.
"""

from __future__ import annotations

from functools import lru_cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, current_app, request, session
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from wodsheet.lines import localized
from wodsheet.templating.dates import set_time_zone
from wodsheet.templating.i18n import ENGLISH, TRANSLATIONS, Language, locale_of, set_language
from wodsheet.templating.pseudo import PSEUDO


class Languages:
    """The languages of one app by tag, English first. The pseudo-language is for local mode alone."""

    def __init__(self, folder: Path, pseudo: bool) -> None:
        read = [from_file(file) for file in sorted(folder.glob("*.po"))]
        self.by_tag = {each.tag: each for each in (ENGLISH, *read, *([PSEUDO] if pseudo else ()))}
        # Browsers send the same few headers again and again.
        self.negotiate = lru_cache(256)(self._negotiate)

    def _negotiate(self, accept_language: str) -> Language:
        """The language that an Accept-Language header likes best, English if it names none there is."""
        accepted = parse_accept_header(accept_language, LanguageAccept)
        wanted = [tag for tag, quality in accepted if quality > 0]
        found = negotiate_locale(wanted, self.by_tag, sep="-") or ""
        known = {tag.lower(): each for tag, each in self.by_tag.items()}
        return known.get(found.lower(), ENGLISH)


def from_file(file: Path) -> Language:
    """The language of a .po file named for its tag. Messages marked fuzzy are left in English."""
    locale = locale_of(file)
    compiled = BytesIO()
    with file.open("rb") as po:
        write_mo(compiled, read_po(po, locale))
    compiled.seek(0)
    return Language(file.stem, locale.get_display_name() or file.stem, locale, GNUTranslations(compiled))


def languages() -> Languages:
    """The languages of the app at work."""
    return current_app.extensions["languages"]


def init_app(app: Flask) -> None:
    """Choose each request's language before anything of it is matched to a game line or refused."""
    app.extensions["languages"] = Languages(TRANSLATIONS, pseudo=not app.config["SETTINGS"].production)
    app.url_value_preprocessor(choose)
    app.add_template_global(lambda: languages().by_tag, "languages")


def choose(endpoint: str | None, parts: dict[str, Any] | None) -> None:
    """Answer in the player's language, else in the one the browser asks for, and by the player's time zone.

    The session has both as the player's preferences had them last. The game line of the address is in that language.
    """
    known = languages()
    preferred = known.by_tag.get(session.get("language", ""))
    set_language(preferred or known.negotiate(request.environ.get("HTTP_ACCEPT_LANGUAGE", "")))
    set_time_zone(session.get("time_zone", ""))
    if parts and "line" in parts:
        parts["line"] = localized(parts["line"].name)
