"""What an export has to be like to be brought in: each field as strict as the form it was typed into.

JSON has numbers where forms have text, so a number is a whole number here and nothing that only looks like one.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any, ClassVar

from marshmallow import EXCLUDE, ValidationError, fields, missing, post_load, validate, validates_schema

from wodsheet.engine import Line, Listing, Text
from wodsheet.portraits import SLOTS, TEXTS
from wodsheet.preferences import HIGHEST, LOWEST, MOST_HEIGHTS, PREFERENCES, Preference
from wodsheet.schemas.character import EPITAPH
from wodsheet.schemas.experience import FIRST_DAY, LAST_DAY, MOST_POINTS
from wodsheet.schemas.fields import Day, FormKey, Posted, WholeNumber, Words
from wodsheet.schemas.form import Form
from wodsheet.schemas.preferences import Area, OneOf, TimeZone
from wodsheet.schemas.shapes import Moment, Number, Shape, Signed, listed, part
from wodsheet.schemas.sheet import words_of
from wodsheet.schemas.transfer_rolls import MOST_NAMED, MOST_ROLLS, NamedRollShape, RollShape
from wodsheet.templating.i18n import N_, gettext

MOST_LEDGER = 5000
MOST_KEY = 80
MOST_MISSING = 1200


class WrittenDay(Day):
    """A day that has to be there. Gives it as text."""

    def __init__(self, first: date, last: date, **settings: Any) -> None:
        super().__init__(first, last, **settings)
        self.required, self.load_default = True, missing

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        day: date | None = super()._deserialize(value, attr, data, **kwargs)
        if day is None:
            raise self.make_error("unreadable")
        return day.isoformat()


# Characters.


def texts_shape(texts: tuple[Text, ...]) -> Form:
    """Words by the key of each text. Those never written may be missing, but for those a form asks for."""
    return Shape.of({text.name: words_of(text, required=text.required and not text.start) for text in texts})


def keys_shape(texts: tuple[Text, ...]) -> Form:
    """The key of the choice in each text that offers choices, where there is one."""
    return Shape.of({text.name: Words(MOST_KEY, required=False) for text in texts if text.choices})


@cache
def entry_shape(listing: Listing) -> Form:
    """An entry, and those in it. Their order is that of the list."""
    shape: dict[str, Any] = {
        "name": Words(listing.limit, blank=False, label=listing.naming),
        "key": Words(MOST_KEY, required=False, load_default=None, allow_none=True),
        "dots": Number(0, listing.highest, required=False, load_default=0, label=listing.naming),
        "texts": part(texts_shape((*listing.texts, *listing.own_texts)), load_default=dict),
    }
    if listing.inside:
        shape["inside"] = listed(entry_shape(listing.inside), listing.inside.most, listing.inside.label)
    return Shape.of(shape)


@cache
def entries_shape(line: Line) -> Form:
    """The lists of a line's character, by name."""
    outermost = (listing for name, listing in line.listings.items() if name not in line.outer)
    return Shape.of({each.name: listed(entry_shape(each), each.most, each.label) for each in outermost})


@cache
def ratings_shape(line: Line) -> Form:
    """The ratings of a line's character, damage under its tracker's label, without those never clicked."""
    shape = {t.name: Number(t.low, t.high, required=False, label=t.label) for t in line.traits.values()}
    for tracker in line.trackers.values():
        for key in (tracker.superficial, tracker.aggravated):
            shape[key] = Number(0, tracker.high, required=False, label=tracker.label)
    return Ratings.of({**shape, "whose": line})


class Ratings(Shape):
    """Ratings of the line ``whose`` they are."""

    whose: ClassVar[Line]

    @validates_schema
    def boxes_are_enough(self, ratings: dict[str, int], **kwargs: Any) -> None:
        """Damage has to have a box each, as when it is marked."""
        for tracker in self.whose.trackers.values():
            if ratings.get(tracker.superficial, 0) + ratings.get(tracker.aggravated, 0) > tracker.high:
                message = gettext(
                    "%(name)s has %(most)s boxes at most.", name=gettext(tracker.label), most=tracker.high
                )
                raise ValidationError(message, tracker.superficial)


class LedgerEntry(Shape):
    """Something earned, spent or corrected; ``corrects`` says which entry of the list that takes back, from 1."""

    kind = fields.String(required=True, validate=validate.OneOf(("earned", "spent", "correction")))
    amount = Signed(1, MOST_POINTS, label=N_("Amount"))
    reason = Words(200, blank=False, label=N_("Reason"))
    day = WrittenDay(FIRST_DAY, LAST_DAY, label=N_("Day"))
    at = Moment()
    corrects = Number(1, MOST_LEDGER, required=False, load_default=None, allow_none=True)
    by = Words(100, required=False, allow_none=True)

    @validates_schema
    def fits_kind(self, entry: dict[str, Any], **kwargs: Any) -> None:
        """Only a correction may be below 0, and only it takes something back."""
        if entry["kind"] != "correction" and entry["amount"] < 0:
            raise ValidationError(N_("What is earned or spent is above 0."), "amount")
        if (entry["kind"] == "correction") != (entry["corrects"] is not None):
            raise ValidationError(N_("A correction takes one entry back, and nothing else does."), "corrects")


class PortraitShape(Shape):
    """A picture: where it is in the file (None: its own was gone), its words, and where its focus is."""

    file = fields.String(required=True, allow_none=True)
    alias = words_of(TEXTS["alias"])
    alt = words_of(TEXTS["alt"])
    x = Number(0, 100)
    y = Number(0, 100)
    width = fields.Raw()
    height = fields.Raw()
    at = Moment()


