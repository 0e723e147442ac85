"""What a bench serves: the app itself, and beside it, in the same processes, what it is compared with.

``gunicorn -c python:wodsheet.gunicorn_conf bench.served:app``. Only what begins with /bench/ is not the app's.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask, Response, request
from psycopg.types.json import Jsonb

from wodsheet import create_app
from wodsheet.db import connection as database

RATE = "UPDATE characters SET ratings = ratings || %(now)s WHERE id = %(id)s RETURNING ratings"
BOX = "<input class=dot type=radio id=composure-{0} name=dots value={0} aria-label={0}{1}>"
MESSAGE = '<hx-partial hx-target="#said" hx-swap="textContent">Composure {0}</hx-partial>'

LARGE, SHEET = bytes(4_000_000), bytes(150_000)

whole = create_app()
floor = Flask("floor", static_folder=None)
floor.extensions["pool"] = whole.extensions["pool"]


@floor.get("/bench/empty")
def empty() -> str:
    """The least that Flask can do."""
    return "here"


@floor.post("/bench/floor/<int:id>")
def click(id: int) -> str:
    """The least a kept click can do: read a form, run one statement, answer some 600 bytes made by hand."""
    dots = int(request.form["dots"])
    saved = database.run(RATE, {"id": id, "now": Jsonb({"composure": dots})})[0].ratings["composure"]
    row = "".join(BOX.format(each, " checked" if each == saved else "") for each in range(6))
    return f"<fieldset><legend>Composure</legend>{row}</fieldset>{MESSAGE.format(saved)}"


@floor.get("/bench/large")
def large() -> bytes:
    """More than the buffers between server and client hold, so that a slow reader keeps a thread."""
    return LARGE


@floor.get("/bench/sheet")
def sheet() -> bytes:
    """As much as a sheet, not compressed."""
    return SHEET


@floor.get("/bench/stream")
def stream() -> Response:
    """An event stream as a page in play would hold open: an event every five seconds, for ten minutes."""

    def events() -> Iterator[str]:
        for number in range(120):
            yield f"data: {number}\n\n"
            time.sleep(5)

    return Response(events(), mimetype="text/event-stream")


def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """The app, and what it is compared with."""
    other = environ["PATH_INFO"].startswith("/bench/")
    return (floor if other else whole)(environ, start_response)
