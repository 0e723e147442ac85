"""How high page one of the printed sheet is, near enough to know which of two ways to lay it out."""

from __future__ import annotations

from itertools import cycle
from math import ceil
from typing import Any
from unicodedata import east_asian_width

from wodsheet.engine import Group, Listing, Section, Stack, Text, Total, Tracker, Trait, Vital
from wodsheet.sheet import Entry, Sheet

# In millimetres, measured on the print page; the page is US Letter's, the lower of the two papers, within its margins,
# less 2 mm for what an estimate is wrong by.
PAGE = 254
FACE, FACTS, HEADING, GAP = 25, 5.5, 6.9, 2.6
LINE, SMALL_LINE, ROW, FACT, BOXES, SWITCH = 4.8, 3.4, 4.3, 6, 4.9, 5.3
NAME_LINE, LONG_NAME_LINE, STANDFIRST_LINE = 9.4, 6.3, 5.3
UNEVEN = 40  # by how much a stack exceeds the mean of its row before they all run on from column to column
# Average letters that stand on a line: of one column, in smaller print, beside five dots, under a row of marks in play.
LETTERS, SMALL_LETTERS, BESIDE_DOTS, NUMBERS = 36, 44, 20, 46
NAME, LONG_NAME, STANDFIRST, ALIAS = 20, 31, 68, 92  # the same in the head; a face takes a quarter of its width
FACT_LETTERS = (34, 34, 44)
STATES, STATES_GAP, STATE_LINE = 110, 2, 4.2
LONG = 34  # letters of a name that is printed smaller


def on_paper(sheet: Sheet) -> dict[str, Any]:
    """What the template of the printed sheet needs: the sheet, and how it is laid out."""
    return {"sheet": sheet, "exact": one_page(sheet), "uneven": uneven, "long_name": is_long(sheet.name)}


def is_long(name: str) -> bool:
    """Whether a name is printed in smaller letters."""
    return sum(map(_width, name)) > LONG


def one_page(sheet: Sheet) -> bool:
    """Whether what belongs on page one fits there. An estimate: either way of laying it out loses nothing."""
    return height(sheet) <= PAGE


def uneven(sheet: Sheet, stacks: tuple[Stack, ...]) -> bool:
    """Whether one stack of a row is so much higher than the others that paper stays blank beside it."""
    heights = [_stack(sheet, stack, False) for stack in stacks]
    return max(heights) - sum(heights) / len(heights) > UNEVEN


def height(sheet: Sheet) -> float:
    """About how high it would be on one page as high as needed, in millimetres."""
    rows = (*sheet.layout.paper.top, *sheet.layout.paper.first)
    texts = [sheet.line.texts[name] for name in sheet.layout.paper.facts]
    facts = [_fact(sheet, text, letters) for text, letters in zip(texts, cycle(FACT_LETTERS))]
    facts_height = FACTS + sum(max(facts[at : at + 3]) for at in range(0, len(facts), 3))
    vitals = GAP + max(_vital(sheet, vital) for vital in sheet.layout.vitals) + _states(sheet)
    body = sum(GAP + max(_stack(sheet, stack, len(row) == 1) for stack in row) for row in rows)
    return _head(sheet) + facts_height + vitals + body


def _head(sheet: Sheet) -> float:
    """The face, the name with what stands under it, and the facts beside it."""
    face = sheet.portraits.get("face")
    part = 0.75 if face else 1
    letters, line = (LONG_NAME, LONG_NAME_LINE) if is_long(sheet.name) else (NAME, NAME_LINE)
    title = line * _lines(sheet.name, part * letters) + STANDFIRST_LINE * _lines(sheet.standfirst, part * STANDFIRST)
    title += SMALL_LINE * _lines(face.alias, part * ALIAS) if face else 0
    beside = sum(_fact(sheet, text, LETTERS + len(text.label)) for text in sheet.layout.after)
    return max(title, FACE if face else 0, beside)


def _fact(sheet: Sheet, text: Text, letters: float = LETTERS) -> float:
    """A few words beside their label."""
    return max(FACT, 1 + LINE * _lines(sheet.text(text), letters - len(text.label)))


def _vital(sheet: Sheet, vital: Vital) -> float:
    """What changes in play: its name over boxes, ten in a row, or rows of marks and what they bring along."""
    if isinstance(vital.part, Tracker):
        return LINE + 1 + BOXES * ceil(sheet.boxes(vital.part).length / 10)
    traits = [part for part in vital.also if isinstance(part, Trait)]
    beside = sum(not trait.names for trait in traits)
    marks = (1 + beside) * (LINE + 1) if beside else LINE + 1 + ROW
    read_outs = "  ".join(f"{label} {words}" for label, words in sheet.read_outs(vital.part))
    totals = sum(isinstance(part, Total) for part in vital.also)
    numbers = totals + _lines(read_outs, NUMBERS)
    return marks + SWITCH * (len(traits) - beside) + (SMALL_LINE + 0.4) * numbers


def _states(sheet: Sheet) -> float:
    """The states that hold, from side to side of the page below what changes in play, each after a name."""
    words = "  ".join(f"Willpower: {one.label} {one.effect}" for one in sheet.all_conditions)
    return STATES_GAP + STATE_LINE * _lines(words, STATES) if words else 0


def _stack(sheet: Sheet, stack: Stack, wide: bool) -> float:
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
        # Three stand beside each other, and fewer than three beside four lines to write on.
        heights = [*map(_entry, entries), *[4 * FACT - GAP] * (3 - len(entries))]
        return sum(max(heights[at : at + 3]) + GAP for at in range(0, len(heights), 3))
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
    own = LINE * max(1, _lines(entry.name, BESIDE_DOTS if entry.high else LETTERS)) + SMALL_LINE * written
    return own + 0.6 + sum(map(_entry, entry.inside))


def _lines(words: str, letters: float) -> int:
    """On how many lines words stand, where so many average letters have room on one."""
    return sum(_wrapped(line, letters) for line in words.splitlines())


def _wrapped(line: str, letters: float) -> int:
    """The lines of a paragraph; a word that is longer than a line breaks anywhere."""
    lines, at = 1, 0.0
    for word in line.split(" "):
        width = sum(map(_width, word))
        if at and at + width > letters:
            lines, at = lines + 1, 0
        more = max(0, ceil(width / letters) - 1)
        lines, at = lines + more, at + width - more * letters + _width(" ")
    return lines


def _width(letter: str) -> float:
    """How wide a letter is, the average one being 1."""
    if letter in " .,:;'!|()ijlftr":
        return 0.7
    if letter in "mwMW" or letter.isupper():
        return 1.6
    return 2.4 if east_asian_width(letter) in "WF" else 1.2
