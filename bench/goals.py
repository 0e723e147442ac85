"""What the project wants to reach, and how far a run came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.beside import Times
from bench.browser import Visits
from bench.checking import CHECK
from bench.night import PLAY, ROLL
from bench.pictures import Sent
from bench.players import VAMPIRE
from bench.rounds import Target, at, table
from bench.speed import CLICK, CONNECTIONS, FLOOR, SHEET


@dataclass(frozen=True)
class Goal:
    """A figure, and the most that it may be."""

    name: str
    reached: float
    most: float

    @property
    def met(self) -> str:
        return "met" if self.reached <= self.most else "NOT MET"


def of_speed(targets: Sequence[Target]) -> list[Goal]:
    """The click against the raw floor, the slowest of a hundred clicks, the sheet's CPU, and cookies."""
    found = {(target.name, target.site.workers, target.connections): target for target in targets}
    goals = []
    for workers in (1, 2):
        for connections in CONNECTIONS:
            click, floor = found[CLICK, workers, connections], found[FLOOR, workers, connections]
            where = f"{workers} worker{'s' * (workers > 1)}, {connections} connection{'s' * (connections > 1)}"
            goals.append(Goal(f"app CPU of a click, in raw floors: {where}", click.app_cost_in(floor), 1.25))
            goals.append(Goal(f"p99 of a click, ms: {where}", click["p99"], 10 if connections == 1 else 100))
    goals.append(Goal("CPU of a sheet, ms, app and PostgreSQL", found[SHEET, 1, 1].cpu, 10))
    cookies = sum(each["cookies"] for target in targets for each in target.rounds)
    return [*goals, Goal("answers that sent the session's cookie again", cookies, 0)]


def of_checking(times: Mapping[str, float]) -> list[Goal]:
    """The check of a full sheet."""
    return [Goal("CPU of the check of a full sheet, ms", times[CHECK], 10)]


def of_bodies(weights: dict[str, int]) -> list[Goal]:
    """The heaviest click of which only the row itself is drawn again, and the heaviest that brings more along."""
    more = {trait.name for trait in VAMPIRE.traits.values() if VAMPIRE.effects[trait.name].trackers or trait.read_outs}
    return [
        Goal("bytes of a click's bodies, a row alone", max(weights[name] for name in weights.keys() - more), 1000),
        Goal("bytes of a click's bodies, with what follows", max(weights[name] for name in more), 2600),
    ]


def of_browser(weights: dict[str, Visits], times: Sequence[float]) -> list[Goal]:
    """What visits weigh, and how soon a click is kept."""
    visits = [
        goal
        for name, each in weights.items()
        for goal in (
            Goal(f"kB of a first visit: {name}", sum(each.first.values()) / 1000, 100),
            Goal(f"kB of a second visit: {name}", sum(each.second.values()) / 1000, 15),
        )
    ]
    return [*visits, Goal("ms from the pointer to the saved click, median", at(times, 0.5), 30)]


def of_others(times: Times) -> list[Goal]:
    """What a click may feel beside others who hold threads."""
    return [Goal(f"p95 of a click beside {name}, ms", at(each, 0.95), 100) for name, each in times.items()]


def of_endings(seconds: dict[str, float]) -> list[Goal]:
    """How soon the app ends, and serves again."""
    return [
        Goal("seconds from SIGTERM to the end, beside 50 kept-alive connections", seconds["end"], 2.5),
        Goal("seconds until ready after a kill of everything", seconds["start after a kill"], 5),
    ]


def of_rosters(targets: Sequence[Target]) -> list[Goal]:
    """The long roster."""
    return [Goal(f"CPU of a roster of {targets[-1].name}, ms, app and PostgreSQL", targets[-1].cpu, 50)]


def of_pictures(sent: Sent) -> list[Goal]:
    """What others' clicks may feel of photographs that are sent."""
    return [Goal("p99 of a click while photographs are sent, ms", at(sent.beside, 0.99), 200)]


def of_growth(targets: Sequence[Target]) -> list[Goal]:
    """A click in each grown database against one in the small."""
    small, *grown = targets
    # What is said to cost the same may differ by what the measuring does.
    return [Goal(f"CPU of a click, in those of the first: {each.name}", each.cost_in(small), 1.2) for each in grown]


def of_night(targets: Sequence[Target]) -> list[Goal]:
    """A roll and an action in clicks, and the play view beside the sheet."""
    found = {target.name: target for target in targets}
    click, sheet, play = found[CLICK], found[SHEET], found[PLAY]
    return [
        Goal("CPU of a roll, in clicks", found[ROLL].cost_in(click), 1.6),
        Goal("CPU of the play view, in sheets", play.cost_in(sheet), 1 / 3),
        Goal("bytes of the play view, in sheets", play["body"] / sheet["body"], 1 / 3),
    ]


def report(goals: Sequence[Goal]) -> str:
    """Each goal with what was reached."""
    rows = [(goal.name, round(goal.reached, 2), round(goal.most, 2), goal.met) for goal in goals]
    return table([("goal", "reached", "at most", ""), *rows])
