"""What a night of play costs beside a click on a dot and beside the sheet: rolls, odds, actions, and the play view."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from bench.players import Player, make_players
from bench.rounds import Target, each, measure, table
from bench.speed import CLICK, HEADING, SHEET, clicks, row
from bench.stage import Stage

PLAYERS = 24
# How many different forms each player sends: the same form again would be no roll.
FORMS = 250
ROLL, ACTION, ODDS, PLAY = "roll", "action", "odds", "play view"


def requests(players: Sequence[Player]) -> dict[str, list[list[str]]]:
    """What is requested for each kind."""
    roll = "pool=7&special=2&difficulty=3&what=Brawl&form_key={}"
    hurt = "amount=1&kind=superficial&form_key={}"
    return {
        CLICK: clicks(players, "/vtm/{id}/ratings/strength"),
        ROLL: once(players, "/vtm/{id}/rolls", roll),
        ACTION: once(players, "/vtm/{id}/actions/take_damage", hurt),
        ODDS: each(players, lambda one: one.get("/odds/vtm?regular=5&special=2&difficulty=3")),
        PLAY: each(players, lambda one: one.get("/vtm/{id}/play")),
        SHEET: each(players, lambda one: one.get("/vtm/{id}")),
    }


def once(players: Sequence[Player], path: str, form: str) -> list[list[str]]:
    """Forms of each player, every one with a key of its own."""
    return each(players, *[lambda one: one.click(path, form.format(uuid4())) for _ in range(FORMS)])


def compare(on: Stage, rounds: int, seconds: float) -> list[Target]:
    """Every kind at one connection and one worker, in the same rounds."""
    with on.filled("night") as connection:
        sent = requests(make_players(connection, PLAYERS))
    with on.sites(one={"database": "night", "workers": 1}) as sites:
        targets = [Target(kind, sites["one"], 1, sent[kind]) for kind in sent]
        measure(targets, on.load, on.server.pid, rounds, seconds)
    return targets


def report(targets: Sequence[Target]) -> str:
    return table([HEADING, *map(row, targets)])
