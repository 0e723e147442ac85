"""The words a game line is written in.

A line is one frozen value built from these nouns. Sheet, forms, ranges, derived trackers and print are read
out of it, and nothing outside ``lines/`` knows a line by name. Keys (``name``, ``key``) are snake_case and
permanent; labels are for people and may change.
"""

from wodsheet.engine.action import Action
from wodsheet.engine.choices import Choice, Cost, Need, Source, named
from wodsheet.engine.condition import Condition
from wodsheet.engine.creation import (
    Age,
    AsManyInside,
    Budget,
    Count,
    Creation,
    Each,
    Evidence,
    Favored,
    First,
    FreeSpecialties,
    Given,
    Grant,
    Matched,
    OneOfEach,
    OuterAndInner,
    Pick,
    Rule,
    Said,
    Shares,
    Spread,
    Spreads,
)
from wodsheet.engine.dice import Dice, Outcome, PoolModifier, RatingBar, Reading, SpecialDice
from wodsheet.engine.effects import Effects, Needs
from wodsheet.engine.guide import Answer, Question, Stage
from wodsheet.engine.keys import key_of
from wodsheet.engine.kind import Kind, which
from wodsheet.engine.line import Line
from wodsheet.engine.messages import Localizer, Message, either, messages, placeholders, sentences
from wodsheet.engine.parts import (
    Group,
    Listing,
    Modifier,
    Pairing,
    Paper,
    Part,
    ReadOut,
    Section,
    Span,
    Stack,
    Text,
    Total,
    Tracker,
    Trait,
    Vital,
)
from wodsheet.engine.payment import Payment
from wodsheet.engine.pool import Pool, Term, Way
from wodsheet.engine.price import Price
from wodsheet.unicode import folded_name

__all__ = [
    "Action",
    "Age",
    "Answer",
    "AsManyInside",
    "Budget",
    "Choice",
    "Condition",
    "Cost",
    "Count",
    "Creation",
    "Dice",
    "Each",
    "Effects",
    "Evidence",
    "Favored",
    "First",
    "FreeSpecialties",
    "Given",
    "Grant",
    "Group",
    "Kind",
    "Line",
    "Listing",
    "Localizer",
    "Matched",
    "Message",
    "Modifier",
    "Need",
    "Needs",
    "OneOfEach",
    "Outcome",
    "OuterAndInner",
    "Pairing",
    "Paper",
    "Part",
    "Payment",
    "Pick",
    "Pool",
    "PoolModifier",
    "Price",
    "Question",
    "RatingBar",
    "ReadOut",
    "Reading",
    "Rule",
    "Said",
    "Section",
    "Shares",
    "Source",
    "Span",
    "SpecialDice",
    "Spread",
    "Spreads",
    "Stack",
    "Stage",
    "Term",
    "Text",
    "Total",
    "Tracker",
    "Trait",
    "Vital",
    "Way",
    "either",
    "folded_name",
    "key_of",
    "messages",
    "named",
    "placeholders",
    "sentences",
    "which",
]
