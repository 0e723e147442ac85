"""How a person sees a refusal: the view's own decorator draws the form again, with what was typed and why.

A program gets the plain problem, and so does a person where a view has no such decorator.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from flask import Flask, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from wodsheet.problems import Conflict, NoRoom, Refused
from wodsheet.web.error_pages import set_retry_after
from wodsheet.web.representation import representation

View = Callable[..., Any]


class Redraw(NamedTuple):
    """What draws a refused form again, and for which errors."""

    draw: View
    errors: tuple[type[HTTPException], ...]


REDRAWS: dict[View, Redraw] = {}


def on_refusal(draw: View, *further: type[HTTPException]) -> Callable[[View], View]:
    """Decorate a view: ``draw`` shows its Refused, Conflict and NoRoom to a person, and ``further`` errors too.

    ``draw`` is called with the error and the view's own arguments by their names, and gives a page or a fragment; the
    status is the error's. An error from before the view runs, as a body that is too large, is drawn as well. What
    ``draw`` itself raises is answered in its place: 404 where the character is somebody else's.
    """

    def decorate(view: View) -> View:
        REDRAWS[view] = Redraw(draw, (Refused, Conflict, NoRoom, *further))
        return view

    return decorate


def redraw(app: Flask, error: Exception) -> Response | None:
    """The refused form with its message; None for a program, and for an error that the view does not draw."""
    view = app.view_functions.get(request.endpoint or "")
    known = REDRAWS.get(view) if view else None
    if known is None or not isinstance(error, known.errors) or representation() == "json":
        return None
    response = app.make_response(known.draw(error, **(request.view_args or {})))
    response.status_code = error.code or 422
    return set_retry_after(response, error)
