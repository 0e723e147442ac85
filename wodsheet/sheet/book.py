"""What the book says of a choice, and against it. Nothing here keeps a player from having anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from wodsheet.engine import Choice, Line, Need
from wodsheet.sheet.entry import Entry


def against(line: Line, entry: Entry, known_levels: Mapping[str, int]) -> list[str]:
    """What the book has against an entry of a character with these levels, by key: a sentence each."""
    return list(_against(line, entry, entry.as_choice, known_levels))


def _against(line: Line, entry: Entry, choice: Choice, known_levels: Mapping[str, int]) -> Iterator[str]:
    for key in _levelled_by(line, entry, choice):
        if choice.level > known_levels.get(key, 0):
            above = line.labels.get(key) or (entry.outer or entry).name
            yield f"Level {choice.level}, above {above} {known_levels.get(key, 0)}."
    yield from _barred(line, entry.listing.earned_by, choice, known_levels)
    for need in choice.needs:
        if not need.met_by(known_levels):
            yield f"Needs {needed(line, need)}."
    if excluded := [line.labels.get(key, key) for key in choice.excludes if key in known_levels]:
        yield f"Does not go with {either(excluded)}."
    if entry.listing.high and choice.dots and entry.dots and entry.dots not in choice.dots:
        dots = "1 dot" if choice.dots == (1,) else f"{either(map(str, choice.dots))} dots"
        yield f"The book gives it {dots}."


def beyond(entry: Entry, before: int) -> list[str]:
    """What the book would say of an entry's dots, where it gives so many in all and there are some ``before`` it."""
    most, now = entry.listing.in_all, before + entry.dots
    if not entry.dots or now <= most:
        return []
    return [f"The book gives {most} {'dot' if most == 1 else 'dots'} in all, and this makes {now}."]


def _levelled_by(line: Line, entry: Entry, choice: Choice) -> tuple[str, ...]:
    """The keys whose dots bound the level of a choice: of what it stands in, else of what it belongs to."""
    if not choice.level:
        return ()
    if entry.outer:
        return (entry.outer.key,) if entry.outer.listing.high else ()
    return tuple(key for key in choice.of if key in line.labels)


def _barred(line: Line, earned_by: str, choice: Choice, known_levels: Mapping[str, int]) -> Iterator[str]:
    """Why a character cannot reach a choice: it is only for others, or the required level is not reached."""
    required = choice.required_level(known_levels)
    if choice.access and not required:
        yield f"Only for {either(line.labels[of] for of, _ in choice.access)}."
    elif required and known_levels[earned_by] < required:
        yield f"Needs {line.labels[earned_by]} {required}."


@lru_cache(4096)
def told(line: Line, choice: Choice) -> tuple[tuple[str, str], ...]:
    """All that the book says of a choice, as label and words; the last says where, when that is known."""
    said = [("In short", choice.hint), ("Lasts", choice.lasts), *choice.facts]
    said.append(("For", ", ".join(f"{line.labels.get(of, 'everybody')} from {level}" for of, level in choice.access)))
    said.append(("Needs", ", ".join(needed(line, need) for need in choice.needs)))
    said.append(("Book", "; ".join(map(line.cited, choice.sources))))
    return tuple((label, words) for label, words in said if words)


def needed(line: Line, need: Need) -> str:
    """A prerequisite in words: "Auspex 1", "Compel or Mesmerize"."""
    names = ((line.labels.get(key, key), dots) for key, dots in need.any_of)
    return either(f"{label} {dots}" if dots else label for label, dots in names)


def level_requirements(choice: Choice) -> set[str]:
    """Every key whose dots may decide whether the book allows a choice."""
    return {key for need in choice.needs for key, _ in need.any_of} | (set(choice.of) if choice.level else set())


def either(words: Iterable[str]) -> str:
    """Words joined as alternatives: "1", "1 or 3", "1, 2 or 3"."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
