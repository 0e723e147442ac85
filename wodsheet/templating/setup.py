"""Sets up templates: where they are, which names they know, and one environment per language."""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

from flask import Flask
from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader, StrictUndefined

from wodsheet.engine import Listing, Section, Text, Total, Tracker, Trait
from wodsheet.lines import names
from wodsheet.sheet import hash_text
from wodsheet.templating.dates import at_time, day_of, full_day, on_day, today, when
from wodsheet.templating.environment import PlainEnvironment
from wodsheet.templating.i18n import ENGLISH, Language, gettext, language, ngettext, number, percent

ROOT = Path(__file__).resolve().parent.parent.parent


class Multilingual(Flask):
    """A Flask app whose ``jinja_env`` is that of the request's language. Outside a request that is English."""

    jinja_environment = PlainEnvironment

    @property
    def jinja_env(self) -> PlainEnvironment:  # pyright: ignore[reportIncompatibleVariableOverride]
        """The templates as compiled for this language; names, filters and tests are the same for all."""
        own: dict[Language, PlainEnvironment] = self.extensions.setdefault("jinja", {})
        spoken = language()
        if spoken not in own:
            english = cast(PlainEnvironment, super().jinja_env)
            own[spoken] = english if spoken is ENGLISH else cast(PlainEnvironment, english.overlay())
            own[spoken].language = spoken
        return own[spoken]


def init_app(app: Flask) -> None:
    """Whole pages come from templates/, what can be swapped from partials/; a name misspelt in either is an error."""
    app.jinja_env.loader = ChoiceLoader(
        [FileSystemLoader(ROOT / "templates"), PrefixLoader({"partials": FileSystemLoader(ROOT / "partials")})]
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    nouns = {"listing": Listing, "section": Section, "text": Text, "total": Total, "tracker": Tracker, "trait": Trait}
    app.jinja_env.tests.update({word: partial(is_a, noun) for word, noun in nouns.items()})
    app.add_template_global(hash_text, "hash_text")
    app.jinja_env.globals["strokes"] = {row["key"]: row["strokes"] for row in names.rows("marks")}
    # For a macro whose answers come again and again: a row of dots. Words are told from the same words as markup.
    app.add_template_global(lru_cache(4096, typed=True), "remembered")
    app.add_template_global(gettext, "_")
    app.add_template_global(ngettext, "ngettext")
    app.add_template_global(language, "language")
    app.add_template_filter(when, "when")
    app.add_template_filter(on_day, "on_day")
    app.add_template_filter(at_time, "at_time")
    app.add_template_filter(full_day, "full_day")
    app.add_template_filter(lambda moment: full_day(day_of(moment)), "full_day_of")
    app.add_template_filter(number, "number")
    app.add_template_filter(percent, "percent")
    app.add_template_global(today, "today")
    app.add_template_global(lambda: str(uuid4()), "new_form_key")


def is_a(noun: type, part: Any) -> bool:
    """Whether a part of a line is this noun: ``{% if part is tracker %}``."""
    return isinstance(part, noun)
