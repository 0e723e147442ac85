"""The facets of a picker, by which its rows are filtered: level, dots, clan, tribe, book, as far as these are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

from wodsheet.engine import Choice, Line
from wodsheet.templating.i18n import Language, language
from wodsheet.templating.i18n import gettext as _
from wodsheet.unicode import collation_key

# A facet with more values than this, or with longer ones, is a select instead of a chip for each.
MOST_CHIPS = 8
LONGEST_CHIP = 16  # letters

Mark = tuple[str, str]


@dataclass(frozen=True)
class Facet:
    """One way to filter: its label, and each value in words by the number that stands for it in a row."""

    label: str
    values: Mapping[int, str]

    @property
    def has_chips(self) -> bool:
        """Whether each value has a chip of its own."""
        return len(self.values) <= MOST_CHIPS and max(map(len, self.values.values())) <= LONGEST_CHIP


def facets(line: Line, choices: Sequence[Choice], earned_by: str) -> tuple[list[Facet], dict[str, str]]:
    """The facets of some choices; and by the key of a choice the numbers of its values: "0 5 9".

    A value that all choices have parts nothing and is left out, and so is a facet without two values.
    """
    marks = {choice.key: _marks(line, choice, earned_by, language()) for choice in choices}
    many = Counter(mark for own in marks.values() for mark in own)
    values: dict[str, list[str]] = {}
    for (label, words), rows in many.items():
        if rows < len(choices):
            values.setdefault(label, []).append(words)
    numbered = count()
    found = [
        Facet(label, {next(numbered): each for each in sorted(words, key=_place)})
        for label, words in sorted(values.items(), key=lambda one: one[0] == _("Book"))
        if len(words) > 1
    ]
    numbers = {(facet.label, words): str(number) for facet in found for number, words in facet.values.items()}
    return found, {key: " ".join(numbers[mark] for mark in own if mark in numbers) for key, own in marks.items()}


def _place(words: str) -> tuple[int, tuple[str, str]]:
    """Numbers by their size, words as the reader's language has them."""
    return int(words) if words.isdecimal() else 0, collation_key(words)


@lru_cache(4096)
def _marks(line: Line, choice: Choice, earned_by: str, language: Language) -> tuple[Mark, ...]:
    return tuple(dict.fromkeys(_each_mark(line, choice, earned_by)))


def _each_mark(line: Line, choice: Choice, earned_by: str) -> Iterator[Mark]:
    """What a choice can be found by, as label and words."""
    if choice.level:
        yield _("Level"), str(choice.level)
    elif choice.group and not choice.access:
        # "Merits: Looks" is one of the merits (lines.core.under).
        yield _("Group"), choice.group.partition(":")[0]
    for dots in filter(None, choice.dots):
        yield _("Dots"), str(dots)
    for of, level in choice.access:
        yield line.labels[earned_by], str(level)
        if of:
            yield line.nouns[of], line.labels[of]
    for key in choice.of:
        if key in line.nouns:
            yield line.nouns[key], line.labels[key]
    for source in choice.sources:
        yield _("Book"), line.books.get(source.book, source.book)
