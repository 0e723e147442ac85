"""The forms about dice: what odds are asked for, what is thrown or fell, and what is thrown again."""

import re
from typing import Any, ClassVar

from marshmallow import ValidationError, post_load, validates_schema

from wodsheet.schemas.fields import FormKey, Posted, WholeNumber, Words
from wodsheet.schemas.form import Form
from wodsheet.schemas.history import PageForm
from wodsheet.templating.i18n import N_

# The largest pools that are counted: regular dice and special ones, and what they are rolled against.
MOST_REGULAR, MOST_SPECIAL, MOST_DIFFICULTY = 30, 10, 99
NO_DICE = N_("At least one die is thrown.")


class OptionalNumber(WholeNumber):
    """A whole number that may be left out or empty: ``empty`` then."""

    def __init__(self, low: int, high: int, empty: int | None = None, **settings: Any) -> None:
        super().__init__(low, high, required=False, load_default=empty, **settings)
        self.empty = empty

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        return super()._deserialize(value, attr, data, **kwargs) if self.text(value).strip() else self.empty


class Fallen(Posted):
    """What real dice show, each a number from 1 to 10, with blanks or commas between: "10 6 3". At most ``most``."""

    default_error_messages: ClassVar = {"unreadable": N_("{label}: write what each die shows, like 10 6 3.")}
    WRITTEN = re.compile(r"[\s,;]*((10|[1-9])([\s,;]+|$))*", re.ASCII)

    def __init__(self, most: int, **settings: Any) -> None:
        super().__init__(load_default=(), **settings)
        self.most = most

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> tuple[int, ...]:
        text = self.text(value)
        shown = re.findall(r"[0-9]+", text) if len(text) <= 10 * self.most and self.WRITTEN.fullmatch(text) else None
        if shown is None or len(shown) > self.most:
            raise self.make_error("unreadable")
        return tuple(map(int, shown))


class Places(Posted):
    """Which dice are thrown again: their places, from 0, with blanks between; regular ones first."""

    default_error_messages: ClassVar = {"unreadable": N_("Choose one to three dice to throw again.")}
    WRITTEN = re.compile(r"[0-9]{1,2}( [0-9]{1,2}){0,2}")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[int]:
        if not self.WRITTEN.fullmatch(self.text(value)):
            raise self.make_error("unreadable")
        return [int(place) for place in value.split(" ")]


class OddsForm(Form):
    """How many regular and special dice are thrown together, and the difficulty, None when it is not known."""

    regular = OptionalNumber(0, MOST_REGULAR, 0, label=N_("Regular dice"))
    special = OptionalNumber(0, MOST_SPECIAL, 0, label=N_("Special dice"))
    difficulty = OptionalNumber(0, MOST_DIFFICULTY, label=N_("Difficulty"))

    @validates_schema
    def has_dice(self, posted: dict[str, Any], **kwargs: Any) -> None:
        """A pool has a die."""
        if not posted["regular"] + posted["special"]:
            raise ValidationError(NO_DICE, "regular")


class RollForm(Form):
    """What is thrown, in one of three ways, for what, and the form's key.

    So many ``regular`` and ``special`` dice; a ``pool``, into which the special ones are counted as the line does; or
    what real dice show, ``fell_regular`` and ``fell_special``. ``traits`` are the keys of what is rolled, ``what`` is
    for what, in words. Gives these fields, and ``fell``: whether real dice fell.
    """

    regular = OptionalNumber(0, MOST_REGULAR, label=N_("Regular dice"))
    special = OptionalNumber(0, MOST_SPECIAL, label=N_("Special dice"))
    pool = OptionalNumber(1, MOST_REGULAR, label=N_("Pool"))
    fell_regular = Fallen(MOST_REGULAR, label=N_("Regular dice"))
    fell_special = Fallen(MOST_SPECIAL, label=N_("Special dice"))
    difficulty = OptionalNumber(0, MOST_DIFFICULTY, label=N_("Difficulty"))
    what = Words(200, required=False, load_default="", label=N_("For"))
    traits = Words(200, required=False, load_default="")
    form_key = FormKey()

    @validates_schema
    def says_one_thing(self, posted: dict[str, Any], **kwargs: Any) -> None:
        """Dice are thrown or fell, not both, and there is at least one."""
        fell = posted["fell_regular"] + posted["fell_special"]
        pool, regular, special = (posted[name] for name in ("pool", "regular", "special"))
        thrown = pool is not None or regular is not None or special is not None
        if (fell and thrown) or (pool is not None and regular is not None):
            raise ValidationError(N_("Say how many dice are thrown, or what real dice show: one of the two."), "")
        if not (fell or pool or regular or special):
            raise ValidationError(NO_DICE, "pool" if pool is not None else "regular")

    @post_load
    def settle(self, posted: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        """Tell whether dice fell."""
        return posted | {"fell": bool(posted["fell_regular"] + posted["fell_special"])}


class RerollForm(Form):
    """Which dice are thrown again, and the form's key."""

    dice = Places(required=True, label=N_("Dice"))
    form_key = FormKey()


class LogForm(PageForm):
    """Which fifty rolls, and what stands in the form: the key of a Rollable, one or two traits, or nothing."""

    roll = Words(80, required=False, load_default="")
    one = Words(80, required=False, load_default="")
    other = Words(80, required=False, load_default="")


odds_form = OddsForm()
log_form = LogForm()
roll_form = RollForm()
reroll_form = RerollForm()
