"""Writes that another site's page asked for are refused, at the application and not per route.

No tokens: the browser itself says where a request comes from, so nothing expires in an open tab.
"""

from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Flask, request

from wodsheet.problems import CrossSite
from wodsheet.templating.i18n import gettext
from wodsheet.web import api_tokens

SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
OURS = frozenset(("same-origin", "none"))


def init_app(app: Flask) -> None:
    """Check each unsafe request before anything else does; where names sign in, every request by whom it asks."""
    settings = app.config["SETTINGS"]
    own = origin_of(settings.public_url)

    @app.before_request
    def refuse_other_names() -> None:
        """Raise CrossSite (403) in local mode with sign-in by name, when the host name is not one of the app's own.

        Whoever owns a name can make it lead to this computer, and their page could then sign in and read like one of
        ours. A number is nobody's to turn. By Discord nobody signs in without its player.
        """
        by_name = not settings.production and not settings.discord
        if by_name and not is_here(request.host, settings.public_url):
            raise CrossSite(
                gettext(
                    "This computer is not called so. Open %(address)s, or set PUBLIC_URL to this.",
                    address=settings.public_url,
                )
            )

    @app.before_request
    def refuse_strangers() -> None:
        """Raise CrossSite (403) unless the browser says that the request comes from our own pages.

        Browsers leave Sec-Fetch-Site out on plain http to anything but this computer; then Origin speaks.
        A program that sends neither header carries no browser's cookies, and may ask. Neither does one with a token:
        beside that no cookie counts, and no browser sends a token of its own accord.
        """
        environ = request.environ
        if environ["REQUEST_METHOD"] in SAFE or api_tokens.sent_token(environ) is not None:
            return
        site = environ.get("HTTP_SEC_FETCH_SITE")
        if site is not None:
            if site not in OURS:
                raise CrossSite
            return
        origin = environ.get("HTTP_ORIGIN")
        if origin is not None and origin not in (own, f"{request.scheme}://{request.host}"):
            raise CrossSite


def is_here(host: str, public_url: str) -> bool:
    """Whether a Host is this computer's own name, the one it was given, or a number."""
    name = urlsplit(f"//{host}").hostname or ""
    if name in ("localhost", urlsplit(public_url).hostname):
        return True
    try:
        return bool(ip_address(name))
    except ValueError:
        return False


def origin_of(address: str) -> str:
    """The origin of an address as a browser writes it: lower case, and without the port its scheme implies."""
    parts = urlsplit(address.lower())
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port and parts.port != usual else "")
