"""How high page one of the printed sheet is, near enough to know which of two ways to lay it out."""

from __future__ import annotations

from math import ceil

from wodsheet.engine import Group, Listing, Section, Text, Trait, Vital
from wodsheet.sheet import Entry, Sheet

# In millimetres, measured on the print page; the page is US Letter's, the lower of the two papers, within its margins.
PAGE = 256
TITLE, FACE, FACTS, VITALS, BENEATH, HEADING, GAP = 15, 25, 5.5, 13, 7, 6.9, 2.6
LINE, SMALL_LINE, ROW, FACT = 4.7, 3.4, 4.3, 6
LETTERS, SMALL_LETTERS = 36, 44  # that stand on a line of one column


def one_page(sheet: Sheet) -> bool:
    """Whether what belongs on page one fits there. An estimate: either way of laying it out loses nothing."""
    return height(sheet) <= PAGE


def height(sheet: Sheet) -> float:
    """About how high it would be on one page as high as needed, in millimetres."""
    rows = (*sheet.layout.paper.top, *sheet.layout.paper.first)
    beside_name = sum(max(FACT, LINE * _lines(sheet.text(text), LETTERS)) for text in sheet.layout.after)
    facts_there = [_fact(sheet, sheet.line.texts[name]) for name in sheet.layout.paper.facts]
    facts = FACTS + sum(max(facts_there[at : at + 3]) for at in range(0, len(facts_there), 3))
    vitals = VITALS + (BENEATH if any(_has_beneath(vital) for vital in sheet.layout.vitals) else 0)
    body = sum(GAP + max(_stack(sheet, stack, len(row) == 1) for stack in row) for row in rows)
    title = FACE if "face" in sheet.portraits else TITLE
    return max(title, beside_name) + facts + vitals + body


def _fact(sheet: Sheet, text: Text) -> float:
    """A few words beside their label."""
    return max(FACT, LINE * _lines(sheet.text(text), LETTERS - len(text.label)))


def _has_beneath(vital: Vital) -> bool:
    """Whether more than rows of marks may stand there: a switch, or what a rating brings along."""
    traits = (part for part in (vital.part, *vital.also) if isinstance(part, Trait))
    return any(trait.names or trait.read_outs for trait in traits)


def _stack(sheet: Sheet, stack: tuple[Section, ...], wide: bool) -> float:
    return sum(_section(sheet, section, wide) for section in stack)


def _section(sheet: Sheet, section: Section, wide: bool) -> float:
    if section.groups:
        return HEADING + max(_group(sheet, group) for group in section.groups)
    return HEADING + sum(_part(sheet, part, wide) for part in section.parts) + _choice_facts(sheet, section)


def _choice_facts(sheet: Sheet, section: Section) -> float:
    """What the book says of a text that stands alone, which is printed under it."""
    text = section.parts[0]
    choice = sheet.choice(text) if isinstance(text, Text) and text.label == section.label else None
    facts = choice.facts if choice else ()
    return SMALL_LINE * sum(_lines(f"{label}  {words}", SMALL_LETTERS) for label, words in facts)


def _group(sheet: Sheet, group: Group) -> float:
    notes = (_lines(sheet.notes(trait), SMALL_LETTERS) for trait in group.traits)
    return (LINE if group.label else 0) + ROW * len(group.traits) + SMALL_LINE * sum(notes)


def _part(sheet: Sheet, part: object, wide: bool) -> float:
    if isinstance(part, Listing):
        entries = sheet.listed(part)
        if not wide:
            return sum(map(_entry, entries))
        # Three stand beside each other.
        return sum(max(map(_entry, entries[at : at + 3])) + GAP for at in range(0, len(entries), 3)) or 4 * FACT
    if isinstance(part, Text):
        choice = sheet.choice(part)
        hint_lines = _lines(choice.how or choice.hint, SMALL_LETTERS) if choice else 0
        return _fact(sheet, part) + SMALL_LINE * hint_lines
    return ROW + LINE * len(sheet.read_outs(part)) if isinstance(part, Trait) else 0


def _entry(entry: Entry) -> float:
    choice = entry.as_choice
    how = (choice.how, choice.hint) if entry.own_texts else (choice.how or choice.hint,)
    written = sum(_lines(entry.text(text), SMALL_LETTERS) for text in entry.listing.texts)
    written += sum(_lines(words, SMALL_LETTERS) for words in how)
    own = LINE * max(1, _lines(entry.name, LETTERS)) + SMALL_LINE * written
    return own + 0.6 + sum(map(_entry, entry.inside))


def _lines(words: str, letters: int) -> int:
    return sum(max(1, ceil(len(line) / letters)) for line in words.splitlines())
