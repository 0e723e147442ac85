"""What a roster costs that is long: one statement, however many cards it draws."""

from __future__ import annotations

from bench.players import VAMPIRE, Player, make_character, make_players
from bench.rounds import Target, each, measure, table
from bench.stage import Stage

FEW, MANY = 3, 200
ROUNDS, SECONDS = 9, 0.25


def compare(on: Stage) -> list[Target]:
    """A roster of three characters and one of two hundred, in turn."""
    requests = {}
    with on.filled("rosters") as connection:
        for count in (FEW, MANY):
            (player,) = make_players(connection, 1)
            for number in range(1, count):
                make_character(connection, VAMPIRE, player.id, texts={"name": f"Anna {number}"})
            requests[count] = each([player], roster)
    with on.sites(one={"database": "rosters"}) as sites:
        targets = [Target(f"{count} characters", sites["one"], 1, requests[count]) for count in requests]
        measure(targets, on.load, on.server.pid, ROUNDS, SECONDS)
    return targets


def roster(player: Player) -> bytes:
    """The request for a player's roster."""
    return player.get("/")


def report(targets: list[Target]) -> str:
    heading = ("a roster of", "p50 ms", "app CPU ms", "PG CPU ms", "body bytes")
    return table([heading, *((t.name, t["p50"], t["app"], t["pg"], int(t["body"])) for t in targets)])
