"""The shapes of records. What is dumped and what /openapi.json says are read out of these, and of the lines."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from marshmallow import EXCLUDE, Schema, fields, validate

from wodsheet.engine import Line, Listing, Text, Trait
from wodsheet.rules.findings import STATES

# Grows when something a program relies on goes or changes its meaning; not when something new is added.
FORMAT = "wodsheet/1"

MOST_DOTS = 20


def needed(kind: type[fields.Field], *inner: Any, **settings: Any) -> fields.Field:
    """A field that every record of its shape has."""
    says = settings.pop("says", None)
    return kind(*inner, required=True, metadata={"description": says} if says else {}, **settings)


def whole(low: int, high: int | None = None, **settings: Any) -> fields.Field:
    """A whole number within a range."""
    return needed(fields.Integer, validate=validate.Range(low, high), **settings)


class Shape(Schema):
    """What a record, or a part of one, is made of. Something may be added any time: whoever reads skips the unknown."""

    class Meta(Schema.Meta):
        unknown = EXCLUDE


def shape(name: str, parts: dict[str, Any]) -> type[Schema]:
    """A shape whose parts a line decides."""
    return Shape.from_dict(parts, name=name)


class Record(Shape):
    """What every record begins with."""

    format = needed(fields.String, validate=validate.Equal(FORMAT), says="Which version of these shapes this is.")


def state() -> fields.Field:
    """What keeps a character out of play."""
    return needed(
        fields.String,
        validate=validate.OneOf(["", "draft", "archive", "death", "deletion"]),
        says="What keeps them out of play, the last word first; empty for a character in play.",
    )


class TotalsShape(Shape):
    """What a ledger of experience adds up to, in points."""

    earned = whole(0)
    spent = whole(0)
    left = whole(0, says="What may still be spent.")


class TrackerShape(Shape):
    """A tracker as it stands. Superficial and aggravated damage together never exceed its length."""

    length = whole(1, MOST_DOTS, says="How many boxes there are. Follows from traits and what is held.")
    superficial = whole(0, MOST_DOTS)
    aggravated = whole(0, MOST_DOTS)


class CardShape(Shape):
    """A character on the roster."""

    id = whole(1)
    line = needed(fields.String, says="The game line.")
    name = needed(fields.String)
    standfirst = needed(fields.String, says="Who they are in one sentence; empty when nothing is written.")
    state = state()
    changed_at = needed(fields.AwareDateTime)
    at = needed(fields.String, says="The address of its sheet.")


class RosterShape(Record):
    """A player's characters, the last changed first."""

    player = needed(fields.String, says="The player's name.")
    characters = needed(fields.List, fields.Nested(CardShape))


class Parts(fields.Dict):
    """What a change says of something: keys and what stood there. Columns that say nothing to anybody else stay out."""

    UNSAID = frozenset(("character_id", "form_key"))

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return None if value is None else self.without_unsaid(value)

    def without_unsaid(self, parts: dict[str, Any]) -> dict[str, Any]:
        """The same without those, nor in the entries that stood in a removed one."""
        present = {key: part for key, part in parts.items() if key not in self.UNSAID}
        return (
            present | {"inside": [self.without_unsaid(part) for part in present["inside"]]}
            if "inside" in present
            else present
        )


HANDS = ["player", "storyteller", "token", "import", "system"]
KINDS = ["creation", "ratings", "texts", "entry", "portrait", "state", "experience", "undo", "restore", "action"]


class PlainChangeShape(Shape):
    """One change: ``was`` and ``now`` map the same keys to what stood there and what stands there."""

    what = needed(
        fields.String,
        validate=validate.OneOf(["ratings", "texts", "keys", "follows", "entry", "portrait", "state"]),
        says="Whose keys these are: ratings (damage is health_superficial and the like), texts, keys (of the book's"
        " choice that a text names), follows (true: the text was not written, and follows a choice), an entry's parts,"
        " a portrait's, or state (archived_at and the like).",
    )
    entry = needed(
        fields.Integer, attribute="entry_id", allow_none=True, says="The id of the entry, when it is about one."
    )
    was = needed(Parts, allow_none=True, says="Null for an entry or a portrait added.")
    now = needed(Parts, allow_none=True, says="Null for an entry or a portrait removed.")


class ChangeShape(PlainChangeShape):
    """One change with who made it and when."""

    id = whole(1)
    at = needed(fields.AwareDateTime)
    by = needed(fields.String, allow_none=True, says="The name of who did it; null once they left.")
    revision = needed(fields.Integer, says="Changes with the same number were one act.")
    hand = needed(fields.String, says="player, storyteller, token, import or system.")


