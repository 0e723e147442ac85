"""What another player's clicks feel beside clients and services that hold a thread: slow readers, resets, an export of
a large account, uploads to a bucket that accepts connections and says nothing."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from bench.machine import Site
from bench.pictures import photograph
from bench.players import VAMPIRE, Player, fill, make_players
from bench.rounds import at, table
from bench.speed import clicks
from bench.stage import Stage
from bench.workers import crowd

CROWD = 200
CLICKERS, EXPORTERS, UPLOADERS = 16, 16, 8
CHARACTERS = 30  # full ones, of each account that is exported
SECONDS = 3
TOO_FAST = 429

Times = dict[str, list[float]]


def compare(on: Stage) -> Times:
    """Sorted milliseconds of clicks at one connection, beside nobody and beside each of these, with two workers."""
    with on.filled("beside") as connection:
        clickers = make_players(connection, CLICKERS)
        exporters = make_players(connection, EXPORTERS)
        uploaders = make_players(connection, UPLOADERS)
        for exporter in exporters:
            for _ in range(CHARACTERS):
                fill(connection, VAMPIRE, exporter.id)
    requests = clicks(clickers, "/vtm/{id}/ratings/strength")
    with silent_service() as port, ExitStack() as stack:
        bucket = {
            "PORTRAITS": "s3://pictures",
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
            "AWS_ACCESS_KEY_ID": "nobody",
            "AWS_SECRET_ACCESS_KEY": "nothing",
            "AWS_REGION": "nowhere",
        }
        sites = stack.enter_context(on.sites(two={"database": "beside", "workers": 2, **bucket}))
        site = sites["two"]

        def clicked() -> list[float]:
            return sorted(on.load.run(site.port, 1, SECONDS, requests)["milliseconds"])

        clicked()
        times = {"nobody": clicked()}
        for kind in ("readers", "resets"):
            with crowd(site, kind, CROWD):
                times[f"{CROWD} {kind}"] = clicked()
        picture = photograph()
        for name, asking in (("one player", exporters[:1] * EXPORTERS), ("as many players", exporters)):
            with repeated(site, asking, export):
                times[f"{EXPORTERS} exports of {CHARACTERS} characters by {name}"] = clicked()
        with repeated(site, uploaders, lambda player: upload(player, picture)):
            times[f"{UPLOADERS} uploads to a silent bucket"] = clicked()
    return times


def export(player: Player) -> bytes:
    """The request for everything of a player's."""
    return player.click("/account/export", "")


def upload(player: Player, picture: bytes) -> bytes:
    """The request that sends a picture."""
    return player.upload("/vtm/{id}/portraits/face", "picture", picture)


@contextmanager
def silent_service() -> Iterator[int]:
    """The port of a service that lets everybody connect, and never answers."""
    with socket.create_server(("127.0.0.1", 0), backlog=1000) as listener:
        yield listener.getsockname()[1]


@contextmanager
def repeated(site: Site, players: list[Player], request: Callable[[Player], bytes]) -> Iterator[None]:
    """Each of these players sends their request again and again, until it is refused as too fast; each in a thread."""
    over = threading.Event()

    def send(player: Player) -> None:
        content = request(player)
        while not over.is_set():
            with socket.create_connection(("127.0.0.1", site.port), 60) as client:
                client.sendall(content)
                answer = http.client.HTTPResponse(client)
                answer.begin()
                answer.read()
            if answer.status == TOO_FAST:
                return

    threads = [threading.Thread(target=send, args=(player,)) for player in players]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def report(times: Times) -> str:
    """How quick clicks were beside each."""
    rows = [(name, len(each), at(each, 0.5), at(each, 0.95), at(each, 0.99)) for name, each in times.items()]
    return table([("a click beside", "count", "p50 ms", "p95 ms", "p99 ms"), *rows])
