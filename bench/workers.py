"""Which worker of gunicorn's, and how many threads: ``python -m bench.workers``.

Clicks with one worker; then with two, beside 200 clients that send their headers, or a form, a byte at a time, and
beside 500 open event streams. gevent takes part where it is installed.
"""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from bench import speed
from bench.machine import ROOT, Site
from bench.players import make_players
from bench.rounds import Target, measure, table
from bench.stage import Stage, stage

THREADS = (8, 64, 512)
CROWDS = {"heads": 200, "bodies": 200, "streams": 500}
KINDS = (speed.EMPTY, speed.FLOOR, speed.CLICK)
DATABASE = "workers"
PATIENCE = 4  # seconds a click may take before it counts as none
ROUNDS, SECONDS = 5, 0.6


def ways(workers: int) -> dict[str, dict[str, Any]]:
    """What is compared: the name of each, and how a site is started for it."""
    every = {"database": DATABASE, "workers": workers}
    found: dict[str, dict[str, Any]] = {f"gthread {most}": {**every, "WEB_THREADS": str(most)} for most in THREADS}
    if find_spec("gevent"):
        found["gevent"] = {**every, "config": "bench.gevented"}
    return found


def throughput(on: Stage, requests: speed.Requests) -> str:
    """A table of clicks with one worker of each kind, all in the same rounds."""
    with on.sites(**ways(workers=1)) as sites:
        targets = [
            Target(f"{kind}, {name}", site, connections, requests[kind])
            for kind in KINDS
            for name, site in sites.items()
            for connections in speed.CONNECTIONS
        ]
        measure(targets, on.load, on.server.pid, ROUNDS, SECONDS)
        return speed.report(targets)


def beside_crowds(on: Stage, requests: speed.Requests) -> str:
    """A table of clicks by one client while each kind of crowd is there, with two workers."""
    rows: list[Sequence[object]] = [("", "beside", "held", "p50 ms", "p99 ms", "app CPU ms", "MB")]
    with on.sites(**ways(workers=2)) as sites:
        for name, site in sites.items():
            rows.append((name, "nobody", 0, *_clicked(on, site, requests)))
            for kind, count in CROWDS.items():
                with crowd(site, kind, count) as held:
                    rows.append((name, f"{count} {kind}", held, *_clicked(on, site, requests)))
    return table(rows)


def _clicked(on: Stage, site: Site, requests: speed.Requests) -> Sequence[object]:
    """p50, p99, app CPU and the site's megabytes; "none" when a click finds no thread."""
    if not _answers(site, requests[speed.CLICK][0][0]):
        return "none", "none", "", round(site.memory())
    target = Target(speed.CLICK, site, 1, requests[speed.CLICK])
    measure([target], on.load, on.server.pid, ROUNDS, SECONDS)
    return *(round(target[name], 2) for name in ("p50", "p99", "app")), round(site.memory())


def _answers(site: Site, request: str) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", site.port), PATIENCE) as client:
            client.sendall(request.encode())
            return client.recv(100).startswith(b"HTTP/1.1 200")
    except OSError:
        return False


@contextmanager
def crowd(site: Site, kind: str, count: int) -> Iterator[int]:
    """So many clients of a site that are in no hurry; how many of them it holds."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.crowd", str(site.port), kind, str(count)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stdin
    assert process.stdout
    try:
        yield int(process.stdout.readline())
    finally:
        process.stdin.close()
        process.wait()


if __name__ == "__main__":
    with stage() as on:
        with on.filled(DATABASE) as connection:
            requests = speed.requests(make_players(connection, speed.PLAYERS))
        print(throughput(on, requests), flush=True)
        print(beside_crowds(on, requests))
