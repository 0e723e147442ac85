"""Connections to gunicorn: whether one is kept, how it is closed, and what gunicorn itself answers on one.

Why: docs/decisions/0071-answers-to-rely-on.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any
from wsgiref.types import WSGIApplication, WSGIEnvironment

from gunicorn import util

from wodsheet.routes import MOST_IMPORT
from wodsheet.templating.i18n import gettext
from wodsheet.web import error_pages, security_headers

DISCARDED = 10_000  # bytes of an unread body that gunicorn discards in any case, to keep the connection


def close(conn: Any, graceful: bool = False) -> None:
    """Close a connection; ``graceful`` lets a client finish sending for two seconds, so that it reads the answer.

    gunicorn does so for 64 kB. What is sent after that resets the connection, and a proxy that is still passing on a
    refused upload then answers 502 in place of our refusal.
    """
    if graceful:
        conn.sock.setblocking(True)
        util.close_graceful(conn.sock, max_drain=MOST_IMPORT)
    else:
        util.close(conn.sock)


def closing_when_unread(app: WSGIApplication) -> WSGIApplication:
    """The app, with ``Connection: close`` on each answer that is given before a large body was read.

    gunicorn promises to keep such a connection, and then closes it when there is more to discard than it does. A proxy
    that believed the promise has sent another player's click by then, and answers it with 502.
    """

    def serve(environ: WSGIEnvironment, start_response: Any) -> Iterable[bytes]:
        # gunicorn itself discards a short body. So most requests pay for this line alone.
        if len(environ.get("CONTENT_LENGTH", "")) < len(str(DISCARDED)) and "HTTP_TRANSFER_ENCODING" not in environ:
            return app(environ, start_response)
        response, body = start_response.__self__, environ["wsgi.input"]

        def start(status: str, headers: list[tuple[str, str]], *failure: Any) -> Any:
            if is_unread(body):
                response.force_close()
            return start_response(status, headers, *failure)

        return app(environ, start)

    return serve


def write_error(production: bool, sock: Any, status_int: int, reason: str, mesg: str) -> None:
    """gunicorn's own answer to what is no request: a sentence as plain text, with our headers.

    Nobody knows who asks, or for which representation. What was wrong stands in the log and is not sent back.
    """
    sentence = error_pages.SENTENCES.get(status_int, error_pages.SENTENCES[400])
    body = f"{gettext(sentence)}\n".encode()
    lengths = [("Connection", "close"), ("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", len(body))]
    headers = [*lengths, *security_headers.always(production), *security_headers.NO_STORE]
    lines = [f"HTTP/1.1 {status_int} {HTTPStatus(status_int).phrase}", *(f"{name}: {words}" for name, words in headers)]
    util.write_nonblock(sock, "\r\n".join([*lines, "", ""]).encode() + body)


def is_unread(body: Any) -> bool:
    """Whether some of gunicorn's request body is still to come, or where it ends is unknown."""
    reader = body.reader
    return body.failed or getattr(reader, "length", 0) > 0 or getattr(reader, "parser", None) is not None
