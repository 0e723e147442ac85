"""What each kind of request costs at 1 and 16 connections, with one worker and with two."""

from __future__ import annotations

from collections.abc import Sequence

from bench.players import VAMPIRE, Player, make_players
from bench.rounds import Target, each, measure, table
from bench.stage import Stage

PLAYERS = 96
CONNECTIONS = (1, 16)
EMPTY, FLOOR, CLICK, TRACKER, SHEET, PRINT = "empty route", "raw floor", "dot click", "dot + tracker", "sheet", "print"
HEADING = ("", "workers", "conns", "req/s", "p50 ms", "p95 ms", "p99 ms", "app CPU ms", "PG CPU ms", "body bytes")

Requests = dict[str, list[list[str]]]


def clicks(players: Sequence[Player], path: str) -> list[list[str]]:
    """A click by each player, in two ways, so that none sets what is already there."""
    return each(players, lambda one: one.click(path, "dots=2"), lambda one: one.click(path, "dots=3"))


def requests(players: Sequence[Player]) -> Requests:
    """What is requested for each kind."""
    return {
        EMPTY: each(players, lambda one: one.get("/bench/empty")),
        FLOOR: clicks(players, "/bench/floor/{id}"),
        CLICK: clicks(players, "/vtm/{id}/ratings/strength"),
        TRACKER: clicks(players, "/vtm/{id}/ratings/resolve"),
        SHEET: each(players, lambda one: one.get("/vtm/{id}")),
        PRINT: each(players, lambda one: one.get("/vtm/{id}/print")),
    }


def compare(on: Stage, rounds: int, seconds: float) -> list[Target]:
    """Every kind at every number of connections and workers, all in the same rounds."""
    with on.filled("speed") as connection:
        sent = requests(make_players(connection, PLAYERS))
    with on.sites(one={"database": "speed", "workers": 1}, two={"database": "speed", "workers": 2}) as sites:
        targets = [
            Target(kind, site, connections, sent[kind])
            for site in sites.values()
            for connections in CONNECTIONS
            for kind in sent
        ]
        measure(targets, on.load, on.server.pid, rounds, seconds)
    return targets


def row(target: Target) -> tuple[str | float | int, ...]:
    figures = (target[name] for name in ("p50", "p95", "p99", "app", "pg"))
    return (
        *(target.name, target.site.workers, target.connections, round(target["rate"])),
        *(*figures, int(target["body"])),
    )


def report(targets: Sequence[Target]) -> str:
    return table([HEADING, *map(row, targets)])


def bodies(on: Stage) -> dict[str, int]:
    """For each trait of a vampire, the bytes of a click's request and answer, without their heads."""
    with on.filled("bodies") as connection:
        (player,) = make_players(connection, 1)
    with on.sites(one={"database": "bodies"}) as sites:
        weights = {}
        for trait in VAMPIRE.traits.values():
            form = f"dots={trait.high}"
            request = player.click(f"/vtm/{{id}}/ratings/{trait.name}", form).decode()
            weights[trait.name] = len(form) + on.load.run(sites["one"].port, 1, 60, [[request]], most=1)["body"]
    return weights
