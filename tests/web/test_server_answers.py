"""What gunicorn itself answers, and what it says of the connection: by raw bytes, to the app as it is deployed."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from email.message import Message
from email.parser import BytesHeaderParser
from urllib.parse import urlsplit

import pytest

from tests.serving import serving
from wodsheet.web.error_pages import SENTENCES
from wodsheet.web.security_headers import ALWAYS, NO_STORE

HEAD = b"Host: localhost\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n"


@pytest.fixture(scope="module")
def address(new_database: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(new_database(), tmp_path_factory.mktemp("serving"), WEB_CONCURRENCY="1") as address:
        yield address


@pytest.fixture
def send(address: str) -> Callable[[bytes], tuple[int, Message, str]]:
    """Send bytes; the status, the headers and the body of the answer, which says how long it is."""

    def send(content: bytes) -> tuple[int, Message, str]:
        with socket.create_connection((urlsplit(address).hostname, urlsplit(address).port), timeout=10) as line:
            line.sendall(content)
            with line.makefile("rb") as answer:
                status = int(answer.readline().split()[1])
                headers = BytesHeaderParser().parsebytes(b"".join(iter(answer.readline, b"\r\n")))
                return status, headers, answer.read(int(headers["Content-Length"])).decode()

    return send


NO_REQUESTS = {
    "no request": (b"\x16\x03\x01\r\n\r\n", 400),
    "a header without a name": (b"GET / HTTP/1.1\r\nHost: localhost\r\n: x\r\n\r\n", 400),
    "two lengths": (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
    "a version there is not": (b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", 400),
    "a long address": (b"GET /" + b"x" * 9000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
    "a long cookie": (b"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: " + b"x" * 9000 + b"\r\n\r\n", 431),
    "too many headers": (b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 200 + b"\r\n", 431),
    "an unknown coding": (b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: rot13\r\n\r\n", 501),
    "what nobody expects": (b"POST / HTTP/1.1\r\nHost: localhost\r\nExpect: miracles\r\n\r\n", 417),
}


@pytest.mark.parametrize(("content", "status"), NO_REQUESTS.values(), ids=NO_REQUESTS)
def test_what_is_no_request_is_answered_in_a_sentence_with_every_header(send, content, status):
    code, headers, body = send(content)
    assert (code, body) == (status, f"{SENTENCES[status]}\n")
    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    assert headers["Connection"] == "close"
    assert all(headers.get_all(name) == [words] for name, words in (*ALWAYS, *NO_STORE))


def post(path: bytes, length: int, further: bytes = b"") -> bytes:
    return b"POST %b HTTP/1.1\r\n%b%bContent-Length: %d\r\n\r\n" % (path, HEAD, further, length) + b"x" * length


def chunked(body: bytes) -> bytes:
    return b"POST /login HTTP/1.1\r\n%bTransfer-Encoding: chunked\r\n\r\n%b" % (HEAD, body)


ANSWERED_BEFORE_READING = {
    "too large": (post(b"/login", 1_200_000), 413),
    "from another site": (
        post(b"/login", 20_000, b"Origin: http://evil.example\r\n").replace(b"same-origin", b"cross-site"),
        403,
    ),
    "to nowhere": (post(b"/nowhere", 20_000), 404),
    "by nobody": (post(b"/account/export", 20_000), 303),
    "to a page": (post(b"/healthz", 20_000), 405),
    "in parts": (chunked(b"5\r\nname=\r\n").replace(b"/login", b"/nowhere"), 404),
}


@pytest.mark.parametrize(("content", "status"), ANSWERED_BEFORE_READING.values(), ids=ANSWERED_BEFORE_READING)
def test_an_answer_before_the_body_was_read_ends_the_connection(send, content, status):
    code, headers, _ = send(content)
    assert (code, headers["Connection"]) == (status, "close")


READ = {
    "a long form": post(b"/login", 20_000),
    "a form in parts": chunked(b"5\r\nname=\r\n0\r\n\r\n"),
    "a short form that nobody reads": post(b"/nowhere", 5_000),
}


@pytest.mark.parametrize("content", READ.values(), ids=READ)
def test_a_connection_whose_request_was_read_is_kept(send, content):
    assert send(content)[1]["Connection"] == "keep-alive"


@pytest.mark.parametrize("body", [b"zz\r\nname=Anna\r\n0\r\n\r\n", b"4\r\nname=Anna\r\n0\r\n\r\n"])
def test_a_body_in_broken_parts_is_refused_and_ends_the_connection(send, body):
    code, headers, _ = send(chunked(body))
    assert (code, headers["Connection"]) == (400, "close")
