"""What /metrics costs a click: ``python -m bench.metering``. The app with and without it, and twice without."""

from __future__ import annotations

from bench import speed
from bench.players import make_players
from bench.rounds import Target, measure
from bench.stage import stage

DATABASE = "metering"
ROUNDS, SECONDS, CONNECTIONS = 40, 0.4, 4
TOKEN = "a-token-of-the-bench"


def main() -> None:
    with stage() as on:
        with on.filled(DATABASE) as connection:
            clicks = speed.requests(make_players(connection, speed.PLAYERS))[speed.CLICK]
        ways = {"off": {}, "off again": {}, "on": {"METRICS_TOKEN": TOKEN}}
        with on.sites(**{name: {"database": DATABASE, **environ} for name, environ in ways.items()}) as sites:
            targets = {name: Target(name, site, CONNECTIONS, clicks) for name, site in sites.items()}
            measure(list(targets.values()), on.load, on.server.pid, ROUNDS, SECONDS)
        print(speed.report(list(targets.values())))
        for name in ("off again", "on"):
            print(f"{name}: {targets[name].app_cost_in(targets['off']):.3f} of the app's CPU of a click when off")


if __name__ == "__main__":
    main()
