"""The field types every form of ours is made of: stricter than marshmallow's, and refusing in plain sentences."""

import re
from datetime import date
from typing import Any, ClassVar

from marshmallow import ValidationError, fields

from wodsheet.templating.i18n import N_, gettext
from wodsheet.unicode import is_seen

NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
LINE_END = re.compile(r"\r\n?")
PAGE_END = re.compile(r"[\v\f]")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Digits(str):
    """A number in JSON, as a form would have held it. Where words are asked for, it is a program's slip."""


class Posted(fields.Field):
    """A field of a posted form: its raw value is text, and a refusal names it by its label.

    label: what the page calls the field; the field's own name when left out.
    """

    default_error_messages: ClassVar = {
        "required": N_("{label} is missing."),
        "null": N_("{label} is missing."),
        "not_text": N_("{label} has to be text."),
    }

    def __init__(self, *, label: str | None = None, **settings: Any) -> None:
        super().__init__(**settings)
        self.label = label

    def make_error(self, key: str, **facts: Any):
        label = gettext(self.label) if self.label else (self.name or "this field").replace("_", " ").capitalize()
        return ValidationError(gettext(str(self.error_messages[key])).format(**({"label": label} | facts)))

    def text(self, raw: Any) -> str:
        if not isinstance(raw, str):
            raise self.make_error("not_text")
        return raw


class WholeNumber(Posted):
    """A whole number from `low` (0 or more) to `high`, both included, written in at most nine ASCII digits.

    Signs, spaces, underscores, leading zeros and the digits of other scripts are refused, although int() takes them.
    message: the sentence of a refusal; may use {input}, {low}, {high} and {label}.
    """

    default_error_messages: ClassVar = {"outside": N_("{input} is not a whole number from {low} to {high}.")}

    def __init__(self, low: int, high: int, message: str | None = None, *, required: bool = True, **settings: Any):
        super().__init__(required=required, error_messages={"outside": message} if message else None, **settings)
        self.low = low
        self.high = high

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        text = self.text(value)
        if not text:
            raise self.make_error("required")
        written_well = NUMBER.fullmatch(text)
        if written_well and self.low <= int(text) <= self.high:
            return int(text)
        raise self.make_error("outside", input=text if written_well else f"“{text[:20]}”", low=self.low, high=self.high)


class Words(Posted):
    """Text of at most `limit` letters (code points), kept exactly as typed: never cut, trimmed or tidied.

    Line ends become "\\n": a form posts "\\r\\n" for the "\\n" that was typed, scripts post "\\n", and both must be the
    same text. One line only unless `lines`. Tabs stay. What word processors paste between lines and pages (U+000B,
    U+000C) is a line end, or a blank in one line. NUL, other control characters and lone surrogates are dropped, since
    PostgreSQL or a UTF-8 page could not hold them; ``left_out`` says which.
    blank: whether text without a letter that can be seen will do.
    """

    default_error_messages: ClassVar = {
        "long": N_("{label} is {length} letters; the most is {limit}."),
        "lines": N_("{label} has to be one line."),
        "blank": N_("{label} needs at least one letter."),
    }

    def __init__(
        self, limit: int, *, lines: bool = False, blank: bool = True, required: bool = True, **settings: Any
    ) -> None:
        super().__init__(required=required, **settings)
        self.limit = limit
        self.lines = lines
        self.blank = blank

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if isinstance(value, Digits):
            raise self.make_error("not_text")
        text = PAGE_END.sub("\n" if self.lines else " ", LINE_END.sub("\n", self.text(value)))
        text = UNWRITABLE.sub("", text)
        if len(text) > self.limit:
            raise self.make_error("long", length=f"{len(text):,}", limit=f"{self.limit:,}")
        if "\n" in text and not self.lines:
            raise self.make_error("lines")
        if not self.blank and not is_seen(text):
            raise self.make_error("blank")
        return text


def left_out(sent: str) -> str:
    """A sentence about the control characters that Words drops from what was sent; "" where there are none."""
    found = UNWRITABLE.findall(PAGE_END.sub("", LINE_END.sub("", sent)))
    codes = ", ".join(f"U+{ord(letter):04X}" for letter in dict.fromkeys(found))
    return gettext("Saved without %(codes)s, which no page can show.", codes=codes) if codes else ""


class FormKey(Posted):
    """The key drawn into a form that creates something, so that a double click creates it once.

    A UUID in its canonical text: 36 lower-case characters. Answers that text.
    """

    default_error_messages: ClassVar = {"not_a_key": N_("This form has lost its key: load the page again.")}

    def __init__(self, *, required: bool = True, **settings: Any) -> None:
        super().__init__(required=required, **settings)
        self.error_messages["required"] = self.error_messages["not_a_key"]

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = self.text(value)
        if not KEY.fullmatch(text):
            raise self.make_error("not_a_key")
        return text


class Day(Posted):
    """A day of the calendar from `first` to `last`, both included, written 2026-03-31; None when left empty or out."""

    default_error_messages: ClassVar = {
        "unreadable": N_("{label} has to be a day of the calendar, written like 2026-03-31."),
        "outside": N_("{label} has to be from {first} to {last}."),
    }

    def __init__(self, first: date, last: date, **settings: Any) -> None:
        super().__init__(load_default=None, **settings)
        self.first = first
        self.last = last

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date | None:
        text = self.text(value)
        if not text:
            return None
        if not DAY.fullmatch(text):
            raise self.make_error("unreadable")
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise self.make_error("unreadable") from None
        if not self.first <= day <= self.last:
            raise self.make_error("outside", first=self.first, last=self.last)
        return day
