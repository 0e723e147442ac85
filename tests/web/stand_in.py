"""A small Discord on loopback: agrees at once, checks what the real one checks, and fails as a test tells it to."""

from __future__ import annotations

import json
import secrets
import threading
from base64 import b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

CLIENT = ("the-client", "the-client-secret")
ANNA = {"id": "80351110224678912", "username": "anna", "global_name": "Anna"}


@dataclass
class Discord:
    """What the stand-in answers with, and what it was asked. `at`: its address."""

    at: str = ""
    person: Any = field(default_factory=lambda: dict(ANNA))
    # Path to what happens there instead: a status and a body, or "silence".
    instead: dict[str, Any] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    issued: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: dict[str, Any] = field(default_factory=dict)
    gate: threading.Barrier | None = None
    over: threading.Event = field(default_factory=threading.Event)


class Handler(BaseHTTPRequestHandler):
    """Its three addresses."""

    discord: Discord
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path, query = urlsplit(self.path).path, self.form(urlsplit(self.path).query)
        if self.spoilt(path):
            return
        if path == "/api/oauth2/authorize":
            self.authorize(query)
        elif path == "/api/users/@me":
            self.tell_who()
        else:
            self.answer(404, "no such address")

    def do_POST(self) -> None:
        sent = self.form(self.rfile.read(int(self.headers["Content-Length"])).decode())
        if urlsplit(self.path).path == "/api/oauth2/token" and not self.spoilt("/api/oauth2/token"):
            self.exchange(sent)

    def authorize(self, query: dict[str, str]) -> None:
        """Send the browser back at once with a code, as if the person had agreed before."""
        self.discord.asked.append(query)
        code = secrets.token_hex(8)
        self.discord.issued[code] = query | {"person": self.headers.get("X-Person", "")}
        back = urlencode({"code": code, "state": query["state"]})
        self.answer(302, "", Location=f"{query['redirect_uri']}?{back}")

    def exchange(self, sent: dict[str, str]) -> None:
        """A code for a token: once, for the same client, address and browser that began."""
        begun = self.discord.issued.pop(sent.get("code", ""), None)
        proof = urlsafe_b64encode(sha256(sent.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        if self.discord.gate:
            self.discord.gate.wait(5)
        client = b64decode(self.headers.get("Authorization", "Basic ")[6:]).decode()
        fits = (
            begun
            and begun["code_challenge"] == proof
            and begun["redirect_uri"] == sent["redirect_uri"]
            and client == ":".join(CLIENT)
        )
        if not fits or not begun:
            self.answer(400, json.dumps({"error": "invalid_grant"}))
            return
        token = f"token-{secrets.token_hex(8)}"
        self.discord.tokens[token] = json.loads(begun["person"]) if begun["person"] else self.discord.person
        self.answer(200, json.dumps({"access_token": token, "token_type": "Bearer", "scope": "identify"}))

    def tell_who(self) -> None:
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        known = token in self.discord.tokens
        self.answer(200 if known else 401, json.dumps(self.discord.tokens.get(token, {"message": "401"})))

    def spoilt(self, path: str) -> bool:
        """Do what the test told to happen instead, if it did."""
        instead = self.discord.instead.get(path)
        if instead == "silence":
            self.discord.over.wait(20)
        elif instead:
            self.answer(*instead)
        return instead is not None

    def form(self, text: str) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(text).items()}

    def answer(self, status: int, body: str, **headers: str) -> None:
        self.send_response(status)
        for name, value in ({"Content-Type": "application/json", "Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing of each request."""


def serve(discord: Discord) -> ThreadingHTTPServer:
    """Start it on a free port in a thread of its own; whoever starts it shuts it down."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Answers", (Handler,), {"discord": discord}))
    server.daemon_threads = True
    discord.at = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.05,)).start()
    return server