class ChangesShape(Record):
    """A hundred changes of a character at most, the newest first."""

    changes = needed(fields.List, fields.Nested(ChangeShape))
    before = needed(
        fields.Integer, allow_none=True, says="Ask again with ?before= this for the next hundred; null at the end."
    )


class RevisionShape(Shape):
    """Everything that one act changed."""

    id = whole(1)
    at = needed(fields.AwareDateTime, says="When it was done; of a text written in one sitting, the last time.")
    by = needed(fields.String, allow_none=True, says="The name of who did it; null once they left.")
    hand = needed(fields.String, validate=validate.OneOf(HANDS))
    kind = needed(fields.String, validate=validate.OneOf(KINDS))
    words = needed(fields.String, says="What it did, as a sentence for a person.")
    undoes = needed(fields.Integer, allow_none=True, says="The id of the revision that it takes back.")
    undone_by = needed(fields.Integer, allow_none=True, says="The id of the revision that took it back.")
    can_undo = needed(fields.Boolean, says="Whether what it left still stands, so that it can be taken back.")
    rests_on_it = needed(
        fields.Integer, allow_none=True, says="The id of the newest later revision because of which it cannot be."
    )
    changes = needed(fields.List, fields.Nested(PlainChangeShape))


class HistoryShape(Record):
    """A hundred revisions of a character at most, the newest first."""

    revisions = needed(fields.List, fields.Nested(RevisionShape))
    before = needed(
        fields.Integer, allow_none=True, says="Ask again with ?before= this for the next hundred; null at the end."
    )


class LedgerEntryShape(Shape):
    """What was earned or spent on a day, or an entry that takes another back."""

    id = whole(1)
    kind = needed(fields.String, validate=validate.OneOf(["earned", "spent", "correction"]))
    amount = needed(fields.Integer, says="Points. A correction's is below 0 where it takes from what was earned.")
    reason = needed(fields.String)
    day = needed(fields.Date)
    at = needed(fields.AwareDateTime, says="When it was written down.")
    by = needed(fields.String, attribute="writer", allow_none=True, says="Who wrote it; null once they left.")
    corrects = needed(fields.Integer, allow_none=True, says="The id of the entry that this one takes back.")


class LedgerShape(Record):
    """A character's ledger of experience, the latest day first. Nothing in it is ever changed."""

    totals = needed(fields.Nested, TotalsShape)
    entries = needed(fields.List, fields.Nested(LedgerEntryShape))


class OddsShape(Record):
    """Exact odds. Counts are whole numbers of ``rolls`` as strings: they can be larger than a program's numbers."""

    line = needed(fields.String, says="The game line.")
    regular = whole(0, says="How many regular dice are thrown.")
    special = whole(0, says="How many special dice are thrown with them.")
    difficulty = needed(fields.Integer, allow_none=True)
    rolls = needed(fields.String, says="How many falls there are: ten to the power of all dice.")
    successes = needed(fields.List, fields.String(), says="In how many falls there are exactly 0, 1, 2, … successes.")
    win = fields.String(metadata={"description": "In how many falls it is a win. Left out without a difficulty."})
    outcomes = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        metadata={"description": "In how many falls each outcome comes, by its name. Left out without a difficulty."},
    )


class RerolledShape(Shape):
    """What of a roll was thrown again."""

    places = needed(fields.List, fields.Integer(), says="Which dice, from 0, the regular ones first.")
    regular = needed(fields.List, fields.Integer(), says="What the regular dice showed before.")
    special = needed(fields.List, fields.Integer(), says="What the special dice showed before.")
    revision = needed(fields.Integer, says="The number of the change that paid for it; that can be taken back.")


class RollParts(Shape):
    """A roll. Dice that fell are never taken back."""

    id = whole(1)
    at = needed(fields.AwareDateTime)
    by = needed(fields.String, allow_none=True, says="Who rolled; null once they left.")
    hand = needed(fields.String, says="player, storyteller, token, import or system.")
    what = needed(fields.String, says="For what.")
    traits = needed(fields.List, fields.String(), says="The keys of what was rolled.")
    fell = needed(fields.Boolean, says="Whether real dice fell.")
    regular = needed(fields.List, fields.Integer(), says="What the regular dice show.")
    special = needed(fields.List, fields.Integer(), says="What the line's special dice show.")
    successes = whole(0)
    difficulty = needed(fields.Integer, allow_none=True, says="Null when none was given, which is not 0.")
    margin = needed(fields.Integer, allow_none=True, says="Successes less the difficulty.")
    outcome = needed(fields.String, allow_none=True, says="Null without a difficulty.")
    choices = needed(
        fields.List,
        fields.String(),
        says="Of what the player may choose one: overreach or despair; fails"
        " or harm, with which there are four successes more.",
    )
    by_difficulty = needed(
        fields.Dict, keys=fields.String(), values=fields.String(), says="The outcome for each difficulty, from 0 up."
    )
    rerolled = needed(fields.Nested, RerolledShape, allow_none=True)
    number = needed(fields.Integer, says="The dice of a pool that are no trait's.")
    modifier = needed(fields.Integer, says="Dice by a reason of the player's own.")
    offers = needed(
        fields.List,
        fields.String(),
        says="What applied and was taken, by name; after a - what is ticked at first and was not taken.",
    )
    contested = needed(fields.Boolean, says="Whether the difficulty is the successes of the other side.")
    test = needed(
        fields.String, says="The name of an extended test, whose difficulty all its rolls add up to; empty for most."
    )


