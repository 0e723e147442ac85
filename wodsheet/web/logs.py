"""One JSON line for each thing worth knowing. Nothing for an ordinary click, and never anything that is secret.

What failed is told by class and by our own functions with their lines. Messages of exceptions, SQL, parameters, paths,
cookies and tokens stay out: they carry what players wrote and what would let others in.
"""

import json
import logging
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, TextIO
from uuid import uuid4

import psycopg
from flask import Flask, g, has_request_context, request

OURS = "wodsheet"
MOST_FRAMES = 12
log = logging.getLogger(OURS)

# What libraries say in passing: requests with their addresses, tokens with their secrets, connections opened.
QUIET = ("werkzeug", "flask_dance", "requests_oauthlib", "oauthlib", "urllib3", "sqlalchemy", "psycopg", "psycopg.pool")


def init_app(app: Flask) -> None:
    """Write the lines to standard error, those of libraries and of gunicorn's workers included."""
    root = logging.getLogger()
    if not any(isinstance(handler, Lines) for handler in root.handlers):
        root.addHandler(Lines())
    log.setLevel(logging.INFO)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.ERROR)
    for name in ("gunicorn.error", "gunicorn.access"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True


def log_event(event: str, level: int = logging.INFO, error: BaseException | None = None, **facts: Any) -> None:
    """Write a line about an event, with who and where of the request it happened in, and what failed."""
    if log.isEnabledFor(level):
        log.log(level, event, extra={"facts": request_facts() | facts | (failure(error) if error else {})})


def request_facts() -> dict[str, Any]:
    """Which request this is: its id, method and endpoint, and whose it is. Not its path."""
    if not has_request_context():
        return {}
    return {
        "request": request_id(),
        "method": request.method,
        "endpoint": request.endpoint,
        "user": g.get("user"),
    }


def request_id() -> str:
    """This request's id, made when it is first asked for: sixteen hexadecimal digits."""
    if "request_id" not in g:
        # Not from a header: what a stranger chooses could be anything, and be the same twice.
        g.request_id = f"{uuid4().int >> 64:016x}"
    return g.request_id


class Lines(logging.StreamHandler[TextIO]):
    """Writes to standard error as it is at that moment, which tests replace."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)
        self.setFormatter(Line())

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)


class Line(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "event": event_of(record),
        }
        line |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[1]:
            line |= failure(record.exc_info[1])
        return json.dumps(line, default=lambda odd: type(odd).__name__)


def event_of(record: logging.LogRecord) -> str:
    """The record's message, without what a library may have put into it that is a secret.

    Ours are plain words. A library's is trusted with its values only when it tells of no trouble, or they are numbers.
    """
    template = str(record.msg)
    # Flask's own words for a failure come under our name too, with the path in them.
    if record.name == OURS and not record.exc_info:
        return template
    if record.exc_info:
        return template if record.args else "failed"
    # gunicorn quotes the request line here, and has formatted it already.
    if template.startswith("Invalid request from"):
        return "Invalid request"
    values = record.args if isinstance(record.args, tuple) else ()
    plain = record.levelno < logging.WARNING or all(isinstance(value, int | float) for value in values)
    return record.getMessage() if plain else template


def failure(error: BaseException) -> dict[str, Any]:
    """What failed: the classes from the outermost to the first cause, where in our code, and PostgreSQL's own code."""
    chain = list(causes(error))
    facts: dict[str, Any] = {
        "error": [f"{type(one).__module__}.{type(one).__qualname__}" for one in chain],
        "where": [place for one in reversed(chain) for place in places(one)][-MOST_FRAMES:],
    }
    for one in chain:
        if isinstance(one, psycopg.Error):
            facts |= {"sqlstate": one.sqlstate, "constraint": one.diag.constraint_name}
    return facts


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error, what it came from, and so on; each once."""
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.append(error)
        yield error
        error = error.__cause__ or error.__context__


def places(error: BaseException) -> list[str]:
    """Our functions and templates the error came through, with their lines, and the function that raised it."""
    frames = list(traceback.walk_tb(error.__traceback__))
    found = []
    for number, (frame, line) in enumerate(frames, 1):
        # A template's frames go by the path of its file; the name of the file says enough.
        folder, _, module = frame.f_globals.get("__name__", "?").rpartition("/")
        if folder or module.partition(".")[0] == OURS or number == len(frames):
            found.append(f"{module}.{frame.f_code.co_name}:{line}")
    return found
