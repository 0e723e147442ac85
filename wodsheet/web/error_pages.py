"""Every failure a person can meet: one shape in three dresses, each saying what happened and what to do next."""

import logging
from typing import Any
from urllib.parse import quote, urlsplit

from flask import Flask, jsonify, redirect, render_template, session
from htmx_flask import request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from wodsheet.db import Unavailable
from wodsheet.problems import Away, Conflict, Problem, SignedOut
from wodsheet.templating.i18n import N_, gettext
from wodsheet.web import api_tokens, logs

SENTENCES = {
    400: N_("This request could not be understood. Go back, load the page again and try once more."),
    403: N_("This is not allowed. Nothing was changed."),
    404: N_("There is nothing here, or it is not yours."),
    405: N_("This address does not take that kind of request."),
    413: N_("This is too large: a form may hold one megabyte. Nothing was changed."),
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


def ask_to_sign_in(error: SignedOut) -> Response:
    """Send the person to the sign-in page and back to where they are; a program gets the plain 401.

    The session, if there was one, has ended: its cookie goes.
    """
    session.clear()
    dress = wanted()
    if dress == "json":
        return answer(error)
    target = f"/login?next={quote(whence(), safe='/')}"
    if dress == "page":
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
    """The failure in the dress that was asked for, with the headers that belong to it."""
    status = error.code or 500
    problem: dict[str, Any] = {
        "error": error.description if isinstance(error, Problem) else gettext(SENTENCES.get(status, SENTENCES[400])),
        "status_code": status,
        "details": getattr(error, "details", []),
    }
    if isinstance(error, Conflict) and error.kept is not None:
        problem["kept"] = error.kept
    response = dressed(problem, logs.request_id() if status >= 500 else None, gettext(getattr(error, "heading", "")))
    response.status_code = status
    response.headers.extend((name, value) for name, value in error.get_headers() if name == "Allow")
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return set_retry_after(response, error)


def dressed(problem: dict[str, Any], request_id: str | None, heading: str) -> Response:
    """JSON, a fragment or a page. One that cannot be drawn, as when its files are missing, is plain text."""
    dress = wanted()
    if dress == "json":
        response = jsonify(problem)
    else:
        template = "partials/problem.html" if dress == "fragment" else "errors/problem.html"
        try:
            markup = render_template(template, problem=problem, request_id=request_id, heading=heading)
            response = Response(markup, mimetype="text/html")
        except Exception as error:
            logs.log_event("broke while answering", logging.ERROR, error)
            response = Response(problem["error"], mimetype="text/plain")
    if request_id:
        response.headers["X-Request-Id"] = request_id
    return response


def wanted() -> str:
    """Which dress: "json" when asked for before HTML or by a token, "fragment" for a part of a page, else "page"."""
    if api_tokens.sent_token(request.environ) is not None:
        return "json"
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        return "json"
    if request.htmx and request.headers.get("HX-Request-Type") != "full":
        return "fragment"
    return "page"


def whence() -> str:
    """The page the person is on, as a path of ours: what they asked for, or the page whose form they sent."""
    if request.htmx:
        return path_of(request.htmx.current_url or "")
    if request.method in ("GET", "HEAD"):
        return request.full_path.removesuffix("?")
    return path_of(request.referrer or "")


def path_of(address: str) -> str:
    """An address's path and query when it is a page of ours, else "/"."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    if parts.netloc != request.host:
        return "/"
    return parts.path + (f"?{parts.query}" if parts.query else "")
