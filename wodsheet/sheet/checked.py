"""The check of a sheet, as people read it: each finding as a sentence, with the place it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from wodsheet.engine import Line
from wodsheet.rules import check as rules
from wodsheet.rules.creation import Checked
from wodsheet.rules.findings import FORBIDDEN, KEPT, MISSING, OPEN, OVER, Finding
from wodsheet.rules.spending import NOTHING, Spent
from wodsheet.sheet import Sheet, rulebook
from wodsheet.sheet.entry import Entry
from wodsheet.templating.i18n import N_, gettext, ngettext
from wodsheet.templating.i18n import gettext as _

# By rule and state; a function where it goes by a number.
WORDS: dict[tuple[str, str], str | Callable[..., str]] = {
    ("said", KEPT): N_("%(text)s: %(words)s."),
    ("said", MISSING): N_("%(text)s is not said yet."),
    ("said", OPEN): N_("%(text)s is not said yet. %(unless)s"),
    ("spread", KEPT): N_("%(section)s are shared out as the book does it."),
    ("spread", OPEN): lambda num, **more: ngettext(
        "%(section)s: %(num)s dot is left.", "%(section)s: %(num)s dots are left.", num, **more
    ),
    ("spread", OVER): lambda num, **more: ngettext(
        "%(section)s: %(num)s dot more than creation gives, and no line of the ledger names it.",
        "%(section)s: %(num)s dots more than creation gives, and no line of the ledger names them.",
        num,
        **more,
    ),
    ("spread_in_ways", KEPT): N_("%(section)s are shared out: %(way)s."),
    ("spread_in_ways", OPEN): lambda num, **more: ngettext(
        "%(section)s: %(num)s dot is left, nearest to %(way)s.",
        "%(section)s: %(num)s dots are left, nearest to %(way)s.",
        num,
        **more,
    ),
    ("spread_in_ways", OVER): lambda num, **more: ngettext(
        "%(section)s: %(num)s dot more than %(way)s gives, and no line of the ledger names it.",
        "%(section)s: %(num)s dots more than %(way)s gives, and no line of the ledger names them.",
        num,
        **more,
    ),
    ("budget", KEPT): N_("%(list)s: %(dots)s of %(most)s dots, without what is given."),
    ("budget", OPEN): lambda num, **more: ngettext(
        "%(list)s: %(num)s dot of %(most)s is left.", "%(list)s: %(num)s dots of %(most)s are left.", num, **more
    ),
    ("budget", OVER): lambda num, **more: ngettext(
        "%(list)s: %(num)s dot over the %(most)s of creation, and no line of the ledger names it.",
        "%(list)s: %(num)s dots over the %(most)s of creation, and no line of the ledger names them.",
        num,
        **more,
    ),
    ("count", KEPT): N_("%(list)s: %(many)s."),
    ("count", MISSING): lambda num, **more: ngettext(
        "%(list)s: at least %(num)s is due.", "%(list)s: at least %(num)s are due.", num, **more
    ),
    ("count", OVER): N_("%(list)s: %(many)s, and creation gives %(num)s at most."),
    ("matched", KEPT): N_("As many of these flaws as of these merits: %(group)s."),
    ("matched", OVER): N_("%(num)s more of these flaws than of these merits: %(group)s."),
    ("each", KEPT): N_("%(list)s: each with its %(text)s."),
    ("each", MISSING): N_("%(name)s is without a %(text)s."),
    ("free_specialty", MISSING): N_("%(skill)s comes with a specialty, and has none."),
    ("specialties", KEPT): N_("Specialties: all that creation gives."),
    ("specialties", MISSING): lambda num, **more: ngettext(
        "%(num)s free specialty is not taken yet.", "%(num)s free specialties are not taken yet.", num, **more
    ),
    ("specialties", OVER): lambda num, **more: ngettext(
        "%(num)s specialty more than creation gives, and no line of the ledger names it.",
        "%(num)s specialties more than creation gives, and no line of the ledger names them.",
        num,
        **more,
    ),
    ("shares", KEPT): N_("%(list)s: the dots that creation gives."),
    ("shares", OPEN): lambda num, **more: ngettext(
        "%(list)s: %(num)s dot is left.", "%(list)s: %(num)s dots are left.", num, **more
    ),
    ("shares", OVER): lambda num, **more: ngettext(
        "%(name)s: %(num)s dot more than creation gives, and no line of the ledger names it.",
        "%(name)s: %(num)s dots more than creation gives, and no line of the ledger names them.",
        num,
        **more,
    ),
    ("as_many_inside", KEPT): N_("%(list)s: as many %(inside)s as dots."),
    ("as_many_inside", OPEN): lambda num, **more: ngettext(
        "%(name)s: %(num)s power is still to be chosen.",
        "%(name)s: %(num)s powers are still to be chosen.",
        num,
        **more,
    ),
    ("as_many_inside", OVER): lambda num, **more: ngettext(
        "%(name)s: %(num)s power more than its dots.", "%(name)s: %(num)s powers more than its dots.", num, **more
    ),
    ("first", KEPT): N_("%(list)s: the one that comes free."),
    ("first", MISSING): N_("%(list)s: one of level %(level)s comes free, and is not chosen yet."),
    ("first", OVER): lambda num, **more: ngettext(
        "%(list)s: %(num)s more than creation gives, and no line of the ledger names it.",
        "%(list)s: %(num)s more than creation gives, and no line of the ledger names them.",
        num,
        **more,
    ),
    ("outer_and_inner", KEPT): N_("%(list)s and %(inside)s: %(outer)s and %(inner)s, one of the ways of the book."),
    ("outer_and_inner", OPEN): lambda num, **more: ngettext(
        "%(list)s and %(inside)s: %(outer)s and %(inner)s; %(num)s is left.",
        "%(list)s and %(inside)s: %(outer)s and %(inner)s; %(num)s are left.",
        num,
        **more,
    ),
    ("outer_and_inner", OVER): N_(
        "%(list)s and %(inside)s: %(outer)s and %(inner)s; that is %(num)s more than creation gives."
    ),
    ("favored", KEPT): N_("%(section)s: two dots in %(own)s and one in another."),
    ("favored", OPEN): lambda num, **more: ngettext(
        "%(section)s: %(num)s dot is left; two go to %(own)s, one to another.",
        "%(section)s: %(num)s dots are left; two go to %(own)s, one to another.",
        num,
        **more,
    ),
    ("favored", OVER): lambda num, **more: ngettext(
        "%(section)s: %(num)s dot more than creation gives, and no line of the ledger names it.",
        "%(section)s: %(num)s dots more than creation gives, and no line of the ledger names them.",
        num,
        **more,
    ),
    ("one_of_each", KEPT): N_("%(list)s: one of each that is due."),
    ("one_of_each", MISSING): N_("%(list)s: one of these is due: %(of)s."),
    ("one_of_all", MISSING): N_("%(list)s: one of those for everybody is due."),
    ("one_of_each", OVER): lambda num, **more: ngettext(
        "%(list)s: %(num)s more than the %(most)s of creation, and no line of the ledger names it.",
        "%(list)s: %(num)s more than the %(most)s of creation, and no line of the ledger names them.",
        num,
        **more,
    ),
    ("granted", KEPT): N_("%(choice)s gives %(things)s."),
    ("granted", MISSING): N_("%(choice)s gives %(things)s, and it is not here."),
    ("granted_pick", KEPT): N_("%(choice)s gives one of these: %(things)s."),
    ("granted_pick", MISSING): N_("%(choice)s gives one of these, and none is here: %(things)s."),
    ("granted_dots", KEPT): lambda num, **more: ngettext(
        "%(choice)s gives %(num)s dot of these: %(things)s.",
        "%(choice)s gives %(num)s dots of these: %(things)s.",
        num,
        **more,
    ),
    ("granted_dots", MISSING): lambda num, **more: ngettext(
        "%(choice)s gives %(num)s dot of these, and not all are here: %(things)s.",
        "%(choice)s gives %(num)s dots of these, and not all are here: %(things)s.",
        num,
        **more,
    ),
    ("age_kept", KEPT): lambda num, **more: ngettext(
        "%(age)s: begins with %(num)s point of experience.",
        "%(age)s: begins with %(num)s points of experience.",
        num,
        **more,
    ),
    ("age", OPEN): lambda num, **more: ngettext(
        "%(age)s: %(num)s point of experience to begin with is not in the ledger.",
        "%(age)s: %(num)s points of experience to begin with are not in the ledger.",
        num,
        **more,
    ),
    ("most", KEPT): N_("%(choice)s: %(trait)s is %(num)s at most."),
    ("most", OVER): N_("%(choice)s goes with %(trait)s %(num)s at most."),
    ("span", KEPT): N_("%(trait)s goes with the generation: %(by)s."),
    ("span", OVER): N_("%(trait)s: the book gives the %(by)s generation %(least)s to %(most)s."),
}
LABELS = {
    MISSING: N_("Missing"),
    OPEN: N_("Open"),
    OVER: N_("Over"),
    FORBIDDEN: N_("Not by the book"),
    KEPT: N_("Kept"),
}


@dataclass(frozen=True)
class Said:
    """One finding. ``trait`` is as its address has it, ``label`` what that is called, ``place`` its anchor."""

    rule: str
    state: str
    trait: str
    label: str
    place: str
    words: str
    source: str
    doubt: str


@dataclass(frozen=True)
class Check:
    """A whole check. ``own_rules``: the table plays by rules of its own, so nothing is a fault."""

    legal: bool
    own_rules: bool
    findings: tuple[Said, ...]

    def of(self, state: str) -> list[Said]:
        """The findings in this state."""
        return [one for one in self.findings if one.state == state]

    @property
    def groups(self) -> list[tuple[str, str, list[Said]]]:
        """By state, what is to be done first: the state, its label, the findings."""
        return [(state, _(label), found) for state, label in LABELS.items() if (found := self.of(state))]


def checked(sheet: Sheet, spent: Spent = NOTHING) -> Check:
    """The check of a sheet. ``spent`` is what its ledger explains."""
    found = findings(sheet, spent)
    return Check(rules.is_legal(found), sheet.by_own_rules, tuple(_line(sheet, one) for one in found))


def findings(sheet: Sheet, spent: Spent = NOTHING) -> list[Finding]:
    """The same as values."""
    return rules.check(cast(Checked, sheet), spent)


def _line(sheet: Sheet, one: Finding) -> Said:
    label, place = _place(sheet, one.trait)
    source = "; ".join(map(sheet.line.cited, one.sources))
    return Said(one.rule, one.state, one.trait, label, place, words(sheet.line, one), source, one.doubt)


def _place(sheet: Sheet, trait: str) -> tuple[str, str]:
    """What the thing is called that a finding is about, and its anchor on the sheet."""
    name, _slash, id = trait.partition("/")
    line = sheet.line
    if id:
        return sheet.entries[int(id)].label, f"entry-{id}"
    for parts, place in (
        (line.traits, "rating-"),
        (line.texts, "form-text-"),
        (line.sections, ""),
        (line.listings, ""),
    ):
        if name in parts:
            return parts[name].label, place + name
    raise KeyError(trait)


def words(line: Line, one: Finding) -> str:
    """A finding as one sentence."""
    if one.against:
        entry, warning = one.against
        against = rulebook.against(line, cast(Entry, entry), warning)
        return _("%(name)s: %(against)s", name=one.values["name"], against=against)
    message = WORDS[one.rule, OVER if one.paid else one.state]
    if one.paid:
        return _("%(finding)s Lines of the ledger that name nothing may explain it.", finding=_said(message, one))
    return _said(message, one)


def _said(message: str | Callable[..., str], one: Finding) -> str:
    return gettext(message, **one.values) if isinstance(message, str) else message(**one.values)
