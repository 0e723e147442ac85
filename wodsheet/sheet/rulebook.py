"""What the rulebooks say of a choice and against an entry, in words."""

from __future__ import annotations

from functools import lru_cache

from wodsheet.engine import Choice, Line, Need, either
from wodsheet.rules import warnings
from wodsheet.sheet.entry import Entry
from wodsheet.templating.i18n import Language, language, ngettext
from wodsheet.templating.i18n import gettext as _

Facts = tuple[tuple[str, str], ...]


def against(line: Line, entry: Entry, warning: warnings.Warning) -> str:
    """A warning about an entry as one sentence."""
    match warning:
        case warnings.LevelTooHigh(level, key, most):
            above = line.labels.get(key) or (entry.outer or entry).name
            return _("Level %(level)s, above %(above)s %(most)s.", level=level, above=above, most=most)
        case warnings.OnlyFor(keys):
            return _("Only for %(whom)s.", whom=either(line.labels[key] for key in keys))
        case warnings.NotReached(key, level):
            return _("Needs %(trait)s %(level)s.", trait=line.labels[key], level=level)
        case warnings.NeedNotMet(need):
            return _("Needs %(needed)s.", needed=needed(line, need))
        case warnings.Excluded(keys):
            return _("Does not go with %(others)s.", others=either(line.labels.get(key, key) for key in keys))
        case warnings.DotsNotInBook(dots):
            return ngettext(
                "The book gives it %(dots)s dot.",
                "The book gives it %(dots)s dots.",
                dots[-1],
                dots=either(map(str, dots)),
            )
        case warnings.OfAnother(keys):
            return _("Belongs to %(owners)s.", owners=either(line.labels.get(key, key) for key in keys))
        case warnings.Again():
            return _("Stands here already.")
        case warnings.OneOfAGroup(group):
            return _("The book gives one of these: %(group)s.", group=group)
        case warnings.Unpaired(listing, group):
            label = line.listings[listing].label
            return _("The book gives as many of these beside it: %(list)s, %(group)s.", list=label, group=group)
        case warnings.TooManyInAll(most, dots):
            return ngettext(
                "The book gives %(num)s dot in all, and this makes %(dots)s.",
                "The book gives %(num)s dots in all, and this makes %(dots)s.",
                most,
                dots=dots,
            )


def facts(line: Line, choice: Choice) -> Facts:
    """All that the books say of a choice, as label and words; the last says where, when that is known."""
    return _facts(line, choice, language())


@lru_cache(4096)
def _facts(line: Line, choice: Choice, language: Language) -> Facts:
    everybody = _("everybody")
    access = (
        _("%(whom)s from %(level)s", whom=line.labels.get(of, everybody), level=level) for of, level in choice.access
    )
    known = (
        (_("In short"), choice.hint),
        (_("Lasts"), choice.lasts),
        *choice.facts,
        (_("For"), ", ".join(access)),
        (_("Needs"), ", ".join(needed(line, need) for need in choice.needs)),
        (_("Book"), "; ".join(map(line.cited, choice.sources))),
    )
    return tuple((label, words) for label, words in known if words)


def needed(line: Line, need: Need) -> str:
    """A prerequisite in words: "Auspex 1", "Compel or Mesmerize"."""
    names = ((line.labels.get(key, key), dots) for key, dots in need.any_of)
    return either(f"{label} {dots}" if dots else label for label, dots in names)