class CharacterShape(Shape):
    """All of a character but what its line decides."""

    line = fields.String(required=True)
    created_at = Moment()
    changed_at = Moment()
    archived_at = Moment(none=True)
    died_at = Moment(none=True)
    deleted_at = Moment(none=True)
    # Files of before there were drafts do not have it.
    drafted_at = Moment(none=True, required=False)
    epitaph = Words(EPITAPH, lines=True, label=N_("Epitaph"))
    experience = listed(LedgerEntry(), MOST_LEDGER, N_("The ledger"))
    rolls = listed(RollShape(), MOST_ROLLS, N_("The log of rolls"))
    named_rolls = listed(NamedRollShape(), MOST_NAMED, N_("Named rolls"))
    portraits = part(Shape.of({slot: part(PortraitShape()) for slot in SLOTS}), load_default=dict)

    @validates_schema
    def ledger_adds_up(self, character: dict[str, Any], **kwargs: Any) -> None:
        """A correction is the opposite of an earlier entry, once, and no more is spent than was earned."""
        ledger, corrected = character["experience"], set()
        for index, entry in enumerate(ledger):
            if entry["corrects"] is None:
                continue
            earlier = ledger[entry["corrects"] - 1] if entry["corrects"] <= index else None
            if earlier is None or entry["corrects"] in corrected or entry["amount"] != opposite(earlier):
                raise ValidationError(
                    {index: {"corrects": [N_("It does not take an earlier entry back.")]}}, "experience"
                )
            corrected.add(entry["corrects"])
        if sum(-entry["amount"] if entry["kind"] == "spent" else entry["amount"] for entry in ledger) < 0:
            raise ValidationError(N_("More is spent than was earned."), "experience")


def opposite(entry: dict[str, Any]) -> int | None:
    """The amount of the correction that takes an entry back; None for what cannot be."""
    return {"earned": -entry["amount"], "spent": entry["amount"]}.get(entry["kind"])


@cache
def character_shape(line: Line) -> Form:
    """A character of this line."""
    return CharacterShape.of(
        {
            "ratings": part(ratings_shape(line), required=True),
            "texts": part(texts_shape(tuple(line.texts.values())), required=True),
            "keys": part(keys_shape(tuple(line.texts.values())), load_default=dict),
            "entries": part(entries_shape(line), load_default=dict),
        }
    )


# What else is in an export.


class Setting(Number):
    """A preference that is a number, or None."""

    def __init__(self, preference: Preference) -> None:
        super().__init__(preference.low, preference.high, label=preference.label, allow_none=True)


class TimeZoneOrEmpty(TimeZone):
    """A time zone; "" for a player whose browser never sent one."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        return "" if value == "" else super()._deserialize(value, attr, data, **kwargs)


class PreferencesShape(Shape):
    """How the player likes pages: all of it. Heights of entries' texts go: entries get other ids."""

    heights = fields.Dict(
        keys=Area(), values=Number(LOWEST, HIGHEST), required=True, validate=validate.Length(max=MOST_HEIGHTS)
    )
    time_zone = TimeZoneOrEmpty(load_default="")

    @post_load
    def keep_what_can_be_meant(self, preferences: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        """Only texts of the character itself are called the same elsewhere."""
        heights = {area: high for area, high in preferences["heights"].items() if "-" not in area.removeprefix("text-")}
        return preferences | {"heights": heights}


LATER = ("language", "plate", "dice")


def preference_shape(preference: Preference) -> Posted:
    """The field of one preference. Exports made before there was one of the ``LATER`` ones have none."""
    if preference.name in LATER:
        return OneOf(preference, required=False, load_default=preference.start)
    return OneOf(preference) if preference.choices else Setting(preference)


preferences_shape = PreferencesShape.of({each.name: preference_shape(each) for each in PREFERENCES.values()})


class ExportShape(Shape):
    """The whole of an export; its characters are looked at one by one. Who they are and their tokens stay behind."""

    format = fields.Raw(required=True)
    characters = fields.List(fields.Raw(allow_none=True), required=True)
    preferences = part(preferences_shape, required=True, allow_none=True)
    named_rolls = listed(NamedRollShape(), MOST_NAMED, N_("Named rolls"))

    class Meta(Shape.Meta):
        unknown = EXCLUDE


export_shape = ExportShape()


class ImportForm(Form):
    """The form around the file: its key."""

    form_key = FormKey()


class PictureName(Posted):
    """A picture of an import: the number of its character, from 1, and its slot, as ``3.face``. Answers both."""

    default_error_messages: ClassVar = {"unknown": N_("That is no picture of a file.")}
    WRITTEN = re.compile(rf"([1-9][0-9]{{0,2}})\.({'|'.join(SLOTS)})")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> tuple[int, str]:
        written = self.WRITTEN.fullmatch(self.text(value))
        if not written:
            raise self.make_error("unknown")
        return int(written[1]), written[2]


class BroughtForm(Form):
    """What the page after an import asks for: the key of its form, how many pictures were not in the file, and which
    were there and could not be opened.
    """

    key = FormKey(required=False)
    missing = WholeNumber(0, MOST_MISSING, required=False, load_default=0)
    damaged = fields.List(PictureName(), load_default=list)


import_form = ImportForm()
brought_form = BroughtForm()
