"""Request bodies: how large they may be, and how the bytes of a posted form become text.

What cannot be decoded is refused. Werkzeug alone stores what nobody typed: it keeps "%FF" as those three letters, puts
replacement characters into a multipart form, and reads a form with a raw wrong byte as an empty one.

A program may send the same fields as a flat JSON object; they become the text that a form would have.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from io import BytesIO
from itertools import islice
from typing import IO, Any
from urllib.parse import parse_qsl

import flask
from flask import Flask, request
from gunicorn.http.errors import NoMoreData, ParseException
from htmx_flask.requests import HtmxHeaders
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge
from werkzeug.formparser import FormDataParser
from werkzeug.utils import cached_property

from wodsheet.problems import Refused
from wodsheet.routes import MEGABYTE, ROUTES
from wodsheet.schemas.fields import Digits
from wodsheet.schemas.form import DETAILS_SHOWN
from wodsheet.templating.i18n import N_, gettext

MOST_FIELDS = 1000
SHORT_LENGTH = 4  # digits of the length, in bytes, of a short form; most forms are ten bytes
BROWSERS_FORM = frozenset(("application/x-www-form-urlencoded", "application/x-www-form-urlencoded;charset=UTF-8"))
NOT_TEXT = N_("This holds bytes that are not text (UTF-8).")
NOT_WHOLE = N_("This form did not come whole. Send it once more.")
NO_FILE = N_("This form takes no file.")
NOT_FLAT = N_("This is not one JSON object.")
NOT_A_FIELD = N_("A field is text or a whole number.")

# What decoders put where bytes are not text.
REPLACEMENT = "\ufffd"

Fields = list[tuple[str, str]]


def init_app(app: Flask) -> None:
    """Decode every form strictly, and refuse (413) a body that is larger than its route allows."""
    app.request_class = Request
    app.config.update(MAX_FORM_MEMORY_SIZE=MEGABYTE, MAX_FORM_PARTS=MOST_FIELDS)
    app.before_request(refuse_too_large)


def refuse_too_large() -> None:
    """Refuse by Content-Length, before anything is read; a body without that header is counted as it is read."""
    if len(request.environ.get("CONTENT_LENGTH", "")) < len(str(MEGABYTE)):
        return
    length = request.content_length or 0
    if length > MEGABYTE and length > max_body(request.endpoint):
        raise RequestEntityTooLarge


def max_body(endpoint: str | None) -> int:
    """Bytes that a body may have at this route."""
    route = ROUTES.get(endpoint or "")
    return route.max_body if route else MEGABYTE


def refuse(names: Iterable[str], message: str) -> Refused:
    """A refusal (422) that says this message, translated, of the fields with these names."""
    return Refused(details=[{"field": name, "message": gettext(message)} for name in islice(names, DETAILS_SHOWN)])


def undecodable(fields: Iterable[tuple[str, str]]) -> list[str]:
    """The names of the fields in which a decoder had to replace something."""
    return [name for name, text in fields if REPLACEMENT in name or REPLACEMENT in text]


def parse_form(body: bytes) -> Fields:
    """The fields of a urlencoded form. Raises Refused (422), and 413 for too many fields."""
    if body.count(b"&") >= MOST_FIELDS:
        raise RequestEntityTooLarge
    try:
        return parse_qsl(body.decode(), keep_blank_values=True, errors="strict")
    except UnicodeError:
        fields = parse_qsl(body.decode(errors="replace"), keep_blank_values=True, errors="replace")
        raise refuse(undecodable(fields), NOT_TEXT) from None


class Pairs(list[tuple[str, Any]]):
    """The fields of a JSON object in their order; a name that comes twice is there twice, and refused as in a form."""


def parse_json(body: bytes) -> Fields:
    """The fields of a flat JSON object as text. Raises Refused (422), and 413 for too many fields."""
    try:
        fields = json.loads(body.decode(), object_pairs_hook=Pairs)
    except UnicodeError:
        raise refuse([""], NOT_TEXT) from None
    except (ValueError, RecursionError):
        raise refuse([""], NOT_FLAT) from None
    if not isinstance(fields, Pairs):
        raise refuse([""], NOT_FLAT)
    if len(fields) > MOST_FIELDS:
        raise RequestEntityTooLarge
    return [(name, as_text(name, content)) for name, content in fields]


def as_text(name: str, content: Any) -> str:
    """A field of JSON as a form would have it. Raises Refused (422), for a lone surrogate as well."""
    if not isinstance(content, str | int) or isinstance(content, bool):
        raise refuse([name], NOT_A_FIELD)
    text = content if isinstance(content, str) else Digits(content)
    try:
        (name + text).encode()
    except UnicodeError:
        raise refuse([""], NOT_TEXT) from None
    return text


PARSERS = {"application/x-www-form-urlencoded": parse_form, "application/json": parse_json}


class FormDecoder(FormDataParser):
    """Decodes a form, or JSON. One that is refused gives no fields, and ``problem`` says why."""

    takes_file = False
    problem: HTTPException | None = None

    def parse(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str] | None = None
    ) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, Any]]:
        try:
            if mimetype in PARSERS:
                return stream, self.cls(PARSERS[mimetype](self.read(stream, content_length))), self.cls()
            return self.parse_multipart(stream, mimetype, content_length, options)
        except HTTPException as problem:
            self.problem = problem
        except (ParseException, NoMoreData):
            # Of a body in parts; gunicorn knows only while it is read.
            self.problem = BadRequest()
        return stream, self.cls(), self.cls()

    def read(self, stream: IO[bytes], content_length: int | None) -> bytes:
        """The body. Without Content-Length, Werkzeug cuts it at the limit; a body of that length is too large then."""
        body = stream.read()
        if content_length is None and len(body) >= (self.max_content_length or MEGABYTE):
            raise RequestEntityTooLarge
        return body

    def parse_multipart(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str] | None
    ) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, Any]]:
        """A multipart form; no fields for any other type. Raises Refused (422), for a file that is not wanted as well.

        Werkzeug replaces what it cannot decode, so a replacement character that somebody typed is refused, too.
        """
        self.silent = False
        try:
            _, form, files = super().parse(stream, mimetype, content_length, options)
        except ValueError:
            raise refuse([""], NOT_WHOLE) from None
        names = undecodable(form.items(multi=True))
        if names or (files and not self.takes_file):
            for _name, file in files.items(multi=True):
                file.close()
            raise refuse(names or files, NOT_TEXT if names else NO_FILE)
        return stream, form, files


class Request(flask.Request):
    """A request that knows htmx, with the body limit of its route and a form that is decoded strictly."""

    form_data_parser_class = FormDecoder
    form_decoder: FormDecoder | None = None

    @property
    def max_content_length(self) -> int:
        """Bytes."""
        return max_body(self.endpoint)

    @cached_property
    def htmx(self) -> HtmxHeaders:
        """What htmx says of the request. HtmxAwareRequest makes it for every request, also where nobody looks."""
        return HtmxHeaders(self.headers)

    def read_short_form(self) -> ImmutableMultiDict[str, str] | None:
        """The fields of a short form as browsers send it; None for any other body, which Werkzeug then reads.

        Werkzeug wraps the stream, chooses a parser and guards its limits, for five times the CPU of ten bytes.
        """
        environ, length = self.environ, self.environ.get("CONTENT_LENGTH", "")
        if environ.get("CONTENT_TYPE") not in BROWSERS_FORM or not length.isdecimal() or len(length) > SHORT_LENGTH:
            return None
        body = environ["wsgi.input"].read(int(length))
        environ["wsgi.input"] = BytesIO(body)
        if len(body) < int(length):
            return None
        try:
            return ImmutableMultiDict(parse_form(body))
        except HTTPException:
            return None

    def make_form_data_parser(self) -> FormDataParser:
        """The decoder of this form, which knows whether the route takes a file."""
        decoder = super().make_form_data_parser()
        assert isinstance(decoder, FormDecoder)
        decoder.takes_file = max_body(self.endpoint) > MEGABYTE
        self.form_decoder = decoder
        return decoder

    @cached_property
    def form(self) -> ImmutableMultiDict[str, str]:  # pyright: ignore[reportIncompatibleVariableOverride]
        """The fields. Raises Refused (422) or 413 once; then it is empty, for drawing the page with the message."""
        short = self.read_short_form()
        if short is not None:
            # Werkzeug believes a form that is there to be parsed with its files.
            self.files = ImmutableMultiDict()  # pyright: ignore[reportAttributeAccessIssue]
            return short
        form = super().form
        if self.form_decoder and self.form_decoder.problem:
            raise self.form_decoder.problem
        return form
