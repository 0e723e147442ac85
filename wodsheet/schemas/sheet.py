"""The forms on a sheet, their ranges borrowed from the line. Each is made once and kept."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import Any, ClassVar

from marshmallow import ValidationError, missing, post_load, pre_load, validates_schema
from werkzeug.datastructures import MultiDict

from wodsheet.engine import Choice, Listing, Text, Tracker, Trait
from wodsheet.schemas.fields import FormKey, Posted, WholeNumber, Words
from wodsheet.schemas.form import Form
from wodsheet.sheet import hash_text
from wodsheet.templating.i18n import N_, gettext
from wodsheet.unicode import is_seen

HASH_LENGTH = 12
MOST_PLACES = 9999
MANY_DOTS = N_("{input} dots: choose {low} to {high}.")


class DotsForm(Form):
    """The form of a row of dots: ``dots``, a whole number within its range."""

    def read(self, posted: MultiDict[str, str]) -> dict[str, Any]:
        """What a page sends is looked up, for a tenth of the CPU; anything else is read, and may be refused."""
        sent = posted.getlist("dots")
        if len(posted) == len(sent) == 1 and sent[0] in self.as_sent:
            return {"dots": self.as_sent[sent[0]]}
        return super().read(posted)

    @cached_property
    def as_sent(self) -> dict[str, int]:
        """Every number of the range, as a page writes it."""
        dots = self.fields["dots"]
        assert isinstance(dots, WholeNumber)
        return {str(number): number for number in range(dots.low, dots.high + 1)}


@cache
def dots_form(low: int, high: int) -> Form:
    """The form of a row of dots from ``low`` to ``high``."""
    return DotsForm.of({"dots": WholeNumber(low, high, MANY_DOTS)})


def rating_form(trait: Trait) -> Form:
    """The form a trait's row posts."""
    return dots_form(trait.low, trait.high)


class Damage(Posted):
    """Damage as "superficial/aggravated", two whole numbers that together fill at most ``high`` boxes."""

    default_error_messages: ClassVar = {
        "unclear": N_("Damage is written superficial/aggravated, at most {high} together.")
    }
    WRITTEN = re.compile(r"([0-9]|1[0-9]|20)/([0-9]|1[0-9]|20)")

    def __init__(self, high: int) -> None:
        super().__init__(required=True)
        self.high = high

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> tuple[int, int]:
        written = self.WRITTEN.fullmatch(self.text(value))
        if not written or int(written[1]) + int(written[2]) > self.high:
            raise self.make_error("unclear", high=self.high)
        return int(written[1]), int(written[2])


@cache
def tracker_form(tracker: Tracker) -> Form:
    """The form a tracker's buttons post: ``damage``, as it shall be."""
    return Form.of({"damage": Damage(tracker.high)})


class Offered(Words):
    """Words that are one of a closed text's choices, by its label, an older name or its key; or nothing, if it may."""

    default_error_messages: ClassVar = {"unoffered": N_("{label}: choose one of those offered.")}

    def __init__(self, text: Text, **settings: Any) -> None:
        super().__init__(text.limit, blank=not text.required, label=text.label, **settings)
        self.offering = text

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        words = super()._deserialize(value, attr, data, **kwargs)
        if words and not self.offering.choice(words) and all(words != choice.key for choice in self.offering.choices):
            raise self.make_error("unoffered")
        return words


def words_of(text: Text, **settings: Any) -> Words:
    """The field of a text, which takes any words unless the text is closed."""
    if text.closed:
        return Offered(text, **settings)
    return Words(text.limit, lines=text.lines, blank=not text.required, label=text.label, **settings)


