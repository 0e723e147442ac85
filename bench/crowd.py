"""Many clients that are in no hurry, a process of its own: ``python -m bench.crowd PORT KIND COUNT``.

KIND:
- heads: a request whose headers come a byte every half second
- bodies: the same of a form
- readers: who read a kilobyte of a large answer every half second
- resets: who ask for as much as a sheet, read nothing and reset the connection after half a second, again and again
- streams: event streams held open

Prints how many are connected; of readers, resets and streams how many are being served. Goes on until its standard
input ends.
"""

from __future__ import annotations

import select
import socket
import struct
import sys
import time
from collections.abc import Callable
from itertools import count

PAUSE = 0.5
TURNS = 10  # the clients act by tenths, so that they do not all come at the same moment
PATIENCE = 20  # seconds
LITTLE = 1024  # bytes
RESET = struct.pack("ii", 1, 0)  # SO_LINGER of no seconds: a close is a reset
GET = "GET /bench/{} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
FIRST = {
    "heads": "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slowly: ",
    "bodies": "POST /bench/floor/1 HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\n\r\ndots=",
    "readers": GET.format("large"),
    "resets": GET.format("sheet"),
    "streams": GET.format("stream"),
}


def connect(port: int, kind: str) -> socket.socket:
    """A client that has sent what it sends first, and has room for little of the answer."""
    client = socket.socket()
    if kind == "readers":
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, LITTLE)
    client.connect(("127.0.0.1", port))
    client.sendall(FIRST[kind].encode())
    client.setblocking(False)
    return client


def served(clients: list[socket.socket], streams: bool) -> int:
    """How many have got the beginning of an answer in time, of streams the first event."""
    waiting = {client.fileno(): client for client in clients}
    deadline = time.monotonic() + PATIENCE
    while waiting and (left := deadline - time.monotonic()) > 0:
        ready, _, _ = select.select(list(waiting), [], [], left)
        for number in ready:
            received = waiting[number].recv(LITTLE)
            if not streams or not received or b"data:" in received:
                waiting.pop(number)
    return len(clients) - len(waiting)


def send_a_byte(client: socket.socket) -> None:
    client.send(b"1")


def read_a_little(client: socket.socket) -> None:
    client.recv(LITTLE)


# What each client does every half second; it raises OSError when it was sent away.
ACTS: dict[str, Callable[[socket.socket], object]] = {
    "heads": send_a_byte,
    "bodies": send_a_byte,
    "readers": read_a_little,
}


def act(clients: list[socket.socket], turn: int, port: int, kind: str) -> None:
    """Once for each client of this turn; those that were sent away do not come again."""
    for number, client in list(enumerate(clients))[turn % TURNS :: TURNS]:
        if kind == "resets":
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            client.close()
            clients[number] = connect(port, kind)
        elif kind in ACTS:
            try:
                ACTS[kind](client)
            except BlockingIOError:
                pass
            except OSError:
                clients.remove(client)


def main() -> None:
    port, kind, most = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    clients = [connect(port, kind) for _ in range(most)]
    print(served(clients, kind == "streams") if kind in ("streams", "readers", "resets") else len(clients), flush=True)
    for turn in count(0):
        if select.select([sys.stdin], [], [], PAUSE / TURNS)[0]:
            break
        act(clients, turn, port, kind)


if __name__ == "__main__":
    main()
