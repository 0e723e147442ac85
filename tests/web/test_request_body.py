"""From the bytes of a posted form to its words: nothing is repaired, so nothing is kept that nobody typed."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask, request
from werkzeug.test import TestResponse

from wodsheet.routes import ANYONE, ROUTES, Route
from wodsheet.web import request_body

FORM = "application/x-www-form-urlencoded"
NOT_UTF_8 = {
    "a stray byte": b"\xff",
    "an overlong slash": b"\xc0\xaf",
    "a lone surrogate": b"\xed\xa0\x80",
    "half a letter": b"\xc3",
    "beyond the last letter": b"\xf4\x90\x80\x80",
}
KEPT = {"plain": "Anna", "letters": "Žižka", "percent": "100%", "coded": "%FF"}


@pytest.fixture
def echo(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Callable[..., TestResponse]:
    """Post a body to an app that answers what it made of it."""
    monkeypatch.setitem(ROUTES, "echo", Route(ANYONE))
    app = make_app("postgresql://nowhere/none")
    app.add_url_rule("/echo", "echo", lambda: request.form.to_dict(flat=False), methods=["POST"])
    headers = {"Accept": "application/json"}
    return lambda body, kind=FORM, **how: app.test_client().post(
        "/echo", data=body, content_type=kind, headers=headers, **how
    )


def percent(sent: bytes) -> bytes:
    return b"".join(b"%%%02X" % byte for byte in sent)


def multipart(sent: bytes, head: bytes = b"") -> tuple[bytes, str]:
    lines = (
        b"--edge",
        b'Content-Disposition: form-data; name="text"',
        *([head] if head else []),
        b"",
        sent,
        b"--edge--",
        b"",
    )
    return b"\r\n".join(lines), "multipart/form-data; boundary=edge"


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_what_was_typed_arrives(echo, text):
    for body, kind in ((b"text=" + percent(text.encode()), FORM), multipart(text.encode())):
        assert echo(body, kind).json == {"text": [text]}


@pytest.mark.parametrize("sent", NOT_UTF_8.values(), ids=NOT_UTF_8)
def test_what_is_not_utf_8_is_refused(echo, sent):
    for body, kind in (
        (b"name=Anna&text=A" + percent(sent), FORM),
        (b"text=A" + sent, FORM),
        multipart(b"A" + sent),
        multipart(b"A" + sent, b"Content-Type: text/plain; charset=utf-8"),
    ):
        answer = echo(body, kind)
        assert answer.status_code == 422
        assert answer.json["details"] == [{"field": "text", "message": request_body.NOT_TEXT}]


@pytest.mark.parametrize("sent", NOT_UTF_8.values(), ids=NOT_UTF_8)
def test_a_field_whose_name_is_not_utf_8_is_refused(echo, sent):
    assert echo(b"te" + percent(sent) + b"xt=A").status_code == 422


def test_a_replacement_character_is_taken_where_somebody_can_have_typed_it(echo):
    """Werkzeug puts the same character into a multipart form for bytes that are not text, so there it is refused."""
    assert echo(b"text=" + percent("\ufffd".encode())).json == {"text": ["\ufffd"]}
    assert echo(*multipart("\ufffd".encode())).status_code == 422


@pytest.mark.parametrize(("body", "kind"), [(b"name=%FF", FORM), multipart(b"\xff"), (b"{", "application/json")])
def test_a_person_gets_the_page_with_the_message(client, body, kind):
    answer = client.post("/login", data=body, content_type=kind)
    assert (answer.status_code, 'name="name"' in answer.text) == (422, True)


@pytest.mark.parametrize("kind", ["text/plain", ""])
def test_what_is_no_form_has_no_fields(echo, kind):
    assert echo(b"text=A", kind).json == {}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"text=A", "multipart/form-data"),
        (b"text=A", "multipart/form-data; boundary="),
        (multipart(b"Anna")[0][:-12], "multipart/form-data; boundary=edge"),
    ],
    ids=["without an edge", "with an empty edge", "cut off"],
)
def test_a_form_that_did_not_come_whole_is_refused(echo, body, kind):
    answer = echo(body, kind)
    assert answer.status_code == 422
    assert answer.json["details"] == [{"field": "", "message": request_body.NOT_WHOLE}]


def test_a_file_is_refused_where_none_is_asked_for(echo):
    body = multipart(b"Anna")[0].replace(b'name="text"', b'name="text"; filename="anna.txt"')
    answer = echo(body, "multipart/form-data; boundary=edge")
    assert answer.status_code == 422
    assert answer.json["details"] == [{"field": "text", "message": request_body.NO_FILE}]


def test_a_megabyte_is_taken_and_a_byte_more_is_not(echo):
    body = b"text=" + b"x" * (request_body.MEGABYTE - 5)
    assert len(echo(body).json["text"][0]) == request_body.MEGABYTE - 5
    assert echo(body + b"x").status_code == 413


def test_a_body_that_does_not_say_its_length_is_counted(echo):
    chunked = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""}
    assert echo(b"text=" + b"x" * 1000, environ_overrides=chunked).json == {"text": ["x" * 1000]}
    assert echo(b"text=" + b"x" * request_body.MEGABYTE, environ_overrides=chunked).status_code == 413


def test_a_form_of_a_thousand_fields_and_more_is_too_large(echo):
    assert len(echo(b"&".join(b"f%d=" % number for number in range(1000))).json) == 1000
    assert echo(b"&".join(b"f%d=" % number for number in range(1001))).status_code == 413
    assert echo(b"&" * 900_000).status_code == 413


def test_a_large_body_is_refused_even_where_no_form_is_read(client):
    assert client.post("/logout", data={"x": "x" * 1_000_001}).status_code == 413


@pytest.mark.parametrize("kind", [FORM, f"{FORM};charset=UTF-8"])
def test_a_short_form_that_did_not_come_whole_changes_nothing(signed_in, make_character, kind):
    """The hand went for five dots and the line broke: one that was read by its beginning would be another number."""
    anna = make_character(strength=1)
    environ = {"wsgi.input": BytesIO(b"dots="), "CONTENT_LENGTH": "6", "CONTENT_TYPE": kind}
    answer = signed_in(anna.owner).post(f"{anna.path}/ratings/strength", environ_overrides=environ)
    assert answer.status_code in (400, 422)


@pytest.mark.parametrize("length", ["²", "-1", "9" * 5000, "1e3"])
def test_a_length_that_is_no_number_breaks_nothing(signed_in, make_character, length):
    anna = make_character(strength=1)
    environ = {"wsgi.input": BytesIO(b"dots=3"), "CONTENT_LENGTH": length}
    answer = signed_in(anna.owner).post(f"{anna.path}/ratings/strength", content_type=FORM, environ_overrides=environ)
    assert answer.status_code in (400, 413, 422)
