"""How players like their pages and paper: all that can be chosen, declared once, and what one player chose.

The form, the page, the statements and the attributes of a page's root are read out of ``PREFERENCES``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from flask import Flask, current_app, g, request, session
from markupsafe import Markup

from wodsheet.templating.dates import set_time_zone
from wodsheet.templating.i18n import LANGUAGES, N_, set_language


@dataclass(frozen=True, eq=False)
class Preference:
    """One thing to choose: one of ``choices`` (what is kept, and its label), or else a whole number or nothing.

    ``name`` is its column and its form's field. With ``on_root`` every page says it at its root, for the style
    sheet; with ``redraws`` the whole page changes with it.
    """

    name: str
    label: str
    choices: Mapping[str, str] | None = None
    start: str | None = None
    on_root: bool = True
    low: int = 0
    high: int = 0
    hint: str = ""
    redraws: bool = False

    @property
    def kind(self) -> str:
        """Its column's type."""
        return "text" if self.choices else "smallint"


PREFERENCES = {
    each.name: each
    for each in (
        Preference(
            "theme",
            N_("Theme"),
            {
                "system": N_("As the system has it"),
                "light": N_("Light"),
                "dark": N_("Dark"),
                "contrast": N_("High contrast"),
            },
            "system",
        ),
        Preference(
            "text_size",
            N_("Text size"),
            {"small": N_("Small"), "ordinary": N_("Ordinary"), "large": N_("Large"), "larger": N_("Larger")},
            "ordinary",
        ),
        Preference("density", N_("Density"), {"comfortable": N_("Comfortable"), "close": N_("Close")}, "comfortable"),
        Preference("motion", N_("Motion"), {"system": N_("As the system has it"), "less": N_("Less")}, "system"),
        Preference(
            "plate", N_("Portrait"), {"moved": N_("Shows Hunger, Humanity and form"), "plain": N_("Plain")}, "moved"
        ),
        Preference(
            "dice", N_("Dice"), {"thrown": N_("Thrown here"), "real": N_("My own, on the table")}, "thrown", False
        ),
        Preference("hints", N_("Hints for new players"), {"shown": N_("Shown"), "hidden": N_("Hidden")}, "shown"),
        Preference("language", N_("Language"), {"": N_("As the browser asks"), **LANGUAGES}, "", False, redraws=True),
        Preference("paper", N_("Paper"), {"a4": N_("A4"), "letter": N_("US Letter")}, "a4", on_root=False),
        Preference(
            "margin_width",
            N_("Width of the margin"),
            on_root=False,
            low=20,
            high=50,
            hint=N_(
                "In percent of the sheet, from 20 to 50; empty is as it comes. On a wide sheet the line beside the"
                " margin can be dragged, too, or moved by the arrow keys."
            ),
        ),
    )
}
# Not chosen on a page: the browser sends it.
TIME_ZONE = "time_zone"
START = {TIME_ZONE: ""} | {each.name: each.start for each in PREFERENCES.values()}

# The heights a player gave text areas: pixels, by the id of the field. A field further than the last forgets the rest.
LOWEST, HIGHEST, MOST_HEIGHTS = 24, 2000, 200


class Preferences:
    """What one player chose; what they never chose is as it comes. ``row`` is their row, if they have one."""

    def __init__(self, row: Mapping[str, Any] | None = None) -> None:
        self.chosen: dict[str, Any] = {"heights": {}} | START | dict(row or {})

    def __getitem__(self, preference: Preference) -> Any:
        return self.chosen[preference.name]

    @property
    def root(self) -> Markup:
        """The attributes of the page's root: whatever differs from how pages come."""
        chosen = [each for each in PREFERENCES.values() if each.on_root and self[each] != each.start]
        return Markup("").join(
            Markup(' data-{}="{}"').format(each.name.replace("_", "-"), self[each]) for each in chosen
        )

    @property
    def color_scheme(self) -> str:
        """What the browser shall draw before the style sheet is there."""
        return {"light": "light", "dark": "dark"}.get(self.chosen["theme"], "light dark")

    @property
    def style(self) -> str:
        """The lengths they gave parts of a sheet, as a style sheet of numbers and ids; empty when they gave none."""
        width = self.chosen["margin_width"]
        rules = [f":root{{--margin-width:{width}%}}"] if width is not None else []
        rules += [f"#{area}{{min-block-size:{height}px}}" for area, height in sorted(self.chosen["heights"].items())]
        return "\n".join(rules)

    @property
    def version(self) -> str:
        """The mark of that style sheet: as long as it is the same, a browser need not ask again."""
        return sha256(self.style.encode()).hexdigest()[:12]


def init_app(app: Flask) -> None:
    """Give templates ``preference_choices``, all by name, and ``preferences()``, what this page's player chose."""
    app.jinja_env.globals.update(preference_choices=PREFERENCES, preferences=current_preferences)


def set_preferences(row: Mapping[str, Any] | None) -> None:
    """Let this request be rendered by the player's preferences: a row of theirs, which a statement read, or None.

    The session remembers language and time zone, so that the next request knows them before its first statement.
    """
    g.preferences = Preferences(row)
    spoken, zone = g.preferences.chosen["language"], g.preferences.chosen[TIME_ZONE]
    languages = current_app.extensions["languages"]
    set_language(languages.by_tag.get(spoken) or languages.negotiate(request.environ.get("HTTP_ACCEPT_LANGUAGE", "")))
    set_time_zone(zone)
    if session and (session.get("language", ""), session.get(TIME_ZONE, "")) != (spoken, zone):
        session["language"], session[TIME_ZONE] = spoken, zone


def current_preferences() -> Preferences:
    """What the player of this request chose; of somebody unknown, as pages come."""
    return g.get("preferences") or Preferences()
