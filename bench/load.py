"""A light load generator, a process of its own: plain sockets, requests made beforehand, next to no parsing.

Reads jobs from standard input, one JSON object a line, and answers each with one line.
Job: port, connections, seconds, most (answers), requests (lists of ways to say the same, sent in turn;
a letter for each byte).
Answer: milliseconds (one for each answer), body (bytes of the last answer's), cookies (how many answers set one),
cpu (seconds, our own).
"""

from __future__ import annotations

import json
import selectors
import socket
import sys
import time
from collections import Counter
from itertools import cycle
from typing import Any

PATIENCE = 10  # seconds

# How often each request was sent, so that a click never sets what is already there.
sent: Counter[str] = Counter()


class Client:
    """One kept-alive connection that asks again as soon as it is answered."""

    def __init__(self, port: int, requests: list[list[str]]) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.requests = cycle(requests)
        self.heard = b""
        self.body = 0
        self.cookies = 0
        self.sent_at = 0.0

    def ask(self) -> None:
        ways = next(self.requests)
        turn = sent[ways[0]]
        sent[ways[0]] = turn + 1
        request = ways[turn % len(ways)].encode("latin-1")
        self.sent_at = time.perf_counter()
        self.socket.sendall(request)

    def hear(self) -> bool:
        """Take what has come; whether the answer is whole. Raises for any answer but a 200."""
        more = self.socket.recv(262144)
        if not more:
            raise ConnectionError("the server closed a kept-alive connection")
        self.heard += more
        end = self.heard.find(b"\r\n\r\n")
        if end < 0:
            return False
        if not self.heard.startswith(b"HTTP/1.1 200"):
            raise ConnectionError(f"answered {self.heard[:400]!r}")
        length = self.heard.index(b"Content-Length: ") + 16
        self.body = int(self.heard[length : self.heard.index(b"\r", length)])
        if len(self.heard) < end + 4 + self.body:
            return False
        self.cookies += b"\nSet-Cookie:" in self.heard[:end]
        self.heard = b""
        return True


def run(job: dict[str, Any]) -> dict[str, Any]:
    """Keep every connection asking for so many seconds."""
    requests = job["requests"]
    each = [requests[number :: job["connections"]] for number in range(job["connections"])]
    clients = [Client(job["port"], own) for own in each]
    selector = selectors.DefaultSelector()
    for client in clients:
        selector.register(client.socket, selectors.EVENT_READ, client)
    milliseconds: list[float] = []
    cpu = time.process_time()
    end = time.perf_counter() + job["seconds"]
    for client in clients:
        client.ask()
    open_requests = len(clients)
    while open_requests:
        ready = selector.select(PATIENCE)
        if not ready:
            raise TimeoutError(f"no answer within {PATIENCE} seconds")
        for key, _ in ready:
            client: Client = key.data
            if not client.hear():
                continue
            now = time.perf_counter()
            milliseconds.append((now - client.sent_at) * 1000)
            if now < end and len(milliseconds) < job["most"]:
                client.ask()
            else:
                open_requests -= 1
    for client in clients:
        client.socket.close()
    return {
        "milliseconds": milliseconds,
        "body": clients[0].body,
        "cookies": sum(client.cookies for client in clients),
        "cpu": time.process_time() - cpu,
    }


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), flush=True)