class ProgressShape(Shape):
    """How far an extended test is."""

    successes = whole(0)
    rolls = whole(1)
    goal = needed(fields.Integer, allow_none=True, says="Null when it is not known.")
    reached = needed(fields.Boolean)


class RollShape(Record, RollParts):
    """One roll."""

    progress = needed(fields.Nested, ProgressShape, allow_none=True, says="Of an extended test; else null.")


class DocumentShape(Record):
    """A character as an export has it: docs/transfer.md says what is in it."""

    line = needed(fields.String)
    texts = needed(fields.Dict, keys=fields.String(), values=fields.String())
    keys = needed(fields.Dict, keys=fields.String(), values=fields.String())
    ratings = needed(fields.Dict, keys=fields.String(), values=fields.Integer())
    entries = needed(fields.Dict, keys=fields.String(), values=fields.List(fields.Dict()))


class CheckShape(Record):
    """What every rule of creation and of play finds on a sheet."""

    class FindingShape(Shape):
        """What one rule finds."""

        rule = needed(fields.String, says="The rule by a permanent key.")
        state = needed(
            fields.String,
            validate=validate.OneOf(STATES),
            says="open: something may still be chosen. over, missing and forbidden are not by the book.",
        )
        trait = needed(fields.String, says="A trait, text or section by its name; an entry by its list and id.")
        words = needed(fields.String)
        source = needed(fields.String, says="Books and pages; empty where none is known.")

    legal = needed(fields.Boolean, says="Whether nothing is over, missing or forbidden.")
    findings = needed(fields.List, fields.Nested(FindingShape))


class PricesShape(Record):
    """What each next dot of a character costs in experience."""

    class RaiseShape(Shape):
        """One step up, of a trait or an entry."""

        trait = needed(fields.String, says="The name of a trait; of an entry its list and its id: disciplines/17.")
        was = fields.Integer(data_key="from", metadata={"description": "The rating now."})
        to = needed(fields.Integer, says="The rating after this step.")
        price = whole(0)
        afford = needed(fields.Boolean, says="Whether the experience that is left is enough.")

    prices = needed(fields.List, fields.Nested(RaiseShape))


class ActionShape(Record):
    """An action that was done."""

    class DiceShape(Shape):
        """What one step threw, or what it found in a table."""

        label = needed(fields.String)
        faces = needed(fields.List, fields.Integer(), says="None where a row of a table was chosen.")
        passed = needed(fields.Integer, allow_none=True, says="How many checks passed, or successes of a pool.")
        difficulty = needed(fields.Integer, allow_none=True)
        outcome = needed(fields.String, says="The row of a table; else empty.")

    class ProposalShape(Shape):
        """Another action that may follow."""

        action = needed(fields.String)
        answers = needed(fields.Dict, says="What is answered there.")

    action = needed(fields.String)
    words = needed(fields.List, fields.String(), says="What it did, as sentences for a person.")
    dice = needed(fields.List, fields.Nested(DiceShape))
    proposals = needed(fields.List, fields.Nested(ProposalShape))
    revision = needed(fields.Integer, allow_none=True, says="The id of what it changed; null where that was nothing.")
    roll = needed(fields.Integer, allow_none=True, says="The id of its dice in the log; null without dice.")


class OutcomeCountShape(Shape):
    """How often one outcome came."""

    outcome = needed(fields.String)
    count = whole(0)
    expected = needed(fields.Float, says="How often by the exact odds of these rolls.")


class RollCountsShape(Record):
    """How the newest thousand rolls with a difficulty turned out, before any die was thrown again."""

    rolls = whole(0)
    outcomes = needed(fields.List, fields.Nested(OutcomeCountShape))


class NamedRollShape(Shape):
    """A pool under a name."""

    id = whole(1)
    name = needed(fields.String)
    owned = needed(fields.Boolean, says="Whether it is your own and follows you over all sheets.")
    traits = needed(fields.List, fields.String(), says="The keys it adds.")
    number = needed(fields.Integer, says="The dice of it that are no trait's.")
    modifier = needed(fields.Integer, says="Dice by a reason of the player's own.")
    difficulty = needed(fields.Integer, allow_none=True)
    regular = whole(0)
    special = whole(0)
    missing = needed(fields.List, fields.String(), says="What this character does not have, in words.")