class TextForm(Form):
    """The form of one text: its words, one's own instead of a choice, and the mark of the words last seen.

    Gives ``words`` and ``base_hash``. Without ``seen`` the words are taken to have been empty: so in a conflict, where
    only the button that decides it carries the mark, going on typing decides nothing.
    """

    @post_load
    def settle(self, posted: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        """Words of one's own go before the choice beside them."""
        return {"words": posted.get("own") or posted["text"], "base_hash": posted.get("seen", hash_text(""))}


class NeededTextForm(TextForm):
    """The same for an offered text that cannot be empty: one of its two fields may be."""

    @validates_schema
    def has_words(self, posted: dict[str, Any], **kwargs: Any) -> None:
        """Words are needed, in whichever of the two fields."""
        if not (is_seen(posted.get("own", "")) or is_seen(posted.get("text", ""))):
            raise ValidationError(N_("Choose one, or write a name."), "text")


@cache
def text_form(text: Text) -> Form:
    """The form of one text. An offered text may also be posted as ``own``; a closed one only as one of its choices."""
    offered = bool(text.choices) and not text.closed
    fields: dict[str, Any] = {"text": words_of(text), "seen": Words(HASH_LENGTH, required=False)}
    if offered:
        fields["text"] = Words(text.limit, lines=text.lines, label=text.label)
        fields["own"] = Words(text.limit, lines=text.lines, required=False, label=text.label)
    return (NeededTextForm if offered and text.required else TextForm).of(fields)


class EntryForm(Form):
    """The form that adds an entry: its name, or one's own instead of a choice, its dots, its texts, and the form's key.

    Gives ``name``, ``dots`` (where the form says none, the fewest), ``texts`` (by key, without those left empty),
    ``form_key`` and ``under`` (the id of the entry it shall stand in, or None).
    """

    listing: Listing

    @pre_load
    def leave_out_no_dots(self, posted: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        """An empty number is none."""
        return {name: words for name, words in posted.items() if name != "dots" or words != ""}

    @validates_schema
    def has_a_name(self, posted: dict[str, Any], **kwargs: Any) -> None:
        """An entry needs a name, in whichever of the two fields."""
        if not (is_seen(posted.get("own", "")) or is_seen(posted.get("name", ""))):
            raise ValidationError(N_("Choose one, or write a name."), "name")

    @post_load
    def settle(self, posted: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        """Sort what was posted into columns and texts."""
        own = posted.pop("own", "")
        name = posted.pop("name", "")
        name = own if is_seen(own) else name
        columns = {key: posted.pop(key, None) for key in ("form_key", "under")}
        dots = self.settle_dots(posted.pop("dots", None), self.listing.choice(name))
        texts = {key: words for key, words in posted.items() if words}
        return {"name": name, "dots": dots, "texts": texts, **columns}

    def settle_dots(self, dots: int | None, choice: Choice | None) -> int:
        """The dots that were posted, or the fewest. Raises ValidationError for more than its row would show."""
        if dots is None:
            return self.listing.first_dots(choice)
        most = self.listing.most_of(choice)
        if dots > most:
            raise ValidationError(gettext(MANY_DOTS).format(input=dots, low=0, high=most), "dots")
        return dots


@cache
def entry_form(listing: Listing, inner: bool) -> Form:
    """The form that adds an entry to a listing; an inner one also says in which entry."""
    fields: dict[str, Any] = {
        "name": Words(listing.limit, required=False, label=listing.naming),
        "own": Words(listing.limit, required=False, label=listing.naming),
        "form_key": FormKey(),
    }
    if inner:
        fields["under"] = WholeNumber(1, 999_999_999, N_("That is not an entry of this sheet."))
    if listing.first_ratings(None):
        fields["dots"] = WholeNumber(0, listing.highest, MANY_DOTS, required=False)
    for text in (*listing.texts, *listing.own_texts):
        fields[text.name] = words_of(
            text, required=text.required and not text.start, load_default=text.start or missing
        )
    form = EntryForm.of(fields)
    form.listing = listing
    return form


class MoveForm(Form):
    """The form of the move buttons: ``place``, the index an entry shall have among its like, from 0."""

    place = WholeNumber(0, MOST_PLACES, N_("That is not a place in this list."))


move_form = MoveForm()
nothing_form = Form()
