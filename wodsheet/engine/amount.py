"""Amounts: whole numbers that are known once a character and the answers to an action are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol


class Situation(Protocol):
    """What amounts are read from: a character in the middle of an action."""

    @property
    def ratings(self) -> Mapping[str, int]:
        """Every rating of the line, by name."""
        ...

    @property
    def counts(self) -> Mapping[str, int]:
        """What the steps before counted, by name."""
        ...

    @property
    def answers(self) -> Mapping[str, int]:
        """Answers by the name of their Ask: numbers as they are; of an option 1 at "ask=option", and its numbers at
        "ask.name".
        """
        ...

    @property
    def levels(self) -> Mapping[str, int]:
        """The level of all that is known of the character, by key, as in ``Entries``."""
        ...

    @property
    def listed(self) -> Mapping[str, int]:
        """How many entries each outer listing has, by its name."""
        ...

    def free(self, tracker: str) -> int:
        """How many boxes of a tracker are empty."""
        ...


@dataclass(frozen=True)
class Amount:
    """A whole number to be read of a Situation. As a condition it holds unless it is 0."""

    read: Callable[[Situation], int]

    def __add__(self, other: Number) -> Amount:
        return Amount(lambda now: self.read(now) + count(other, now))

    def __radd__(self, other: int) -> Amount:
        return self + other

    def __sub__(self, other: Number) -> Amount:
        return Amount(lambda now: self.read(now) - count(other, now))

    def __rsub__(self, other: int) -> Amount:
        return Amount(lambda now: other - self.read(now))

    def __mul__(self, other: Number) -> Amount:
        return Amount(lambda now: self.read(now) * count(other, now))

    def __floordiv__(self, by: int) -> Amount:
        return Amount(lambda now: self.read(now) // by)

    def __and__(self, other: Amount) -> Amount:
        return Amount(lambda now: self.read(now) and other.read(now))

    def __or__(self, other: Amount) -> Amount:
        return Amount(lambda now: self.read(now) or other.read(now))

    def halved_up(self) -> Amount:
        """Half of it, rounded up."""
        return Amount(lambda now: -(-self.read(now) // 2))

    def at_least(self, other: Number) -> Amount:
        """1 where it is so much or more, else 0."""
        return Amount(lambda now: int(self.read(now) >= count(other, now)))

    def below(self, other: Number) -> Amount:
        """1 where it is less, else 0."""
        return Amount(lambda now: int(self.read(now) < count(other, now)))

    def equals(self, *others: int) -> Amount:
        """1 where it is one of these, else 0."""
        return Amount(lambda now: int(self.read(now) in others))


Number = int | Amount


def count(number: Number, now: Situation) -> int:
    """A number, or what an amount is in a situation."""
    return number if isinstance(number, int) else number.read(now)


def rating(name: str) -> Amount:
    """The rating of a trait."""
    return Amount(lambda now: now.ratings[name])


def answer(name: str) -> Amount:
    """A number that was answered, or one of the numbers of the option that was chosen: "source.slakes"."""
    return Amount(lambda now: now.answers.get(name, 0))


def chosen(ask: str, *options: str) -> Amount:
    """1 where one of these options was chosen, else 0."""
    return Amount(lambda now: int(any(now.answers.get(f"{ask}={option}") for option in options)))


def counted(name: str) -> Amount:
    """What a step before has counted."""
    return Amount(lambda now: now.counts.get(name, 0))


def level(*keys: str) -> Amount:
    """The highest level of these things that the character knows or owns; 0 without any."""
    return Amount(lambda now: max(now.levels.get(key, 0) for key in keys))


def owned(*keys: str) -> Amount:
    """1 where the character owns or has chosen one of these, else 0."""
    return Amount(lambda now: int(any(key in now.levels for key in keys)))


def listed(listing: str) -> Amount:
    """How many entries an outer listing has."""
    return Amount(lambda now: now.listed.get(listing, 0))


def free(tracker: str) -> Amount:
    """How many boxes of a tracker are empty."""
    return Amount(lambda now: now.free(tracker))


def read_off(table: tuple[int, ...], name: str) -> Amount:
    """What a table has for the rating of a trait, from rating 0."""
    return Amount(lambda now: table[now.ratings[name]])


def largest(*numbers: Number) -> Amount:
    """The largest of some numbers."""
    return Amount(lambda now: max(count(one, now) for one in numbers))


def smallest(*numbers: Number) -> Amount:
    """The smallest of some numbers."""
    return Amount(lambda now: min(count(one, now) for one in numbers))