class NamedRollsShape(Record):
    """The named rolls of a character, and then the player's own."""

    rolls = needed(fields.List, fields.Nested(NamedRollShape))


class RollsShape(Record):
    """Fifty rolls of a character at most, the newest first."""

    rolls = needed(fields.List, fields.Nested(RollParts))
    before = needed(
        fields.Integer, allow_none=True, says="Ask again with ?before= this for the next fifty; null at the end."
    )


class ProblemShape(Shape):
    """Why something was not done. Nothing was changed then."""

    class DetailShape(Shape):
        """What is wrong with one field."""

        field = needed(fields.String, says="The field's name; empty when it is about the whole form.")
        message = needed(fields.String)

    error = needed(fields.String, says="A sentence for a person.")
    status_code = whole(400, 599)
    details = needed(fields.List, fields.Nested(DetailShape), says="One for each field at fault.")
    present = fields.String(
        metadata={"description": "The words that are there, where others would have been replaced."}
    )


def titled(line: Line) -> str:
    """A line's name as it begins the names of its shapes."""
    return line.name.capitalize()


@cache
def sheet_shape(line: Line) -> type[Schema]:
    """A whole sheet of a line."""
    lists = {
        name: needed(fields.List, fields.Nested(entry_shape(line, listing)))
        for name, listing in line.listings.items()
        if name not in line.outer
    }
    parts = {
        "format": Record().fields["format"],
        "id": whole(1),
        "line": needed(fields.String, validate=validate.Equal(line.name)),
        "name": needed(fields.String),
        "state": state(),
        "epitaph": needed(fields.String),
        "changed_at": needed(fields.AwareDateTime),
        "experience": needed(fields.Nested, TotalsShape),
        "ratings": needed(fields.Nested, ratings_shape(line)),
        "texts": needed(fields.Nested, texts_shape(f"{titled(line)}Texts", line.texts.values())),
        "keys": needed(fields.Nested, keys_shape(line)),
        "trackers": needed(
            fields.Nested,
            shape(f"{titled(line)}Trackers", {name: needed(fields.Nested, TrackerShape) for name in line.trackers}),
        ),
        "conditions": needed(fields.List, fields.String(), says=f"States that hold now, of {conditions_of(line)}."),
        "lists": needed(fields.Nested, shape(f"{titled(line)}Lists", lists)),
        "added": fields.Integer(metadata={"description": "The id of the entry that was added just now."}),
    }
    return shape(f"{titled(line)}Sheet", parts)


def conditions_of(line: Line) -> str:
    """The keys of the states that change play, in a line of words."""
    return ", ".join(dict.fromkeys(condition.name for condition in line.conditions))


def ratings_shape(line: Line) -> type[Schema]:
    """Every trait of a line with its number."""

    def rating(trait: Trait) -> fields.Field:
        named = f"{trait.label}: {', '.join(trait.names)}" if trait.names else trait.label
        return whole(0, MOST_DOTS, says=f"{named}. Can be set from {trait.low} to {trait.high}.")

    return shape(f"{titled(line)}Ratings", {name: rating(trait) for name, trait in line.traits.items()})


def texts_shape(name: str, texts: Iterable[Text]) -> type[Schema]:
    """Words by the keys of their texts; of what was never written, what it follows or starts as."""
    return shape(name, {text.name: needed(fields.String, dump_default=text.start, says=text.label) for text in texts})


def keys_shape(line: Line) -> type[Schema]:
    """The keys of the book's choices among the texts; a player's own words have none."""
    keys = {
        text.name: fields.String(metadata={"description": text.label}) for text in line.texts.values() if text.choices
    }
    return shape(f"{titled(line)}Keys", keys)


@cache
def entry_shape(line: Line, listing: Listing) -> type[Schema]:
    """An entry of a listing; with ``dots`` and ``inside`` where the listing has them."""
    name = f"{titled(line)}{listing.name.title().replace('_', '')}Entry"
    parts = {
        "id": whole(1),
        "key": needed(fields.String, says="The key of the book's choice of this name, or one made of the name."),
        "name": needed(fields.String, says=listing.naming),
        "texts": needed(fields.Nested, texts_shape(f"{name}Texts", (*listing.texts, *listing.own_texts))),
    }
    if listing.high:
        parts["dots"] = whole(0, MOST_DOTS, says=f"Can be set from 0 to {listing.highest}.")
    if listing.inside:
        inner = fields.Nested(entry_shape(line, listing.inside))
        parts["inside"] = needed(fields.List, inner, says=listing.inside.label)
    return shape(name, parts)
