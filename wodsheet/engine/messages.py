"""Localization of a game line: the same frozen values with every message translated.

A field whose type says ``Message`` holds words for players. All else (keys, numbers, names of parts) stays as it is.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from itertools import combinations
from typing import Annotated, Any, TypeVar, get_args, get_type_hints

from wodsheet.templating.i18n import gettext as _

# A message of gettext: English words that players read in their own language.
Message = Annotated[str, "message"]

P = TypeVar("P")


class Localizer:
    """Translates parts of a line. A part that stands in several places is translated once and stays one value."""

    def __init__(self, translate: Callable[[str], str]) -> None:
        self.translate = translate
        self._done: dict[int, tuple[Any, Any]] = {}

    def part(self, part: P) -> P:
        """The part with its messages translated. What has a ``canonical`` label or name keeps the English one there."""
        if id(part) not in self._done:
            # The part is kept beside its translation: an id is reused when a value is gone.
            self._done[id(part)] = part, self._translated(part)
        return self._done[id(part)][1]

    def _translated(self, part: Any) -> Any:
        changed = {}
        for name, hint in translated_fields(type(part)).items():
            value = getattr(part, name)
            if value and (localized := self._localized(value, hint)) is not value:
                changed[name] = localized
        for name in {"label", "name"} & changed.keys() if hasattr(part, "canonical") else ():
            changed["canonical"] = part.canonical or getattr(part, name)
        return replace(part, **changed) if changed else part

    def _localized(self, value: Any, hint: Any) -> Any:
        if hint == Message:
            words = self.translate(value) if value else value
            return value if words == value else words
        if isinstance(value, tuple):
            localized = tuple(
                self._localized(one, inner) for one, inner in zip(value, _inner(hint, len(value)), strict=True)
            )
            return value if all(map(operator.is_, localized, value)) else localized
        if isinstance(value, dict) and Message in get_args(hint):
            return {key: self.translate(words) for key, words in value.items()}
        return self.part(value) if is_dataclass(value) else value


def messages(part: Any) -> Iterator[str]:
    """Every message of a part of a line, once each, in the order of its fields."""
    found: dict[str, None] = {}
    Localizer(lambda message: found.setdefault(message, None) or message).part(part)
    yield from found


@cache
def translated_fields(kind: type) -> dict[str, Any]:
    """The fields of a dataclass that hold messages, or parts that may hold some, with their types."""
    hints = get_type_hints(kind, include_extras=True)
    return {each.name: hints[each.name] for each in fields(kind) if _may_hold_messages(hints[each.name])}


def _may_hold_messages(hint: Any) -> bool:
    return hint == Message or is_dataclass(hint) or any(map(_may_hold_messages, get_args(hint)))


def _inner(hint: Any, many: int) -> tuple[Any, ...]:
    """The types of what stands in a tuple of this type."""
    inner = get_args(hint) or (Any, ...)
    return (inner[0],) * many if inner[-1] is ... else inner


NAMES = re.compile(r"%\((\w+)\)s")


def sentences(*pieces: str) -> tuple[str, ...]:
    """A sentence about somebody, whole for each set of placeholders that may be known; the fullest come first.

    ``sentences("%(clan)s", " of the %(generation)s generation")`` gives three, each of which a translator sees whole.
    """
    sizes = range(len(pieces), 0, -1)
    return tuple("".join(some).lstrip(" ,.") for size in sizes for some in combinations(pieces, size))


def placeholders(*messages: str) -> list[str]:
    """The names of the placeholders in some messages, in their order."""
    return [name for message in messages for name in NAMES.findall(message)]


def either(words: Iterable[str]) -> str:
    """Alternatives in words: "1", "1 or 3", "1, 2 or 3"."""
    *most, last = words
    return _("%(most)s or %(last)s", most=", ".join(most), last=last) if most else last
