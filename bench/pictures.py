"""How long a photograph takes to be saved, and what other players' clicks feel of it meanwhile."""

from __future__ import annotations

import io
import threading
from dataclasses import dataclass
from statistics import median

from PIL import Image

from bench.machine import Load
from bench.players import Player, make_players
from bench.rounds import at, each, table
from bench.speed import clicks
from bench.stage import Stage

# As a telephone takes them: twelve megapixels, some megabytes.
WIDTH, HEIGHT, GRAIN, QUALITY = 4000, 3000, 40, 80
# More than are opened at once, and so few a player that the limit on a minute's pictures is not met.
SENDERS, CLICKERS, CONNECTIONS = 24, 16, 4
SECONDS = 8


@dataclass(frozen=True)
class Sent:
    """The photograph's bytes, and sorted milliseconds: of uploads, of clicks alone, of clicks meanwhile."""

    size: int
    uploads: list[float]
    alone: list[float]
    beside: list[float]


def photograph() -> bytes:
    """A JPEG with grain in it, as what is smooth would be small."""
    written = io.BytesIO()
    grain = [Image.effect_noise((WIDTH, HEIGHT), GRAIN) for _ in "rgb"]
    Image.merge("RGB", grain).save(written, "JPEG", quality=QUALITY)
    return written.getvalue()


def send(on: Stage) -> Sent:
    """Click with some, first alone, then while others send photographs without a pause."""
    with on.filled("pictures") as connection:
        people = make_players(connection, SENDERS + CLICKERS, changes=0)
    senders, clickers = people[:SENDERS], people[SENDERS:]
    picture = photograph()

    def upload(player: Player) -> bytes:
        return player.upload("/vtm/{id}/portraits/face", "picture", picture)

    with on.sites(two={"database": "pictures", "workers": 2}) as sites:
        port = sites["two"].port
        requests = clicks(clickers, "/vtm/{id}/ratings/strength")
        alone = on.load.run(port, CONNECTIONS, SECONDS / 4, requests)["milliseconds"]
        others = Load()
        uploads: list[float] = []
        sending = threading.Thread(
            target=lambda: uploads.extend(others.run(port, CONNECTIONS, SECONDS, each(senders, upload))["milliseconds"])
        )
        sending.start()
        beside = on.load.run(port, CONNECTIONS, SECONDS, requests)["milliseconds"]
        sending.join()
        others.stop()
    return Sent(len(picture), sorted(uploads), sorted(alone), sorted(beside))


def report(sent: Sent) -> str:
    heading = ("beside photographs of " + f"{sent.size / 1e6:.1f} MB", "count", "p50 ms", "p99 ms")
    rows = (("a photograph saved", sent.uploads), ("clicks alone", sent.alone), ("clicks meanwhile", sent.beside))
    return table([heading, *((name, len(times), median(times), at(times, 0.99)) for name, times in rows)])
