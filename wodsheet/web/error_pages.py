"""Error pages: each failure as JSON, a fragment or a page, with what happened and what to do next."""

import logging
from typing import Any
from urllib.parse import quote

from flask import Flask, jsonify, redirect, render_template, session
from werkzeug.exceptions import BadRequest, HTTPException
from werkzeug.wrappers import Response

from wodsheet.db import Unavailable
from wodsheet.problems import Away, Blocked, Conflict, NoStorage, Problem, SignedOut
from wodsheet.templating.i18n import N_, gettext
from wodsheet.web import logs
from wodsheet.web.addresses import current_page
from wodsheet.web.representation import representation

SENTENCES = {
    400: N_("This request could not be understood. Go back, load the page again and try once more."),
    403: N_("This is not allowed. Nothing was changed."),
    404: N_("There is nothing here, or it is not yours."),
    405: N_("This address does not take that kind of request."),
    413: N_("This is too large: a form may hold one megabyte. Nothing was changed."),
    # These four are gunicorn's own, before there is a request (``web.connections.write_error``).
    414: N_("This address is too long. Nothing was changed."),
    417: N_("This request expects what is not done here. Nothing was changed."),
    431: N_("The headers of this request are too large. Delete the cookies of this site and try again."),
    501: N_("This way of sending a request is not known here. Nothing was changed."),
    500: N_("Something broke here. What was saved is safe; try again, and if it stays so, tell us the number below."),
}
RETRY_AFTER = 2
QUIETLY = {401, 404, 405}


def init_app(app: Flask) -> None:
    """Answer every failure in one shape, where the view has no drawing of its own (``web.refusals``)."""
    app.register_error_handler(HTTPException, refuse)
    app.register_error_handler(SignedOut, ask_to_sign_in)
    app.register_error_handler(Unavailable, wait_for_database)
    app.register_error_handler(Exception, break_down)


def set_retry_after(response: Response, error: Exception) -> Response:
    """The answer with its Retry-After, in seconds, where the failure knows."""
    if retry_after := getattr(error, "retry_after", None):
        response.headers["Retry-After"] = str(retry_after)
    return response


def refuse(error: HTTPException) -> Response:
    """Answer a refusal; what Flask itself could not finish comes here as a 500."""
    if error.code is None or error.response is not None:
        return error.get_response()
    status = error.code
    if status >= 500 and not isinstance(error, Away):
        logs.log_event("broke", logging.ERROR, getattr(error, "original_exception", None) or error, status=status)
    elif status not in QUIETLY:
        logs.log_event("refused", logging.WARNING, status=status)
    return answer(error)


def as_problem(error: Exception) -> Exception:
    """An OSError as what it means to a person; any other error as it is.

    The connection to the client broke (400), or the host is full, read-only or without a file it had (503).
    """
    if not isinstance(error, OSError):
        return error
    if isinstance(error, ConnectionError | TimeoutError):
        return BadRequest()
    logs.log_event("host failed", logging.ERROR, error, errno=error.errno, status=503)
    return NoStorage(retry_after=NoStorage.RETRY_AFTER)


def ask_to_sign_in(error: SignedOut) -> Response:
    """Send the person to the sign-in page and back to where they are; a program gets the plain 401.

    The session, if there was one, has ended: its cookie goes.
    """
    session.clear()
    wanted = representation()
    if wanted == "json":
        return answer(error)
    target = f"/login?next={quote(current_page(), safe='/')}"
    if wanted == "page":
        return redirect(target, 303)
    response = answer(error)
    response.headers["HX-Redirect"] = target
    return response


def wait_for_database(error: Unavailable) -> Response:
    """503, to be tried again: by the page itself, which keeps the click, or by whoever sees the sentence."""
    logs.log_event("database away", logging.WARNING, error)
    return answer(Away(retry_after=RETRY_AFTER))


def break_down(error: Exception) -> Response:
    """What nobody foresaw: a 500 with the request's id, and the rest in the log."""
    logs.log_event("broke", logging.ERROR, error, status=500)
    broken = HTTPException()
    broken.code = 500
    return answer(broken)


def answer(error: HTTPException) -> Response:
    """The failure in the representation that the request wants, with its headers."""
    status = error.code or 500
    problem: dict[str, Any] = {
        "error": error.description if isinstance(error, Problem) else gettext(SENTENCES.get(status, SENTENCES[400])),
        "status_code": status,
        "details": getattr(error, "details", []),
    }
    if isinstance(error, Conflict) and error.saved is not None:
        problem["kept"] = error.saved
    if isinstance(error, Blocked):
        problem["rests_on_it"] = error.rests_on_it
        if error.sent is not None:
            problem["put_back"] = error.sent
    response = represent(problem, logs.request_id() if status >= 500 else None, gettext(getattr(error, "heading", "")))
    response.status_code = status
    response.headers.extend((name, value) for name, value in error.get_headers() if name == "Allow")
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return set_retry_after(response, error)


def represent(problem: dict[str, Any], request_id: str | None, heading: str) -> Response:
    """JSON, a fragment or a page; plain text where the template fails, as when files are missing."""
    wanted = representation()
    if wanted == "json":
        response = jsonify(problem)
    else:
        template = "partials/problem.html" if wanted == "fragment" else "errors/problem.html"
        try:
            markup = render_template(template, problem=problem, request_id=request_id, heading=heading)
            response = Response(markup, mimetype="text/html")
        except Exception as error:
            logs.log_event("broke while answering", logging.ERROR, error)
            response = Response(problem["error"], mimetype="text/plain")
    if request_id:
        response.headers["X-Request-Id"] = request_id
    return response
