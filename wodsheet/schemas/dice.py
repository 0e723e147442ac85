"""The forms about dice: what odds are asked for, what is thrown or fell, and what is thrown again."""

import re
from typing import Any, ClassVar

from marshmallow import ValidationError, post_load, validates_schema
from marshmallow.validate import OneOf

from wodsheet.schemas.fields import FormKey, Posted, WholeNumber, Words
from wodsheet.schemas.form import Form
from wodsheet.schemas.history import Id, PageForm
from wodsheet.templating.i18n import N_

# The largest pools that are counted: regular dice and special ones, and what they are rolled against.
MOST_REGULAR, MOST_SPECIAL, MOST_DIFFICULTY = 30, 10, 99
MOST_MODIFIER = 20
NO_DICE = N_("At least one die is thrown.")


class OptionalNumber(WholeNumber):
    """A whole number that may be left out or empty: ``empty`` then."""

    def __init__(self, low: int, high: int, empty: int | None = None, **settings: Any) -> None:
        super().__init__(low, high, required=False, load_default=empty, **settings)
        self.empty = empty

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        return super()._deserialize(value, attr, data, **kwargs) if self.text(value).strip() else self.empty


class Signed(Posted):
    """A whole number from ``-most`` to ``most`` that may be left out or empty: 0 then. A minus may be a true one."""

    default_error_messages: ClassVar = {"outside": N_("{label} is a whole number from −{most} to {most}.")}
    WRITTEN = re.compile(r"[+\u2212-]?[0-9]{1,2}")

    def __init__(self, most: int, **settings: Any) -> None:
        super().__init__(load_default=0, **settings)
        self.most = most

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        text = self.text(value).strip() or "0"
        number = int(text.replace("\N{MINUS SIGN}", "-")) if self.WRITTEN.fullmatch(text) else self.most + 1
        if abs(number) > self.most:
            raise self.make_error("outside", most=self.most)
        return number


class Keys(Posted):
    """Names with blanks between; None when left out, for a form that says nothing of them."""

    default_error_messages: ClassVar = {"unreadable": N_("{label}: names with blanks between.")}
    WRITTEN = re.compile(r"[a-z0-9_ -]*", re.ASCII)

    def __init__(self, **settings: Any) -> None:
        super().__init__(load_default=None, **settings)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> tuple[str, ...]:
        text = self.text(value)
        if len(text) > 2000 or not self.WRITTEN.fullmatch(text):
            raise self.make_error("unreadable")
        return tuple(text.split())


class Tick(Posted):
    """Whether something is ticked: "yes" or "on", or nothing."""

    default_error_messages: ClassVar = {"neither": N_("{label}: yes, or nothing.")}

    def __init__(self, **settings: Any) -> None:
        super().__init__(load_default=False, **settings)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        text = self.text(value)
        if text not in ("", "yes", "on", "true"):
            raise self.make_error("neither")
        return bool(text)


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


class PoolForm(Form):
    """A pool that the server counts: ``typed`` words or the keys of ``traits``, and what is ticked of what applies.

    ``offers`` are the names that are ticked; ``seen`` those that were offered: of others, what is ticked at first
    counts too. ``modifier`` are dice by a reason of the player's own. The ``difficulty`` of a ``contested`` roll is the
    successes of the other side; with the name of an extended ``test`` it is what all its rolls are to add up to.
    """

    typed = Words(200, required=False, load_default="", label=N_("Pool"))
    traits = Words(200, required=False, load_default="")
    offers = Keys(label=N_("What applies"))
    seen = Keys()
    modifier = Signed(MOST_MODIFIER, label=N_("Modifier"))
    special = OptionalNumber(0, MOST_SPECIAL, label=N_("Special dice"))
    difficulty = OptionalNumber(0, MOST_DIFFICULTY, label=N_("Difficulty"))
    what = Words(200, required=False, load_default="", label=N_("For"))
    contested = Tick()
    test = Words(100, required=False, load_default="", label=N_("Extended test"))


