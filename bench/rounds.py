"""Interleaved rounds: every target once a round, so that what else the machine does falls on all alike.

Processors are as fast as their other thread leaves them, and change between whole and half speed every few seconds.
So rounds are short and many, and two targets are compared round by round: stand those side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from bench.machine import Load, Site, cpu
from bench.players import Player

MILLISECONDS = 1000


@dataclass
class Target:
    """Something to ask a site for, in the same words from one round to the next. Medians over rounds are result."""

    name: str
    site: Site
    connections: int
    requests: list[list[str]]
    most: int = 10**9
    rounds: list[dict[str, float]] = field(default_factory=list)

    def __getitem__(self, figure: str) -> float:
        """The median of all rounds: rate (answers a second), p50, p95, p99, app, pg, load (ms), body (bytes)."""
        return median(each[figure] for each in self.rounds)

    @property
    def cpu(self) -> float:
        """CPU ms of an answer, app and PostgreSQL together."""
        return median(_cpu(each) for each in self.rounds)

    def cost_in(self, other: Target) -> float:
        """How many times the CPU of the other's answer one of these takes: the median of what each round says."""
        return median(_cpu(own) / _cpu(its) for own, its in zip(self.rounds, other.rounds, strict=True))

    def app_cost_in(self, other: Target) -> float:
        """The same of the app's CPU alone."""
        return median(own["app"] / its["app"] for own, its in zip(self.rounds, other.rounds, strict=True))


def _cpu(figures: dict[str, float]) -> float:
    return figures["app"] + figures["pg"]


def measure(targets: Sequence[Target], load: Load, postgres: int, rounds: int, seconds: float) -> None:
    """Run so many rounds; ``postgres`` is the process whose tree is PostgreSQL's."""
    for target in targets:  # processes warm, statements prepared
        load.run(target.site.port, target.connections, min(0.3, seconds), target.requests, target.most)
    for number in range(rounds):
        # Back and forth, so that none always follows the same one.
        for target in targets if number % 2 else reversed(targets):
            target.rounds.append(_one(target, load, postgres, seconds))


def _one(target: Target, load: Load, postgres: int, seconds: float) -> dict[str, float]:
    app, pg = target.site.cpu(), cpu(postgres)
    result = load.run(target.site.port, target.connections, seconds, target.requests, target.most)
    app, pg = target.site.cpu() - app, cpu(postgres) - pg
    times = sorted(result["milliseconds"])
    return {
        "rate": len(times) * MILLISECONDS * target.connections / sum(times),
        "p50": at(times, 0.50),
        "p95": at(times, 0.95),
        "p99": at(times, 0.99),
        "app": app * MILLISECONDS / len(times),
        "pg": pg * MILLISECONDS / len(times),
        "body": result["body"],
        "cookies": result["cookies"],
        "load": result["cpu"] * MILLISECONDS / len(times),
    }


def at(times: Sequence[float], share: float) -> float:
    """The time that this share of the sorted ones does not exceed."""
    return times[min(len(times) - 1, int(len(times) * share))]


def each(players: Iterable[Player], *ways: Callable[[Player], bytes]) -> list[list[str]]:
    """A request for each player, in the ways it can be said."""
    return [[way(player).decode("latin-1") for way in ways] for player in players]


def table(rows: Sequence[Sequence[Any]]) -> str:
    """Rows as text, the first a heading, numbers to the right."""
    words = [[f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in words) for column in range(len(words[0]))]
    numeric = [isinstance(rows[-1][column], int | float) for column in range(len(words[0]))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if number else cell.ljust(width)
            for cell, width, number in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in words
    )
