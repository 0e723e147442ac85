"""One row per route: who may use it, what a token reaches, rate, largest body, and what a program gets.

Everything that asks about a route reads ``ROUTES``: ``web/access``, ``web/rate_limits``, ``web/request_body``, the
responses in ``blueprints/`` and ``api/openapi``. A route without a row is 404.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from wodsheet.api import operations
from wodsheet.api.operations import Described
from wodsheet.api.serialize import (
    ACTION,
    CHANGES,
    CHECK,
    DOCUMENT,
    HISTORY,
    LEDGER,
    NAMED_ROLLS,
    ODDS,
    PRICES,
    ROLL,
    ROLL_COUNTS,
    ROLLS,
    ROSTER,
    SHEET,
)
from wodsheet.statements.rights import EDIT, OWN, SEE, Right

# Bytes.
MEGABYTE = 1_000_000
MOST_PICTURE = 10 * MEGABYTE
MOST_IMPORT = 100 * MEGABYTE
# What a form has around its file is some hundred bytes.
AROUND_A_FILE = MEGABYTE // 100


class May(Enum):
    """Who may use a route that is not about one character; for those about one, a Right says it."""

    ANYONE = "everybody"
    PLAYER = "a signed-in player, which one statement checks before anything else"
    SELF = "a signed-in player, about themselves, as the statement itself checks"


class Token(Enum):
    """What a personal token must be allowed, at a route that a token reaches."""

    READS = "read"
    WRITES = "write"


@dataclass(frozen=True)
class Rate:
    """At most ``most`` a minute. ``batch``: how many are counted in this process before Redis hears of them at once."""

    name: str
    most: int
    batch: int = 1


@dataclass(frozen=True)
class Route(Described):
    """What holds for one route.

    ``may``: a Right is a right to the character in the address; the statement checks it. ``token`` None: only for a
    browser. ``rate`` None: a write counts among all of the player's writes, a page does not count. ``max_body`` in
    bytes; what may be larger than a megabyte takes a file.
    """

    may: May | Right
    token: Token | None = None
    rate: Rate | None = None
    max_body: int = MEGABYTE


ANYONE, PLAYER, SELF = May
READS, WRITES = Token
CREATIONS = Rate("creation", 120)
EXPORTS = Rate("exports", 20)

ROUTES: dict[str, Route] = {
    # For everybody.
    "health.alive": Route(ANYONE),
    "health.ready": Route(ANYONE),
    "health.show_metrics": Route(ANYONE),  # with METRICS_TOKEN, as the view checks
    "colophon.logo": Route(ANYONE),
    "openapi.show": Route(ANYONE),
    "roster.index": Route(ANYONE, READS, gives=ROSTER, operation=operations.READ_ROSTER),
    "roster.preview_ready": Route(ANYONE),
    "auth.door": Route(ANYONE),
    "auth.sign_in": Route(ANYONE, rate=Rate("name", 300)),
    "auth.sign_out": Route(ANYONE),
    "discord.login": Route(ANYONE, rate=Rate("discord", 300)),
    "discord.authorized": Route(ANYONE, rate=Rate("discord back", 300)),
    "account_deletion.gone": Route(ANYONE),
    # A player's own.
    "auth.sign_out_everywhere": Route(PLAYER),
    "account.show": Route(SELF),
    "account_deletion.ask": Route(SELF),
    "account_deletion.leave": Route(SELF),
    "transfer.take": Route(SELF, rate=EXPORTS),
    "transfer.show": Route(PLAYER),
    "transfer.bring": Route(PLAYER, rate=Rate("imports", 20), max_body=MOST_IMPORT + AROUND_A_FILE),
    "preferences.show": Route(PLAYER),
    "preferences.style": Route(PLAYER),
    "preferences.choose": Route(SELF),
    "preferences.save_height": Route(SELF),
    "preferences.set_time_zone": Route(SELF),
    "tokens.show": Route(PLAYER),
    "tokens.make": Route(PLAYER),
    "tokens.revoke": Route(PLAYER),
    "odds.show": Route(PLAYER, READS, gives=ODDS, operation=operations.READ_ODDS),
    "roster.new": Route(PLAYER),
    "roster.offers_of_new": Route(PLAYER),
    "roster.create": Route(PLAYER, WRITES, CREATIONS, gives=SHEET, creates=True, operation=operations.CREATE_CHARACTER),
    "roster.draft": Route(PLAYER, rate=CREATIONS),
    "roster.create_ready": Route(
        PLAYER, WRITES, CREATIONS, gives=SHEET, creates=True, operation=operations.CREATE_READY_CHARACTER
    ),
    "random_characters.show": Route(PLAYER, READS, CREATIONS, gives=DOCUMENT, operation=operations.READ_RANDOM),
    "random_characters.make": Route(
        PLAYER, WRITES, CREATIONS, gives=SHEET, creates=True, operation=operations.CREATE_RANDOM_CHARACTER
    ),
    # A character's.
    "roster.clone": Route(OWN, WRITES, CREATIONS, gives=SHEET, creates=True, operation=operations.CLONE_CHARACTER),
    "transfer.take_character": Route(OWN, rate=EXPORTS),
    "lifecycle.put_away": Route(OWN, WRITES, gives=ROSTER, operation=operations.ARCHIVE_CHARACTER),
    "lifecycle.last_words": Route(OWN),
    "lifecycle.bury": Route(OWN, WRITES, gives=ROSTER, operation=operations.BURY_CHARACTER),
    "lifecycle.farewell": Route(OWN),
    "lifecycle.delete": Route(OWN, WRITES, gives=ROSTER, operation=operations.DELETE_CHARACTER),
    "lifecycle.bring_back": Route(OWN, WRITES, gives=ROSTER, operation=operations.BRING_BACK_CHARACTER),
    "sheets.show": Route(SEE, READS, gives=SHEET, operation=operations.READ_SHEET),
    "sheets.paper": Route(SEE),
    "play.show": Route(SEE),
    "grants.show": Route(EDIT),
    "grants.choose": Route(EDIT),
    "guide.begin": Route(EDIT),
    "guide.end": Route(EDIT),
    "guide.show": Route(EDIT),
    "ratings.rate": Route(EDIT, WRITES, gives=SHEET, operation=operations.RATE),
    "trackers.show": Route(EDIT),
    "trackers.mark": Route(EDIT, WRITES, gives=SHEET, operation=operations.MARK_TRACKER),
    "texts.write": Route(EDIT, WRITES, gives=SHEET, operation=operations.WRITE_TEXT),
    "offers.for_new": Route(EDIT),
    "offers.for_entry": Route(EDIT),
    "offers.for_text": Route(EDIT),
    "lists.show": Route(SEE),
    "lists.new": Route(EDIT),
    "lists.add": Route(EDIT, WRITES, gives=SHEET, creates=True, operation=operations.ADD_ENTRY),
    "entries.rate": Route(EDIT, WRITES, gives=SHEET, operation=operations.RATE_ENTRY),
    "entries.write": Route(EDIT, WRITES, gives=SHEET, operation=operations.WRITE_TEXT_OF_ENTRY),
    "entries.move": Route(EDIT, WRITES, gives=SHEET, operation=operations.MOVE_ENTRY),
    "entries.remove": Route(EDIT, WRITES, gives=SHEET, operation=operations.REMOVE_ENTRY),
    "entries.removed": Route(EDIT),
    "entries.restore": Route(EDIT, WRITES, gives=SHEET, operation=operations.RESTORE_ENTRY),
    "experience.show": Route(SEE, READS, gives=LEDGER, operation=operations.READ_LEDGER),
    "experience.write": Route(EDIT, WRITES, gives=LEDGER, creates=True, operation=operations.WRITE_EXPERIENCE),
    "experience.take_back": Route(EDIT, WRITES, gives=LEDGER, operation=operations.TAKE_BACK_EXPERIENCE),
    "check.show": Route(SEE, READS, gives=CHECK, operation=operations.READ_CHECK),
    "prices.show": Route(SEE, READS, gives=PRICES, operation=operations.READ_PRICES),
    "history.show": Route(SEE, READS, gives=HISTORY, operation=operations.READ_HISTORY),
    "history.as_it_stood": Route(SEE),
    "history.changes": Route(SEE, READS, gives=CHANGES, operation=operations.READ_CHANGES),
    "restore.restore": Route(EDIT, WRITES, gives=SHEET, operation=operations.RESTORE),
    "undo.undo_newest": Route(EDIT, WRITES, gives=SHEET, operation=operations.UNDO_NEWEST),
    "undo.redo_newest": Route(EDIT, WRITES, gives=SHEET, operation=operations.REDO_NEWEST),
    "undo.undo": Route(EDIT, WRITES, gives=SHEET, operation=operations.UNDO),
    "roll_form.show": Route(EDIT),
    "rolls.show": Route(SEE, READS, gives=ROLLS, operation=operations.READ_ROLLS),
    "rolls.throw_dice": Route(EDIT, WRITES, gives=ROLL, creates=True, operation=operations.ROLL_DICE),
    "roll_counts.show": Route(SEE, READS, gives=ROLL_COUNTS, operation=operations.READ_ROLL_COUNTS),
    "named_rolls.show": Route(SEE, READS, gives=NAMED_ROLLS, operation=operations.READ_NAMED_ROLLS),
    "named_rolls.keep": Route(EDIT, WRITES, gives=NAMED_ROLLS, creates=True, operation=operations.KEEP_ROLL),
    "named_rolls.remove": Route(EDIT, WRITES, gives=NAMED_ROLLS, operation=operations.REMOVE_NAMED_ROLL),
    "rolls.learn_difficulty": Route(EDIT, WRITES, gives=ROLL, operation=operations.LEARN_DIFFICULTY),
    "rolls.throw_again": Route(EDIT, WRITES, gives=ROLL, operation=operations.REROLL_DICE),
    "actions.show": Route(EDIT),
    "actions.perform": Route(EDIT, WRITES, gives=ACTION, operation=operations.DO_ACTION),
    "actions.show_use": Route(EDIT),
    "actions.perform_use": Route(EDIT, WRITES, gives=ACTION, operation=operations.USE),
    "portraits.show": Route(SEE),
    "portraits.picture": Route(SEE),
    "portraits.save": Route(EDIT, rate=Rate("pictures", 60), max_body=MOST_PICTURE + AROUND_A_FILE),
    "portraits.focus": Route(EDIT, rate=Rate("focus", 300)),
    "portraits.write": Route(EDIT),
    "portraits.remove": Route(EDIT),
}
