"""Every failure a person can meet, as an exception with a sentence and a status; of ours it imports gettext alone."""

from collections.abc import Sequence

from werkzeug.exceptions import HTTPException

from wodsheet.templating.i18n import N_, gettext

Detail = dict[str, str]


class Problem(HTTPException):
    """A failure with a sentence for the person and, where fields are at fault, one {"field", "message"} for each.

    retry_after: seconds after which the same may work. heading: of its page, where that of its status would mislead.
    """

    heading = ""

    def __init__(
        self, message: str | None = None, details: Sequence[Detail] = (), retry_after: int | None = None
    ) -> None:
        super().__init__(message or (self.description and gettext(self.description)))
        self.details = list(details)
        self.retry_after = retry_after

    @property
    def first_message(self) -> str:
        """The message of the first field at fault, else the sentence."""
        return self.details[0]["message"] if self.details else str(self.description)


class Refused(Problem):
    """What was sent cannot be kept as it stands; nothing was changed."""

    code = 422
    description = N_("This was not kept, because some of it cannot stand as it is.")


class Conflict(Problem):
    """A rule of the roster, or a text somebody changed meanwhile.

    saved: what the server holds now; sent: what the person wanted. Both stay on the page.
    """

    code = 409
    description = N_("This was not kept, because something else was changed first.")

    def __init__(
        self,
        message: str | None = None,
        details: Sequence[Detail] = (),
        saved: str | None = None,
        sent: str | None = None,
    ) -> None:
        super().__init__(message, details)
        self.saved = saved
        self.sent = sent


class Blocked(Conflict):
    """A revision cannot be taken back, because a later one rests on it."""

    description = N_("This cannot be taken back while a later change stands.")

    def __init__(self, rests_on_it: int, revision: int | None = None) -> None:
        super().__init__()
        # The one that was to be taken back.
        self.revision = revision
        # The id of the later revision. Of a text, ``saved`` and ``sent`` are set as well, once they are read.
        self.rests_on_it = rests_on_it


class Gone(Problem):
    """A change to what is not there: removed in another tab, or never the asker's."""

    code = 404
    description = N_(
        "What this would change is not here any more, or is not yours. Load the page again to see what is."
    )


class NoRoom(Problem):
    """The roster is full."""

    code = 409
    description = N_("There is no room for another character.")
    heading = N_("No room")


class SignedOut(Problem):
    """Nobody is signed in, or the session was ended elsewhere."""

    code = 401
    description = N_("You are signed out. Sign in to go on.")


class UnknownToken(Problem):
    """A token that is none, or was revoked."""

    code = 401
    description = N_("This token is not known here, or was revoked. Make a new one on the page Tokens.")


class OnlyReads(Problem):
    """A write by a token that may only read."""

    code = 403
    description = N_("This token may only read, so nothing was changed. Make one that may write on the page Tokens.")


class NotByToken(Problem):
    """Something only a person does."""

    code = 403
    description = N_("A token does not reach this; nothing was changed. Sign in and do it yourself.")


class CrossSite(Problem):
    """A write that another site's page asked for."""

    code = 403
    description = N_("This came from another site, so nothing was changed. Use the page itself.")


class TooFast(Problem):
    """More than a hand can do."""

    code = 429
    description = N_("That was too fast. What was saved is safe; wait a moment and go on.")


class OneAtATime(TooFast):
    """An export or an import of somebody whose other one takes long."""

    description = N_("Another export or import of yours is still going on. Nothing was changed; wait until it is done.")


class Away(Problem):
    """The database is away; the page keeps the click and sends it again."""

    code = 503
    description = N_("The records cannot be reached right now. What was saved is safe; try again in a moment.")


class Busy(Away):
    """Others wait for the same, and were here first."""

    description = N_("Others are exporting and importing just now. Nothing was changed; try again in a moment.")


class NoStorage(Away):
    """The host cannot write or read a file: full, read-only, not there."""

    # Seconds. A full disk waits for somebody to make room.
    RETRY_AFTER = 60
    description = N_("This server lacks room, or cannot use its files. Nothing was changed; try again later.")
