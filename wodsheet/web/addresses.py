"""Addresses of our own pages: where a person is, and where they may be sent back to."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from htmx_flask import request


def current_page() -> str:
    """Path and query of the page that the person is on: the one they request, or the one whose form they sent."""
    if request.htmx:
        return own_address(request.htmx.current_url or "")
    if request.method in ("GET", "HEAD"):
        return request.full_path.removesuffix("?")
    return own_address(request.referrer or "")


def own_address(address: str) -> str:
    """Path and query of an address of ours; "/" for any other."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    if parts.netloc != request.host:
        return "/"
    return parts.path + (f"?{parts.query}" if parts.query else "")


def own_path(path: str | None) -> str:
    """The path if it is one of ours, else "/".

    A browser takes "//host" and "/\\\\host" for another site, and drops tabs and line ends before it looks.
    """
    path = path or "/"
    ours = path.startswith("/") and not path.startswith(("//", "/login", "/logout"))
    # It is stored in the cookie, where a letter beyond ASCII takes as much room as in ``quote``.
    if not ours or len(quote(path)) > 500 or "\\" in path or not path.isprintable():
        return "/"
    return path