class FillForm(PoolForm):
    """What the form to roll is filled with: a pool, or ``roll``, the key of something to roll, or ``again``, the id of
    a roll. ``add`` is a key that is added to the pool, or taken out where it is in it. ``name`` is what it is kept as
    by the form beside. ``form_key`` comes along where a form is sent to be filled, and is not used.
    """

    roll = Words(80, required=False, load_default="")
    again = Id()
    name = Words(100, required=False, load_default="")
    form_key = Words(36, required=False, load_default="")
    add = Words(80, required=False, load_default="")


class RollForm(PoolForm):
    """What is thrown, in one of four ways, for what, and the form's key.

    A pool that the server counts (see PoolForm); so many ``regular`` and ``special`` dice; a ``pool``, into which the
    special ones are counted as the line does; or what real dice show, ``fell_regular`` and ``fell_special``. ``traits``
    are the keys of what is rolled, ``what`` is for what, in words. Gives these fields, and ``fell``: whether real dice
    fell, and ``counted``: whether the server counts.
    """

    regular = OptionalNumber(0, MOST_REGULAR, label=N_("Regular dice"))
    pool = OptionalNumber(1, MOST_REGULAR, label=N_("Pool"))
    fell_regular = Fallen(MOST_REGULAR, label=N_("Regular dice"))
    fell_special = Fallen(MOST_SPECIAL, label=N_("Special dice"))
    form_key = FormKey()

    @validates_schema
    def says_one_thing(self, posted: dict[str, Any], **kwargs: Any) -> None:
        """Dice are thrown or fell, not both, and there is at least one."""
        fell = posted["fell_regular"] + posted["fell_special"]
        pool, regular = posted["pool"], posted["regular"]
        thrown = pool is not None or regular is not None
        if (fell and (thrown or posted["special"] is not None)) or (pool is not None and regular is not None):
            raise ValidationError(N_("Say how many dice are thrown, or what real dice show: one of the two."), "")
        named = posted["typed"].strip() or posted["traits"].strip()
        if not (fell or pool or regular or posted["special"]) and (thrown or not named):
            raise ValidationError(NO_DICE, "pool" if pool is not None else "regular")

    @post_load
    def settle(self, posted: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        """Tell whether dice fell, and whether the server counts the pool."""
        fell = bool(posted["fell_regular"] + posted["fell_special"])
        named = posted["typed"].strip() or posted["traits"].strip()
        counted = bool(named) and posted["pool"] is None and posted["regular"] is None
        return posted | {"fell": fell, "counted": counted}


class RerollForm(Form):
    """Which dice are thrown again, and the form's key."""

    dice = Places(required=True, label=N_("Dice"))
    form_key = FormKey()


class NamedForm(PoolForm):
    """A pool that is kept under a name: for the character, or for the player on all sheets; and the form's key."""

    name = Words(100, blank=False, label=N_("Name"))
    whose = Words(10, required=False, load_default="character", validate=OneOf(("character", "player")))
    form_key = FormKey()


class LearnForm(Form):
    """The difficulty of a roll, or with ``contested`` the successes of the other side, and the form's key."""

    difficulty = WholeNumber(0, MOST_DIFFICULTY, label=N_("Difficulty"))
    contested = Tick()
    form_key = FormKey()


class CountsForm(Form):
    """Which rolls: those with this key in their pool; all without one."""

    trait = Words(80, required=False, load_default="", label=N_("Trait"))


class RollsForm(CountsForm, PageForm):
    """Which fifty rolls, as a program asks for them."""


class LogForm(FillForm, RollsForm):
    """Which fifty rolls, and what the form to roll is filled with."""


odds_form = OddsForm()
fill_form = FillForm()
log_form = LogForm()
roll_form = RollForm()
reroll_form = RerollForm()
learn_form = LearnForm()
named_form = NamedForm()
counts_form = CountsForm()
rolls_form = RollsForm()
