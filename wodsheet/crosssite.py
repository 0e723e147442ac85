"""Writes that another site's page asked for are refused, at the application and not per route.

No tokens: the browser itself says where a request comes from, so nothing expires in an open tab.
"""

from urllib.parse import urlsplit

from flask import Flask, request

from wodsheet import bearer
from wodsheet.errors import CrossSite

SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
OURS = frozenset(("same-origin", "none"))


def init_app(app: Flask) -> None:
    """Check each unsafe request before anything else does."""
    own = origin_of(app.config["SETTINGS"].public_url)

    @app.before_request
    def refuse_strangers() -> None:
        """Raise CrossSite (403) unless the browser says that the request comes from our own pages.

        Browsers leave Sec-Fetch-Site out on plain http to anything but this computer; then Origin speaks.
        A program that sends neither header carries no browser's cookies, and may ask. Neither does one with a token:
        beside that no cookie counts, and no browser sends a token of its own accord.
        """
        environ = request.environ
        if environ["REQUEST_METHOD"] in SAFE or bearer.sent(environ) is not None:
            return
        site = environ.get("HTTP_SEC_FETCH_SITE")
        if site is not None:
            if site not in OURS:
                raise CrossSite
            return
        origin = environ.get("HTTP_ORIGIN")
        if origin is not None and origin not in (own, f"{request.scheme}://{request.host}"):
            raise CrossSite


def origin_of(address: str) -> str:
    """The origin of an address as a browser writes it: lower case, and without the port its scheme implies."""
    parts = urlsplit(address.lower())
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port and parts.port != usual else "")
