"""Many clients that are in no hurry, a process of its own: ``python -m bench.crowd PORT KIND COUNT``.

KIND: heads (a request whose headers come a byte every half second), bodies (the same of a form) or streams (event
streams held open). Prints how many are connected, of streams how many got their first event within ten seconds, and
goes on until its standard input ends.
"""

from __future__ import annotations

import select
import socket
import sys
import time

PAUSE = 0.5
FIRST = {
    "heads": "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slowly: ",
    "bodies": "POST /bench/floor/1 HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\n\r\ndots=",
    "streams": "GET /bench/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
}


def gather(port: int, kind: str, count: int) -> list[socket.socket]:
    clients = []
    for _ in range(count):
        client = socket.create_connection(("127.0.0.1", port))
        client.sendall(FIRST[kind].encode())
        client.setblocking(False)
        clients.append(client)
    return clients


def listening(clients: list[socket.socket]) -> int:
    """How many have got an event within ten seconds."""
    waiting = {client.fileno(): client for client in clients}
    deadline = time.monotonic() + 10
    while waiting and (left := deadline - time.monotonic()) > 0:
        ready, _, _ = select.select(list(waiting), [], [], left)
        for number in ready:
            if not (said := waiting[number].recv(4096)) or b"data:" in said:
                waiting.pop(number)
    return len(clients) - len(waiting)


def dribble(clients: list[socket.socket]) -> None:
    """A byte from each; those that were sent away come no more."""
    for client in list(clients):
        try:
            client.send(b"1")
        except OSError:
            clients.remove(client)


def main() -> None:
    port, kind, count = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    clients = gather(port, kind, count)
    print(listening(clients) if kind == "streams" else len(clients), flush=True)
    while not select.select([sys.stdin], [], [], PAUSE)[0]:
        if kind != "streams":
            dribble(clients)


if __name__ == "__main__":
    main()
