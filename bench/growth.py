"""Whether a click costs the same in a small database and in a grown one: many characters, or a long journal."""

from __future__ import annotations

from typing import Any

import psycopg

from bench.players import Player, make_players, write_journal
from bench.rounds import Target, measure, table
from bench.speed import clicks
from bench.stage import Stage

FEW, MANY = 10, 100_000
SHORT, LONG = 10, 1_000_000
# One account clicks its one character, and no more often than the limit on a minute's clicks allows.
CLICKS, ROUNDS = 50, 25

# The rest of a grown database: characters like the first one, each with an owner of its own.
PEOPLE = "INSERT INTO users (discord_id, name) SELECT 'grown ' || n, 'Player ' || n FROM generate_series(1, %s) n"
OTHERS = """
INSERT INTO characters (owner_id, line, ratings, texts, form_key)
SELECT u.id, c.line, c.ratings, c.texts, gen_random_uuid()
FROM users u, characters c WHERE u.discord_id LIKE 'grown %%' AND c.id = %s
"""


def fill(connection: psycopg.Connection[Any], characters: int, changes: int) -> Player:
    """So many characters, and a player whose own has so many changes in its journal."""
    # Whose keys are known to fit need not be looked up a million times.
    connection.execute("SET session_replication_role = replica")
    player, *_ = make_players(connection, FEW, changes=SHORT)
    connection.execute(PEOPLE, (characters - FEW,))
    connection.execute(OTHERS, (player.character,))
    write_journal(connection, player.character, player.id, changes - SHORT)
    return player


def compare(on: Stage) -> list[Target]:
    """Click in a small database, in one of many characters and in one with a long journal, in turn."""
    sizes = {"small": (FEW, SHORT), "crowded": (MANY, SHORT), "long": (FEW, LONG)}
    players = {}
    for name, (characters, changes) in sizes.items():
        with on.filled(name) as connection:
            players[name] = fill(connection, characters, changes)
    with on.sites(**{name: {"database": name} for name in sizes}) as sites:
        targets = [
            Target(
                f"{characters:,} characters, a journal of {changes:,}",
                *(sites[name], 1, clicks([players[name]], "/vtm/{id}/ratings/strength"), CLICKS),
            )
            for name, (characters, changes) in sizes.items()
        ]
        measure(targets, on.load, on.server.pid, ROUNDS, 60)
    return targets


def report(targets: list[Target]) -> str:
    small = targets[0]
    heading = ("a dot click with", "p50 ms", "app CPU ms", "PG CPU ms", "CPU, of the first")
    rows = [(t.name, t["p50"], t["app"], t["pg"], t.cost_in(small)) for t in targets]
    return table([heading, *rows])
