"""Every failure a person can meet, each with a sentence that says what happened and what to do next."""

from collections.abc import Sequence

from werkzeug.exceptions import HTTPException

Detail = dict[str, str]


class Problem(HTTPException):
    """A failure with a sentence for the person and, where fields are at fault, one {"field", "message"} for each."""

    def __init__(
        self, message: str | None = None, details: Sequence[Detail] = (), retry_after: int | None = None
    ) -> None:
        super().__init__(message)
        self.details = list(details)
        self.retry_after = retry_after


class Refused(Problem):
    """What was sent cannot be kept as it stands; nothing was changed."""

    code = 422
    description = "This was not kept, because some of it cannot stand as it is."


class Conflict(Problem):
    """A rule of the roster, or a text somebody changed meanwhile.

    kept: what the server holds now; sent: what the person wanted. Both stay on the page.
    """

    code = 409
    description = "This was not kept, because something else was changed first."

    def __init__(
        self,
        message: str | None = None,
        details: Sequence[Detail] = (),
        kept: str | None = None,
        sent: str | None = None,
    ) -> None:
        super().__init__(message, details)
        self.kept = kept
        self.sent = sent


class SignedOut(Problem):
    """Nobody is signed in, or the session was ended elsewhere."""

    code = 401
    description = "You are signed out. Sign in to go on."


class CrossSite(Problem):
    """A write that another site's page asked for."""

    code = 403
    description = "This came from another site, so nothing was changed. Use the page itself."


class TooFast(Problem):
    """More writes than a hand can make."""

    code = 429
    description = "That was too fast. Nothing was lost that was saved; wait a moment and go on."


class Away(Problem):
    """The database is away; the page keeps the click and sends it again."""

    code = 503
    description = (
        "The server cannot reach its records right now. Nothing that was saved is lost; try again in a moment."
    )
