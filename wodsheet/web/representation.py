"""Content negotiation: which representation a request wants."""

from __future__ import annotations

from typing import Literal

from htmx_flask import request

from wodsheet.web import api_tokens


def representation() -> Literal["json", "fragment", "page"]:
    """JSON for a token, or where it is accepted before HTML; a fragment for htmx, which updates part of a page."""
    if api_tokens.sent_token(request.environ) is not None:
        return "json"
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        return "json"
    if request.htmx and request.headers.get("HX-Request-Type") != "full":
        return "fragment"
    return "page"
