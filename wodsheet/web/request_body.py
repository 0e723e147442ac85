"""How the bytes of a posted form become text: strictly, because what cannot be read must not be kept half read.

Left alone, Werkzeug keeps "%FF" as those three letters, puts replacement characters into a multipart form, and reads a
form with a raw wrong byte as an empty one. All three would store what nobody typed.

A program may send the same fields as a flat JSON object; they become the text a form would have held.
"""

import codecs
import json
from itertools import islice
from typing import IO, Any
from urllib.parse import parse_qsl

from flask import Flask, request
from htmx_flask.requests import HtmxAwareRequest
from werkzeug.datastructures import Headers, MultiDict
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.formparser import FormDataParser, MultiPartParser

from wodsheet.problems import Refused
from wodsheet.routes import MEGABYTE, ROUTES
from wodsheet.schemas.fields import Digits
from wodsheet.schemas.form import DETAILS_SHOWN
from wodsheet.templating.i18n import N_, gettext

MOST_FIELDS = 1000
NOT_TEXT = N_("This holds bytes that are not text (UTF-8).")
NOT_WHOLE = N_("This form did not come whole. Send it once more.")
NO_FILE = N_("This form takes no file.")
NOT_FLAT = N_("This is not one JSON object.")
NOT_A_FIELD = N_("A field is text or a whole number.")


def init_app(app: Flask) -> None:
    """Read every form strictly, and refuse (413) a body larger than its endpoint has room for."""
    app.request_class = Request
    app.config.update(MAX_FORM_MEMORY_SIZE=MEGABYTE, MAX_FORM_PARTS=MOST_FIELDS)
    app.before_request(refuse_too_large)


def refuse_too_large() -> None:
    """Refuse by the length that is announced, before anything is read; a body without one is counted as it is read."""
    length = request.content_length or 0
    if length > MEGABYTE and length > max_body(request.endpoint):
        raise RequestEntityTooLarge


def max_body(endpoint: str | None) -> int:
    """Bytes that a body may have at this route."""
    route = ROUTES.get(endpoint or "")
    return route.max_body if route else MEGABYTE


class FieldDecoder(MultiPartParser):
    """Decodes the text fields of a multipart form by a codec that refuses instead of replacing."""

    def get_part_charset(self, headers: Headers) -> str:
        return "wodsheet-strict-utf-8"


class FormDecoder(FormDataParser):
    """Decodes both kinds of form, and JSON. Raises Refused (422) for what is not UTF-8, and 413 for too many fields."""

    def parse(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str] | None = None
    ) -> Any:
        self.silent = False
        try:
            if mimetype == "application/json":
                return stream, self._parse_json(self._whole(stream, content_length)), self.cls()
            return super().parse(stream, mimetype, content_length, options)
        except UnicodeError:
            raise Refused(details=[{"field": "", "message": gettext(NOT_TEXT)}]) from None
        except ValueError:
            raise Refused(details=[{"field": "", "message": gettext(NOT_WHOLE)}]) from None

    def _whole(self, stream: IO[bytes], content_length: int | None) -> bytes:
        """The body. One that does not say its length is cut at the limit without a word: then the limit is too much."""
        sent = stream.read()
        if content_length is None and len(sent) >= (self.max_content_length or MEGABYTE):
            raise RequestEntityTooLarge
        return sent

    def _parse_json(self, sent: bytes) -> MultiDict[str, str]:
        """The fields of a flat object. Names that come twice stay twice, to be refused as a form's would."""
        text = sent.decode()
        try:
            fields = json.loads(text, object_pairs_hook=Pairs)
        except (ValueError, RecursionError):
            raise Refused(details=[{"field": "", "message": gettext(NOT_FLAT)}]) from None
        if not isinstance(fields, Pairs):
            raise Refused(details=[{"field": "", "message": gettext(NOT_FLAT)}])
        if len(fields) > MOST_FIELDS:
            raise RequestEntityTooLarge
        return self.cls([(name, as_text(name, sent)) for name, sent in fields])

    def _parse_urlencoded(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str]
    ) -> Any:
        sent = self._whole(stream, content_length)
        if sent.count(b"&") >= MOST_FIELDS:
            raise RequestEntityTooLarge
        fields = parse_qsl(sent.decode(), keep_blank_values=True, errors="strict")
        return stream, self.cls(fields), self.cls()

    def _parse_multipart(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str]
    ) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, Any]]:
        parser = FieldDecoder(
            stream_factory=self.stream_factory,
            max_form_memory_size=self.max_form_memory_size,
            max_form_parts=self.max_form_parts,
            cls=self.cls,
        )
        form, files = parser.parse(stream, options.get("boundary", "").encode("ascii"), content_length)
        return stream, form, files


class Pairs(list[tuple[str, Any]]):
    """The fields of a JSON object in their order, a name that comes twice still twice."""


def as_text(name: str, sent: Any) -> str:
    """What a form would have held for a field of JSON. Raises Refused, and UnicodeError for half a letter."""
    if not isinstance(sent, str | int) or isinstance(sent, bool):
        raise Refused(details=[{"field": name, "message": gettext(NOT_A_FIELD)}])
    f"{name}{sent}".encode()
    return sent if isinstance(sent, str) else Digits(sent)


class Request(HtmxAwareRequest):
    """A request that knows htmx, whose forms are read strictly and whose room is its endpoint's."""

    form_data_parser_class = FormDecoder

    @property
    def max_content_length(self) -> int:
        """Bytes."""
        return max_body(self.endpoint)

    def _load_form_data(self) -> None:
        """Read the form once. One that was refused is empty to whoever asks again, as to draw the refusal.

        Raises Refused (422) for a file where none is asked for, too.
        """
        if "form" in self.__dict__:
            return
        try:
            super()._load_form_data()
            if self.files and max_body(self.endpoint) <= MEGABYTE:
                raise Refused(
                    details=[{"field": name, "message": gettext(NO_FILE)} for name in islice(self.files, DETAILS_SHOWN)]
                )
        except HTTPException:
            self.close()
            nothing = self.parameter_storage_class()
            self.__dict__.update(form=nothing, files=nothing)
            raise


def _strictly(name: str) -> codecs.CodecInfo | None:
    """UTF-8 that refuses what it cannot read even when asked to replace it, which Werkzeug's parser always asks."""
    if name.replace("_", "-") != "wodsheet-strict-utf-8":
        return None
    return codecs.CodecInfo(
        codecs.utf_8_encode, lambda sent, errors="strict": codecs.utf_8_decode(sent, "strict", True)
    )


codecs.register(_strictly)
